"""The drawn parts of the screens: head, search results, player, lists. Python gives plain data, JavaScript draws it as text.

Each is a Streamlit component without an iframe. What comes back is an event, such as a filter
that was changed; links are followed in the browser.
Nothing in the data is ever markup: ``dom.js`` puts text into the page through ``textContent`` alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _script(name: str) -> str:
    return f"{_file('dom.js')}\n{_file(name)}"


_masthead = st.components.v2.component(
    "simak.masthead",
    css="\n".join(_file(name) for name in ("tokens.css", "page.css", "masthead.css")),
    js=_script("masthead.js"),
    isolate_styles=False,
)
_results = st.components.v2.component("simak.results", css=_file("results.css"), js=_script("results.js"))
# In the page itself, not in a shadow root: only there can a browser say what of the transcript is selected.
_player = st.components.v2.component(
    "simak.player", css=_file("player.css"), js=_script("player.js"), isolate_styles=False
)
_lists = st.components.v2.component("simak.lists", css=_file("lists.css"), js=_script("lists.js"))


def _nothing() -> None:
    """A trigger needs a callback to be known by; what was triggered is read from the result."""


def masthead(data: dict[str, Any]) -> dict[str, Any]:
    """The head of the page. Event: ``lang`` (a language)."""
    return _events(_masthead(key="masthead", data=data, on_lang_change=_nothing), "lang")


def results(data: dict[str, Any]) -> dict[str, Any]:
    """The search page. Events: ``ask`` (a query), ``filter``, ``reset``, ``sort``, ``more``."""
    names = ("ask", "filter", "reset", "sort", "more")
    on: Any = {f"on_{name}_change": _nothing for name in names}
    return _events(_results(key="results", data=data, **on), *names)


def player(data: dict[str, Any]) -> dict[str, Any]:
    """The session page. Event: ``find`` (words to search for in this recording)."""
    return _events(_player(key="player", data=data, on_find_change=_nothing), "find")


def lists(data: dict[str, Any], key: str) -> None:
    """A page of rows: people, topics, recordings."""
    _lists(key=key, data=data)


def _events(result: Any, *names: str) -> dict[str, Any]:
    """What was triggered in this run; what comes from a browser is only believed to be JSON of modest size."""
    found = {name: result.get(name) for name in names}
    return {name: value for name, value in found.items() if value is not None and len(json.dumps(value)) <= 10_000}
