"""The stamp of the search index: what made it, what it holds, where it lies. The only file of the index that is ever
replaced in place.

``.index/stamp.json`` names the folder of the index that counts and the fingerprint of each session in it. A rebuild
makes a new folder beside the old one and then replaces the stamp; a reader sees the one or the other, never a mixture.
Sums of the index's files find a damaged one.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import time
import zlib
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from ingest.errors import IndexTrouble
from search import analysis
from search.engine import whooshed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE, LOCK = "stamp.json", "lock"
#: The layout of rows and postings; goes up with every change to either.
SCHEMA = 1
_WAIT = 600.0  # s for another process that is indexing


@dataclass(frozen=True, slots=True)
class Stamp:
    """``sessions``: id → fingerprint. ``files``: name → [bytes, CRC-32], for the files that are written once."""

    folder: str
    generation: int
    passages: int
    sessions: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[int]] = field(default_factory=dict)
    engine: str = whooshed.NAME
    schema: int = SCHEMA
    analysis: int = analysis.VERSION

    @property
    def current(self) -> bool:
        """Whether this program reads and writes such an index."""
        return (self.engine, self.schema, self.analysis) == (whooshed.NAME, SCHEMA, analysis.VERSION)


def read(home: Path) -> Stamp | None:
    """The stamp of the index in a folder; None when there is none or it cannot be read (then the index is made
    anew)."""
    try:
        stamp = Stamp(**json.loads((home / FILE).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    # The name comes from a file: it must not lead out of the index.
    return stamp if stamp.folder and stamp.folder.isalnum() and (home / stamp.folder).is_dir() else None


def write(home: Path, stamp: Stamp) -> None:
    """Replace the stamp in one step."""
    handle, name = tempfile.mkstemp(dir=home, prefix=".stamp-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(stamp), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, home / FILE)  # noqa: PTH105 - the name says that it replaces


def signature(home: Path) -> tuple[int, int, int]:
    """Changes with each replacement of the stamp; zeros when there is none. Costs microseconds."""
    try:
        status = (home / FILE).stat()
    except FileNotFoundError:
        return 0, 0, 0
    return status.st_ino, status.st_mtime_ns, status.st_size


def sums(folder: Path, known: dict[str, list[int]] | None = None) -> dict[str, list[int]]:
    """Size and CRC-32 of each file of postings; those already known by name and size are not read again."""
    out = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".seg", ".toc", ".trm", ".pst", ".col"):
            size = path.stat().st_size
            before = (known or {}).get(path.name)
            out[path.name] = before if before and before[0] == size else [size, _crc(path)]
    return out


def damaged(home: Path, stamp: Stamp) -> list[str]:
    """The files of the index that are missing or are not what was written."""
    out = []
    for name, (size, crc) in stamp.files.items():
        path = home / stamp.folder / name
        if not path.is_file() or path.stat().st_size != size or _crc(path) != crc:
            out.append(name)
    return out


def _crc(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            crc = zlib.crc32(block, crc)
    return crc


@contextlib.contextmanager
def lock(home: Path, wait: float = _WAIT) -> Iterator[None]:
    """One writer at a time, over processes. Waits; raises IndexTrouble when the other does not end. Freed when its
    process dies."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK).open("a+b") as file:
        until = time.monotonic() + wait
        while not _try_lock(file.fileno()):
            if time.monotonic() >= until:
                raise IndexTrouble(
                    "another program is writing the search index", where=str(home), hint="let it finish, then repeat"
                )
            time.sleep(0.05)
        yield  # closing the file frees the lock


def _try_lock(handle: int) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
