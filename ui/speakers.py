"""Who speaks in the archive: the directory, and one person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.archive import slug
from search import speakers
from ui import address, clock, shelf, visit
from ui.components import lists
from ui.text import Language, say

if TYPE_CHECKING:
    from ingest.records import Speaker

_QUOTES = 12


def page() -> None:
    """The directory, or the person whom the address names."""
    lang = visit.language()
    ident = address.text(st.query_params, "id", 200)
    lists(_person(lang, ident) if ident else _directory(lang), key="speakers")


def _directory(lang: Language) -> dict[str, Any]:
    people = sorted(speakers(shelf.archive()), key=lambda person: (-person.seconds, -person.sessions, person.name))
    longest = max((person.seconds for person in people), default=0.0)
    rows = [
        {
            "words": " ".join(person.titles),
            "cells": [
                {
                    "text": person.name,
                    "href": visit.href("/speakers", id=person.id),
                    "note": _full(person.name, person.titles),
                },
                {"text": person.role},
                {"text": clock.length(person.seconds, lang), "bar": person.seconds / longest if longest else 0.0}
                if person.seconds
                else {"text": "–"},
                {"text": str(person.sessions)},
            ],
        }
        for person in people
    ]
    return {
        "title": say(lang, "nav.speakers"),
        "lead": say(lang, "speakers.count", n=len(people)) if people else say(lang, "speakers.empty"),
        "sections": [
            {
                "find": say(lang, "speakers.find"),
                "text": address.text(st.query_params, "q", 200),
                "none": say(lang, "speakers.none", text="{text}"),
                "columns": [
                    {"label": say(lang, "col.name")},
                    {"label": say(lang, "col.office")},
                    {"label": say(lang, "col.talk"), "tight": True},
                    {"label": say(lang, "col.sessions"), "number": True},
                ],
                "rows": rows,
            }
        ]
        if rows
        else [],
    }


def _full(name: str, titles: tuple[str, ...]) -> str:
    return next((title for title in titles if title != name), "")


def _person(lang: Language, ident: str) -> dict[str, Any]:
    back = {"href": visit.href("/speakers"), "text": say(lang, "speakers.all")}
    person = next((person for person in speakers(shelf.archive()) if person.id == ident), None)
    if person is None:
        return {
            "back": back,
            "title": say(lang, "nav.speakers"),
            "lead": say(lang, "speakers.missing", id=ident),
            "sections": [],
        }
    written: dict[tuple[str, str], list[str]] = {}
    appearances, quotes = [], []
    for session_id in shelf.archive().ids():
        about = shelf.about(session_id)
        talk = dict(about.speakers).get(person.name)
        as_written = _written(about.session.speakers, ident)
        if talk is None and as_written is None:
            continue
        if as_written:
            written.setdefault((as_written.full, as_written.role), []).append(about.session.title)
        appearances.append((about, talk or 0.0))
        quotes += _quotes(lang, ident, session_id)
    sections: list[dict[str, Any]] = [
        {
            "title": say(lang, "person.sessions"),
            "columns": [
                {"label": say(lang, "col.date"), "tight": True},
                {"label": say(lang, "col.title")},
                {"label": say(lang, "col.talk")},
            ],
            "rows": [
                {
                    "cells": [
                        {"text": clock.day(about.session.date, lang, short=True)},
                        {
                            "text": about.session.title,
                            "href": visit.href("/session", id=about.session.id, q=f'speaker:"{person.name}"'),
                        },
                        {"text": clock.length(talk, lang) if talk else "–"},
                    ]
                }
                for about, talk in appearances
            ],
        }
    ]
    if written:
        sections.append(
            {
                "title": say(lang, "person.asWritten"),
                "columns": [
                    {"label": say(lang, "col.name")},
                    {"label": say(lang, "col.office")},
                    {"label": say(lang, "in").capitalize()},
                ],
                "rows": [
                    {"cells": [{"text": full}, {"text": role}, {"text": "; ".join(titles)}]}
                    for (full, role), titles in written.items()
                ],
            }
        )
    sections.append(
        {
            "title": say(lang, "person.quoted"),
            "lead": "" if quotes else say(lang, "person.noquotes"),
            "quotes": quotes[:_QUOTES],
            "columns": [],
            "rows": [],
        }
    )
    return {
        "back": back,
        "title": _full(person.name, person.titles) or person.name,
        "lead": person.role,
        "action": {"href": visit.href("/", speaker=person.name), "text": say(lang, "person.search")},
        "sections": sections,
    }


def _written(known: tuple[Speaker, ...], ident: str) -> Speaker | None:
    return next((speaker for speaker in known if slug(speaker.name) == ident), None)


def _quotes(lang: Language, ident: str, session_id: str) -> list[dict[str, str]]:
    """The direct quotations of a person in a session's write-ups, each with the address of its second."""
    out = []
    for alignment in shelf.archive().alignments(session_id):
        for link in alignment.links:
            if not link.quote or not link.speaker or slug(link.speaker) != ident:
                continue
            second = link.spans[0].start if link.spans else None
            note = [shelf.about(session_id).session.title]
            note += [clock.clock(second)] if second is not None else []
            note += [say(lang, f"verdict.{link.verdict}")] if link.verdict else []
            out.append(
                {
                    "text": link.text.strip('"“”‘’ '),
                    "note": " · ".join(note),
                    "href": visit.href("/session", id=session_id, t=address.second(second), tab="article"),
                }
            )
    return out
