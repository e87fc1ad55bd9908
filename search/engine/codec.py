"""Whoosh's codec with blocks that become arrays at one stroke.

Whoosh pickles a block of postings as tuples of numbers and of short byte strings; the byte strings cost 20 bytes each
in the pickle protocol that it uses, and a loop to read. Here a block is three strings of packed numbers (gaps between
passages, positions in each, the positions); everything else, and Whoosh's own reading of it when segments are merged,
stays.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from array import array
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import whoosh3
from whoosh.filedb import structfile
from whoosh.util.numlists import delta_encode

if TYPE_CHECKING:
    import numpy.typing as npt

_BLOCK = 1024  # postings a block: 128 (the default) costs twice the decoding time and more space


def _text(numbers: array[int]) -> str:
    """Packed numbers as a string: the one kind of value that pickle protocol 2 writes compactly."""
    return numbers.tobytes().decode("latin-1")


class _Writer(whoosh3.W3PostingsWriter):  # type: ignore[misc]
    def _mini_ids(self) -> str:
        return _text(array("I", delta_encode(self._ids)))

    def _mini_values(self) -> tuple[str, str]:
        counts = array("H", (len(value) // 2 for value in self._values))
        return _text(counts), b"".join(self._values).decode("latin-1")


class _Matcher(whoosh3.W3LeafMatcher):  # type: ignore[misc]
    """Whoosh's view of such a block, for merging segments."""

    def _read_ids(self) -> None:
        if self._data is None:
            self._read_data()
        self._ids = tuple(_gaps(self._data[0]).tolist())

    def _read_values(self) -> None:
        if self._data is None:
            self._read_data()
        counts, places = self._data[2]
        raw, out, at = places.encode("latin-1"), [], 0
        for count in np.frombuffer(counts.encode("latin-1"), np.uint16).tolist():
            out.append(raw[at : at + 2 * count])
            at += 2 * count
        self._values = tuple(out)


class Codec(whoosh3.W3Codec):  # type: ignore[misc]
    """To write with; an index remembers it."""

    # Whoosh would ask for the length of the passage at each posting, which for a field without stored lengths is a call
    # to the file system each time: half of the time of a build.
    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=_BLOCK, compression=1, inlinelimit=1)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        return _Writer(dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit)

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        offset, length = terminfo.extent()
        own = structfile.BufferFile(dbfile._buf, dbfile._name) if isinstance(dbfile, structfile.BufferFile) else dbfile
        return _Matcher(own, offset, length, format_, term=term, scorer=scorer)


def _gaps(text: str) -> npt.NDArray[np.int32]:
    return np.cumsum(np.frombuffer(text.encode("latin-1"), np.uint32), dtype=np.int32)


def decode(raw: bytes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
    """The blocks of one term: its passages, how often it stands in each, and all its positions.

    Whoosh writes a magic number, and for each block its length (negative: the last), a pickled head, and a compressed
    pickle of (ids, weights, values).
    """
    docs, counts, places = [], [], []
    at, last = 4, False
    while not last:
        (length,) = struct.unpack_from("!i", raw, at)
        last, length = length < 0, abs(length)
        block = BytesIO(raw[at + 4 : at + 4 + length])
        head = pickle.load(block)
        data = block.read()
        ids, _, (numbers, positions) = pickle.loads(zlib.decompress(data) if head[3] else data)
        docs.append(_gaps(ids))
        counts.append(np.frombuffer(numbers.encode("latin-1"), np.uint16))
        places.append(positions)
        at += 4 + length
    joined = np.frombuffer("".join(places).encode("latin-1"), np.uint16)
    if len(docs) == 1:
        return docs[0], counts[0].astype(np.int32), joined
    return np.concatenate(docs), np.concatenate(counts).astype(np.int32), joined
