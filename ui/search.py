"""The first page: a question, and the moments that answer it, grouped by recording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from search import Filters, Hit, Results, examples
from ui import address, clock, shelf, visit
from ui.components import results
from ui.text import Language, say, some

if TYPE_CHECKING:
    from ingest.records import Session

_PAGE = 60  # passages asked for at a time
_CARD = 12  # of these, shown in one card at most; the rest stands behind its link
_TICKS = 160
_SNIPPET = 240  # characters
_FACETS = ("speaker", "topic", "year", "series", "kind")
_WORDS = (
    "placeholder", "search", "sort", "filter", "clear", "remove", "expanded", "others", "moreHits", "strip",
    "dates", "since", "until", "why", "whyTitle",
)  # fmt: skip


def page() -> None:
    """Draw it, and do what was asked for."""
    lang = visit.language()
    params = st.query_params
    query, filters, sort = address.text(params, "q"), address.filters(params), address.sort(params)
    searched = bool(query) or filters != Filters()
    limit = _PAGE * max(1, min(20, int(st.session_state.get("more", 1))))
    if st.session_state.get("asked") != dict(params.to_dict()):
        st.session_state["asked"], limit = dict(params.to_dict()), _PAGE
        st.session_state["more"] = 1
    if searched:
        found = shelf.searcher().find(query, filters, limit=limit, sort=_sort(sort))
        data = _found(lang, query, filters, sort, found, limit)
    else:
        data = {"query": "", "greeting": _greeting(lang)}
    asked = results({"words": some(lang, _WORDS), "lang": lang, **data})

    keys = _keys(query, filters, sort)
    if "ask" in asked:
        visit.readdress({**keys, "q": str(asked["ask"]).strip()})
    elif "sort" in asked:
        visit.readdress({**keys, "sort": str(asked["sort"])})
    elif "reset" in asked:
        visit.readdress({"q": query, "sort": keys["sort"]})
    elif isinstance(asked.get("filter"), dict):
        visit.readdress(_narrowed(keys, asked["filter"]))
    elif "more" in asked:
        st.session_state["more"] = limit // _PAGE + 1
        st.rerun()


# --- what the address says ------------------------------------------------------------------------------------------


def _keys(query: str, filters: Filters, sort: str) -> dict[str, object]:
    """The keys of this search's address."""
    keys: dict[str, object] = {
        "q": query,
        **{key: list(getattr(filters, key)) for key in address.LISTS},
        "kind": filters.kind,
    }
    keys["since"] = filters.since.isoformat() if filters.since else ""
    keys["until"] = filters.until.isoformat() if filters.until else ""
    keys["sort"] = "" if sort == address.SORTS[0] else sort
    return keys


def _narrowed(keys: dict[str, object], change: dict[str, Any]) -> dict[str, object]:
    """The keys with one filter put on or taken off; anything else changes nothing."""
    key, value, on = change.get("key"), str(change.get("value", "")), bool(change.get("on"))
    if key in address.LISTS:
        now = keys[key]
        values = [v for v in now if v != value] if isinstance(now, list) else []
        return {**keys, key: [*values, value] if on else values}
    if key in ("kind", "since", "until"):
        return {**keys, key: value if on else ""}
    return keys


def _sort(sort: str) -> Any:
    return {"relevance": "relevance", "newest": "date"}.get(sort, "relevance")


# --- what the component draws ---------------------------------------------------------------------------------------


def _greeting(lang: Language) -> dict[str, Any]:
    archive = shelf.archive()
    ids = archive.ids()
    if not ids:
        return {
            "stats": "",
            "try": "",
            "examples": [],
            "recent": [],
            "recentTitle": "",
            "problem": say(lang, "empty.archive"),
        }
    sessions = [shelf.about(session_id) for session_id in ids]
    people = {name for about in sessions for name, _ in about.speakers}
    recorded = [about for about in sessions if about.session.media or about.seconds]
    return {
        "stats": say(
            lang,
            "stats",
            sessions=len(recorded),
            hours=clock.length(sum(about.seconds for about in sessions), lang),
            people=len(people),
        ),
        "try": say(lang, "try"),
        "examples": [{"text": text, "href": visit.href("/", q=text)} for text in examples(archive)],
        "recentTitle": say(lang, "recent"),
        "recent": [
            {
                "title": about.session.title,
                "href": visit.href("/session", id=about.session.id),
                "kind": about.kind,
                "meta": " · ".join(
                    part
                    for part in (
                        clock.day(about.session.date, lang),
                        clock.length(about.seconds, lang) if about.seconds else "",
                    )
                    if part
                ),
            }
            for about in sessions[:6]
        ],
        "problem": "",
    }


