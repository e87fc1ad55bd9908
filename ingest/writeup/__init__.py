"""Read a write-up: a news article or minutes, as Markdown, plain text or a saved web page, become a record of who said what.

Indonesian news first, English too: title, outlet, dates, people with titles and offices, quotations with their speakers,
acronyms, topics. Everything found is a range of the text as stored.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest import given_text
from ingest.errors import BadInput
from ingest.language import language
from ingest.records import WriteUp
from ingest.writeup import dates, formats, terms
from ingest.writeup import lexicon as lex
from ingest.writeup.understand import understand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.records import Paragraph

__all__ = ["read", "read_text"]

LARGEST = 2_000_000  # bytes: a page of this size already takes a parser seconds
_DATELINE = re.compile(r"\s*([^\n“”\"]{2,60}?)\s*(?:[—–]|--|(?<=\s)-)\s+(?=\S)")


def read(path: Path) -> WriteUp:
    """What the file says; ``name`` is its file name. Markdown and text by their suffix, web pages by theirs or their look.

    Raises NotFound, Unsafe (over 2 MB), or BadInput when it is empty or holds nothing readable.
    """
    return _read(given_text.read(path, LARGEST), path.name, str(path))


def read_text(text: str, name: str) -> WriteUp:
    """As :func:`read`, from text; the suffix of ``name`` says what it is. For Markdown the stored text is the body."""
    return _read(text.replace("\r\n", "\n").replace("\r", "\n"), name, name)


def _read(text: str, name: str, where: str) -> WriteUp:
    page = formats.page(text, PurePath(name).suffix, where)
    if not page.paragraphs:
        raise BadInput("there is no text in it", where=where, hint="does the file hold the article?")
    spoken = language(page.text)
    found = understand(page.text, page.paragraphs)
    published = page.published or dates.publication(page.paragraphs)
    return WriteUp(
        name=name,
        text=page.text,
        title=page.title,
        date=published,
        event_date=dates.event(page.text, page.paragraphs, page.title, published),
        language="id" if spoken == "und" else spoken,
        outlet=page.outlet or _outlet(page.paragraphs),
        url=page.url,
        author=page.author,
        paragraphs=page.paragraphs,
        people=found.people,
        quotes=found.quotes,
        acronyms=terms.acronyms(page.text),
        topics=terms.topics(page.text, page.paragraphs, page.title, [p.name for p in found.people]),
    )


def _outlet(paragraphs: Sequence[Paragraph]) -> str:
    """The paper in the dateline of the first paragraph: ``Malang, Kompas.com -``, ``NOTULA –``; empty when none stands there."""
    body = next((p for p in paragraphs if not p.heading), None)
    line = _DATELINE.match(body.text) if body else None
    if line is None:
        return ""
    for part in re.split(r"[,()/:]", line[1]):
        words = part.split()
        known_place = all(w.lower() in lex.PLACES or w.lower() in lex.INSTITUTIONS for w in words)
        looks = words and len(words) <= 4 and all(w[:1].isupper() or "." in w for w in words)
        if looks and not known_place and (part.strip().isupper() or "." in part):
            return part.strip()
    return ""
