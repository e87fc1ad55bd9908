"""Going from page to page: the list of pages, the reader's language, addresses inside the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ui import address
from ui.text import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import Page


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


def readdress(keys: dict[str, Any]) -> None:
    """Put these keys (texts or lists of texts) into the address of this page and draw it again."""
    wanted = {**keys, "lang": st.session_state.get("lang")}
    st.query_params.from_dict({key: value for key, value in wanted.items() if value})
    st.rerun()
