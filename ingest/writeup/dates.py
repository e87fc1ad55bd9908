"""Dates as news writes them, Indonesian and English. A date that can be read two ways is left out rather than guessed."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.writeup.lexicon import DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import Paragraph

_DAY = "|".join(sorted((re.escape(d) for d in DAYS), key=len, reverse=True))
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_BEFORE = rf"(?:\b(?P<weekday>{_DAY})\b[\s,(]{{0,3}})?"
_WRITTEN = re.compile(
    rf"{_BEFORE}\b(?P<day>\d{{1,2}})\.?[ \u00a0](?P<month>{_MONTH})\.?,?[ \u00a0](?P<year>\d{{4}}|['’]?\d\d)\b", re.I
)
_AMERICAN = re.compile(
    rf"{_BEFORE}\b(?P<month>{_MONTH})\.?[ \u00a0](?P<day>\d{{1,2}})(?:st|nd|rd|th)?,[ \u00a0]?(?P<year>\d{{4}})\b", re.I
)
_ISO = re.compile(rf"{_BEFORE}\b(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)\b", re.I)
_FIGURES = re.compile(
    rf"{_BEFORE}(?<![\d/.])(?P<day>\d{{1,2}})([/.-])(?P<month>\d{{1,2}})\3(?P<year>\d{{4}}|\d\d)(?![\d/])", re.I
)
_SHORT = re.compile(rf"\b(?P<weekday>{_DAY})\b,? ?\((?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})\)", re.I)
_EVENT = re.compile(
    r"webinar|seminar|rapat|acara|kegiatan|diskusi|pelatihan|lokakarya|konferensi|forum|digelar|diselenggarakan|diadakan|daring|kelas"
    r"|virtual|zoom|workshop|meeting|call|conference|session|held|sosialisasi|bincang|talkshow|bimbingan|bimtek|diklat|kuliah",
    re.I,
)
_NEAR = 62  # days an event may lie from the day of its article


@dataclass(frozen=True, slots=True)
class Written:
    """A date in the text: where it begins, the readings that its figures and weekday allow, whether a weekday vouches."""

    at: int
    readings: tuple[dt.date, ...]
    weekday: bool


def written(text: str) -> list[Written]:
    """Every date in the text that names its year, in order; ambiguous ones with both readings."""
    found = [
        *(_reading(m, MONTHS[m["month"].lower()]) for m in (*_WRITTEN.finditer(text), *_AMERICAN.finditer(text))),
        *(_reading(m, int(m["month"])) for m in _ISO.finditer(text)),
        *(_reading(m, int(m["month"]), swap=True) for m in _FIGURES.finditer(text)),
    ]
    out = sorted((w for w in found if w.readings), key=lambda w: w.at)
    # One date with day and month beyond doubt shows how the others of this text are written.
    day_first = any(int(m["day"]) > 12 for m in _FIGURES.finditer(text))
    month_first = any(int(m["month"]) > 12 for m in _FIGURES.finditer(text))
    if day_first != month_first:
        out = [Written(w.at, w.readings[:1] if day_first else w.readings[-1:], w.weekday) for w in out]
    return out


def event(text: str, paragraphs: Sequence[Paragraph], title: str, published: dt.date | None) -> dt.date | None:
    """The day of what the text reports: the date that stands with a word for an event, or has its weekday.

    Near the day of publication when that is known. None when no date qualifies or the one that does can be read two ways.
    """
    starts = [p.start for p in paragraphs]
    best: tuple[int, int] | None = None
    chosen: dt.date | None = None
    for found in (*written(text), *_without_year(text, published)):
        n = bisect_right(starts, found.at) - 1
        if n < 0 or found.at >= paragraphs[n].end:
            continue
        where = paragraphs[n]
        in_title = where.heading and where.text.strip() == title
        begin, end = max(where.start, found.at - 250), min(where.end, found.at + 150)
        score = 2 * bool(_EVENT.search(text, begin, end)) + 2 * found.weekday + 3 * in_title
        if not score or (where.heading and not in_title):
            continue
        day = _settled(found, published)
        if day is None or (published and not -_NEAR <= (day - published).days <= _NEAR):
            continue
        if best is None or (score, -found.at) > best:
            best, chosen = (score, -found.at), day
    return chosen


def publication(paragraphs: Sequence[Paragraph]) -> dt.date | None:
    """The day in a line of its own near the top ("Senin, 23 November 2020 | 10:00 WIB"); None when there is none."""
    for p in paragraphs[:6]:
        if len(p.text) <= 90 and not p.text.rstrip().endswith((".", "”")):
            for found in written(p.text):
                rest = len(re.sub(r"[\W\d_]", "", p.text))
                if len(found.readings) == 1 and rest <= 45 and not _EVENT.search(p.text):
                    return found.readings[0]
    return None


def _reading(m: re.Match[str], month: int, swap: bool = False) -> Written:
    """What the figures can mean; a weekday strikes out the readings that do not fall on it."""
    day = int(m["day"])
    year = int(m["year"].lstrip("'’"))
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    readings = [d for d in (_day(year, month, day), _day(year, day, month) if swap else None) if d]
    readings = list(dict.fromkeys(readings))
    weekday = m["weekday"]
    if weekday:
        readings = [d for d in readings if d.weekday() == DAYS[weekday.lower()]]
    return Written(m.start(), tuple(readings), bool(weekday))


def _without_year(text: str, published: dt.date | None) -> list[Written]:
    """``Senin (23/11)``: the year in which that day and weekday lie next to the day of publication."""
    if published is None:
        return []
    out = []
    for m in _SHORT.finditer(text):
        years = (published.year, published.year - 1, published.year + 1)
        days = [
            d
            for y in years
            if (d := _day(y, int(m["month"]), int(m["day"]))) and d.weekday() == DAYS[m["weekday"].lower()]
        ]
        out.append(Written(m.start(), tuple(days[:1]), True))
    return [w for w in out if w.readings]


def _settled(found: Written, published: dt.date | None) -> dt.date | None:
    if len(found.readings) == 1:
        return found.readings[0]
    near = [d for d in found.readings if published and 0 <= (published - d).days <= 31]
    return near[0] if len(near) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
