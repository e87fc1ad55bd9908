"""The one open archive and its one searcher, shared by all pages and routes of this server.

``SIMAK_ARCHIVE`` says where the archive is (default: ``recordings``). Nothing is read at import.
"""

from __future__ import annotations

import functools
import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.archive import Archive
from ingest.errors import ArchiveError
from search import Searcher
from ui import turns

if TYPE_CHECKING:
    from ingest.records import Session, Transcript

log = logging.getLogger(__name__)
_lock = threading.Lock()


def archive() -> Archive:
    """The archive of this server. Raises :class:`~ingest.errors.NotFound` where there is none."""
    return _archive(Path(os.environ.get("SIMAK_ARCHIVE", "recordings")).absolute())


def searcher() -> Searcher:
    """The searcher over :func:`archive`; it notices by itself when the index was renewed."""
    with _lock:
        return _searcher(archive().root)


@dataclass(frozen=True, slots=True)
class About:
    """A session and what lists say of it.

    ``seconds``: its length, 0 when unknown. ``kind``: what can be played (video, audio, text). ``speakers``: names, each
    with its seconds of talk.
    """

    session: Session
    seconds: float
    kind: str
    speakers: tuple[tuple[str, float], ...]


def about(session_id: str) -> About:
    """What lists say of a session; kept until something of the session changes. Raises NotFound."""
    home = archive()
    return _about(home.root, session_id, home.fingerprint(session_id))


def title(session_id: str) -> str:
    """A session's title, or the id itself where the archive has none: for ids that come from an address."""
    try:
        return about(session_id).session.title
    except ArchiveError:
        return session_id


def transcript(session_id: str) -> Transcript | None:
    """The transcript that counts; the last few stay in memory, because a page is drawn again at every click."""
    home = archive()
    return _transcript(home.root, session_id, home.fingerprint(session_id))


def warm() -> None:
    """Open both in the background, so that the first search does not wait. Trouble is only logged: the page will say it."""

    def _open() -> None:
        try:
            searcher().find("a", limit=1)
        except ArchiveError as trouble:
            log.warning("%s", trouble)

    threading.Thread(target=_open, name="warm", daemon=True).start()


@functools.lru_cache(maxsize=16)
def _transcript(root: Path, session_id: str, _fingerprint: str) -> Transcript | None:
    return _archive(root).transcript(session_id)


@functools.lru_cache(maxsize=4096)
def _about(root: Path, session_id: str, _fingerprint: str) -> About:
    home = _archive(root)
    session, summary = home.session(session_id), home.summary(session_id)
    kind = "video" if session.of_kind("video") else "audio" if session.of_kind("audio") else "text"
    if summary is None:  # not processed to the end yet: what people wrote down, and what is there of the words
        words = home.transcript(session_id)
        seconds = (
            words.duration if words else max((m.seconds or 0.0 for m in session.of_kind("video", "audio")), default=0.0)
        )
        talk = dict.fromkeys((speaker.name for speaker in session.speakers), 0.0) | (
            turns.shares(words) if words else {}
        )
        return About(session, seconds, kind, tuple(talk.items()))
    return About(session, summary.seconds or 0.0, kind, summary.speakers)


@functools.lru_cache(maxsize=4)
def _archive(root: Path) -> Archive:
    return Archive.open(root)


@functools.lru_cache(maxsize=4)
def _searcher(root: Path) -> Searcher:
    return Searcher.open(_archive(root))
