"""Turn the scripts of the caption-only demo webinars into the caption files that a meeting program would have left.

A script (`scripts/<session>.txt`) is plain text: one paragraph a turn or part of a turn, `Label: words as spoken`.
Lines that open with `#` are notes, `[pause 6]` is silence in seconds, `[Musik]` a sound that automatic captions
note down, `@heard spoken = as captioned` a word that the automatic captions of this recording get wrong.

The times are made up, but behave like real ones: every speaker has a pace of their own around 130 words a minute,
every sentence varies a little, turns are separated by short silences. All of it is seeded by the text itself, so
that the same script always gives the same file. Only Python's standard library is needed.

    python tools/demo_captions/make_demo_captions.py            # write the files into recordings/
    python tools/demo_captions/make_demo_captions.py --check    # say whether they are up to date, write nothing
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import textwrap
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).resolve().parent
RECORDINGS = HERE.parent.parent / "recordings"

# The longest cue that still reads like live captions, in seconds.
LONGEST_CUE = 12.0


@dataclass(frozen=True, slots=True)
class Script:
    """What was said, in order, and which words the captions mishear: (spoken, captioned)."""

    turns: tuple[Turn, ...]
    heard: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a script; an empty label is a sound or, without text, a silence of `pause` seconds."""

    label: str
    text: str
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """One spoken word with its time in seconds, half-open."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Cue:
    """One or two sentences of one speaker with the time of each word."""

    label: str
    words: tuple[Word, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Recording:
    """One demo webinar: where its caption file goes, in which dialect, and when the first word falls (seconds)."""

    session: str
    file: str
    dialect: str
    opens: float
    words_per_minute: float = 130.0
    cue_seconds: float = LONGEST_CUE


RECORDED = (
    Recording(
        "2021-07-15-spbe-terpadu", "spbe-terpadu-Kx3vTqLm0wA.id.vtt", "youtube", opens=14.2, words_per_minute=134
    ),
    Recording(
        "2022-02-09-layanan-ramah-disabilitas", "GMT20220209-015733_Recording.transcript.vtt", "zoom", opens=21.4
    ),
    Recording("2023-09-20-gratifikasi-lhkpn", "Bincang Birokrat 20 September 2023.vtt", "teams", opens=5.8),
    Recording("2024-04-25-ai-untuk-pelayanan", "literasi-digital-ai.srt", "srt", opens=3.1, cue_seconds=7.0),
    Recording("2024-10-08-arsip-dan-retensi", "GMT20241008-020418_Recording.transcript.vtt", "zoom", opens=33.7),
)


# ---------------------------------------------------------------- reading a script


def read_script(path: Path) -> Script:
    """Read one script. Raises ValueError, with the line number, for a line that is neither a note nor a turn."""
    turns: list[Turn] = []
    heard: list[tuple[str, str]] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("@heard "):
            spoken, _, captioned = line.removeprefix("@heard ").partition(" = ")
            heard.append((spoken, captioned))
        elif silence := re.fullmatch(r"\[pause ([\d.]+)\]", line):
            turns.append(Turn("", "", float(silence[1])))
        elif re.fullmatch(r"\[\w[\w ]*\]", line):
            turns.append(Turn("", line, 3.0))
        else:
            label, colon, text = line.partition(": ")
            if not colon:
                raise ValueError(f"{path.name} line {number}: expected 'Label: text', found {line[:40]!r}")
            turns.append(Turn(label, text))
    return Script(tuple(turns), tuple(heard))


# ---------------------------------------------------------------- giving it times


def spoken_cues(script: Script, recording: Recording) -> Iterator[Cue]:
    """Cues in order of time. Sounds without a speaker come as a cue with an empty label."""
    now = recording.opens
    previous = ""
    for turn in script.turns:
        if not turn.label:
            if turn.text:
                yield Cue("", (Word(turn.text, now, now + turn.pause),))
            now += turn.pause
            continue
        chance = _chance(turn.label, turn.text)
        if previous:
            # A new voice needs a breath (sometimes the hunt for the mute button); the same one only a short stop.
            now += chance.uniform(0.5, 2.4) if turn.label != previous else chance.uniform(0.4, 1.1)
        previous = turn.label
        pace = recording.words_per_minute * _chance(turn.label).uniform(0.92, 1.09)
        for piece in _pieces(turn.text, pace, recording.cue_seconds):
            words = _timed(piece, now, pace * chance.uniform(0.94, 1.07))
            yield Cue(turn.label, words)
            now = words[-1].end + chance.uniform(0.08, 0.45)


def _chance(*seed: str) -> random.Random:
    """A random source that depends on the text alone, not on the machine or the run."""
    return random.Random(hashlib.sha256("\n".join(seed).encode()).digest())


def _weight(word: str) -> float:
    """How long a word takes, relative to others: its letters, plus the little stop that punctuation asks for."""
    # A figure is read out in words: "27" takes as long as "dua puluh tujuh".
    letters = sum(5 if character.isdigit() else character.isalnum() for character in word)
    return 1.6 + letters + (2.5 if word[-1] in ".?!" else 1.2 if word[-1] in ",;:" else 0.0)


def _timed(text: str, start: float, pace: float) -> tuple[Word, ...]:
    """Spread the words of a cue over the time that their number and length ask for; pace is in words a minute."""
    words = text.split()
    # 7.6 is the mean weight of a word in these scripts, so that the pace holds over a whole talk.
    unit = 60.0 / pace / 7.6
    timed: list[Word] = []
    for word in words:
        end = start + _weight(word) * unit
        timed.append(Word(word, round(start, 3), round(end, 3)))
        start = end
    return tuple(timed)


def _pieces(text: str, pace: float, longest: float) -> Iterator[str]:
    """Cut a paragraph into cues: a sentence or two each, long sentences at a comma, or else between words."""
    limit = longest * 0.9  # a slower moment must still fit
    held = ""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        if (held and len(held.split()) > 5) or _seconds(f"{held} {sentence}", pace) > limit:
            if held:
                yield held
            held = ""
        held = f"{held} {sentence}".strip()
        while _seconds(held, pace) > limit:
            first, held = _split(held, pace, limit)
            yield first
    if held:
        yield held


def _seconds(text: str, pace: float) -> float:
    return sum(_weight(word) for word in text.split()) * 60.0 / pace / 7.6


def _split(text: str, pace: float, limit: float) -> tuple[str, str]:
    """The longest opening of the text that fits, preferably up to a comma, and the rest."""
    words = text.split()
    fitting = [n for n in range(1, len(words)) if _seconds(" ".join(words[:n]), pace) <= limit]
    at_comma = [n for n in fitting if words[n - 1].endswith((",", ";", ":")) and 3 <= n <= len(words) - 3]
    cut = at_comma[-1] if at_comma else fitting[-1]
    return " ".join(words[:cut]), " ".join(words[cut:])


# ---------------------------------------------------------------- the four dialects


def zoom(cues: tuple[Cue, ...], recording: Recording) -> str:
    """Zoom's cloud transcript: WebVTT, cues numbered from 1, `Name: text`."""
    blocks = [
        f"{number}\n{_clock(cue.start)} --> {_clock(cue.end)}\n{cue.label}: {cue.text}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "WEBVTT\n\n" + "\n".join(blocks)


def teams(cues: tuple[Cue, ...], recording: Recording) -> str:
    """Teams' transcript: WebVTT, ids of a GUID and a count, `<v Name>` around text that is wrapped by hand."""
    blocks: list[str] = []
    previous, part, guid = "", 0, ""
    for turn, cue in enumerate(cues):
        # One GUID for a run of cues of the same voice, counted on inside it.
        if cue.label != previous or part >= 3:
            guid, part, previous = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{recording.session} {turn}")), 0, cue.label
        text = "\n".join(textwrap.wrap(cue.text, 64))
        blocks.append(
            f"{guid}/{turn + 8}-{part}\n{_clock(cue.start)} --> {_clock(cue.end)}\n<v {cue.label}>{text}</v>\n"
        )
        part += 1
    return "WEBVTT\n\n" + "\n".join(blocks)


def subrip(cues: tuple[Cue, ...], recording: Recording) -> str:
    """SubRip as a caption editor on Windows leaves it: comma in the times, CRLF, `Name: text`."""
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.label}: {cue.text}\n"
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(blocks).replace("\n", "\r\n")