def _found(lang: Language, query: str, filters: Filters, sort: str, found: Results, limit: int) -> dict[str, Any]:
    cards: dict[str, list[Hit]] = {}
    for hit in found.hits:
        cards.setdefault(hit.passage.session, []).append(hit)
    counts = dict(found.facets.get("session", ()))
    chosen = filters.session
    sessions = len([s for s in counts if not chosen or s in chosen])
    return {
        "query": query,
        "greeting": None,
        "line": say(
            lang,
            "line",
            moments=clock.number(found.total, lang),
            sessions=clock.number(sessions, lang),
            ms=max(1, round(found.took_ms)),
        )
        if found.total
        else "",
        "sorts": [{"value": s, "label": say(lang, f"sort.{s}"), "on": s == sort} for s in address.SORTS]
        if found.total
        else [],
        "chips": _chips(lang, filters),
        "expanded": [f"{short} = {' / '.join(longs)}" for short, longs in found.expanded.items() if longs],
        "notes": [
            *([say(lang, "relaxed")] if found.relaxed and found.total else []),
            *(say(lang, "ignored", what=what) for what in found.ignored),
        ],
        "suggestion": {
            "before": say(lang, "meant"),
            "text": found.did_you_mean,
            "href": visit.href("/", **{**_keys(query, filters, sort), "q": found.did_you_mean}),
        }
        if found.did_you_mean
        else None,
        "facets": _facets(lang, filters, found) if found.total or filters != Filters() else [],
        "dates": {
            "since": filters.since.isoformat() if filters.since else "",
            "until": filters.until.isoformat() if filters.until else "",
        },
        "cards": [_card(lang, query, session_id, hits, counts, found) for session_id, hits in cards.items()],
        "nothing": None if found.total else _nothing(lang, query, filters),
        "more": {"label": say(lang, "more"), "count": limit} if found.total > limit else None,
    }


def _chips(lang: Language, filters: Filters) -> list[dict[str, str]]:
    chips = [
        {"key": key, "value": value, "label": _label(lang, key, value)}
        for key in address.LISTS
        for value in getattr(filters, key)
    ]
    if filters.kind:
        chips.append({"key": "kind", "value": filters.kind, "label": say(lang, f"kind.{filters.kind}")})
    for key, date in (("since", filters.since), ("until", filters.until)):
        if date:
            chips.append({"key": key, "value": date.isoformat(), "label": f"{say(lang, key)} {clock.day(date, lang)}"})
    return chips


def _label(lang: Language, key: str, value: str) -> str:
    if key == "kind":
        return say(lang, f"kind.{value}")
    if key == "session":
        return shelf.title(value)
    return value


def _facets(lang: Language, filters: Filters, found: Results) -> list[dict[str, Any]]:
    facets = []
    for key in _FACETS:
        on = (filters.kind,) if key == "kind" else getattr(filters, key)
        counted = [(value, count) for value, count in found.facets.get(key, ()) if value]
        counted += [(value, 0) for value in on if value and value not in dict(counted)]
        if key == "year":
            counted.sort(key=lambda pair: pair[0], reverse=True)
        if len(counted) > 1 or any(value in on for value, _ in counted):
            values = [{"value": v, "label": _label(lang, key, v), "count": c, "on": v in on} for v, c in counted[:40]]
            facets.append({"key": key, "label": say(lang, f"facet.{key}"), "values": values})
    return facets


