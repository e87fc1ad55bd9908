"""What search hands out: passages, the filters that narrow them, hits with their marks, and one page of results.

Frozen records only. Seconds are floats from the start of the recording, ranges are half-open, marks count characters of
``passage.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

Kind = Literal["speech", "writeup"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What one hit is: about 30 s of speech by one person, or one paragraph of a write-up.

    ``start``/``end`` are seconds; both None for a write-up paragraph that no link ties to the recording. ``speaker`` is
    the display name, empty when unknown. ``writeup`` is the file name for ``kind == "writeup"``, else empty.
    ``segments`` is the half-open
    """

    id: str
    session: str
    title: str
    date: dt.date | None
    series: str
    kind: Kind
    start: float | None
    end: float | None
    speaker: str
    topics: tuple[str, ...]
    text: str
    language: str
    writeup: str = ""
    segments: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the page's facets and fields narrow to: values of one field are alternatives, different fields must all
    hold.

    ``speaker`` takes a display name or its slug; ``since`` and ``until`` are dates of the session, both inclusive.
    """

    speaker: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    session: tuple[str, ...] = ()
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matched. ``marks`` are ranges in ``passage.text``; ``snippet`` is the range worth showing first.

    ``why`` names what else held a word of the query: ``speaker``, ``title``, ``topic``.
    """

    passage: Passage
    marks: tuple[tuple[int, int], ...]
    score: float
    snippet: tuple[int, int] = (0, 0)
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits and what is known about all of them.

    ``total`` is exact: every passage that counts as found (``docs/query-language.md`` says which do). ``facets`` count
    those passages under the current filters, a facet's own filter left aside. ``relaxed``: no passage holds all the
    words. ``ignored`` says, one line each, what of the typed text was not searched for. ``expanded`` lists by short
    form what was searched for besides. ``timeline`` has, for each session on this page, the seconds of its hits in
    order of time.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    did_you_mean: str | None = None
    expanded: dict[str, list[str]] = field(default_factory=dict)
    relaxed: bool = False
    ignored: tuple[str, ...] = ()
    timeline: dict[str, tuple[float, ...]] = field(default_factory=dict)
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a refresh did: sessions and passages in the index now, sessions written this time, seconds taken."""

    sessions: int
    passages: int
    seconds: float
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
