"""Is everything still there, unchanged and up to date? Gathers every problem before speaking; changes nothing.

Two levels as in BagIt validation (RFC 8493, section 3): the quick one compares names, the full one also hashes
every given file against ``manifest-sha256.txt``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ingest import disk, pipeline
from ingest.archive import DERIVED, INCOMING, MEDIA, PEOPLE_FILES, WRITEUPS, Archive
from ingest.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Kind = Literal["missing", "changed", "edited", "not sealed", "unreadable", "stale", "lost audio", "orphan", "leftover"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which session (empty: the archive), at which file, and in plain words what and what next."""

    session: str
    path: str
    kind: Kind
    detail: str


def _all(ids: Iterable[str]) -> Iterable[str]:
    return ids


def check(
    archive: Archive, *, full: bool = False, each: Callable[[Iterable[str]], Iterable[str]] = _all
) -> tuple[Problem, ...]:
    """Every problem of the archive, by session. ``full`` hashes the given files; ``each`` may wrap the ids for a progress bar."""
    problems = list(_archive(archive))
    for session_id in each(archive.ids()):
        for part in (_people, _given, _derived):
            try:
                problems += part(archive, session_id, full)
            except ArchiveError as why:
                problems.append(Problem(session_id, why.where, "unreadable", str(why)))
    return tuple(dict.fromkeys(problems))


def _archive(archive: Archive) -> Iterator[Problem]:
    incoming = archive.root / INCOMING
    for path in sorted(incoming.iterdir()) if incoming.is_dir() else []:
        yield Problem("", str(path), "leftover", "an interrupted add left this behind; it may be deleted")
    known = set(archive.ids())
    for path in sorted(archive.root.iterdir()):
        if path.is_dir() and not path.name.startswith(".") and path.name not in known:
            yield Problem(
                "", path.name, "orphan", "a folder that is no session: it holds neither session.toml nor media"
            )


def _people(archive: Archive, session_id: str, full: bool) -> Iterator[Problem]:
    session = archive.session(session_id)
    if session.problem:
        yield Problem(session_id, "session.toml", "unreadable", f"{session.problem}; correct the file")
    known = archive.manifest(session_id)
    for name in PEOPLE_FILES:
        path = archive.folder(session_id) / name
        if not path.is_file():
            if name in known:
                yield Problem(
                    session_id, name, "missing", "sealed, but gone; restore it, or run `simak index` to accept that"
                )
        elif name in known and disk.sha256(path) != known[name]:
            yield Problem(session_id, name, "edited", "edited since it was sealed; `simak index` takes the edit over")


def _given(archive: Archive, session_id: str, full: bool) -> Iterator[Problem]:
    folder = archive.folder(session_id)
    known = archive.manifest(session_id)
    here = {n for n in archive.given_files(session_id) if n.startswith((f"{MEDIA}/", f"{WRITEUPS}/"))}
    for name, digest in known.items():
        if name in PEOPLE_FILES:
            continue
        path = folder / name
        if name not in here:
            yield Problem(session_id, name, "missing", "given, but gone; restore it from a copy")
        elif path.stat().st_size == 0 and digest != EMPTY:
            yield Problem(session_id, name, "changed", "the file is empty now; restore it from a copy")
        elif full and disk.sha256(path) != digest:
            yield Problem(
                session_id, name, "changed", "its bytes are not those that were given; restore it from a copy"
            )
    for name in sorted(here - set(known)):
        yield Problem(session_id, name, "not sealed", "new here; `simak index` seals it")
    for media in archive.session(session_id).media:
        if not Path(media.path).is_absolute():
            continue
        path = Path(media.path)
        if not path.is_file() or path.stat().st_size != media.bytes:
            yield Problem(
                session_id, media.path, "missing", "left in place when it was added; it is gone or has another size"
            )
        elif full and disk.sha256(path) != media.sha256:
            yield Problem(
                session_id, media.path, "changed", "its bytes are not those that were given; restore it from a copy"
            )


def _derived(archive: Archive, session_id: str, full: bool) -> Iterator[Problem]:
    for step in pipeline.stale(archive, session_id):
        verb = "simak index" if step in ("write-up", "captions", "align") else f"simak update {session_id}"
        detail = f"{step} is to be done; `{verb}` does it"
        yield Problem(session_id, DERIVED, "stale", detail)
    transcript = archive.transcript(session_id)
    for loss in transcript.losses if transcript else ():
        where = f"{clock(loss.start)}-{clock(loss.end)}"
        yield Problem(session_id, f"{DERIVED}/transcript.json", "lost audio", f"{where}: {loss.reason}")
    session = archive.session(session_id)
    for part in (WRITEUPS, "alignment"):
        for path in sorted((archive.folder(session_id) / DERIVED / part).glob("*.json")):
            if path.stem not in session.writeups:
                yield Problem(
                    session_id, f"{DERIVED}/{part}/{path.name}", "orphan", "its write-up is gone; it may be deleted"
                )


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of no bytes


def clock(seconds: float) -> str:
    """``12:31``, ``1:02:03``."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
