"""What stands in the browser's address line, read as hostile input and written so that a colleague can be sent it.

search ``/?q=…&speaker=…&topic=…&year=…&series=…&since=…&until=…&kind=…&sort=…`` · session ``/session?id=…&t=812&q=…``
(also ``t=1h2m3s``, ``t=30,60``) · ``/speakers?id=…`` · every page: ``lang=id`` or ``en``.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from ingest.errors import BadInput
from search import Filters
from ui import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

LISTS = ("speaker", "topic", "series", "year", "session")
SORTS = ("relevance", "newest")
_LONGEST = 1000  # characters of a query; the search has its own limit in bytes
_MANY = 12  # values of one facet


class Params(Protocol):
    """What ``st.query_params`` and a test's stand-in have in common."""

    def get(self, key: str, /) -> str | None:
        """The last value of a key."""

    def get_all(self, key: str, /) -> list[str]:
        """All its values."""


def text(params: Params, key: str, longest: int = _LONGEST) -> str:
    """One value, cut to size, without control characters."""
    return _clean(params.get(key) or "", longest)


def filters(params: Params) -> Filters:
    """The search's filters; what cannot be read is left out."""
    lists = {
        key: tuple(dict.fromkeys(v for v in (_clean(x, 200) for x in params.get_all(key)) if v))[:_MANY]
        for key in LISTS
    }
    kind = params.get("kind") or ""
    return Filters(
        speaker=lists["speaker"],
        topic=lists["topic"],
        series=lists["series"],
        year=tuple(y for y in lists["year"] if re.fullmatch(r"\d{4}", y)),
        session=lists["session"],
        kind=kind if kind in ("speech", "writeup") else "",
        since=_date(params.get("since")),
        until=_date(params.get("until")),
    )


def sort(params: Params) -> str:
    """The order asked for; relevance when it cannot be read."""
    value = params.get("sort") or ""
    return value if value in SORTS else SORTS[0]


def link(path: str, keys: Mapping[str, object | list[str] | None]) -> str:
    """``/session?id=…&t=12``: keys with nothing in them are left out, lists repeat their key."""
    pairs = []
    for key, value in keys.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None and one != "":
                pairs.append((key, str(one)))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def second(value: float | None) -> str | None:
    """A second for an address: two decimals at most, none where none are needed."""
    return None if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def stretch(params: Mapping[str, str]) -> tuple[float, float]:
    """``start`` and ``end`` of a route's address. Raises :class:`BadInput`."""
    start, end = clock.parse(params.get("start", "")), clock.parse(params.get("end", ""))
    if start is None or end is None or end <= start:
        raise BadInput("the stretch has no readable start and end", hint="choose some words in the transcript first")
    return start, end


def _clean(value: str, longest: int) -> str:
    return "".join(c for c in value if c.isprintable()).strip()[:longest]


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value or "")[:10]) if value else None
    except ValueError:
        return None
