"""From the sound of a recording to words with seconds, piece by piece, so that a long recording needs no more memory
than a short one.

The sound is decoded by :mod:`ingest.media`, cut at pauses into blocks that hold at most :data:`WINDOW` seconds of
speech (what Whisper hears at once), and each finished block is kept on disk: a transcription that was killed goes on
behind its last block, and comes to the same words as one that was not. The only module that knows faster-whisper.
"""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import json
import logging
import math
import os
import re
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from ingest.errors import BadInput
from ingest.records import Flag, MadeBy, Segment, Transcript, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from ingest.models import Model

    Samples = NDArray[np.float32]

log = logging.getLogger(__name__)

VERSION = "1"
RATE = 16000
#: Seconds of speech that Whisper hears at once; a block on the CPU holds one such window, so that a kill loses no more
#: than that.
WINDOW = 30.0
# Sound looked at to fill one window: a stretch of speech is at most a window long, so that one always ends within.
_HORIZON = 42.0
# A pause from here on ends a sentence even without a full stop.
_LONG_PAUSE = 1.2
# Whisper's own limit: more than this many characters per compressed character is a loop.
_COMPRESSION = 2.4
# No one speaks faster, in words a second of voice; and a guided window with fewer than the lower figure has lost
# speech.
_FEW_WORDS = 0.7
_HOTWORD_TOKENS = 223
# Languages that Whisper takes for one another; their votes count for the archive's language.
_KIN = {"id": ("ms", "jw", "su"), "ms": ("id",), "nb": ("no", "nn", "da"), "hr": ("sr", "bs")}