def _card(
    lang: Language, query: str, session_id: str, hits: list[Hit], counts: dict[str, int], found: Results
) -> dict[str, Any]:
    about = shelf.about(session_id)
    session = about.session
    ticks = found.timeline.get(session_id, ())
    ticks = tuple(t for t in ticks if t <= about.seconds)[:: max(1, len(ticks) // _TICKS)]
    return {
        "id": session_id,
        "href": visit.href("/session", id=session_id, q=query),
        "title": session.title,
        "kind": about.kind,
        "kindName": say(lang, f"kind.{about.kind}"),
        "people": _people(session),
        "date": clock.day(session.date, lang, short=True),
        "length": clock.length(about.seconds, lang) if about.seconds else "",
        "writeups": say(lang, "writeups", n=len(session.writeups)) if session.writeups else "",
        "seconds": round(about.seconds, 1),
        "ticks": [
            {
                "t": round(t, 2),
                "label": clock.clock(t),
                "href": visit.href("/session", id=session_id, t=address.second(t), q=query),
            }
            for t in ticks
        ],
        "count": max(counts.get(session_id, 0), len(hits)),
        "hits": [_hit(lang, query, hit, found) for hit in hits[:_CARD]],
    }


def _people(session: Session) -> str:
    names = [speaker.name for speaker in session.speakers]
    return ", ".join(names[:4]) + (f" +{len(names) - 4}" if len(names) > 4 else "")


def _hit(lang: Language, query: str, hit: Hit, found: Results) -> dict[str, Any]:
    passage = hit.passage
    keys: dict[str, object] = {"id": passage.session, "t": address.second(passage.start), "q": query}
    if passage.kind == "writeup":
        keys["tab"] = "article"
    words = list(dict.fromkeys(passage.text[a:b].lower() for a, b in hit.marks))
    short = {key: values for key, values in found.expanded.items() if values}
    why = [
        say(lang, "why.words", words=", ".join(words[:8])) if words else "",
        say(lang, "why.expanded", pairs="; ".join(f"{k} = {' / '.join(v)}" for k, v in short.items())) if short else "",
        say(
            lang,
            "why.fields",
            fields=", ".join(say(lang, f"field.{name}") for name in hit.why if name in ("speaker", "title", "topic")),
        )
        if hit.why
        else "",
    ]
    return {
        "href": visit.href("/session", **keys),
        "time": clock.clock(passage.start) if passage.start is not None else say(lang, "kind.writeup"),
        "speaker": passage.speaker if passage.kind == "speech" else f"{say(lang, 'kind.writeup')}",
        "parts": parts(passage.text, hit.marks, hit.snippet),
        "why": " ".join(part for part in why if part),
    }


def parts(text: str, marks: tuple[tuple[int, int], ...], snippet: tuple[int, int]) -> list[tuple[str, bool]]:
    """A snippet as pieces (text, marked) in order; the cut ends carry an ellipsis. Marks outside the snippet fall away."""
    start, end = snippet if snippet[1] > snippet[0] else _window(text, marks)
    out: list[tuple[str, bool]] = [("… ", False)] if start > 0 else []
    at = start
    for a, b in sorted(marks):
        a, b = max(a, at), min(b, end)
        if a >= b:
            continue
        if a > at:
            out.append((text[at:a], False))
        out.append((text[a:b], True))
        at = b
    if at < end:
        out.append((text[at:end], False))
    if end < len(text):
        out.append((" …", False))
    return out


def _window(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """The stretch worth showing when the search named none: around the first mark, cut at spaces."""
    if len(text) <= _SNIPPET:
        return 0, len(text)
    first = marks[0][0] if marks else 0
    start = max(0, min(first - _SNIPPET // 3, len(text) - _SNIPPET))
    if start > 0:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + _SNIPPET)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    return start, end


def _nothing(lang: Language, query: str, filters: Filters) -> dict[str, Any]:
    active = len(_chips(lang, filters))
    hints = (
        [{"text": say(lang, "nothing.filters", n=active), "href": visit.href("/", q=query)}] if active and query else []
    )
    hints += [{"text": say(lang, "nothing.fewer"), "href": ""}]
    hints += [{"text": say(lang, "nothing.speakers"), "href": visit.href("/speakers", q=query)}]
    hints += [{"text": say(lang, "nothing.archive"), "href": visit.href("/archive")}]
    return {
        "title": say(lang, "nothing"),
        "searched": say(lang, "nothing.query", query=query) if query else "",
        "hints": hints,
        "try": say(lang, "try"),
        "examples": [{"text": text, "href": visit.href("/", q=text)} for text in examples(shelf.archive())],
    }
