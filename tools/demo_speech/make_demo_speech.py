"""Make the recordings of the four spoken demo webinars out of their scripts, offline.

    python tools/demo_speech/make_demo_speech.py --voices package/voices [ID …]

For each webinar in plan.toml: every line of scripts/<id>.txt is spoken in its speaker's voice, the turns are set one
after the other with pauses and the faint noise of a room, and the recording is written to recordings/<id>/media/
(with slides, Zoom captions and chat where the plan says so). Beside the script goes <id>.truth.json: who said what, from
which second to which second of the shipped file. Spoken lines are kept in a work folder: a second run speaks only what
has changed.

Needs a venv of its own with packages that are no dependency of the product: README.md lists them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import tempfile
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import av
import numpy as np
from slides import Slide, draw
from voice import SAMPLE_RATE, Spoken, Voice, speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from voice import Sound

log = logging.getLogger("demo_speech")
HERE = Path(__file__).resolve().parent
SCRIPTS = HERE / "scripts"
RECORDINGS = HERE.parents[1] / "recordings"

LEAD_IN, LEAD_OUT = 1.2, 1.6  # seconds of room before the first and after the last word
BETWEEN_SENTENCES, BETWEEN_LINES, BETWEEN_TURNS = 0.38, 0.6, 0.55
LOUDNESS, PEAK, ROOM = 0.075, 0.85, 0.0009  # RMS of speech, highest sample, RMS of the room (about -61 dBFS)
FRAMES_PER_SECOND = 5
CUE_SENTENCES, CUE_SECONDS = 2, 14.0
CODECS = {".mp4": "aac", ".m4a": "aac", ".ogg": "libopus", ".mp3": "libmp3lame"}
MUXER = {".m4a": "ipod"}  # the container's name where the suffix does not say it


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a script."""

    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it lies in the recording; start and end in seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line as it lies in the recording; start and end in seconds."""

    speaker: str
    language: str
    start: float
    end: float
    text: str
    sentences: tuple[Sentence, ...]


def read_script(path: Path) -> tuple[Line, ...]:
    """The lines `Speaker: text` of a script; empty lines and lines that open with `#` are left out."""
    lines = []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if row.strip() and not row.startswith("#"):
            speaker, colon, text = row.partition(": ")
            if not colon:
                raise ValueError(f"{path}:{number}: a line is `Speaker: text`")
            lines.append(Line(speaker, text.strip()))
    return tuple(lines)


# ── Sound ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def spoken(line: Line, voice: Voice, voices: Path, work: Path) -> list[Spoken]:
    """The sentences of a line with their sound, from the work folder if it was spoken before."""
    code = (HERE / "voice.py").read_bytes()  # a word said another way is a new sound
    key = hashlib.sha256(repr((line.text, voice)).encode() + code).hexdigest()[:20]
    kept = work / f"{key}.npz"
    if not kept.exists():
        sentences = speak(line.text, voice, voices)
        arrays: dict[str, Any] = {f"s{n}": s.sound for n, s in enumerate(sentences)}
        np.savez(kept, text=np.array([s.text for s in sentences]), **arrays)
    with np.load(kept) as stored:
        return [Spoken(str(text), stored[f"s{n}"]) for n, text in enumerate(stored["text"])]


def lay_out(
    lines: tuple[Line, ...], parts: list[list[Spoken]], languages: list[str], seed: int
) -> tuple[Sound, tuple[Utterance, ...]]:
    """Set the spoken lines one after the other in a quiet room: the whole sound, and where each line lies in it."""
    chance = np.random.default_rng(seed)
    pieces: list[Sound] = [_silence(LEAD_IN)]
    at, utterances = LEAD_IN, []

    def add(sound: Sound) -> None:
        nonlocal at
        pieces.append(sound)
        at += len(sound) / SAMPLE_RATE

    for number, (line, sentences, language) in enumerate(zip(lines, parts, languages, strict=True)):
        if number:
            same = lines[number - 1].speaker == line.speaker
            add(_silence((BETWEEN_LINES if same else BETWEEN_TURNS) * chance.uniform(0.9, 1.25)))
        whole = np.concatenate([s.sound for s in sentences])
        gain = min(LOUDNESS / _loudness(whole), PEAK / np.abs(whole).max())
        placed = []
        for n, sentence in enumerate(sentences):
            if n:
                add(_silence(BETWEEN_SENTENCES * chance.uniform(0.85, 1.2)))
            start = at
            add((sentence.sound * gain).astype("f4"))
            placed.append(Sentence(round(start, 2), round(at, 2), sentence.text))
        utterances.append(Utterance(line.speaker, language, placed[0].start, placed[-1].end, line.text, tuple(placed)))
    pieces.append(_silence(LEAD_OUT))
    sound = np.concatenate(pieces)
    hiss = chance.standard_normal(len(sound))
    room = np.convolve(hiss, np.ones(8) / 8, "same")  # a room is duller than white noise
    return (sound + room * (ROOM / room.std())).astype("f4"), tuple(utterances)


def _silence(seconds: float) -> Sound:
    return np.zeros(int(seconds * SAMPLE_RATE), "f4")


def _loudness(sound: Sound) -> float:
    """RMS of the louder parts: pauses inside a line must not make it louder."""
    frames = sound[: len(sound) // 480 * 480].reshape(-1, 480)
    power = (frames**2).mean(axis=1)
    return float(np.sqrt(power[power > power.max() * 0.01].mean()))


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_sound(path: Path, sound: Sound, bit_rate: int) -> None:
    """Encode a recording without pictures; the suffix names the codec."""
    with av.open(str(path), "w", format=MUXER.get(path.suffix), options=_options(path)) as out:
        stream = _audio_stream(out, path, bit_rate)
        _encode_audio(out, stream, sound, 0, len(sound))
        out.mux(stream.encode(None))


def write_video(path: Path, sound: Sound, bit_rate: int, pictures: Iterator[tuple[float, Any]]) -> None:
    """Encode a recording with pictures: (second from which it stands, picture), in order, the first at 0."""
    stands = list(pictures)
    with av.open(str(path), "w", options=_options(path)) as out:
        video = out.add_stream("libx264", rate=FRAMES_PER_SECOND)
        video.width, video.height = stands[0][1].size
        video.pix_fmt = "yuv420p"
        # A still picture costs next to nothing; a key frame every 10 s keeps seeking quick.
        video.options = {"crf": "26", "preset": "slow", "tune": "stillimage", "g": str(10 * FRAMES_PER_SECOND)}
        audio = _audio_stream(out, path, bit_rate)
        step = SAMPLE_RATE // FRAMES_PER_SECOND
        current = 0
        for number in range(-(-len(sound) // step)):
            while current + 1 < len(stands) and stands[current + 1][0] <= number / FRAMES_PER_SECOND:
                current += 1
            frame = av.VideoFrame.from_image(stands[current][1])
            frame.pts = number
            out.mux(video.encode(frame))
            _encode_audio(out, audio, sound, number * step, (number + 1) * step)
        out.mux(video.encode(None))
        out.mux(audio.encode(None))


def _options(path: Path) -> dict[str, str]:
    return {"movflags": "faststart"} if path.suffix in {".mp4", ".m4a"} else {}


def _audio_stream(out: OutputContainer, path: Path, bit_rate: int) -> AudioStream:
    stream = cast("AudioStream", out.add_stream(CODECS[path.suffix], rate=SAMPLE_RATE, layout="mono"))
    stream.bit_rate = bit_rate
    return stream


def _encode_audio(out: OutputContainer, stream: AudioStream, sound: Sound, first: int, last: int) -> None:
    samples = (np.clip(sound[first:last], -1, 1) * 32767).astype("<i2")
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate, frame.pts = SAMPLE_RATE, first
    out.mux(stream.encode(frame))


def write_truth(path: Path, media: str, seconds: float, utterances: tuple[Utterance, ...]) -> None:
    """Who said what, when: one utterance a row, so that a change shows as one line."""
    rows = []
    for u in utterances:
        rows.append(json.dumps(asdict(u), ensure_ascii=False))
    head = f'{{"media": {json.dumps(media)}, "seconds": {seconds:.2f}, "utterances": [\n'
    path.write_text(head + ",\n".join(rows) + "\n]}\n", encoding="utf-8")


def write_captions(
    path: Path, utterances: tuple[Utterance, ...], labels: dict[str, str], misheard: list[list[str]]
) -> None:
    """Captions as Zoom writes them: numbered cues `Name: text` of a sentence or two, some words misheard."""
    cues: list[str] = []
    for u in utterances:
        for group in _cue_groups(u.sentences):
            text = " ".join(s.text for s in group)
            for said, heard in misheard:
                text = text.replace(said, heard)
            times = f"{_clock(group[0].start)} --> {_clock(group[-1].end)}"
            cues.append(f"{len(cues) + 1}\n{times}\n{labels.get(u.speaker, u.speaker)}: {text}\n")
    path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")


def _cue_groups(sentences: tuple[Sentence, ...]) -> Iterator[list[Sentence]]:
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (len(group) == CUE_SENTENCES or sentence.end - group[0].start > CUE_SECONDS):
            yield group
            group = []
        group.append(sentence)
    yield group


def write_chat(path: Path, utterances: tuple[Utterance, ...], messages: list[dict[str, Any]]) -> None:
    """The chat as Zoom saves it: `HH:MM:SS<tab>Name:<tab>text`."""
    rows = []
    for message in messages:
        second = _utterance_at(utterances, message["at"]).start + message["after"]
        rows.append(f"{_clock(second)[:8]}\t{message['name']}:\t{message['text']}\n")
    path.write_text("".join(sorted(rows)), encoding="utf-8")


def _clock(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _utterance_at(utterances: tuple[Utterance, ...], beginning: str) -> Utterance:
    found = [u for u in utterances if u.text.startswith(beginning)]
    if len(found) != 1:
        raise ValueError(f"plan.toml: {len(found)} lines of the script begin with {beginning!r}, expected one")
    return found[0]


def pictures(
    utterances: tuple[Utterance, ...], slides: list[Slide], series: str, people: tuple[str, ...]
) -> Iterator[tuple[float, Any]]:
    """The pictures of the video, a new one whenever the slide or the speaker changes."""
    starts = {_utterance_at(utterances, slide.at).start: slide for slide in slides}
    slide = slides[0]
    for number, u in enumerate(utterances):
        slide = starts.get(u.start, slide)
        yield (u.start if number else 0.0), draw(slide, series, people, u.speaker)


# ── The whole ─────────────────────────────────────────────────────────────────────────────────────────────────────


def make(session: str, plan: dict[str, Any], voices: Path, work: Path) -> None:
    """Make one webinar's recording, its captions and chat where it has them, and the truth about it."""
    webinar = plan["webinar"][session]
    lines = read_script(SCRIPTS / f"{session}.txt")
    speaking = [Voice(**plan["voices"][plan["people"][line.speaker]]) for line in lines]
    parts = []
    for number, (line, voice) in enumerate(zip(lines, speaking, strict=True), 1):
        parts.append(spoken(line, voice, voices, work))
        log.info("%s: line %d of %d", session, number, len(lines))
    sound, utterances = lay_out(lines, parts, [v.language for v in speaking], seed=int(session[:4]))

    folder = RECORDINGS / session / "media"
    folder.mkdir(parents=True, exist_ok=True)
    media = folder / webinar["media"]
    if "slide" in webinar:
        slides = [Slide(**{**s, "points": tuple(s["points"])}) for s in webinar["slide"]]
        shown = pictures(utterances, slides, webinar["series"], tuple(webinar["room"]))
        write_video(media, sound, webinar["bit_rate"], shown)
    else:
        write_sound(media, sound, webinar["bit_rate"])
    write_truth(SCRIPTS / f"{session}.truth.json", media.name, len(sound) / SAMPLE_RATE, utterances)
    if "captions" in webinar:
        write_captions(folder / webinar["captions"], utterances, webinar["labels"], webinar["misheard"])
    if "chat_file" in webinar:
        write_chat(folder / webinar["chat_file"], utterances, webinar["chat"])
    log.info("%s: %.1f s, %d kB", media, len(sound) / SAMPLE_RATE, media.stat().st_size // 1000)


def main() -> None:
    """Read the command line and make what it asks for."""
    plan = tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description="Make the recordings of the spoken demo webinars.")
    parser.add_argument(
        "sessions", metavar="ID", nargs="*", help=f"which webinars (default: all): {', '.join(plan['webinar'])}"
    )
    parser.add_argument("--voices", type=Path, required=True, help="the folder with Kokoro's voice files (*.bin)")
    parser.add_argument(
        "--work", type=Path, default=Path(tempfile.gettempdir()) / "demo_speech", help="keeps spoken lines"
    )
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    args.work.mkdir(parents=True, exist_ok=True)
    for session in args.sessions or plan["webinar"]:
        make(session, plan, args.voices, args.work)


if __name__ == "__main__":
    main()
