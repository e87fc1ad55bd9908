"""The inverted index on disk: Whoosh's files, written through Whoosh and read straight into numpy arrays.

Whoosh holds postings and nothing else: for each term (a folded word, or a marked stem) the passages it stands in and
its positions there, and for each passage the number of its row in ``rows.sqlite``. Its own searcher is not used: it
decodes postings one by one in Python, which costs 8 ms where the arrays cost 0.4. This module and ``patches`` are the
only ones that know Whoosh. The index is pickled in places (that is how Whoosh writes it): never open one that somebody
else sent.
"""

from __future__ import annotations

import pickle
import struct
import threading
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import columns, fields, formats, index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader, TermNotFound

from ingest.errors import IndexTrouble
from search.engine import patches
from search.engine.codec import Codec, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]
    Positions = npt.NDArray[np.uint16]

patches.apply()

#: Names the library and our use of its files; an index with another name is rebuilt.
NAME = "whoosh-reloaded 2.7.5, postings 2"

MAX_POSITION = 0xFFFF
_MEMORY_MB = 192  # of postings that Whoosh gathers before it writes a sorted run: about 20,000 passages
_MERGE_ABOVE, _MERGE_DOCS = 12, 1000  # segments that may stand, and passages that a commit may copy to get there
_MERGE_HARD = 48


class Placed(formats.Format):  # type: ignore[misc]
    """A posting's value is its positions as 16-bit numbers, so that a block of them becomes an array without a loop."""

    def __init__(self) -> None:
        super().__init__(field_boost=1.0)
        self.posting_size = -1

    def word_values(
        self, value: Iterable[tuple[str, int]], analyzer: Any, **kwargs: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        places: dict[str, array[int]] = {}
        for term, position in value:
            if term in places:
                places[term].append(position)
            else:
                places[term] = array("H", (position,))
        for term, at in places.items():
            yield term, len(at), 1.0, at.tobytes()


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose terms come ready made as a list of (term, position)."""

    analyzer = None

    def __init__(self) -> None:
        super().__init__(format=Placed(), analyzer=None, scorable=False, stored=False)


def _schema() -> fields.Schema:
    return fields.Schema(terms=TermsField(), row=fields.COLUMN(columns.NumericColumn("I", default=0)))


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: passage numbers in order, how often in each, and the positions of all, one passage after the
    other."""

    docs: Ints
    counts: Ints
    positions: Positions

    @property
    def nbytes(self) -> int:
        return int(self.docs.nbytes + self.counts.nbytes + self.positions.nbytes)


EMPTY = Postings(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.uint16))


