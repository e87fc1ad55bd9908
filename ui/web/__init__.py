"""What the server answers besides the screens: media, transcripts, subtitles and clips, each behind a signed address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ui.web.clip import cite, clip, clipped, tidy
from ui.web.guard import Headers
from ui.web.media import media, waveform
from ui.web.transcript import subtitles, transcript

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["middleware", "routes", "tidy"]


def routes() -> list[BaseRoute]:
    """The routes that stand beside Streamlit's own."""
    return [
        Route("/files/media/{ident}", media, methods=["GET"]),
        Route("/files/waveform/{ident}", waveform, methods=["GET"]),
        Route("/files/transcript/{ident}", transcript, methods=["GET"]),
        Route("/files/subtitles/{ident}", subtitles, methods=["GET"]),
        Route("/files/clip/{ident}", clip, methods=["POST"]),
        Route("/files/cite/{ident}", cite, methods=["GET"]),
        Route("/files/clipped/{ident}", clipped, methods=["GET"]),
        Route("/clip", _clip_address, methods=["GET"]),
    ]


def middleware() -> list[Middleware]:
    """Headers that every answer carries."""
    return [Middleware(Headers)]


def _clip_address(request: Request) -> Response:
    """``/clip?id=…&t=30,60`` is the session page with that stretch chosen."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/session{query}", status_code=307)
