"""How seconds, dates and numbers are written on the screens: ``12:31``, ``1:02:03``, ``23 November 2020``, ``1 j 12 mnt``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_UNITS = {"id": ("j", "mnt", "dtk"), "en": ("h", "min", "s")}
_HMS = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6}(?:\.\d{1,18})?)s?)?")
_COLONS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:\.\d{1,18})?)")
_LONGEST = 7 * 24 * 3600.0


def clock(seconds: float) -> str:
    """``12:31`` or, from an hour on, ``1:02:03``; whole seconds, cut off, so that it never points past the moment."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def length(seconds: float, lang: str) -> str:
    """A duration in words: ``1 j 12 mnt``, ``52 mnt``, ``40 dtk``."""
    hour, minute, second = _UNITS[lang]
    if seconds < 59.5:
        return f"{round(seconds)} {second}"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} {minute}"
    return f"{minutes // 60} {hour} {minutes % 60} {minute}" if minutes % 60 else f"{minutes // 60} {hour}"


def day(date: dt.date | None, lang: str, *, short: bool = False) -> str:
    """``23 November 2020``, short ``23 Nov 2020``; empty without a date."""
    if date is None:
        return ""
    month = _MONTHS[lang][date.month - 1]
    return f"{date.day} {month[:3] if short else month} {date.year}"


def number(count: int, lang: str) -> str:
    """``1.234`` in Indonesian, ``1,234`` in English."""
    text = f"{count:,}"
    return text.replace(",", ".") if lang == "id" else text


def parse(text: str) -> float | None:
    """Seconds from what people write: ``812``, ``812.4``, ``1h2m3s``, ``12:31``, ``1:02:03``; None for anything else."""
    text = text.strip().lower()
    if not text or len(text) > 32 or not text.isascii():
        return None
    if colons := _COLONS.fullmatch(text):
        parts = (colons[1] or 0, colons[2], colons[3])
    elif hms := _HMS.fullmatch(text):
        parts = (hms[1] or 0, hms[2] or 0, hms[3] or 0)
    else:
        return None
    seconds = float(parts[0]) * 3600 + float(parts[1]) * 60 + float(parts[2])
    return seconds if seconds <= _LONGEST else None


def moment(text: str) -> tuple[float, float | None] | None:
    """The ``t=`` of an address: a second, or a stretch ``30,60``; None when it cannot be read."""
    first, comma, last = text.partition(",")
    start = parse(first)
    if start is None:
        return None
    end = parse(last) if comma else None
    return start, end if end is not None and end > start else None