@dataclass(frozen=True, slots=True)
class Piece:
    """Speech to recognise: ``samples`` (mono, 16 kHz, pauses shortened) and where they came from.

    ``map``: (sample in ``samples``, sample in the block, length) of each stretch, in order.
    """

    samples: Samples
    map: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was recognised in one piece: words in seconds of its ``samples``, and Whisper's own doubts."""

    words: tuple[Word, ...]
    compression: float = 1.0
    no_speech: float = 0.0
    log_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A finished block ``[start, end)`` s of the recording; ``voiced`` seconds of it are speech."""

    start: float
    end: float
    language: str
    voiced: float
    segments: tuple[Segment, ...]
    flags: tuple[Flag, ...] = ()


class Transcriber(Protocol):
    """What recognises speech. Whisper does, and the scripted one of the tests."""

    name: str
    options: tuple[tuple[str, str], ...]
    windows: int  # pieces that are recognised best at one time

    def stretches(self, samples: Samples) -> list[tuple[int, int]]:
        """Where there is speech, as ranges of samples, each at most :data:`WINDOW` s long."""

    def languages(self, samples: Samples) -> dict[str, float]:
        """Probabilities of the languages spoken in at most :data:`WINDOW` s."""

    def recognise(self, pieces: Sequence[Piece], language: str, hotwords: str) -> list[Heard]:
        """The words of each piece."""


def transcribe(
    path: Path,
    *,
    languages: Sequence[str] = ("id", "en"),
    language: str | Sequence[str] | None = None,
    model: str = "auto",
    hotwords: Sequence[str] = (),
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_size: int = 0,
    report: Callable[[float, float], None] = lambda done, total: None,
    keep: Path | None = None,
    transcriber: Transcriber | None = None,
) -> Transcript:
    """The words of the recording ``path``, in seconds from its beginning.

    ``language``: given, not asked; several: asked for each block among them; None: asked once, over several places of
    the recording, among ``languages`` (those of the archive; empty: any). ``hotwords``: names and terms, the most
    telling first, that bias the recogniser; as many as its prompt holds are used. ``keep``: a folder for the finished
    blocks; a later call with the same recording and options goes on from there. ``threads`` and ``batch_size`` 0:
    chosen for the machine. ``report(seconds done, seconds in all)``.

    Raises :class:`ModelMissing`, or :class:`BadInput` when the recording has no sound that can be decoded.
    """
    from ingest import media, models

    facts = media.probe(path)
    if not facts.has_audio:
        raise BadInput("the recording has no sound track", where=str(path), hint="add captions (.vtt, .srt) beside it")
    if transcriber is None:
        found = models.resolve(model, device=device)
        transcriber = Whisper(found, device=device, compute_type=compute_type, threads=threads, batch_size=batch_size)
    total = facts.seconds or 0.0
    report(0.0, total)
    each = tuple(language) if language is not None and not isinstance(language, str) else ()
    if len(each) == 1:
        language, each = each[0], ()
    terms = _fitting_terms(hotwords, transcriber)
    asked = {
        "language": language if isinstance(language, str) else ",".join(each) or "auto",
        "among": ",".join(languages),
        "hotwords": "; ".join(terms),
    }
    shelf = _Shelf(keep, path, asked | dict(transcriber.options) | {"recogniser": transcriber.name})
    given = language if isinstance(language, str) else None
    choose = _Chooser(path, transcriber, given, each, tuple(languages), total, shelf)
    done = shelf.load()
    sound = media.decode(path, rate=RATE)
    blocks = list(done)
    for block in _recognised(sound, transcriber, choose, ", ".join(terms), done[-1].end if done else 0.0):
        shelf.save(block)
        blocks.append(block)
        report(min(block.end, total) if total else block.end, total or block.end)
    duration = max(sound.seconds, total)
    report(duration, duration)
    options = [(k, v) for k, v in sorted((asked | dict(transcriber.options)).items()) if v]
    options += [("detected", choose.evidence)] if choose.evidence else []
    options += [("languages", _turns(blocks))] if each else []
    return Transcript(
        language=_main_language(blocks, choose.fallback),
        model=transcriber.name,
        duration=round(duration, 3),
        segments=tuple(s for b in blocks for s in b.segments),
        losses=sound.losses,
        flags=tuple(_merged([f for b in blocks for f in b.flags])),
        made_by=MadeBy("transcribe", VERSION, tuple(options)),
    )


# --- blocks -----------------------------------------------------------------------------------------------------------


def _recognised(
    sound: Iterable[Any], transcriber: Transcriber, choose: _Chooser, hotwords: str, resume: float
) -> Iterator[Block]:
    """Block after block from second ``resume`` on. Where blocks end depends on the sound alone, never on when it was
    stopped.

    The sound is always decoded from its beginning: decoders give slightly other samples after a seek, and the resumed
    transcript is to equal the uninterrupted one. That costs about 2 s an hour.
    """
    import numpy as np

    horizon = round((_HORIZON + WINDOW * (transcriber.windows - 1)) * RATE)
    at = round(resume * RATE)  # sample of the recording at which ``buffer`` begins
    buffer: Samples = np.zeros(0, np.float32)
    for chunk in sound:
        begin = round(chunk.start * RATE)
        if begin + len(chunk.samples) <= at:
            continue
        buffer = np.concatenate([buffer, chunk.samples[max(0, at - begin) :] if not len(buffer) else chunk.samples])
        while len(buffer) >= horizon:
            length, block = _block(buffer[:horizon], at, False, transcriber, choose, hotwords)
            yield block
            at, buffer = at + length, buffer[length:]
    while len(buffer):
        length, block = _block(buffer[:horizon], at, len(buffer) <= horizon, transcriber, choose, hotwords)
        yield block
        at, buffer = at + length, buffer[length:]


def _block(
    samples: Samples, at: int, last: bool, transcriber: Transcriber, choose: _Chooser, hotwords: str
) -> tuple[int, Block]:
    """Recognise the beginning of ``samples``; how many samples were used up, and the block."""
    stretches = transcriber.stretches(samples)
    pieces, length = _packed(samples, stretches, transcriber.windows, last)
    voiced = sum(len(p.samples) for p in pieces) / RATE
    start, end = at / RATE, (at + length) / RATE
    language = choose(pieces)
    segments: list[Segment] = []
    flags: list[Flag] = []
    for piece, heard in zip(pieces, _guided(transcriber, pieces, language, hotwords), strict=True):
        words = _tidy(_placed(heard.words, piece, start), start, end)
        said = _sentences(words)
        segments += said
        flags += _doubts(heard, said, len(piece.samples) / RATE)
    return length, Block(
        round(start, 4), at_end(at + length), language, round(voiced, 2), tuple(segments), tuple(flags)
    )


def at_end(sample: int) -> float:
    """The second of a sample, exact enough to come back to the very sample."""
    return round(sample / RATE, 5)


def _packed(samples: Samples, stretches: list[tuple[int, int]], windows: int, last: bool) -> tuple[list[Piece], int]:
    """Stretches of speech put together to at most ``windows`` pieces of :data:`WINDOW` s, and where the block ends.

    A stretch that reaches the end of what was read may go on: it is left for the next block (unless this is the
    ``last``).
    """
    import numpy as np

    limit = round(WINDOW * RATE)
    full = len(samples)
    open_end = None
    if not last and stretches and stretches[-1][1] >= full - RATE // 4:
        if len(stretches) > 1:
            open_end = stretches[-1][0]
            stretches = stretches[:-1]
        else:
            open_end = stretches[-1][1]
    groups: list[list[tuple[int, int]]] = []
    held = 0
    rest = None
    for a, b in stretches:
        if not groups or held + b - a > limit:
            if len(groups) == windows:
                rest = a
                break
            groups.append([])
            held = 0
        groups[-1].append((a, b))
        held += b - a
    pieces = []
    for group in groups:
        where, n = [], 0
        for a, b in group:
            where.append((n, a, b - a))
            n += b - a
        pieces.append(Piece(np.concatenate([samples[a:b] for a, b in group]), tuple(where)))
    end = groups[-1][-1][1] if groups else 0
    if rest is not None:
        return pieces, (end + rest) // 2
    if open_end is not None:
        return pieces, max((end + open_end) // 2, 1) if groups else open_end
    # Silence to the end of what was read; half a second stays, for speech may be about to begin.
    return pieces, full if last else max(end, full - RATE // 2)


def _guided(transcriber: Transcriber, pieces: list[Piece], language: str, hotwords: str) -> list[Heard]:
    """The words of the pieces, biased by ``hotwords``; a window in which that lost speech is heard again without."""
    if not pieces:
        return []
    heard = transcriber.recognise(pieces, language, hotwords)
    if not hotwords:
        return heard
    for n, (piece, one) in enumerate(zip(pieces, heard, strict=True)):
        seconds = len(piece.samples) / RATE
        if seconds > 3 and len(one.words) / seconds < _FEW_WORDS:
            plain = transcriber.recognise([piece], language, "")[0]
            if len(plain.words) > 1.3 * len(one.words):
                heard[n] = plain
    return heard


def _placed(words: Iterable[Word], piece: Piece, start: float) -> list[Word]:
    """Words from the piece's seconds to the recording's: both ends by the stretch in which the word's middle lies."""
    out = []
    for word in words:
        if not (math.isfinite(word.start) and math.isfinite(word.end)):
            before = out[-1].end if out else start
            out.append(replace(word, start=before, end=before))
            continue
        middle = (word.start + word.end) / 2 * RATE
        inside = [m for m in piece.map if m[0] <= middle] or [piece.map[0]]
        offset, source, length = inside[-1]
        shift = (source - offset) / RATE
        low, high = source / RATE, (source + length) / RATE
        a = min(max(word.start + shift, low), high)
        b = min(max(word.end + shift, low), high)
        out.append(replace(word, start=start + a, end=start + b))
    return out