def youtube(cues: tuple[Cue, ...], recording: Recording) -> str:
    """YouTube's automatic captions: two rolling lines, the new one with a time for each word, nobody named.

    Each line appears three times: with inline times while it is spoken, alone for ten milliseconds, and above the
    line that follows. Recognition knows no sentences: lower case, hardly any punctuation, lines of about 40 letters.
    """
    lines: list[list[Word]] = []
    for cue in cues:
        if not cue.label:
            lines.append(list(cue.words))
            continue
        for word in cue.words:
            plain = replace(word, text=re.sub(r"[^\w%/:.,-]|[.,:]+$", "", word.text).lower())
            if not plain.text.strip("-"):
                continue
            full = not lines or lines[-1][0].text.startswith("[")
            long_silence = not full and word.start - lines[-1][-1].end > 1.6
            if full or long_silence or len(" ".join(w.text for w in lines[-1])) + len(plain.text) > 38:
                lines.append([])
            lines[-1].append(plain)

    blocks: list[str] = []
    above = " "
    for number, line in enumerate(lines):
        plain_line = " ".join(word.text for word in line)
        follows = lines[number + 1][0].start if number + 1 < len(lines) else line[-1].end + 2.0
        end = min(follows - 0.01, line[-1].end + 4.0)
        tail = "".join(f"<{_clock(word.start)}><c> {word.text}</c>" for word in line[1:])
        where = "align:start position:0%"
        blocks.append(f"{_clock(line[0].start)} --> {_clock(end)} {where}\n{above}\n{line[0].text}{tail}\n")
        blocks.append(f"{_clock(end)} --> {_clock(end + 0.01)} {where}\n{plain_line}\n \n")
        above = plain_line
    return "WEBVTT\nKind: captions\nLanguage: id\n\n" + "\n".join(blocks)


