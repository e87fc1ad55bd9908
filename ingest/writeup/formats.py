"""The formats a write-up comes in: Markdown, plain text, saved web pages. A new one is a reader and a row in ``FORMATS``.

A reader gives the text that all offsets will count in, its paragraphs, and what the format itself says of title, outlet,
author, address and date. What the text says is read elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.errors import BadInput
from ingest.records import Paragraph
from ingest.sentences import bullet

if TYPE_CHECKING:
    from collections.abc import Callable

_ITEM = re.compile(r"[ \t]*(?:[-*•+]|\d{1,3}[.)])[ \t]+\S")
_HASHES = re.compile(r"#{1,6}[ \t]+\S")
_RULE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}$")
_YAML = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]*(.*)$")
_ENDS = (".", "!", "?", "”", '"', ":", ";", ",", "…", ")")
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Page:
    """A write-up as its format gives it; ``title`` is empty when only the text can tell."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    published: dt.date | None = None


def page(text: str, suffix: str, name: str) -> Page:
    """The page in ``text``, read by what its file's suffix says (``.md .html .txt``), else by what it looks like.

    Raises BadInput when nothing readable is in it.
    """
    read = FORMATS.get(suffix.lower())
    if read is None or (read is not _html and text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))):
        read = _html if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")) else (read or _markdown)
    return read(text, name)


# --- Markdown and plain text ------------------------------------------------------------------------------------------


def _markdown(text: str, name: str) -> Page:
    said, body = _front_matter(text, name)
    paragraphs = _paragraphs(body, marked=True)
    return replace(_with(said, body), paragraphs=paragraphs, title=_first(said, "title", "judul") or _title(paragraphs))


def _plain(text: str, name: str) -> Page:
    said, body = _front_matter(text, name)
    paragraphs = _paragraphs(body, marked=False)
    return replace(_with(said, body), paragraphs=paragraphs, title=_first(said, "title", "judul") or _title(paragraphs))


def _front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    """What stands between ``+++`` (TOML) or ``---`` (``key: value``) lines at the top, and the body below."""
    text = text.lstrip("\ufeff")
    lines = text.split("\n")
    mark = lines[0].strip()
    if mark not in ("+++", "---"):
        return {}, text
    last = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == mark), None)
    if last is None:
        return {}, text
    head, body = lines[1:last], "\n".join(lines[last + 1 :]).lstrip("\n")
    if mark == "+++":
        try:
            return dict(tomllib.loads("\n".join(head))), body
        except (tomllib.TOMLDecodeError, RecursionError) as why:
            hint = "put text in quotation marks, dates as 2020-11-23"
            raise BadInput(f"its front matter between +++ is no TOML ({why})", where=name, hint=hint) from why
    found: dict[str, object] = {}
    for line in head:
        entry = _YAML.match(line)
        if entry:
            found[entry[1].lower()] = entry[2].strip().strip("\"'")
        elif line.strip() and not line.startswith((" ", "\t", "#", "-")):
            return {}, text  # two rules with text between: no front matter
    return found, body


def _with(said: dict[str, object], body: str) -> Page:
    return Page(
        body,
        (),
        outlet=_first(said, "outlet", "media", "publisher", "penerbit", "sumber", "site_name"),
        url=_first(said, "url", "link", "tautan", "permalink"),
        author=_first(said, "author", "penulis", "authors", "byline"),
        published=_date(said, "published", "date", "tanggal", "publish_date", "datepublished"),
    )


def _first(said: dict[str, object], *keys: str) -> str:
    for key in keys:
        value = said.get(key)
        if isinstance(value, list):
            value = ", ".join(str(v) for v in value)
        if isinstance(value, str | int) and str(value).strip():
            return " ".join(str(value).split())
    return ""


def _date(said: dict[str, object], *keys: str) -> dt.date | None:
    for key in keys:
        value = said.get(key)
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and (found := iso_date(value)):
            return found
    return None