def _tidy(words: list[Word], start: float, end: float) -> list[Word]:
    """Seconds that rise and never run backwards, each word lasting at least 10 ms, all within the block."""
    out: list[Word] = []
    at = start
    for n, word in enumerate(words):
        a = min(max(word.start, at), end)
        following = words[n + 1].start if n + 1 < len(words) else end
        b = min(max(word.end, a + 0.01), max(end, a + 0.01))
        if a < following < b:
            b = max(following, a + 0.01)
        a, b = round(a, 3), round(b, 3)
        if b <= a:
            a = b - 0.01
        probability = word.probability
        if probability is not None:
            probability = round(probability, 3) if math.isfinite(probability) else None
        out.append(Word(word.text, a, b, probability))
        at = b
    return out


# --- sentences --------------------------------------------------------------------------------------------------------

_STOP = re.compile(r"[.?!…][\"'”’»)\]]*$")
_NO_STOP = re.compile(
    r"(?:^|\W)(?:[A-Za-z]|dr|drs|dra|ir|prof|hj?|bpk|sdr|no|jl|st|mr|mrs|ms|dll|dsb|dkk|tgl|hal|a\.n|s\.d|e\.g"
    r"|i\.e|vs)\.$",
    re.IGNORECASE,
)


def _sentences(words: list[Word]) -> list[Segment]:
    """Words cut after . ? ! and at long pauses; what is longer than 20 s is cut at its longest pause."""
    out: list[Segment] = []
    held: list[Word] = []
    for n, word in enumerate(words):
        held.append(word)
        following = words[n + 1] if n + 1 < len(words) else None
        if following is None or following.start - word.end >= _LONG_PAUSE or _ends(word.text, following.text):
            out += [_segment(part) for part in _halved(held)]
            held = []
    return out


