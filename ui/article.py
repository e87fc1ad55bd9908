"""A write-up as the session page shows it: its paragraphs in pieces, each linked sentence with its seconds and its verdict."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ingest import verdict
from ui import clock, shelf
from ui.text import Language, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.records import Alignment, Link, Paragraph, Session, Span, WriteUp

# Other places are shown when they are really elsewhere (s apart) and nearly as good as the best.
_APART = 20.0
_AS_GOOD = 0.8
_OPENING, _CLOSING = '“‘«"', '”’»"'
_QUOTES = _OPENING + _CLOSING
# What the alignment says of a quotation, in Indonesian; anything that is not here stays as it is.
_INDONESIAN = {
    "direction": "arah",
    "number not heard": "angka tidak terdengar",
    "number": "angka",
    "negation": "ingkaran",
    "name not heard": "nama tidak terdengar",
    "name": "nama",
    "added": "ditambahkan",
    "left out": "dihilangkan",
    "word for word": "kata demi kata",
    "words found": "kata yang ditemukan",
    "spelled differently": "beda ejaan",
    "not heard": "tidak terdengar",
    "unsure": "tidak pasti",
}
_REASONS = re.compile(r"\b(?:" + "|".join(_INDONESIAN) + r")\b")


def articles(lang: Language, session: Session) -> list[dict[str, Any]]:
    """All write-ups of a session, as the player draws them; one that was not read yet says so."""
    archive = shelf.archive()
    alignments = {alignment.writeup: alignment for alignment in archive.alignments(session.id)}
    read = {writeup.name: writeup for writeup in archive.writeups(session.id)}
    return [
        _article(lang, read[name], alignments.get(name))
        if name in read
        else _unread(name, say(lang, "article.unread", id=session.id))
        for name in session.writeups
    ]


def pieces(writeup: WriteUp, links: tuple[Link, ...], paragraph: Paragraph) -> list[dict[str, Any]]:
    """A paragraph's text in order, whole: plain pieces ``{"text"}`` and linked sentences ``{"text", "link": index}``."""
    out: list[dict[str, Any]] = []
    at = paragraph.start
    for index, link in enumerate(links):
        start, end = max(link.start, at), min(link.end, paragraph.end)
        if start >= end or not (link.spans or link.verdict):
            continue
        if start > at:
            out.append({"text": writeup.text[at:start]})
        out.append({"text": writeup.text[start:end], "link": index})
        at = end
    if at < paragraph.end:
        out.append({"text": writeup.text[at : paragraph.end]})
    return out


def places(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The best span, and one more where the sentence may as well have been said."""
    others = (s for s in spans[1:] if abs(s.start - spans[0].start) >= _APART and s.score >= _AS_GOOD * spans[0].score)
    other = next(others, None)
    return (*spans[:1], other) if other else spans[:1]


def _article(lang: Language, writeup: WriteUp, alignment: Alignment | None) -> dict[str, Any]:
    links = tuple(sorted(alignment.links, key=lambda link: link.start)) if alignment else ()
    # A headline sums up: it was said nowhere, and a second beside it would only mislead.
    body = [{"heading": p.heading, "parts": pieces(writeup, () if p.heading else links, p)} for p in writeup.paragraphs]
    if writeup.title and not any(p.heading and p.text.strip() == writeup.title.strip() for p in writeup.paragraphs):
        body.insert(0, {"heading": True, "parts": [{"text": writeup.title}]})
    return {
        "name": writeup.name,
        "language": writeup.language,
        "note": "",
        "meta": [part for part in (writeup.outlet, writeup.author, clock.day(writeup.date, lang)) if part],
        "url": _safe(writeup.url),
        "paragraphs": body,
        "links": [
            {
                "spans": [[round(span.start, 2), round(span.end, 2)] for span in places(link.spans)],
                "verdict": link.verdict or "",
                "quote": link.quote,
                "reason": reasons(lang, link.reason),
                "diff": _differences(link),
            }
            for link in links
        ],
    }


def _differences(link: Link) -> list[list[tuple[str, bool]]] | None:
    """What was written and what was said, each in pieces (text, differs); None where there is nothing to compare."""
    if link.verdict not in ("paraphrased", "contradicted") or not link.said:
        return None
    # Words only heard or spelled otherwise ("near") are the recogniser's doing, not the writer's: they are not marked.
    written = quoted(link.text)
    found = [change for change in verdict.differences(written, link.said) if change[0] != "near"]
    return [marked(written, [ours for _, ours, _ in found]), marked(link.said, [theirs for _, _, theirs in found])]


def quoted(text: str) -> str:
    """What of a sentence stands in quotation marks; a mark that is missing was set in the sentence before or after."""
    marks = [at for at, char in enumerate(text) if char in _QUOTES]
    # A straight mark opens only where a word begins.
    opening = [at for at in marks if text[at] in _OPENING and (text[at] != '"' or at == 0 or text[at - 1].isspace())]
    start = opening[0] + 1 if opening else 0
    end = next((at for at in reversed(marks) if at >= start and text[at] in _CLOSING), len(text))
    return text[start:end].strip() or text


def reasons(lang: Language, reason: str) -> str:
    """The alignment's reason in the reader's words: ``number: 75 → 95`` is ``angka: 75 → 95``."""
    if lang == "en":
        return reason
    return _REASONS.sub(lambda match: _INDONESIAN[match[0]], reason)


def marked(text: str, ranges: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The text whole, in pieces ``(text, differs)``; the ranges may be empty, must be in order."""
    out: list[tuple[str, bool]] = []
    at = 0
    for start, end in ranges:
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        if start > at:
            out.append((text[at:start], False))
        out.append((text[start:end], True))
        at = end
    if at < len(text):
        out.append((text[at:], False))
    return out


def _unread(name: str, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "language": "",
        "note": f"{name}: {note}",
        "meta": [],
        "url": "",
        "paragraphs": [],
        "links": [],
    }


def _safe(url: str) -> str:
    """Only what is plainly a web address becomes a link: the text of a write-up is not to be trusted."""
    return url if urlsplit(url).scheme in ("http", "https") else ""
