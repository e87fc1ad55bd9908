"""One recording: the player, its transcript, the write-ups about it, and what is known of it.

The page gathers, the player draws. The transcript itself does not pass through here: the player fetches it from ``ui/web``.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import streamlit as st

from ingest.archive import slug
from ingest.errors import ArchiveError, NotFound
from search import Filters, clips
from ui import address, article, clock, shelf, turns, visit
from ui.components import player
from ui.text import Language, say, some
from ui.web import signing

if TYPE_CHECKING:
    from ingest.records import Media, Session, Transcript

_HITS = 300
_TABS = ("transcript", "article", "details")
_WORDS = (
    "backToResults", "transcript", "article", "details", "find", "find.none", "find.previous", "find.next",
    "return", "play", "pause", "back10", "ahead10", "speed", "mute", "unmute", "captions", "fullscreen", "position",
    "strip.speakers", "strip.hits", "strip.article", "unknownSpeaker", "clip.range", "clip.start", "clip.end",
    "clip.listen", "clip.make", "clip.cite", "clip.link", "clip.making", "clip.ready", "clip.copied", "clip.failed",
    "clip.invalid", "clip.hint", "media.failed", "media.download", "transcript.loading", "transcript.failed",
    "loss", "flag", "article.source", "verdict.verbatim", "verdict.paraphrased", "verdict.contradicted",
    "verdict.not found", "verdict.compare", "verdict.written", "verdict.said", "link.play", "link.goto",
)  # fmt: skip


def page() -> None:
    """Draw the recording that the address names, at its second."""
    lang = visit.language()
    session_id = address.text(st.query_params, "id", 200)
    if not session_id:
        _absent(say(lang, "session.none"))
        return
    try:
        about = shelf.about(session_id)
    except NotFound:
        _absent(say(lang, "session.missing", id=session_id), say(lang, "session.missing.hint"))
        return
    query = address.text(st.query_params, "q")
    asked = player(_data(lang, about, query))
    if "find" in asked:
        keys: dict[str, object] = {key: st.query_params.get(key) for key in ("id", "t", "tab")}
        visit.readdress({**keys, "q": str(asked["find"])[:200]})


def _absent(*lines: str) -> None:
    st.subheader(lines[0])
    for line in lines[1:]:
        st.text(line)


def _data(lang: Language, about: shelf.About, query: str) -> dict[str, Any]:
    session = about.session
    transcript = shelf.transcript(session.id)
    start = clock.moment(st.query_params.get("t") or "") or (0.0, None)
    tab = st.query_params.get("tab") or ""
    articles = article.articles(lang, session)
    return {
        "id": session.id,
        "lang": lang,
        "language": transcript.language if transcript else "",
        "words": some(lang, _WORDS),
        "title": session.title,
        "meta": " · ".join(
            part
            for part in (
                clock.day(session.date, lang),
                clock.length(about.seconds, lang) if about.seconds else "",
                session.organiser,
                session.series,
            )
            if part
        ),
        "back": visit.href("/", q=query) if query else "",
        "media": _media(lang, session, transcript),
        "duration": round(about.seconds, 2),
        "transcript": signing.address("transcript", session.id) if transcript else "",
        "noTranscript": _no_transcript(lang, session),
        "start": {"t": start[0], "end": start[1]},
        "tab": tab if tab in _TABS else "",
        "q": query,
        "hits": _hits(session.id, query),
        "writeups": articles,
        "noArticle": say(lang, "article.none", id=session.id),
        "details": _details(lang, about, transcript),
        "addresses": {
            "clip": signing.address("clip", session.id),
            "cite": signing.address("cite", session.id),
            "share": address.link("/session", {"id": session.id}),
        },
    }


def _media(lang: Language, session: Session, transcript: Transcript | None) -> dict[str, Any]:
    """What is played: the first recording with a picture that is there, else the first sound."""
    gone = ""
    for record in session.of_kind("video", "audio"):
        try:
            shelf.archive().media_path(session.id, record)
        except ArchiveError:
            gone = gone or say(lang, "media.gone", name=_name(record))
            continue
        return {
            "kind": record.kind,
            "name": _name(record),
            "src": signing.address("media", session.id, record.path),
            "subtitles": signing.address("subtitles", session.id) if transcript and record.kind == "video" else "",
            "waveform": signing.address("waveform", session.id, record.path) if record.kind == "audio" else "",
            "note": "",
        }
    return {"kind": "", "name": "", "src": "", "subtitles": "", "waveform": "", "note": gone or say(lang, "media.none")}


def _no_transcript(lang: Language, session: Session) -> str:
    if session.of_kind("video", "audio", "captions"):
        return say(lang, "transcript.none", command=f"simak update {session.id}")
    return say(lang, "transcript.unneeded")


def _hits(session_id: str, query: str) -> list[dict[str, Any]]:
    """Where the search hits of this recording lie, with the words that were marked there."""
    if not query:
        return []
    found = shelf.searcher().find(query, Filters(session=(session_id,), kind="speech"), limit=_HITS)
    hits = [
        {
            "start": round(hit.passage.start, 2),
            "end": round(hit.passage.end, 2),
            "words": sorted({hit.passage.text[a:b] for a, b in hit.marks}),
        }
        for hit in found.hits
        if hit.passage.start is not None and hit.passage.end is not None
    ]
    return sorted(hits, key=lambda hit: float(str(hit["start"])))


def _name(record: Media) -> str:
    return PurePath(record.path).name


# --- details --------------------------------------------------------------------------------------------------------------------


def _details(lang: Language, about: shelf.About, transcript: Transcript | None) -> list[dict[str, Any]]:
    session = about.session
    sections = [
        {"title": say(lang, "details.people"), "rows": _people(lang, session, transcript)},
        {
            "title": say(lang, "details.recording"),
            "rows": _rows(
                (say(lang, "details.date"), clock.day(session.date, lang)),
                (say(lang, "details.length"), clock.length(about.seconds, lang) if about.seconds else ""),
                (say(lang, "details.organiser"), session.organiser),
                (say(lang, "details.series"), session.series),
                (say(lang, "details.topics"), ", ".join(session.topics)),
                (say(lang, "details.id"), session.id),
                (say(lang, "details.problem"), session.problem),
                (say(lang, "details.cite"), clips.citation(session, 0.0, about.seconds, "") if about.seconds else ""),
            ),
        },
        {"title": say(lang, "details.transcript"), "rows": _transcript(lang, transcript)},
        {
            "title": say(lang, "details.files"),
            "rows": [
                {
                    "label": f"{record.bytes / 1e6:.1f} MB"
                    if record.bytes >= 100_000
                    else f"{record.bytes / 1e3:.1f} kB",
                    "value": _name(record),
                    "note": say(lang, "details.corrected") if record.corrected else "",
                }
                for record in session.media
            ]
            + [{"label": say(lang, "article"), "value": name} for name in session.writeups],
        },
    ]
    return [section for section in sections if section["rows"]]


def _rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs if value]


def _people(lang: Language, session: Session, transcript: Transcript | None) -> list[dict[str, str]]:
    talk = turns.shares(transcript) if transcript else {}
    known = {speaker.name: speaker for speaker in session.speakers}
    rows = []
    for name in dict.fromkeys([*known, *talk]):
        speaker = known.get(name)
        rows.append(
            {
                "label": say(lang, "talk", time=clock.length(talk[name], lang)) if name in talk else "",
                "value": speaker.full if speaker else name,
                "note": speaker.role if speaker else "",
                "href": visit.href("/speakers", id=slug(name)),
            }
        )
    return rows


def _transcript(lang: Language, transcript: Transcript | None) -> list[dict[str, str]]:
    if transcript is None:
        return []
    language = f"lang.{transcript.language}"
    ranges = {
        "details.losses": [(x.start, x.end, x.reason) for x in transcript.losses],
        "details.flags": [(x.start, x.end, x.reason) for x in transcript.flags],
    }
    return _rows(
        (
            say(lang, "details.language"),
            say(lang, language) if language in ("lang.id", "lang.en", "lang.und") else transcript.language,
        ),
        (say(lang, "details.model"), transcript.model),
        (say(lang, "details.words"), clock.number(sum(len(s.text.split()) for s in transcript.segments), lang)),
        *(
            (
                say(lang, key),
                "; ".join(f"{clock.clock(a)}–{clock.clock(b)} {why}" for a, b, why in found)
                or say(lang, "details.none"),
            )
            for key, found in ranges.items()
        ),
    )
