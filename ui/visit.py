"""Going from page to page: the list of pages, the reader's language, and following an address inside the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from ui import address
from ui.text import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import Page

PATHS = ("/", "/session", "/speakers", "/topics", "/archive")


def pages() -> dict[str, Page]:
    """The pages by their path. A page that is not in this list is refused by its address too."""
    from ui import archive, search, session, speakers, topics

    made: list[tuple[str, Callable[[], None], str]] = [
        ("/", search.page, "Simak"),
        ("/session", session.page, "Simak"),
        ("/speakers", speakers.page, "Simak"),
        ("/topics", topics.page, "Simak"),
        ("/archive", archive.page, "Simak"),
    ]
    return {
        path: st.Page(page, title=title, url_path=path.strip("/"), default=path == "/") for path, page, title in made
    }


def language() -> Language:
    """Indonesian or English: what the address or the reader chose, else what the browser speaks, else Indonesian."""
    asked = st.query_params.get("lang")
    for language in LANGUAGES:
        if asked == language:
            st.session_state["lang"] = language
            return language
    chosen = st.session_state.get("lang")
    if chosen in LANGUAGES:
        return "en" if chosen == "en" else "id"
    return "en" if (st.context.locale or "").lower().startswith("en") else "id"


def href(path: str, **keys: object) -> str:
    """An address inside the app; a language that was chosen goes along."""
    return address.link(path, {**keys, "lang": st.session_state.get("lang")})


def follow(target: object) -> None:
    """Go to an address that a component sent; anything but one of our pages is ignored."""
    if not isinstance(target, str):
        return
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or parts.path not in PATHS:
        return
    st.switch_page(pages()[parts.path], query_params=parse_qsl(parts.query, max_num_fields=100))


def readdress(keys: dict[str, Any]) -> None:
    """Put these keys (texts or lists of texts) into the address of this page and draw it again."""
    wanted = {**keys, "lang": st.session_state.get("lang")}
    st.query_params.from_dict({key: value for key, value in wanted.items() if value})
    st.rerun()
