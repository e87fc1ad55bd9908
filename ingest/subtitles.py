"""Write subtitles: WebVTT and SubRip (SRT) text from segments of a transcript.

Times are the segments' own; :func:`between` moves a stretch of a transcript to begin at zero, as a clip needs it.
"""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.records import Segment, Word

if TYPE_CHECKING:
    from collections.abc import Iterable


def write_vtt(segments: Iterable[Segment]) -> str:
    """The segments as one WebVTT document; speakers as ``<v Name>``, everything else escaped."""
    cues = ["WEBVTT\n"]
    for segment in segments:
        text = html.escape(_lines(segment.text), quote=False)
        if segment.speaker:
            # A voice's name ends at ">" and may not hold a line break.
            name = html.escape(" ".join(segment.speaker.split()), quote=False)
            text = f"<v {name}>{text}</v>"
        cues.append(f"{_clock(segment.start, '.')} --> {_clock(_end(segment), '.')}\n{text}\n")
    return "\n".join(cues)


def write_srt(segments: Iterable[Segment]) -> str:
    """The segments as SubRip; a speaker stands before the text as ``Name: text``. SRT has no escapes: text goes as it
    is.
    """
    cues = []
    for number, segment in enumerate(segments, start=1):
        # "-->" would begin a new time line for some readers.
        text = _lines(segment.text).replace("-->", "→")
        if segment.speaker:
            text = f"{' '.join(segment.speaker.split())}: {text}"
        cues.append(f"{number}\n{_clock(segment.start, ',')} --> {_clock(_end(segment), ',')}\n{text}\n")
    return "\n".join(cues)


def between(segments: Iterable[Segment], start: float, end: float) -> tuple[Segment, ...]:
    """What is said within ``[start, end)`` s, with times counted from ``start``; a segment cut by an edge keeps the
    words inside.
    """
    out = []
    for segment in segments:
        if segment.end <= start or segment.start >= end:
            continue
        begin, stop = max(segment.start, start) - start, min(segment.end, end) - start
        if segment.words and (segment.start < start or segment.end > end):
            inside = [w for w in segment.words if start <= (w.start + w.end) / 2 < end]
            if not inside:
                continue
            text = "".join(_spaced(w.text, n) for n, w in enumerate(inside))
        else:
            inside, text = list(segment.words), segment.text
        words = tuple(Word(w.text, max(0.0, w.start - start), min(w.end, end) - start, w.probability) for w in inside)
        out.append(replace(segment, start=begin, end=stop, text=text, words=words))
    return tuple(out)


def _spaced(word: str, n: int) -> str:
    return word.strip() if n == 0 else " " + word.strip()


def _end(segment: Segment) -> float:
    # A cue must last: readers drop cues that end where they start.
    return max(segment.end, segment.start + 0.001)


def _lines(text: str) -> str:
    """Blank lines end a cue in both formats: none may stay within the text."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip()) or "…"


def _clock(seconds: float, point: str) -> str:
    ms = max(0, round(seconds * 1000))
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{point}{ms % 1000:03d}"
