"""Find the cues of a WebVTT or SRT file, however sloppily it was written: one pass over its lines, no backtracking.

Knows times and blocks, not speakers: what a cue's text means is the dialect's business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.errors import BadInput

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3})\d*)?"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-{{1,2}}>\s*{_TIME}(?:[ \t]+.*)?$")
_ID = re.compile(r"^\s*(?:\d{1,9}|[0-9a-f]{8}-[0-9a-f-]{27}(?:/[\w-]{1,20})?)\s*$", re.I)
_NOT_CUES = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|:|$)")
_LONGEST = 100 * 3600.0  # a time beyond this is a typing mistake, and would stretch the player to nothing


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue ``[start, end)`` in seconds: its id as written (empty: none) and its lines with all their markup."""

    start: float
    end: float
    id: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """What was found, in the order of the file. ``skipped`` cues had no readable time, ``mended`` ended before they began."""

    cues: tuple[Cue, ...]
    vtt: bool
    skipped: int = 0
    mended: int = 0


@dataclass(slots=True)
class _Open:
    """The cue being collected."""

    start: float
    end: float
    id: str
    lines: list[str] = field(default_factory=list)


def scan(text: str, name: str) -> Cues:
    """The cues of a caption file. Broken ones are left out and counted. Raises BadInput when there is none at all.

    ``text`` has ``\\n`` line ends. In WebVTT an empty line ends a cue; in SRT the next time line does, since people leave
    empty lines inside the text.
    """
    lines = text.split("\n")
    vtt = lines[0].lstrip("\ufeff \t").startswith("WEBVTT")
    out: list[Cue] = []
    now: _Open | None = None
    before: list[str] = []  # lines since the last cue: an id, or (SRT) more of its text
    skipped = mended = 0
    ignoring = closed = False  # closed: an empty line stands between the cue and what follows

    for line in lines[1:] if vtt else lines:
        if ignoring:
            ignoring = bool(line.strip())
            continue
        if "->" in line:
            times = _times(line)
            if times is not None or _broken(line):
                cue_id, more = _split_id(before, vtt, closed)
                if now is not None:
                    now.lines += more
                    mended += _close(now, out)
                    now = None
                before, closed = [], False
                if times is None:
                    skipped += 1
                    ignoring = True
                else:
                    now = _Open(*times, cue_id)
                continue
        if vtt and (now is None or closed) and _NOT_CUES.match(line):
            ignoring = True
        elif not line:
            closed = True
            before.append(line)
        else:
            before.append(line)
    if now is not None:
        tail = before[: before.index("")] if vtt and "" in before else before[:]
        while tail and (not tail[-1].strip() or _ID.match(tail[-1])) and len(tail) > 1:
            tail.pop()  # the id of a cue that the end of the file cut off
        now.lines += tail
        mended += _close(now, out)
    if not out:
        what = f"none of its {skipped} cues has a readable time" if skipped else "no captions in it"
        hint = "WebVTT and SRT have lines such as 00:00:01.000 --> 00:00:04.000"
        raise BadInput(what, where=name, hint=hint)
    return Cues(tuple(out), vtt, skipped, mended)


def seconds(hours: str | None, minutes: str, secs: str, fraction: str | None) -> float:
    """The parts of a time as written; ``fraction`` in tenths, hundredths or thousandths as it has digits."""
    part = int(fraction) / 10 ** len(fraction) if fraction else 0.0
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + int(secs) + part, 3)


def is_time_line(line: str) -> bool:
    """Whether the line gives the two times of a cue."""
    return "->" in line and _times(line) is not None


def _times(line: str) -> tuple[float, float] | None:
    found = _TIMES.match(line[:400])
    if not found:
        return None
    start, end = seconds(*found.groups()[:4]), seconds(*found.groups()[4:])
    return (start, end) if start < _LONGEST and end < _LONGEST else None


def _broken(line: str) -> bool:
    """Whether this was meant as a time line: an arrow between things that hold digits and colons, and hardly a letter."""
    left, arrow, right = line[:200].partition("-->")
    letters = sum(c.isalpha() for c in left) + sum(c.isalpha() for c in right.split(" align", 1)[0][:30])
    return bool(arrow) and letters <= 3


def _split_id(before: list[str], vtt: bool, closed: bool) -> tuple[str, list[str]]:
    """The id that stands before a time line, and those of the lines before it that are text of the cue above."""
    lines, cue_id = before, ""
    if lines and lines[-1].strip():
        alone = len(lines) == 1 or not lines[-2].strip()
        if _ID.match(lines[-1]) or (vtt and alone and closed):
            cue_id, lines = lines[-1].strip(), lines[:-1]
    if vtt and "" in lines:
        lines = lines[: lines.index("")]
    return cue_id, lines


def _close(now: _Open, out: list[Cue]) -> int:
    """Keep a finished cue if it has text; 1 when its end had to be mended."""
    if not any(line.strip() for line in now.lines):
        return 0
    backwards = now.end < now.start
    if backwards:
        # About as long as it takes to say: 15 letters a second, at least one second.
        now.end = round(now.start + max(1.0, sum(map(len, now.lines)) / 15), 3)
    out.append(Cue(now.start, now.end, now.id, tuple(line for line in now.lines if line.strip())))
    return int(backwards)
