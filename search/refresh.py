"""Bring the search index up to date with the archive: what changed is indexed anew, nothing else is touched.

Out of date is what has another fingerprint than the stamp says. An index that is missing, damaged or made by another
version is built beside the old one, which serves until the new one is whole.
"""

from __future__ import annotations

import logging
import secrets
import shutil
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.errors import ArchiveError, IndexTrouble
from search import analysis, stamp
from search.engine import Entry, Someone, WhooshEngine
from search.hits import IndexReport
from search.passages import passages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ingest.archive import Archive

log = logging.getLogger(__name__)

_MANY = 0.5  # share of sessions changed from which a rebuild is both quicker and tidier


def refresh(archive: Archive, rebuild: bool = False, report: Callable[[int, int], None] | None = None) -> IndexReport:
    """Index what changed, or everything. ``report(done, total)`` counts sessions. Raises IndexTrouble when another
    program holds the lock."""
    begun = time.monotonic()
    home = archive.index_folder
    with stamp.lock(home):
        prints = {session_id: archive.fingerprint(session_id) for session_id in archive.ids()}
        old = stamp.read(home)
        whole = rebuild or old is None or not old.current or bool(stamp.damaged(home, old))
        if old and not whole:
            changed = [s for s in prints if prints[s] != old.sessions.get(s)]
            removed = [s for s in old.sessions if s not in prints]
            whole = len(changed) > _MANY * max(len(old.sessions), 1) + 4
        if not whole:
            assert old
            made = _update(archive, old, prints, changed, removed, report) if changed or removed else old
        else:
            changed, removed = list(prints), []
            made = _build(archive, old, prints, report)
    return IndexReport(len(made.sessions), made.passages, time.monotonic() - begun, tuple(changed), tuple(removed))


def entry(archive: Archive, session_id: str) -> Entry:
    """A session as the index takes it in."""
    session = archive.session(session_id)
    writeups = archive.writeups(session_id)
    found = passages(session, archive.transcript(session_id), writeups, archive.alignments(session_id))
    named = [s.name for s in session.speakers] + [p.name for w in writeups for p in w.people]
    acronyms = dict(pair for w in writeups for pair in w.acronyms)
    return Entry(
        id=session.id,
        title=session.title,
        date=session.date or next((p.date for p in found if p.date), None),
        series=session.series,
        topics=session.topics,
        people=tuple(Someone(s.name, s.titles_before, s.titles_after, s.role, s.also) for s in session.speakers),
        acronyms=tuple(acronyms.items()),
        names=analysis.name_words([*named, *acronyms]),
        passages=found,
    )


def _entries(archive: Archive, ids: Sequence[str]) -> Iterator[Entry]:
    for session_id in ids:
        try:
            yield entry(archive, session_id)
        except (
            ArchiveError
        ) as why:  # one unreadable session must not keep the others from being found; `simak check` names it
            log.warning("%s: not indexed: %s", session_id, why)


def _build(
    archive: Archive, old: stamp.Stamp | None, prints: dict[str, str], report: Callable[[int, int], None] | None
) -> stamp.Stamp:
    home = archive.index_folder
    name = secrets.token_hex(4)
    try:
        engine = WhooshEngine.create(home / name)
        made = _commit(archive, engine, list(prints), [], report)
        engine.close()
        new = stamp.Stamp(name, old.generation + 1 if old else 1, made, prints, stamp.sums(home / name))
        stamp.write(home, new)
    except BaseException:
        shutil.rmtree(home / name, ignore_errors=True)
        raise
    _sweep(home, {name, old.folder if old else name})
    return new


def _update(
    archive: Archive,
    old: stamp.Stamp,
    prints: dict[str, str],
    changed: Sequence[str],
    removed: Sequence[str],
    report: Callable[[int, int], None] | None,
) -> stamp.Stamp:
    home = archive.index_folder
    engine = WhooshEngine(home / old.folder)
    made = _commit(archive, engine, changed, [*changed, *removed], report)
    engine.close()
    files = stamp.sums(home / old.folder, old.files)
    new = replace(old, generation=old.generation + 1, passages=made, sessions=prints, files=files)
    stamp.write(home, new)
    return new


def _commit(
    archive: Archive,
    engine: WhooshEngine,
    ids: Sequence[str],
    gone: Sequence[str],
    report: Callable[[int, int], None] | None,
) -> int:
    done = 0

    def count(_: str) -> None:
        nonlocal done
        done += 1
        if report:
            report(done, len(ids))

    try:
        engine.replace(_entries(archive, ids), gone, count)
    except OSError as why:
        raise IndexTrouble(
            f"the search index cannot be written: {why.strerror}", where=str(engine.folder), hint="free some space"
        ) from why
    return engine.size()


def _sweep(home: Path, keep: set[str]) -> None:
    """Remove what older builds left: the last one before this stays for its readers, until the next build or an
    hour."""
    for path in home.iterdir():
        if path.is_dir() and path.name not in keep:
            shutil.rmtree(path, ignore_errors=True)
