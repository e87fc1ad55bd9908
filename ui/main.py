"""What every page shares: its head, its language, its way of telling trouble. ``app.py`` hands this script to Streamlit."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from ingest.errors import ArchiveError
from ui import visit
from ui.components import masthead
from ui.text import LANGUAGES, say, some

log = logging.getLogger(__name__)
_ICON = Path(__file__).with_name("components") / "icon.svg"


def main() -> None:
    """Draw the head, then the page that the address names."""
    st.set_page_config(page_title="Simak", page_icon=str(_ICON), layout="wide", initial_sidebar_state="collapsed")
    pages = visit.pages()
    current = st.navigation(list(pages.values()), position="hidden")
    lang = visit.language()
    path = "/" + current.url_path
    asked = masthead(
        {
            "lang": lang,
            "home": visit.href("/"),
            "words": some(lang, ("pages", "language")),
            "pages": [
                {"href": visit.href(target), "label": say(lang, key), "on": path == target}
                for target, key in (
                    ("/", "nav.search"),
                    ("/speakers", "nav.speakers"),
                    ("/topics", "nav.topics"),
                    ("/archive", "nav.archive"),
                )
            ],
            "langs": [
                {"value": x, "label": x.upper(), "title": {"id": "Bahasa Indonesia", "en": "English"}[x]}
                for x in LANGUAGES
            ],
        }
    )
    if asked.get("lang") in LANGUAGES and asked["lang"] != lang:
        st.session_state["lang"] = asked["lang"]
        visit.readdress({key: st.query_params.get_all(key) for key in st.query_params if key != "lang"})
    try:
        current.run()
    except ArchiveError as trouble:
        log.warning("%s: %s", path, trouble)
        st.subheader(say(lang, "trouble"))
        st.text(str(trouble))
    except Exception:  # a fault of ours: the log has it in full, the reader gets a sentence instead of a stack
        log.exception("%s", path)
        st.subheader(say(lang, "fault"))
        st.text(say(lang, "fault.hint"))


if __name__ == "__main__":
    main()
