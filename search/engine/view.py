"""The index as of one moment, laid out for searching: postings by term, and one value a passage in numpy columns for
filters and counts.

A view never changes; a search holds on to the one it began with, so that no commit can tear its result.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.archive import slug
from search import analysis
from search.engine import whooshed
from search.engine.rows import KINDS, Columns, Held, Rows
from search.people import People, is_person, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    import numpy.typing as npt

    from search.engine.whooshed import Postings
    from search.hits import Filters

    Mask = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int32]
    Longs = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float32]

K1, B = 1.2, 0.6
CACHE_BYTES = 256 << 20
_SHIFT = 16  # a place is passage << 16 | position
_FACET_VALUES = 200


@dataclass(frozen=True, slots=True)
class Term:
    """A term, or several taken as one: its passages in order, how often in each, its weight there, and its places when
    it has any."""

    docs: Ints
    weights: Floats
    places: Longs | None
    idf: float

    @property
    def nbytes(self) -> int:
        return int(
            self.docs.nbytes + self.weights.nbytes + (self.places.nbytes if self.places is not None else 0) + 200
        )


class View:
    """One state of the index. Safe to use from several threads."""

    def __init__(self, folder: Path, rows: Rows, before: View | None = None) -> None:
        self.segments: whooshed.Segments = whooshed.Segments(folder, before.segments if before else None)
        self.size = self.segments.size
        self.live: Mask = self.segments.live
        self._read_columns(rows, before)
        self._align(rows, rows.sessions())
        self.count = int(self.live.sum())
        mean = float(self.length[self.live].mean()) if self.count else 1.0
        self.norm: Floats = (K1 * (1 - B + B * self.length / max(mean, 1.0))).astype(np.float32)
        self._cache: OrderedDict[object, Term] = OrderedDict()
        self._cached = 0
        self._lock = threading.Lock()
        self._vocabulary: tuple[list[str], Ints] | None = None

    def _read_columns(self, rows: Rows, before: View | None) -> None:
        if before is None or not len(before._columns.row):
            self._columns: Columns = rows.columns()
            return
        old, new = before._columns, rows.columns(int(before._columns.row[-1]))
        fields = ("row", "session", "speaker", "kind", "language", "length", "start")
        self._columns = Columns(*(np.concatenate([getattr(old, f), getattr(new, f)]) for f in fields))

    def _align(self, rows: Rows, held: dict[int, Held]) -> None:
        """Bring the columns into the order of the index, and sessions and speakers to numbers without holes."""
        at = np.searchsorted(self._columns.row, self.segments.rows)
        at = np.minimum(at, max(len(self._columns.row) - 1, 0))
        columns = self._columns
        self.row = self.segments.rows
        if self.size and not np.array_equal(columns.row[at][self.live], self.row[self.live]):
            raise LookupError("the index names rows that are not there")
        present = np.unique(columns.session[at][self.live]).tolist() if self.size else []
        if any(n not in held for n in present):
            raise LookupError("the index names sessions that are not there")
        self.sessions: list[Held] = [held[n] for n in present]
        place = np.zeros(int(columns.session.max(initial=0)) + 1, np.int32)
        place[[s.n for s in self.sessions]] = np.arange(len(self.sessions), dtype=np.int32)
        self.session: Ints = place[columns.session[at]] if self.size else np.empty(0, np.int32)
        self.kind = columns.kind[at] if self.size else np.empty(0, np.int8)
        self.language = columns.language[at] if self.size else np.empty(0, np.int8)
        self.length: Ints = columns.length[at] if self.size else np.empty(0, np.int32)
        self.start = columns.start[at] if self.size else np.empty(0, np.float32)
        self.languages = rows.names("language")
        self.who = People(s.people for s in self.sessions)
        labels = rows.names("speaker")
        self.people: list[str] = [""]
        numbers = {"": 0}
        person = np.zeros(max(labels, default=0) + 1, np.int32)
        for n, label in labels.items():
            name = self.who.canonical(label)
            if name not in numbers:
                numbers[name] = len(self.people)
                self.people.append(name)
            person[n] = numbers[name]
        self.person: Ints = person[columns.speaker[at]] if self.size else np.empty(0, np.int32)
        self._words_of_people = [set(key(name).split()) for name in self.people]
        self._words_of_titles = [{t.folded for t in analysis.tokens(s.title)} for s in self.sessions]
        self._words_of_topics = [
            {t.folded for topic in s.topics for t in analysis.tokens(topic)} for s in self.sessions
        ]
        self.guarded = frozenset().union(*self._words_of_people)

    # --- terms --------------------------------------------------------------------------------------------------------

    def idf(self, docs: int) -> float:
        return math.log(1 + (max(self.count - docs, 0) + 0.5) / (docs + 0.5))

    def exact(self, word: str) -> Term:
        """A word exactly as written (folded), with its places."""
        return self._keep(word, lambda: self._term(self.segments.postings(word)))

    def related(self, word: str, *, name: bool) -> Term:
        """All other forms of a word that share its stem, taken as one; without places."""
        return self._keep((word, name), lambda: self._union(analysis.related(word, name=name)))

    def prefix(self, head: str) -> Term:
        """All words that begin so, taken as one; without places."""
        return self._keep((head, "*"), lambda: self._union(self.words_with(head)))

    def words_with(self, head: str) -> list[str]:
        """The words of the archive that begin so, in order."""
        names, _ = self.vocabulary()
        within = whooshed.with_prefix(names, head)
        return names[within.start : within.stop]

    def vocabulary(self) -> tuple[list[str], Ints]:
        """All terms in order (marked stems among them) and in how many passages each stands."""
        with self._lock:
            if self._vocabulary is None:
                self._vocabulary = self.segments.vocabulary()
            return self._vocabulary

    def _term(self, found: Postings) -> Term:
        places = (np.repeat(found.docs.astype(np.int64), found.counts) << _SHIFT) | found.positions
        return Term(found.docs, self._weights(found.docs, found.counts), places, self.idf(len(found.docs)))

    def _union(self, terms: Iterable[str]) -> Term:
        parts = [p for term in terms if len((p := self.segments.postings(term)).docs)]
        if not parts:
            return Term(whooshed.EMPTY.docs, np.empty(0, np.float32), None, self.idf(0))
        if len(parts) == 1:
            docs, counts = parts[0].docs, parts[0].counts
        else:
            every = np.bincount(
                np.concatenate([p.docs for p in parts]),
                weights=np.concatenate([p.counts for p in parts]),
                minlength=self.size,
            )
            docs = np.flatnonzero(every).astype(np.int32)
            counts = every[docs].astype(np.int32)
        return Term(docs, self._weights(docs, counts), None, self.idf(len(docs)))

    def _weights(self, docs: Ints, counts: Ints) -> Floats:
        """BM25's saturated frequency of each passage, without the idf."""
        times = counts.astype(np.float32)
        weights: Floats = times * np.float32(K1 + 1) / (times + self.norm[docs])
        return weights

    def _keep(self, name: object, make: Callable[[], Term]) -> Term:
        with self._lock:
            if name in self._cache:
                self._cache.move_to_end(name)
                return self._cache[name]
        term = make()  # outside the lock: two threads may decode the same term, none waits for another's
        with self._lock:
            if name not in self._cache and term.nbytes < CACHE_BYTES // 4:
                self._cache[name] = term
                self._cached += term.nbytes
                while self._cached > CACHE_BYTES:
                    _, old = self._cache.popitem(last=False)
                    self._cached -= old.nbytes
        return term

    # --- what stands around a passage ---------------------------------------------------------------------------------

    def people_named(self, words: Iterable[str]) -> Mask:
        """By person: whether the name holds all these folded words."""
        wanted = set(words)
        return np.fromiter((wanted <= held for held in self._words_of_people), np.bool_, len(self.people))

    def titled(self, words: Iterable[str]) -> Mask:
        """By session: whether the title holds all these folded words."""
        wanted = set(words)
        return np.fromiter((wanted <= held for held in self._words_of_titles), np.bool_, len(self.sessions))

    def about(self, words: Iterable[str]) -> Mask:
        """By session: whether its topics hold all these folded words."""
        wanted = set(words)
        return np.fromiter((wanted <= held for held in self._words_of_topics), np.bool_, len(self.sessions))

    def by_session(self, holds: Callable[[Held], bool]) -> Mask:
        """By passage: whether its session fulfils a condition."""
        chosen = np.fromiter((holds(s) for s in self.sessions), np.bool_, len(self.sessions))
        return chosen[self.session] if self.size else np.zeros(0, np.bool_)

    def by_person(self, chosen: Mask) -> Mask:
        """By passage: whether its speaker is among those chosen."""
        mask: Mask = chosen[self.person]
        return mask

    # --- filters and counts -------------------------------------------------------------------------------------------

    def filter_masks(self, filters: Filters) -> dict[str, Mask]:
        """For each filter that is set, the passages that it lets through."""
        out: dict[str, Mask] = {}
        if filters.speaker:
            wanted = {key(self.who.canonical(v)) for v in filters.speaker}
            slugs = {v.casefold() for v in filters.speaker}
            chosen = [bool(name) and (key(name) in wanted or slug(name) in slugs) for name in self.people]
            out["speaker"] = self.by_person(np.array(chosen, np.bool_))
        if filters.topic:
            topics, slugs = {key(v) for v in filters.topic}, {v.casefold() for v in filters.topic}
            out["topic"] = self.by_session(lambda s: any(key(t) in topics or slug(t) in slugs for t in s.topics))
        if filters.series:
            series = {key(v) for v in filters.series}
            out["series"] = self.by_session(lambda s: key(s.series) in series)
        if filters.year:
            out["year"] = self.by_session(lambda s: s.date is not None and str(s.date.year) in filters.year)
        if filters.session:
            out["session"] = self.by_session(lambda s: s.id in filters.session)
        if filters.kind:
            number = KINDS.index(filters.kind) if filters.kind in KINDS else -1
            out["kind"] = self.kind == number
        if filters.since or filters.until:
            first, last = filters.since, filters.until
            out["dates"] = self.by_session(
                lambda s: s.date is not None and (not first or s.date >= first) and (not last or s.date <= last)
            )
        return out

    def facets(self, matched: Mask, masks: dict[str, Mask]) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts of the matched passages by value; a facet's own filter is left aside, so that its other values stay to
        be chosen."""
        shared = self._counts(matched, masks, "")
        out = {}
        for name in ("speaker", "topic", "year", "series", "session", "kind"):
            sessions, people, kinds = self._counts(matched, masks, name) if name in masks else shared
            out[name] = _ranked(name, self._values(name, sessions, people, kinds))
        return out

    def _counts(self, matched: Mask, masks: dict[str, Mask], left_out: str) -> tuple[Ints, Ints, Ints]:
        mask = matched
        for name, other in masks.items():
            if name != left_out:
                mask = mask & other
        docs = np.flatnonzero(mask)
        return (
            np.bincount(self.session[docs], minlength=len(self.sessions)).astype(np.int32),
            np.bincount(self.person[docs], minlength=len(self.people)).astype(np.int32),
            np.bincount(self.kind[docs], minlength=2).astype(np.int32),
        )

    def _values(self, name: str, sessions: Ints, people: Ints, kinds: Ints) -> dict[str, int]:
        if name == "speaker":
            return {self.people[n]: int(people[n]) for n in np.flatnonzero(people) if is_person(self.people[n])}
        if name == "kind":
            return {kind: int(kinds[n]) for n, kind in enumerate(KINDS) if kinds[n]}
        out: dict[str, int] = {}
        for n in np.flatnonzero(sessions):
            held, count = self.sessions[n], int(sessions[n])
            values: tuple[str, ...] = (held.id,)
            if name == "topic":
                values = held.topics
            elif name == "series":
                values = (held.series,) if held.series else ()
            elif name == "year":
                values = (str(held.date.year),) if held.date else ()
            for value in dict.fromkeys(values):
                out[value] = out.get(value, 0) + count
        return out


def _ranked(name: str, values: dict[str, int]) -> tuple[tuple[str, int], ...]:
    if name == "year":
        return tuple(sorted(values.items(), reverse=True))
    return tuple(sorted(values.items(), key=lambda item: (-item[1], item[0]))[:_FACET_VALUES])
