"""Dates as people type them, Indonesian and English, as closed ranges: ``2020``, ``2020-11``, ``november 2020``,
``23/11/2020``."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan", "februari february feb pebruari", "maret march mar", "april apr", "mei may", "juni june jun",
            "juli july jul", "agustus august agu agt aug ags", "september sep sept", "oktober october okt oct",
            "november nov nopember nop", "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

#: A month's name, a day before it and a year after it, at the beginning of a string: what a date in words looks like.
IN_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?(?:\s+(\d{4}))?(?![\w-])", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def is_month(word: str) -> bool:
    """Whether a word names a month."""
    return word.casefold().rstrip(".") in _MONTHS


def period(text: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of what ``text`` names; None when it names no date. A range is written
    ``2020-11..2021-02``."""
    text = text.strip().casefold()
    if ".." in text:
        low, _, high = text.partition("..")
        first = period(low) if low.strip() else (dt.date.min, dt.date.min)
        last = period(high) if high.strip() else (dt.date.max, dt.date.max)
        return (first[0], last[1]) if first and last else None
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else 0 for part in found.groups())
        return _days(year, month, day)
    if found := _SLASHED.fullmatch(text):
        day, month, year = map(int, found.groups())
        return _days(year, month, day)
    found = IN_WORDS.fullmatch(text)
    if found and found.group(3) and is_month(found.group(2)):
        return _days(int(found.group(3)), _MONTHS[found.group(2)], int(found.group(1) or 0))
    return None


def _days(year: int, month: int, day: int) -> tuple[dt.date, dt.date] | None:
    try:
        if day:
            return (dt.date(year, month, day),) * 2
        if month:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    except ValueError:  # month 13, the 31st of February: no date at all
        return None
