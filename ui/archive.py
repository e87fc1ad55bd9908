"""All recordings, newest first: what is done for each, and what is wrong."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from ingest.errors import ArchiveError
from ui import clock, shelf, visit
from ui.components import lists
from ui.text import Language, say


def page() -> None:
    """The table of the archive."""
    lang = visit.language()
    lists(_data(lang), key="archive")


def _data(lang: Language) -> dict[str, Any]:
    ids = shelf.archive().ids()
    labels = ("date", "title", "length", "transcript", "article", "checked", "wrong")
    return {
        "title": say(lang, "nav.archive"),
        "lead": say(lang, "archive.count", n=len(ids)) if ids else say(lang, "empty.archive"),
        "sections": [
            {
                "columns": [
                    {"label": say(lang, f"col.{label}"), "tight": label in ("date", "length")} for label in labels
                ],
                "rows": [{"cells": _row(lang, shelf.about(session_id))} for session_id in ids],
            }
        ]
        if ids
        else [],
    }


def _row(lang: Language, about: shelf.About) -> list[dict[str, str]]:
    session = about.session
    archive = shelf.archive()
    transcript = shelf.transcript(session.id)
    alignments = archive.alignments(session.id)
    verdicts = [link.verdict for alignment in alignments for link in alignment.links if link.verdict]
    wrong = _wrong(lang, about)
    contradicted = verdicts.count("contradicted")
    matching = verdicts.count("verbatim") + verdicts.count("paraphrased")
    if contradicted:
        wrong.append(say(lang, "wrong.contradicted", n=contradicted))
    return [
        {"text": clock.day(session.date, lang, short=True)},
        {"text": session.title, "href": visit.href("/session", id=session.id), "note": session.series},
        {"text": clock.length(about.seconds, lang) if about.seconds else "–"},
        {"text": transcript.model if transcript else "–", "tone": "" if transcript else "faint"},
        {"text": str(len(session.writeups) or "–")},
        {"text": say(lang, "of", part=matching, whole=len(verdicts)) if verdicts else "–"},
        {"text": "; ".join(wrong) or say(lang, "fine"), "tone": "bad" if wrong else "faint"},
    ]


def _wrong(lang: Language, about: shelf.About) -> list[str]:
    """Everything about a session that somebody should do something about, in words."""
    session, archive = about.session, shelf.archive()
    out = [say(lang, "wrong.file", problem=session.problem)] if session.problem else []
    if not session.media and not about.seconds:
        out.append(say(lang, "wrong.recording"))
    for record in session.media:
        try:
            archive.media_path(session.id, record)
        except ArchiveError:
            out.append(say(lang, "wrong.media", name=PurePath(record.path).name))
    transcript = shelf.transcript(session.id)
    if transcript is None and session.of_kind("video", "audio", "captions"):
        out.append(say(lang, "wrong.transcript"))
    if transcript and transcript.losses:
        out.append(say(lang, "wrong.losses", n=len(transcript.losses)))
    if transcript and transcript.flags:
        out.append(say(lang, "wrong.flags", n=len(transcript.flags)))
    read = {writeup.name for writeup in archive.writeups(session.id)}
    aligned = {alignment.writeup for alignment in archive.alignments(session.id)}
    if set(session.writeups) - read:
        out.append(say(lang, "wrong.writeup"))
    elif transcript and set(session.writeups) - aligned:
        out.append(say(lang, "wrong.alignment"))
    return out
