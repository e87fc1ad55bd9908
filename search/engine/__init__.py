"""The engine: passages in, passages found out. Everything outside asks it by the tree of a query, never by a string.

``Engine`` is the contract, ``tests/search/test_engine.py`` the proof of it for any implementation; ``WhooshEngine`` is
ours: Whoosh's postings on disk, SQLite rows beside them, numpy for the searching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from ingest.errors import IndexTrouble
from search import analysis
from search.engine import match, whooshed
from search.engine.rows import Entry, Held, Rows, Someone
from search.engine.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from search.engine.view import Longs, Mask
    from search.hits import Filters, Passage
    from search.query import Node

__all__ = ["Engine", "Entry", "Found", "Held", "Someone", "WhooshEngine"]


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine finds: the page's passages with their scores, and what is known of all that matched.

    ``total`` and ``facets`` are exact. ``relaxed``: none of them holds all the plain words. ``seconds`` lists, for each
    session on the page, when its hits begin.
    """

    passages: tuple[tuple[Passage, float], ...]
    total: int
    facets: dict[str, tuple[tuple[str, int], ...]]
    relaxed: bool
    seconds: dict[str, tuple[float, ...]]


class Engine(Protocol):
    """Where passages are kept and found. May be asked from several threads while one writer (of any process)
    commits."""

    def find(self, root: Node | None, filters: Filters, *, limit: int, offset: int, sort: str) -> Found:
        """The page of passages that fulfil the tree and the filters."""
        ...

    def frequency(self, word: str) -> int:
        """In how many passages a folded word stands, in any of its forms."""
        ...

    def words(self) -> tuple[list[str], list[int]]:
        """The folded words of the archive and in how many passages each stands."""
        ...

    def sessions(self) -> list[Held]:
        """The sessions in the index."""
        ...

    def replace(self, entries: Iterable[Entry], removed: Iterable[str], done: Callable[[str], None]) -> None:
        """Sessions in (instead of what the index holds of them) and out, in one commit."""
        ...


class WhooshEngine:
    """The engine on one folder. :meth:`refresh` takes notice of commits by other processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows = Rows(folder)
        self.view = self._open(None)

    @classmethod
    def create(cls, folder: Path) -> WhooshEngine:
        """An empty index in a new folder."""
        whooshed.create(folder)
        Rows(folder, create=True).close()
        return cls(folder)

    def close(self) -> None:
        self._rows.close()

    def refresh(self) -> None:
        """Look at the newest commit from now on."""
        self.view = self._open(self.view)

    def _open(self, before: View | None) -> View:
        for attempt in range(5):
            try:
                return View(self.folder, self._rows, before)
            except (FileNotFoundError, LookupError):  # a commit fell between the list of files and their opening
                if attempt == 4:
                    raise
        raise AssertionError

    # --- asking
    # ---------------------------------------------------------------------------------------------------------

    def find(self, root: Node | None, filters: Filters, *, limit: int, offset: int, sort: str) -> Found:
        """See :class:`Engine`."""
        for _ in range(5):
            found = self._find(self.view, root, filters, limit, offset, sort)
            if found:
                return found
            self.refresh()  # the rows of an older state are gone: two commits passed since it was opened
        raise IndexTrouble(
            "the search index changes faster than it can be read", where=str(self.folder), hint="try again"
        )

    def _find(
        self, view: View, root: Node | None, filters: Filters, limit: int, offset: int, sort: str
    ) -> Found | None:
        found = match.match(view, root)
        masks = view.filter_masks(filters)
        mask = found.mask
        for other in masks.values():
            mask = mask & other
        total = int(mask.sum())
        if not total and masks:  # plain words relax within the filters before the page stays empty
            within = np.logical_and.reduce(list(masks.values()))
            found = match.match(view, root, within)
            mask, total = found.mask & within, int((found.mask & within).sum())
        docs = match.ordered(
            view, found, mask, offset + limit, sort if root is not None or sort != "relevance" else "date"
        )[offset:]
        sessions = {s.n: s for s in view.sessions}
        passages = self._rows.passages([int(n) for n in view.row[docs]], sessions) if len(docs) else []
        if passages is None:
            return None
        scores = [float(s) for s in found.scores[docs]]
        seconds = _seconds(view, mask, docs)
        return Found(
            tuple(zip(passages, scores, strict=True)), total, view.facets(found.mask, masks), found.relaxed, seconds
        )

    def frequency(self, word: str) -> int:
        """See :class:`Engine`. The words of people's names, titles and topics count as standing somewhere."""
        view = self.view
        docs = len(view.exact(word).docs) or len(view.related(word, name=False).docs)
        if docs:
            return docs
        return int(view.people_named((word,)).any() or view.titled((word,)).any() or view.about((word,)).any())

    def words(self) -> tuple[list[str], list[int]]:
        """See :class:`Engine`."""
        names, counts = self.view.vocabulary()
        marks = tuple(analysis.STEM_MARK.values())
        kept = [(name, count) for name, count in zip(names, counts.tolist(), strict=True) if not name.startswith(marks)]
        return [name for name, _ in kept], [count for _, count in kept]

    def words_with(self, head: str) -> list[str]:
        """The words of the archive that begin so."""
        return self.view.words_with(head)

    def sessions(self) -> list[Held]:
        """See :class:`Engine`."""
        return self.view.sessions

    def spoken(self) -> list[tuple[int, str, int, float]]:
        """(session number, speaker label, passages, seconds) of all speech."""
        return self._rows.spoken()

    def size(self) -> int:
        """How many passages can be found."""
        return self.view.count

    # --- writing
    # --------------------------------------------------------------------------------------------------------

    def replace(
        self, entries: Iterable[Entry], removed: Iterable[str], done: Callable[[str], None] = lambda _: None
    ) -> None:
        """See :class:`Engine`. ``entries`` is read once, one by one; ``removed`` must name also what the entries
        replace."""
        gone = set(removed)
        self.refresh()
        view = self.view
        numbers = [i for i, s in enumerate(view.sessions) if s.id in gone]
        writer = whooshed.Writer(self.folder)
        try:
            self._rows.begin()
            self._rows.retire(gone)
            if numbers:
                writer.remove(np.flatnonzero(np.isin(view.session, numbers) & view.live))
            for entry in entries:
                self._add(writer, entry)
                done(entry.id)
            # Rows first: an index that names a row finds it, whatever happens between the two lines.
            self._rows.commit()
            writer.commit()
        except BaseException:
            self._rows.cancel()
            writer.cancel()
            raise
        self.refresh()

    def _add(self, writer: whooshed.Writer, entry: Entry) -> None:
        terms = [list(analysis.index_terms(p.text, p.language, entry.names)) for p in entry.passages]
        lengths = [terms_of[-1][1] + 1 if terms_of else 0 for terms_of in terms]
        for row, terms_of in zip(self._rows.add(entry, lengths), terms, strict=True):
            writer.add(row, terms_of)


def _seconds(view: View, mask: Mask, docs: Longs) -> dict[str, tuple[float, ...]]:
    """For each session among ``docs``, when its passages within ``mask`` begin, in order."""
    out: dict[str, tuple[float, ...]] = {}
    for number in dict.fromkeys(view.session[docs].tolist()):
        starts = view.start[np.flatnonzero(mask & (view.session == number))]
        out[view.sessions[number].id] = tuple(round(float(s), 2) for s in np.sort(starts[~np.isnan(starts)]))
    return out
