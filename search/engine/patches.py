"""Two faults of Whoosh, mended where it is used. Each has a test that fails without it
(``tests/search/test_patches.py``).

1. ``BufferFile`` copies every mapped file into a ``BytesIO``: each opened reader holds the whole index in memory (742
   MB at a million
   passages). A cursor over the buffer reads the same bytes and copies only what is asked for.
2. All matchers of a reader share one position in the postings file, so that two threads read from each other's place:
   exceptions, once
   a silently wrong result. Each matcher gets a cursor of its own.
"""

from __future__ import annotations

import os
from typing import Any

from whoosh.codec import whoosh3
from whoosh.filedb import structfile


class Cursor:
    """Reads a buffer like a binary file, without owning a copy of it."""

    __slots__ = ("_at", "_buffer")

    def __init__(self, buffer: Any) -> None:
        self._buffer = memoryview(buffer)
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        end = len(self._buffer) if size is None or size < 0 else self._at + size
        data = bytes(self._buffer[self._at : end])
        self._at += len(data)
        return data

    def readline(self) -> bytes:
        rest = bytes(self._buffer[self._at : self._at + 65536])
        line = rest[: rest.find(b"\n") + 1] or rest
        self._at += len(line)
        return line

    def readinto(self, target: Any) -> int:
        data = self.read(len(target))
        target[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self._buffer)}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        self._buffer.release()


_stock_init = structfile.BufferFile.__init__
_stock_postings_reader = whoosh3.W3Codec.postings_reader


def _init(self: Any, buf: Any, name: str | None = None, onclose: Any = None) -> None:
    self._buf = buf
    self._name = name
    self.file = Cursor(buf)
    self.onclose = onclose
    self.is_real = False
    self.is_closed = False


def _postings_reader(self: Any, dbfile: Any, *args: Any, **kwargs: Any) -> Any:
    own = structfile.BufferFile(dbfile._buf, dbfile._name) if isinstance(dbfile, structfile.BufferFile) else dbfile
    return _stock_postings_reader(self, own, *args, **kwargs)


def apply() -> None:
    """Mend Whoosh in this process. Safe to call again."""
    structfile.BufferFile.__init__ = _init
    whoosh3.W3Codec.postings_reader = _postings_reader


def undo() -> None:
    """Whoosh as it comes: for the tests that show the faults."""
    structfile.BufferFile.__init__ = _stock_init
    whoosh3.W3Codec.postings_reader = _stock_postings_reader
