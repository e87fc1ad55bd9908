"""The guards of every route: the headers of an answer, and what an archive's trouble looks like as an answer."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse, Response

from ingest.errors import ArchiveError, NotFound, Unsafe
from ui.web import signing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

# Streamlit loads its components as blob modules and sets styles inline; nothing may come from, or go to, anywhere else.
_POLICY = (
    "default-src 'self'; script-src 'self' blob: 'unsafe-eval' 'unsafe-inline'; style-src 'self' 'unsafe-inline' blob:; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self' ws: wss: blob: data:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}


class Headers:
    """Adds the security headers to every HTTP answer, without touching its body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


def signed(
    purpose: str,
) -> Callable[[Callable[[Request, str, str], Response]], Callable[[Request], Awaitable[Response]]]:
    """Make a route of a function (request, session, item) → response: it runs in a thread, behind a signature of this purpose."""

    def decorate(answer: Callable[[Request, str, str], Response]) -> Callable[[Request], Awaitable[Response]]:
        def _guarded(request: Request) -> Response:
            try:
                query = request.query_params
                session, item = signing.opened(
                    purpose, request.path_params["ident"], query.get("e", ""), query.get("s", "")
                )
                return answer(request, session, item)
            except Unsafe as trouble:
                return JSONResponse({"error": str(trouble)}, status_code=403)
            except NotFound as trouble:
                return JSONResponse({"error": str(trouble)}, status_code=404)
            except ArchiveError as trouble:
                log.warning("%s %s", purpose, trouble)
                return JSONResponse({"error": str(trouble)}, status_code=422)

        @functools.wraps(answer)
        async def route(request: Request) -> Response:
            return await run_in_threadpool(_guarded, request)

        return route

    return decorate
