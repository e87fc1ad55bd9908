"""Recordings as the player reads them: byte ranges straight from disk, the file never in memory."""

from __future__ import annotations

import functools
import threading
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, Response

from ingest.errors import NotFound
from ui import shelf
from ui.web.guard import signed

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

_PEAKS = 200
_listening = threading.Lock()
# Named here, not guessed by the system's tables, which differ between machines and call .m4a by names that browsers refuse.
TYPES = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/mp4",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".ogv": "video/ogg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}


@signed("media")
def media(_request: Request, session: str, item: str) -> Response:
    """The bytes of a recording, or of its access copy, whole or in ranges."""
    path = _path(session, item)
    kind = TYPES.get(path.suffix.lower(), "application/octet-stream")
    return FileResponse(path, media_type=kind, headers={"cache-control": "private, max-age=3600"})


@signed("waveform")
def waveform(_request: Request, session: str, item: str) -> Response:
    """JSON: the outline of the sound, ``_PEAKS`` numbers in [0, 1] over the whole length."""
    path = _path(session, item)
    return JSONResponse(_outline(path, path.stat().st_mtime_ns), headers={"cache-control": "private, max-age=86400"})


def _path(session: str, item: str) -> Path:
    archive = shelf.archive()
    record = next((m for m in archive.session(session).media if m.path == item), None)
    if record is None:
        raise NotFound("the session no longer lists this recording", where=session, hint="open the page again")
    return archive.playable(session, record)


@functools.lru_cache(maxsize=256)
def _outline(path: Path, _changed: int) -> tuple[float, ...]:
    from ingest.media.looks import waveform as outline

    with _listening:  # one at a time: a long recording takes a core for some seconds
        return tuple(round(peak, 2) for peak in outline(path, _PEAKS))