def create(folder: Path) -> None:
    """An empty index in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    index.FileIndex.create(FileStorage(str(folder)), _schema(), "MAIN")


class Writer:
    """One commit: passages out, passages in. Nothing is visible before :meth:`commit`; use under the archive's index
    lock."""

    def __init__(self, folder: Path, memory_mb: int = _MEMORY_MB) -> None:
        opened = index.FileIndex(FileStorage(str(folder)))
        self._writer = opened.writer(codec=Codec(), limitmb=memory_mb)

    def add(self, row: int, terms: list[tuple[str, int]]) -> None:
        """One passage: its row number and its terms with their positions."""
        self._writer.add_document(row=row, terms=terms)

    def remove(self, docs: Iterable[int]) -> None:
        """Passages out, by the numbers that :class:`Segments` gives them."""
        for doc in docs:
            self._writer.delete_document(int(doc))

    def commit(self, *, merge: bool = True) -> None:
        self._writer.commit(mergetype=_merge_policy if merge else _keep)

    def cancel(self) -> None:
        self._writer.cancel()


def _keep(_writer: Any, segments: list[Any]) -> list[Any]:
    return segments


def _merge_policy(writer: Any, segments: list[Any]) -> list[Any]:
    """Copy the smallest segments into the new one, few enough that adding a session stays within a second."""
    kept = [s for s in segments if s.doc_count() > 0]
    if len(kept) <= _MERGE_ABOVE:
        return kept
    budget = _MERGE_DOCS if len(kept) <= _MERGE_HARD else 20 * _MERGE_DOCS
    for segment in sorted(kept, key=lambda s: s.doc_count_all()):
        if segment.doc_count_all() > budget:
            break
        budget -= segment.doc_count_all()
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
        kept.remove(segment)
    return kept


class Segment:
    """One immutable part of the index. Safe to use from several threads."""

    def __init__(self, storage: FileStorage, schema: fields.Schema, segment: Any) -> None:
        self.id: str = segment.segment_id()
        self._reader = SegmentReader(storage, schema, segment)
        self._terms = self._reader._terms
        self.size: int = segment.doc_count_all()
        self.rows = self._read_rows(schema)
        self._vocabulary: tuple[list[str], Ints] | None = None
        self._lock = threading.Lock()

    def _read_rows(self, schema: fields.Schema) -> npt.NDArray[np.int64]:
        column = self._reader.column_reader("row", schema["row"].column_type, translate=False)
        raw = column._dbfile.get(column._basepos, column._count * 4)
        rows = np.zeros(self.size, np.int64)
        rows[: column._count] = np.frombuffer(raw, ">u4")
        return rows

    def postings(self, term: str) -> Postings | None:
        """Decoded postings of a term, passages numbered from 0 within the segment; None when the term is not here."""
        try:
            info = self._terms.term_info("terms", term.encode("utf-8"))
        except TermNotFound:
            return None
        offset, length = info.extent()
        if isinstance(length, tuple):  # W3TermInfo.from_bytes forgets to take the number out of what unpack gives
            (length,) = length
        try:
            return Postings(*decode(self._terms._postfile.get(offset, length)))
        except (zlib.error, struct.error, pickle.UnpicklingError, ValueError, TypeError, EOFError) as why:
            raise IndexTrouble(
                "the search index is damaged", where=f"segment {self.id}", hint="`simak index --rebuild`"
            ) from why

    def vocabulary(self) -> tuple[list[str], Ints]:
        """All terms in order of their bytes, and in how many passages each stands."""
        with self._lock:
            if self._vocabulary is None:
                names, counts = [], array("i")
                for (field, term), info in self._terms.items():
                    if field == "terms":
                        names.append(term.decode("utf-8"))
                        counts.append(info.doc_frequency())
                self._vocabulary = names, np.frombuffer(counts, np.int32) if counts else np.empty(0, np.int32)
            return self._vocabulary


class Segments:
    """The index as of one commit. ``base`` of a segment added to its own numbers gives the number of a passage in the
    whole."""

    def __init__(self, folder: Path, reuse: Segments | None = None) -> None:
        opened = index.FileIndex(FileStorage(str(folder)))
        try:
            toc = opened._read_toc()
        except index.EmptyIndexError as why:  # the list of segments was replaced between being named and being read
            raise LookupError(str(why)) from why
        known: dict[str, Segment] = {s.id: s for s in reuse.parts} if reuse else {}
        self.parts: list[Segment] = [
            known.get(s.segment_id()) or Segment(opened.storage, toc.schema, s)
            for s in toc.segments
            if s.doc_count_all()
        ]
        sizes = [part.size for part in self.parts]
        self.bases = [sum(sizes[:i]) for i in range(len(sizes))]
        self.size = sum(sizes)
        self.live = np.ones(self.size, np.bool_)
        for base, segment in zip(self.bases, (s for s in toc.segments if s.doc_count_all()), strict=True):
            for doc in segment.deleted_docs():
                self.live[base + doc] = False
        self.rows = np.concatenate([part.rows for part in self.parts]) if self.parts else np.empty(0, np.int64)
        self.generation: int = toc.generation

    def postings(self, term: str) -> Postings:
        """Where a term stands in the whole index, removed passages included."""
        found = [(base, p) for base, part in zip(self.bases, self.parts, strict=True) if (p := part.postings(term))]
        if not found:
            return EMPTY
        if len(found) == 1 and found[0][0] == 0:
            return found[0][1]
        return Postings(
            np.concatenate([p.docs + np.int32(base) for base, p in found]),
            np.concatenate([p.counts for _, p in found]),
            np.concatenate([p.positions for _, p in found]),
        )

    def vocabulary(self) -> tuple[list[str], Ints]:
        """All terms in order, stems too, with the number of passages of each."""
        parts = [part.vocabulary() for part in self.parts]
        if len(parts) == 1:
            return parts[0]
        counts: dict[str, int] = {}
        for names, numbers in parts:
            for name, number in zip(names, numbers.tolist(), strict=True):
                counts[name] = counts.get(name, 0) + number
        names = sorted(counts)
        return names, np.fromiter((counts[n] for n in names), np.int32, len(names))


def with_prefix(vocabulary: list[str], prefix: str) -> range:
    """Where in a sorted vocabulary the terms with a prefix lie."""
    low = bisect_left(vocabulary, prefix)
    return range(low, bisect_left(vocabulary, prefix + "\U0010ffff", low))