def _ends(text: str, following: str) -> bool:
    if not _STOP.search(text) or _NO_STOP.search(text):
        return False
    return following[:1].isspace() or not following[:1].isdigit()


def _halved(words: list[Word]) -> list[list[Word]]:
    if words[-1].end - words[0].start <= 20 or len(words) < 8:
        return [words]
    # After a comma rather than anywhere, and never so that a few words stand alone.
    inner = range(3, len(words) - 3)
    cut = max(
        inner, key=lambda i: words[i].start - words[i - 1].end + (0.3 if words[i - 1].text.endswith(",") else 0.0)
    )
    return _halved(words[:cut]) + _halved(words[cut:])


def _segment(words: list[Word]) -> Segment:
    text = " ".join("".join(w.text for w in words).split())
    return Segment(words[0].start, words[-1].end, text, None, tuple(replace(w, text=w.text.strip()) for w in words))


# --- doubts -----------------------------------------------------------------------------------------------------------

_FAREWELLS = re.compile(
    r"terima kasih (sudah|telah) menonton|thanks? (you )?for watching|please subscribe|jangan lupa (like|subscribe)"
    r"|subtitles? by|amara\.org|subtitle oleh",
    re.IGNORECASE,
)


def _doubts(heard: Heard, said: list[Segment], voiced: float) -> list[Flag]:
    """Stretches whose words may have been made up, from Whisper's own figures and from repetition."""
    out = []
    if not said:
        return []
    whole = (said[0].start, said[-1].end)
    if _compression(said) > _COMPRESSION or heard.compression > _COMPRESSION:
        out.append(Flag(*whole, "the same words over and over: perhaps a loop of the recogniser"))
    if heard.no_speech > 0.8 and heard.log_probability < -1:
        out.append(Flag(*whole, "words where there is hardly a voice"))
    for segment in said:
        sure = [w.probability for w in segment.words if w.probability is not None]
        mean = sum(sure) / len(sure) if sure else 1.0
        if _FAREWELLS.search(segment.text) and (mean < 0.6 or voiced < 4):
            out.append(Flag(segment.start, segment.end, "a phrase that the recogniser writes over silence or music"))
        elif _stutter(segment.text):
            out.append(
                Flag(segment.start, segment.end, "a phrase repeated many times: perhaps a loop of the recogniser")
            )
        elif len(sure) >= 4 and mean < 0.25:
            out.append(Flag(segment.start, segment.end, "the recogniser was very unsure"))
    return out


def _compression(said: list[Segment]) -> float:
    text = " ".join(s.text for s in said).encode()
    # A short text compresses badly whatever it says; zlib's frame is left out.
    return len(text) / max(1, len(zlib.compress(text)) - 8) if len(text) > 80 else 1.0