DIALECTS: dict[str, Callable[[tuple[Cue, ...], Recording], str]] = {
    "zoom": zoom,
    "teams": teams,
    "srt": subrip,
    "youtube": youtube,
}


def _clock(seconds: float, point: str = ".") -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


# ---------------------------------------------------------------- writing the files


def captions(recording: Recording) -> str:
    """The whole caption file of one demo webinar."""
    script = read_script(HERE / "scripts" / f"{recording.session}.txt")
    misheard = replace(script, turns=tuple(replace(t, text=_mishear(t.text, script.heard)) for t in script.turns))
    return DIALECTS[recording.dialect](tuple(spoken_cues(misheard, recording)), recording)


def _mishear(text: str, heard: tuple[tuple[str, str], ...]) -> str:
    for spoken, captioned in heard:
        text = re.sub(rf"\b{re.escape(spoken)}\b", captioned, text)
    return text


def main() -> int:
    """Write every caption file, or with --check only compare; 1 when a file differs from its script."""
    parser = argparse.ArgumentParser(description="Make the caption files of the demo webinars from their scripts.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when a file is out of date")
    only_compare = parser.parse_args().check
    stale = 0
    for recording in RECORDED:
        target = RECORDINGS / recording.session / "media" / recording.file
        # Bytes, because SubRip's CRLF must reach the disk as it is.
        made = captions(recording).encode("utf-8")
        if target.is_file() and target.read_bytes() == made:
            state = "up to date"
        elif only_compare:
            state, stale = "out of date", 1
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made)
            state = "written"
        sys.stdout.write(f"{recording.session}: {len(made) / 1024:.0f} kB {state}\n")
    return stale


if __name__ == "__main__":
    sys.exit(main())
