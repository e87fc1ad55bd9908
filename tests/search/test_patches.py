"""The faults of Whoosh that ``search/engine/patches.py`` mends: each shown on Whoosh as it comes, and gone with the patch."""

from __future__ import annotations

import threading
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from whoosh import fields, index
from whoosh.filedb.filestore import FileStorage

from search.engine import patches

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def stock() -> Iterator[None]:
    patches.undo()
    yield
    patches.apply()


def made(folder: Path, docs: int = 1200) -> index.FileIndex:
    opened = index.FileIndex.create(FileStorage(str(folder)), fields.Schema(text=fields.TEXT), "MAIN")
    writer = opened.writer()
    for n in range(docs):
        writer.add_document(
            text=f"kita semua {'bersama ' * (n % 5)} nomor{n} angka{n % 17} {' '.join(f'k{n}x{i}' for i in range(20))}"
        )
    writer.commit()
    return opened


def opened_bytes(folder: Path) -> tuple[int, int]:
    """(bytes of Python memory that an open reader takes, bytes of the index on disk)."""
    made(folder).close()
    tracemalloc.start()
    reader = index.open_dir(str(folder)).reader()
    list(reader.postings("text", "kita").all_ids())
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    reader.close()
    return taken, sum(p.stat().st_size for p in folder.glob("*.seg"))


def test_a_stock_reader_holds_the_whole_index_in_memory(stock: None, tmp_path: Path) -> None:
    taken, size = opened_bytes(tmp_path)
    assert taken > 0.9 * size


def test_a_patched_reader_copies_only_what_it_reads(tmp_path: Path) -> None:
    taken, size = opened_bytes(tmp_path)
    assert taken < 0.2 * size


def torn_reads(folder: Path) -> list[str]:
    """Read one posting list by two interleaved matchers, as two threads would, and by threads."""
    reader = made(folder).reader()
    problems: list[str] = []
    first = reader.postings("text", "kita")
    second = reader.postings("text", "semua")
    if getattr(first, "_postfile", 1) is getattr(second, "_postfile", 2):
        problems.append("two matchers share one position")
    expected = list(reader.postings("text", "kita").all_ids())

    def read() -> None:
        for _ in range(15):
            try:
                if list(reader.postings("text", "kita").all_ids()) != expected:
                    problems.append("a wrong result")
            except Exception as why:
                problems.append(repr(why))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_stock_matchers_share_one_position(stock: None, tmp_path: Path) -> None:
    assert torn_reads(tmp_path)


def test_patched_matchers_each_have_their_own(tmp_path: Path) -> None:
    assert torn_reads(tmp_path) == []


def test_the_cursor_reads_like_a_file() -> None:
    cursor = patches.Cursor(b"satu\ndua")
    assert cursor.readline() == b"satu\n"
    assert cursor.read(2) == b"du"
    assert cursor.tell() == 7
    cursor.seek(-3, 2)
    assert cursor.read() == b"dua"
    cursor.seek(0)
    cursor.seek(1, 1)
    target = bytearray(3)
    assert cursor.readinto(target) == 3
    assert bytes(target) == b"atu"