def _stutter(text: str) -> bool:
    """Is one word or phrase of up to six words said five times on end?"""
    words = re.findall(r"\w+", text.lower())
    for size in range(1, 7):
        run = 1
        for i in range(size, len(words) - size + 1, size):
            run = run + 1 if words[i : i + size] == words[i - size : i] else 1
            if run >= 5:
                return True
    return False


def _merged(flags: list[Flag]) -> Iterator[Flag]:
    """Flags in order of time; neighbours with one reason become one."""
    held: Flag | None = None
    for flag in sorted(flags, key=lambda f: (f.reason, f.start)):
        if held is not None and held.reason == flag.reason and flag.start - held.end < 2:
            held = replace(held, end=max(held.end, flag.end))
            continue
        if held is not None:
            yield held
        held = flag
    if held is not None:
        yield held


# --- language ---------------------------------------------------------------------------------------------------------


class _Chooser:
    """Says in which language a block is to be heard: given, asked once for the recording, or for each block."""

    def __init__(
        self,
        path: Path,
        transcriber: Transcriber,
        given: str | None,
        each: tuple[str, ...],
        among: tuple[str, ...],
        total: float,
        shelf: _Shelf,
    ) -> None:
        self.path, self.transcriber, self.each, self.among, self.total = path, transcriber, each, among, total
        self.shelf = shelf
        self.evidence = ""
        self.chosen = given
        self.previous = ""

    @property
    def fallback(self) -> str:
        """The language of a recording in which no one speaks."""
        return self.chosen or self.previous or "und"

    def __call__(self, pieces: list[Piece]) -> str:
        if not pieces:
            return self.fallback
        if self.each:
            self.previous = _weighed(self.transcriber.languages(pieces[0].samples), self.each)[0]
            return self.previous
        if self.chosen is None:
            kept = self.shelf.note("language")
            if kept:
                self.chosen, self.evidence = kept["language"], kept["evidence"]
            else:
                self.chosen, self.evidence = self._ask(pieces[0].samples)
                self.shelf.note("language", {"language": self.chosen, "evidence": self.evidence})
        return self.chosen

    def _ask(self, first: Samples) -> tuple[str, str]:
        """Votes from up to five places of the recording: one place may be music, a prayer, or a song of another
        land.
        """
        from ingest import media

        votes: defaultdict[str, float] = defaultdict(float)
        raw: defaultdict[str, float] = defaultdict(float)
        places = 1 if self.total < 60 else 2 if self.total < 300 else 3 if self.total < 1200 else 5
        asked = 0
        for n in range(places):
            if n == 0:
                speech = first
            else:
                sound = media.decode(self.path, start=self.total * n / places, rate=RATE, chunk=WINDOW)
                chunk = next(iter(sound), None)
                if chunk is None:
                    continue
                pieces, _ = _packed(chunk.samples, self.transcriber.stretches(chunk.samples), 1, True)
                if not pieces or len(pieces[0].samples) < 3 * RATE:
                    continue
                speech = pieces[0].samples
            heard = self.transcriber.languages(speech)
            asked += 1
            for code, p in heard.items():
                raw[code] += p
            best, share = _weighed(heard, self.among)
            votes[best] += share
            if asked >= 2 and len(votes) == 1 and min(votes.values()) / asked > 0.9:
                break
        chosen = max(votes, key=lambda c: votes[c])
        top = sorted(raw, key=lambda c: -raw[c])[:3]
        heard_as = ", ".join(f"{c} {raw[c] / asked:.2f}" for c in top)
        return chosen, f"{chosen} at {asked} places (heard as {heard_as})"


def _weighed(heard: dict[str, float], among: Sequence[str]) -> tuple[str, float]:
    """The most likely of the languages ``among`` (empty: any), with its share of what was given to them; kin votes
    count.
    """
    if not among:
        best = max(heard, key=lambda c: heard[c])
        return best, heard[best]
    sums = {c: heard.get(c, 0.0) + sum(heard.get(k, 0.0) for k in _KIN.get(c, ()) if k not in among) for c in among}
    best = max(sums, key=lambda c: sums[c])
    return best, sums[best] / (sum(sums.values()) or 1.0)


