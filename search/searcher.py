"""Ask the archive: typed text in, one page of results out.

A searcher may be shared by any number of threads. It looks at the stamp before each search, so that what another
process has just indexed is found, and makes the index anew when it is missing or damaged.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from ingest.errors import IndexTrouble
from search import acronyms, analysis, query, stamp
from search.engine import WhooshEngine
from search.hits import Filters, Hit, Results
from search.marks import Marker, snippet
from search.refresh import refresh
from search.suggest import Suggester

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingest.archive import Archive
    from search.hits import Passage
    from search.query import Node

T = TypeVar("T")

log = logging.getLogger(__name__)

MAX_LIMIT = 1000
EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class _State:
    """What belongs to one state of the index."""

    signature: tuple[int, int, int]
    folder: str
    engine: WhooshEngine
    glossary: acronyms.Glossary


class Searcher:
    """The archive's index, open. Get one by :meth:`open`."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._home = archive.index_folder
        self._lock = threading.Lock()
        self._remembered: dict[str, tuple[object, object]] = {}
        self._suggester: tuple[object, Suggester] | None = None
        self._state = self._open(None, check=True)

    @classmethod
    def open(cls, archive: Archive) -> Searcher:
        """The searcher of an archive, shared within this process; makes the index when there is none that can be
        used."""
        root = archive.root.absolute()
        with _shared_lock:
            if root not in _shared:
                if len(_shared) >= _MOST_SHARED:
                    _shared.pop(next(iter(_shared)))
                _shared[root] = cls(archive)
            return _shared[root]

    @property
    def engine(self) -> WhooshEngine:
        """The engine as of the newest commit."""
        return self._fresh().engine

    def remember(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for each state of the index: directories and examples are shown on every
        page."""
        view = self._fresh().engine.view
        known = self._remembered.get(name)
        if known is None or known[0] is not view:
            known = self._remembered[name] = view, make()
        return cast("T", known[1])

    def find(
        self, text: str, filters: Filters = EVERYTHING, limit: int = 20, offset: int = 0, sort: str = "relevance"
    ) -> Results:
        """One page of what was typed. Blank text finds everything that the filters let through, newest first.

        ``sort``: ``relevance``, ``date`` (or ``newest``: newest session first), ``time`` (order of the recording).
        """
        begun = time.perf_counter()
        limit, offset = max(0, min(limit, MAX_LIMIT)), max(0, offset)
        state = self._fresh()
        parsed = query.parse(text)
        root, expanded = state.glossary.expand(parsed.root)
        if root is None and text.strip():  # something was typed, and none of it can be searched for
            return Results(text, 0, _ms(begun), (), ignored=parsed.ignored)
        sort = {"newest": "date", "relevance": "relevance", "date": "date", "time": "time"}.get(sort, "relevance")
        found = state.engine.find(root, filters, limit=limit, offset=offset, sort=sort)
        marker = Marker(root, state.engine.view.guarded)
        hits = tuple(_hit(marker, passage, score) for passage, score in found.passages)
        better = self._suggest(state, text, root) if not found.total or found.relaxed else None
        return Results(
            query=text,
            total=found.total,
            took_ms=_ms(begun),
            hits=hits,
            facets=found.facets,
            did_you_mean=better,
            expanded=expanded,
            relaxed=found.relaxed and found.total > 0,
            ignored=parsed.ignored,
            timeline=found.seconds,
            words=query.plain_words(root),
        )

    def _suggest(self, state: _State, text: str, root: Node | None) -> str | None:
        if root is None or len(text) > query.MAX_BYTES:
            return None
        view = state.engine.view
        with self._lock:
            if self._suggester is None or self._suggester[0] is not view:
                self._suggester = view, Suggester(_known(state.engine))
            suggester = self._suggester[1]
        return suggester.sentence(text, state.engine.frequency)

    def _fresh(self) -> _State:
        state = self._state
        if stamp.signature(self._home) == state.signature:
            return state
        with self._lock:
            if stamp.signature(self._home) != self._state.signature:
                self._state = self._open(self._state, check=False)
            return self._state

    def _open(self, before: _State | None, *, check: bool) -> _State:
        for rebuild in (False, True):
            signature = stamp.signature(self._home)
            made = stamp.read(self._home)
            if made is None or not made.current or (check and stamp.damaged(self._home, made)):
                level = logging.WARNING if made else logging.INFO
                log.log(
                    level,
                    "%s: the search index is %s: it is being made",
                    self._home,
                    "old or damaged" if made else "missing",
                )
                refresh(self.archive)
                signature, made = stamp.signature(self._home), stamp.read(self._home)
            assert made
            try:
                if before and before.folder == made.folder:
                    before.engine.refresh()
                    engine = before.engine
                else:
                    engine = WhooshEngine(self._home / made.folder)
            except (OSError, LookupError, ValueError, EOFError, IndexTrouble) as why:
                if rebuild:
                    raise IndexTrouble(
                        f"the search index cannot be opened: {why}",
                        where=str(self._home),
                        hint="`simak index --rebuild`",
                    ) from why
                log.warning("%s: the search index cannot be opened (%s): it is being made anew", self._home, why)
                refresh(self.archive, rebuild=True)
                continue
            return _State(
                signature, made.folder, engine, acronyms.Glossary(p for s in engine.sessions() for p in s.acronyms)
            )
        raise AssertionError


_MOST_SHARED = 4
_shared: dict[Path, Searcher] = {}
_shared_lock = threading.Lock()


def _known(engine: WhooshEngine) -> dict[str, int]:
    """The archive's words, with those of names, titles and topics."""
    words, counts = engine.words()
    known = dict(zip(words, counts, strict=True))
    for held in engine.sessions():
        for part in (held.title, *held.topics, *(p.name for p in held.people)):
            for token in analysis.tokens(part):
                known.setdefault(token.folded, 1)
    return known


def _hit(marker: Marker, passage: Passage, score: float) -> Hit:
    marks, answered = marker.marks(passage.text, passage.language)
    why = []
    missing = [w for w in marker.words if w not in answered]
    if missing:
        for name, texts in (("speaker", (passage.speaker,)), ("title", (passage.title,)), ("topic", passage.topics)):
            held = {t.folded for part in texts for t in analysis.tokens(part)}
            if any(word in held for word in missing):
                why.append(name)
    return Hit(passage, marks, score, snippet(passage.text, marks), tuple(why))


def _ms(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
