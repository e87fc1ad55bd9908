"""Words put at their seconds, cut into sentences, and doubted where they may have been made up."""

from __future__ import annotations

import math
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ingest.records import Flag, Segment, Word
from ingest.transcribe.shapes import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.transcribe.shapes import Heard, Piece

# A pause from here on ends a sentence even without a full stop.
_LONG_PAUSE = 1.2
_LONGEST = 20.0
# Words begin at most this far apart in speech whose long pauses were taken out; more is speech without words.
_HOLE = 2.5
# A silence this long inside a word is a pause beside it; stops (p, t, k) are silent for less.
_PAUSE_FRAMES = 15
# Whisper's own limit: more than this many characters per compressed character is a loop.
COMPRESSION = 2.4


def holes(words: tuple[Word, ...], seconds: float) -> list[tuple[float, float]]:
    """Where a piece of ``seconds`` has voice but no words, as ranges of its seconds. (Pauses were taken out of pieces.)"""
    if seconds < _HOLE:
        return []
    out = []
    onset, end = 0.0, 0.0
    for word in (*words, Word("", seconds, seconds)):
        if word.start - onset > _HOLE + (end - onset):
            out.append((end, word.start))
        onset, end = word.start, word.start + min(0.7, max(0.0, word.end - word.start))
    return out


def refined(words: tuple[Word, ...], piece: Piece) -> tuple[Word, ...]:
    """Words whose edges next to a pause stand where the sound begins and ends.

    Whisper lets the first word of a window begin at 0.0 and ends the last one before a pause about 0.15 s early.
    """
    import numpy as np

    frame = RATE // 100
    usable = len(piece.samples) // frame * frame
    loud = np.sqrt(np.mean(piece.samples[:usable].reshape(-1, frame) ** 2, axis=1)) if usable else np.zeros(0)
    out: list[Word] = []
    for n, word in enumerate(words):
        a, b = round(word.start * 100), round(word.end * 100)
        if not 0 <= a < b <= len(loud):
            out.append(word)
            continue
        before = a - round(words[n - 1].end * 100) if n else 100
        after = round(words[n + 1].start * 100) - b if n + 1 < len(words) else 100
        floor = 0.1 * float(loud[a:b].max())
        if before >= 15 or n == 0:
            rise = next((i for i in range(a, max(a, b - 8)) if loud[i] > floor), a)
            a = max(a, min(rise - 2, a + 100))
        if after >= 15:
            stop = min(b + 40, b + after - 3, len(loud))
            fall = next((i for i in range(b, stop) if loud[i] <= floor), stop)
            # A word that swallowed the pause behind it ends where its sound does.
            last = max((i for i in range(a, b) if loud[i] > floor), default=b)
            b = fall if fall > b else max(a + 8, min(b, last + 3))
        a, b = _sounding(loud, a, b, floor)
        out.append(replace(word, start=a / 100, end=b / 100))
    return tuple(out)


def _sounding(loud: Any, a: int, b: int, floor: float) -> tuple[int, int]:
    """The part of ``[a, b)`` that sounds: a word holds no pause, so what lies beyond one is its neighbour's or nobody's.

    In frames of 10 ms. Whisper gives a word the pause before it when the words around it are short (the second *what* of
    *ask not / what your country*: 1.1 s early).
    """
    longest = (a, a)
    begun = a
    for at in range(a, b):
        if loud[at] > floor:
            begun = at + 1
        elif at + 1 - begun > longest[1] - longest[0]:
            longest = (begun, at + 1)
    if longest[1] - longest[0] < _PAUSE_FRAMES:
        return a, b
    left, right = float(loud[a : longest[0]].sum()), float(loud[longest[1] : b].sum())
    return (longest[1] - 2, b) if right > left else (a, longest[0] + 3)


def placed(words: Iterable[Word], piece: Piece, start: float) -> list[Word]:
    """Words from the piece's seconds to the recording's: both ends by the stretch in which the word's middle lies."""
    out: list[Word] = []
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


def tidy(words: list[Word], start: float, end: float) -> list[Word]:
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


_STOP = re.compile(r"[.?!…][\"'”’»)\]]*$")
_NO_STOP = re.compile(
    r"(?:^|\W)(?:[A-Za-z]|dr|drs|dra|ir|prof|hj?|bpk|sdr|jl|st|mr|mrs|ms|a\.n|s\.d|e\.g|i\.e|vs)\.$", re.IGNORECASE
)


def sentences(words: list[Word]) -> list[Segment]:
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


def joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Segments in order; a sentence that the end of a window cut in two is put together again."""
    out: list[Segment] = []
    for segment in segments:
        if (
            out
            and not _STOP.search(out[-1].text)
            and segment.start - out[-1].end < 0.8
            and segment.end - out[-1].start <= _LONGEST
        ):
            before = out[-1]
            text, words = f"{before.text} {segment.text}", before.words + segment.words
            out[-1] = Segment(before.start, segment.end, text, None, words)
        else:
            out.append(segment)
    return tuple(out)


def _ends(text: str, following: str) -> bool:
    if not _STOP.search(text) or _NO_STOP.search(text):
        return False
    # "hal. 5", "No. 12", "pukul 10. 30"
    return not following.strip()[:1].isdigit() or not text.strip().lower().endswith(("hal.", "no.", "tgl.", "pasal."))


def _halved(words: list[Word]) -> list[list[Word]]:
    if words[-1].end - words[0].start <= _LONGEST or len(words) < 8:
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


_FAREWELLS = re.compile(
    r"terima kasih (sudah|telah) menonton|thanks? (you )?for watching|please subscribe|jangan lupa (like|subscribe)"
    r"|subtitles? by|amara\.org|subtitle oleh",
    re.IGNORECASE,
)


def doubts(heard: Heard, said: list[Segment], voiced: float) -> list[Flag]:
    """Stretches whose words may have been made up, from Whisper's own figures and from repetition."""
    out = []
    if not said:
        return []
    whole = (said[0].start, said[-1].end)
    if _compression(said) > COMPRESSION or heard.compression > COMPRESSION:
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


def merged(flags: list[Flag]) -> Iterator[Flag]:
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
