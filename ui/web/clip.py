"""Clips and citations from the session page: one cut at a time, the files kept until the server stops or a day passed."""

from __future__ import annotations

import functools
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, JSONResponse, Response

from ingest.errors import BadInput, NotFound
from search import clips
from ui import shelf
from ui.address import stretch
from ui.web import signing
from ui.web.guard import signed
from ui.web.media import TYPES

if TYPE_CHECKING:
    from starlette.requests import Request

LONGEST = 15 * 60.0  # seconds; cutting re-encodes, at about five times real time on two slow cores
_KEPT = 24 * 3600.0
_TYPES = {**TYPES, ".vtt": "text/vtt; charset=utf-8", ".srt": "application/x-subrip; charset=utf-8"}
# Encoding takes all cores there are: a second cut waits for the first.
_cutting = threading.Lock()


@signed("clip")
def clip(request: Request, session: str, _item: str) -> Response:
    """POST ``?start=&end=``: cut, and say where the files can be had.

    ``{"start", "end", "seconds", "citation", "files": [{"kind", "href", "name"}]}``; start and end as cut, in seconds.
    """
    start, end = stretch(request.query_params)
    if end - start > LONGEST:
        raise BadInput(
            "a clip from this page may last 15 minutes at most", where=session, hint="use simak clip for longer ones"
        )
    with _cutting:
        _prune()
        out = Path(tempfile.mkdtemp(dir=_folder()))
        archive = shelf.archive()
        suffix = _suffix(session)
        made = clips.cut(archive, session, start, end, out / f"{session}-{round(start)}-{round(end)}{suffix}")
    files = [made.file, *made.subtitles]
    return JSONResponse(
        {
            "start": made.start,
            "end": made.end,
            "seconds": made.seconds,
            "citation": made.citation,
            "files": [
                {"kind": f.suffix.lstrip("."), "name": f.name, "href": signing.address("clipped", session, str(f))}
                for f in files
            ],
        }
    )


@signed("clipped")
def clipped(_request: Request, session: str, item: str) -> Response:
    """A file of a clip, to be saved."""
    path = Path(item)
    if not path.is_file():
        raise NotFound("this clip was cleared away", where=session, hint="make it again")
    return FileResponse(
        path, media_type=_TYPES.get(path.suffix.lower(), "application/octet-stream"), filename=path.name
    )


@signed("cite")
def cite(request: Request, session: str, _item: str) -> Response:
    """GET ``?start=&end=&speaker=``: ``{"citation"}``."""
    start, end = stretch(request.query_params)
    speaker = request.query_params.get("speaker", "")[:200]
    return JSONResponse({"citation": clips.citation(shelf.archive().session(session), start, end, speaker)})


def tidy() -> None:
    """Throw away every clip of this server."""
    if _folder.cache_info().currsize:
        shutil.rmtree(_folder(), ignore_errors=True)
        _folder.cache_clear()


@functools.lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="simak-clips-"))


def _prune() -> None:
    for old in _folder().iterdir():
        if time.time() - old.stat().st_mtime > _KEPT:
            shutil.rmtree(old, ignore_errors=True)


def _suffix(session: str) -> str:
    return ".mp4" if shelf.archive().session(session).of_kind("video") else ".m4a"