def iso_date(text: str) -> dt.date | None:
    """The day of ``2020-11-23`` or ``2020-11-23T10:00:00+07:00``; None for anything else."""
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _paragraphs(text: str, marked: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of a text by its blank lines, list items and headings each their own.

    A text without any blank line has a paragraph a line. ``marked``: Markdown's ``#`` and ``===`` make headings; otherwise,
    and for the first lines, a short line that ends like no sentence is one.
    """
    blocks: list[tuple[int, int]] = []
    at = 0
    one_a_line = "\n\n" not in re.sub(r"[ \t]+\n", "\n", text.strip())
    start: int | None = None
    for line in text.split("\n"):
        end = at + len(line)
        alone = one_a_line or bool(marked and _HASHES.match(line))
        begins = alone or bool(_ITEM.match(line)) or (marked and line.startswith(">"))
        if start is not None and (not line.strip() or begins):
            blocks.append((start, at))
            start = None
        if line.strip():
            start = at if start is None else start
            if alone:
                blocks.append((start, end))
                start = None
        at = end + 1
    if start is not None:
        blocks.append((start, len(text)))
    out = [p for a, b in blocks if (p := _paragraph(text, a, b, marked))]
    return _headings(out, marked)


def _paragraph(text: str, start: int, end: int, marked: bool) -> Paragraph | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    raw = text[start:end]
    if not raw or _RULE.match(raw):
        return None
    heading = bool(marked and _HASHES.match(raw))
    lines = raw.split("\n")
    if marked and len(lines) > 1 and _RULE.match(lines[-1]):  # a title underlined with === or ---
        heading = len(lines) == 2
        end = start + len(raw) - len(lines[-1]) - 1
    start = bullet(text, start, end)
    if heading:
        while end > start and text[end - 1] in "# ":
            end -= 1
    if (
        marked
        and end - start > 4
        and text[start : start + 2] == "**" == text[end - 2 : end]
        and "**" not in text[start + 2 : end - 2]
    ):
        start, end, heading = start + 2, end - 2, heading or end - start < _LONGEST_HEADING
    return Paragraph(text[start:end], start, end, heading) if start < end else None


def _headings(found: list[Paragraph], marked: bool) -> tuple[Paragraph, ...]:
    """Short lines that end like no sentence are headings, where the format marks none: the title, "Malang Raya"."""
    if marked and any(p.heading for p in found):
        return tuple(found)
    if len(found) < 2:
        return tuple(found)
    longest = max(len(p.text) for p in found)
    out = []
    for p in found:
        short = len(p.text) <= _LONGEST_HEADING and len(p.text) * 2 < longest and "\n" not in p.text
        out.append(replace(p, heading=short and not p.text.endswith(_ENDS) and p.text[0] not in '“"”-'))
    return tuple(out)


def _title(paragraphs: tuple[Paragraph, ...]) -> str:
    """The first heading, when nothing but the date or a line like it stands before."""
    for p in paragraphs[:3]:
        if p.heading:
            return " ".join(p.text.split())
    return ""


# --- web pages --------------------------------------------------------------------------------------------------------


def _html(text: str, name: str) -> Page:
    import trafilatura
    from trafilatura.settings import Document

    # Deep nesting sends the parser into deep recursion; no news page comes near this.
    if text.count("<") > 200_000:
        raise BadInput("too many tags for an article", where=name, hint="save the page as text instead")
    found = trafilatura.bare_extraction(text, with_metadata=True, include_comments=False, include_tables=True)
    if not isinstance(found, Document) or not (found.text or "").strip():
        hint = "save the page with its text, or as plain text"
        raise BadInput("no article found in the page", where=name, hint=hint)
    title = " ".join((found.title or "").split())
    pieces = [" ".join(line.split()) for line in (found.text or "").split("\n") if line.strip()]
    if title and (not pieces or pieces[0] != title):
        pieces.insert(0, title)
    paragraphs, at = [], 0
    for n, piece in enumerate(pieces):
        start = bullet(piece, 0, len(piece))
        paragraphs.append(Paragraph(piece[start:], at + start, at + len(piece), heading=n == 0 and piece == title))
        at += len(piece) + 2
    return Page(
        "\n\n".join(pieces),
        tuple(paragraphs),
        title,
        " ".join((found.sitename or "").split()),
        found.url or "",
        " ".join((found.author or "").split()),
        iso_date(found.date) if found.date else None,
    )


FORMATS: dict[str, Callable[[str, str], Page]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _plain,
    ".text": _plain,
    ".html": _html,
    ".htm": _html,
}
