"""What the archive is about: topics with their counts and years; a click searches within one."""

from __future__ import annotations

from typing import Any

from search import topics
from ui import shelf, visit
from ui.components import lists
from ui.text import Language, say


def page() -> None:
    """All topics, the commonest first."""
    lang = visit.language()
    lists(_data(lang), key="topics")


def _data(lang: Language) -> dict[str, Any]:
    rows = sorted(topics(shelf.archive()), key=lambda topic: (-topic.sessions, topic.name.lower()))
    most = max((topic.sessions for topic in rows), default=0)
    return {
        "title": say(lang, "nav.topics"),
        "lead": f"{say(lang, 'topics.count', n=len(rows))}. {say(lang, 'topics.hint')}"
        if rows
        else say(lang, "topics.empty"),
        "sections": [
            {
                "columns": [
                    {"label": say(lang, "col.topic")},
                    {"label": say(lang, "col.sessions")},
                    {"label": say(lang, "col.years")},
                ],
                "rows": [
                    {
                        "cells": [
                            {"text": topic.name, "href": visit.href("/", topic=topic.name)},
                            {"text": str(topic.sessions), "bar": topic.sessions / most},
                            {"text": ", ".join(str(year) for year in topic.years)},
                        ]
                    }
                    for topic in rows
                ],
            }
        ]
        if rows
        else [],
    }