def _main_language(blocks: list[Block], fallback: str) -> str:
    seconds: Counter[str] = Counter()
    for block in blocks:
        if block.segments:
            seconds[block.language] += round(block.voiced * 100)
    return seconds.most_common(1)[0][0] if seconds else fallback


def _turns(blocks: list[Block]) -> str:
    """``id 0-95, en 95-180``: which language was heard from where to where."""
    out = []
    for language, group in itertools.groupby((b for b in blocks if b.segments), key=lambda b: b.language):
        members = list(group)
        out.append(f"{language} {members[0].start:.0f}-{members[-1].end:.0f}")
    return ", ".join(out)


# --- keeping ----------------------------------------------------------------------------------------------------------


class _Shelf:
    """The folder of finished blocks: one JSON file each, and a label that says of which recording and with which
    options.
    """

    def __init__(self, folder: Path | None, path: Path, options: dict[str, str]) -> None:
        self.folder = folder
        if folder is None:
            return
        label = {"version": VERSION, "bytes": path.stat().st_size, "ends": _ends_hash(path), "options": options}
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "label.json"
        try:
            same = json.loads(file.read_text(encoding="utf-8")) == label
        except (OSError, ValueError):
            same = False
        if not same:
            # Other options, another recording, or nothing yet: what lies here does not belong to it.
            for old in folder.glob("*.json"):
                old.unlink()
            self._write("label.json", label)

    def load(self) -> list[Block]:
        """The finished blocks from the beginning on, as far as they follow each other."""
        out: list[Block] = []
        if self.folder is None:
            return out
        for file in sorted(self.folder.glob("block-*.json")):
            try:
                block = _unpacked(json.loads(file.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                break
            if abs(block.start - (out[-1].end if out else 0.0)) > 0.001:
                break
            out.append(block)
        return out

    def save(self, block: Block) -> None:
        if self.folder is not None:
            self._write(f"block-{round(block.start * 1000):010d}.json", dataclasses.asdict(block))

    def note(self, name: str, value: dict[str, str] | None = None) -> dict[str, str] | None:
        """Read the small fact ``name``, or keep it when a value is given."""
        if self.folder is None:
            return value
        if value is not None:
            self._write(f"{name}.json", value)
            return value
        file = self.folder / f"{name}.json"
        kept: dict[str, str] | None = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        return kept

    def _write(self, name: str, value: object) -> None:
        from ingest import disk

        assert self.folder is not None
        disk.write(self.folder / name, json.dumps(value, ensure_ascii=False).encode())


def _unpacked(row: dict[str, Any]) -> Block:
    segments = tuple(
        Segment(s["start"], s["end"], s["text"], s["speaker"], tuple(Word(**w) for w in s["words"]))
        for s in row["segments"]
    )
    flags = tuple(Flag(**f) for f in row["flags"])
    return Block(row["start"], row["end"], row["language"], row["voiced"], segments, flags)


def _ends_hash(path: Path) -> str:
    """A hash of the first and the last MB: enough to tell one recording from another of the same length."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        digest.update(file.read(1 << 20))
        file.seek(max(0, path.stat().st_size - (1 << 20)))
        digest.update(file.read(1 << 20))
    return digest.hexdigest()


# --- Whisper ----------------------------------------------------------------------------------------------------------


def _fitting_terms(hotwords: Sequence[str], transcriber: Transcriber) -> tuple[str, ...]:
    """As many terms, in order, as Whisper's prompt holds; duplicates and empty ones are left out."""
    out: list[str] = []
    count = getattr(transcriber, "tokens", lambda text: len(text) // 3 + 1)
    for term in dict.fromkeys(" ".join(t.split()) for t in hotwords if t.strip()):
        if count(", ".join([*out, term])) > _HOTWORD_TOKENS:
            break
        out.append(term)
    return tuple(out)


class Whisper:
    """faster-whisper with a model of :mod:`ingest.models`; loaded once, used for any number of recordings."""

    def __init__(
        self, model: Model, *, device: str = "auto", compute_type: str = "auto", threads: int = 0, batch_size: int = 0
    ) -> None:
        from ingest.models import has_gpu

        gpu = device == "cuda" or (device == "auto" and has_gpu())
        cores = threads or cpu_cores()
        # ctranslate2 reads OMP_NUM_THREADS when it is loaded; onnxruntime's VAD stays on one thread by itself.
        os.environ.setdefault("OMP_NUM_THREADS", str(cores))
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        kind = compute_type if compute_type not in ("", "auto", "default") else ("float16" if gpu else "int8")
        try:
            self._model = WhisperModel(
                str(model.folder),
                device="cuda" if gpu else "cpu",
                compute_type=kind,
                cpu_threads=cores,
                local_files_only=True,
            )
        except (ValueError, RuntimeError, OSError) as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise BadInput(
                f"the speech model {model.name} cannot be loaded as {kind} ({first})",
                where=str(model.folder),
                hint="choose another compute_type or device in archive.toml, or fetch the model again",
            ) from error
        bands = int(self._model.model.n_mels)
        if self._model.feature_extractor.mel_filters.shape[0] != bands:
            raise BadInput(
                f"the model needs {bands} mel bands, and its preprocessor_config.json is missing or says otherwise",
                where=str(model.folder),
                hint=f"simak model get {model.name}",
            )
        self._pipeline = BatchedInferencePipeline(self._model)
        self.name = f"whisper {model.name}"
        # On two CPU cores a window at a time is as quick as eight (docs/decisions.md); a GPU wants many.
        self.windows = batch_size or (8 if gpu else 1)
        self.options = (
            ("model", f"{model.name} {model.revision}".strip()),
            ("compute_type", kind),
            ("beam_size", "5"),
            ("vad", "silero"),
        )

    def tokens(self, text: str) -> int:
        """How many of Whisper's tokens a text takes."""
        return len(self._model.hf_tokenizer.encode(" " + text, add_special_tokens=False).ids)

    def stretches(self, samples: Samples) -> list[tuple[int, int]]:
        """Silero's voice activity, with faster-whisper's own settings for batches."""
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        found = get_speech_timestamps(samples, VadOptions(max_speech_duration_s=WINDOW, min_silence_duration_ms=160))
        return [(int(s["start"]), int(s["end"])) for s in found if s["end"] > s["start"]]

    def languages(self, samples: Samples) -> dict[str, float]:
        """Whisper's own opinion of the first 30 s."""
        if not self._model.model.is_multilingual:
            return {"en": 1.0}
        features = self._model.feature_extractor(samples[: round(WINDOW * RATE)])
        _, _, every = self._model.detect_language(features=features, language_detection_threshold=1.1)
        return {code: float(p) for code, p in every}

    def recognise(self, pieces: Sequence[Piece], language: str, hotwords: str) -> list[Heard]:
        """Batched beam search without earlier text: loops and lost stretches of the plain pipeline do not happen
        (findings).
        """
        import numpy as np

        clips = []
        at = 0.0
        for piece in pieces:
            clips.append({"start": at, "end": at + len(piece.samples) / RATE})
            at = clips[-1]["end"]
        found, _ = self._pipeline.transcribe(
            np.concatenate([p.samples for p in pieces]),
            language=None if language == "und" else language,
            vad_filter=False,
            clip_timestamps=clips,
            batch_size=len(pieces),
            word_timestamps=True,
            condition_on_previous_text=False,
            hotwords=hotwords or None,
        )
        out = [Heard(()) for _ in pieces]
        for segment in found:
            n = next((i for i, c in enumerate(clips) if segment.start < c["end"] - 1e-3), len(clips) - 1)
            shift = clips[n]["start"]
            words = tuple(
                Word(w.word, float(w.start) - shift, float(w.end) - shift, float(w.probability))
                for w in segment.words or ()
            )
            out[n] = Heard(
                out[n].words + words,
                max(out[n].compression, float(segment.compression_ratio)),
                max(out[n].no_speech, float(segment.no_speech_prob)),
                min(out[n].log_probability, float(segment.avg_logprob)),
            )
        return out


def cpu_cores() -> int:
    """Cores that this process may use: beyond eight, Whisper gains little."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(8, usable))
