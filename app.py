"""The web door of Simak: `streamlit run app.py`, or `simak serve`.

What the screens are stands in ``ui/main.py`` (search, session, speakers, topics, archive), what else the server answers
in ``ui/web`` (media with byte ranges, transcripts, subtitles, clips). It listens on this machine alone unless
``--server.address`` says otherwise.
"""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import shelf, web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")


@contextlib.asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Open the archive and its index before the first visitor comes; throw the cut clips away when the server stops."""
    shelf.warm()
    try:
        yield None
    finally:
        web.tidy()


app = st.App(
    Path(__file__).with_name("ui") / "main.py",
    routes=web.routes(),
    middleware=web.middleware(),
    lifespan=lifespan,
)

if __name__ == "__main__":
    app.run()
