"""The query language: what people type becomes a small frozen tree, and what could not be used of it is said.

``docs/query-language.md`` is the page for people; every line of it is a test. The engine receives the tree, never the
text. Nothing that is typed is an error: a bracket without its partner or a field without its value is left out and
named in ``Query.ignored``.

    query   := item*                         plain words together, everything else required
    item    := or
    or      := and ("OR" and)*
    and     := unary (("AND" | "NEAR/n") unary)*
    unary   := ("NOT" | "-") unary | "(" query ")" | field:value | "phrase" | prefix* | word
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from search import analysis, dates

if TYPE_CHECKING:
    import datetime as dt

MAX_BYTES, MAX_TERMS, MAX_WILDCARDS, MAX_DEPTH, MIN_LETTERS = 1000, 64, 8, 16, 2

FieldName = Literal["speaker", "topic", "title", "series", "year", "session", "lang", "kind"]
_FIELDS: dict[str, FieldName | Literal["date", "since", "until"]] = {
    "speaker": "speaker", "pembicara": "speaker", "narasumber": "speaker", "topic": "topic", "topik": "topic", "title": "title",
    "judul": "title", "series": "series", "seri": "series",
    "year": "year", "tahun": "year", "session": "session", "sesi": "session",
    "lang": "lang", "bahasa": "lang", "kind": "kind", "jenis": "kind", "date": "date", "tanggal": "date", "since": "since",
    "sejak": "since", "until": "until", "hingga": "until",
}  # fmt: skip
_LANGUAGES = {"id": "id", "indonesia": "id", "indonesian": "id", "en": "en", "english": "en", "inggris": "en"}
_KINDS = {
    "speech": "speech", "ucapan": "speech", "bicara": "speech", "writeup": "writeup", "tulisan": "writeup", "berita": "writeup",
    "artikel": "writeup",
}  # fmt: skip


# --- the tree
# -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. ``text`` is folded; ``shout``: typed in capitals, as acronyms are.

    ``also``: phrases that mean the same (an acronym's long form, a long form's acronym) and count as the word.
    """

    text: str
    shout: bool = False
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words one after the other, exactly as written. One word: that form alone."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins with these folded letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases with at most ``distance`` words between their beginnings, in either order."""

    left: Word | Phrase
    right: Word | Phrase
    distance: int


@dataclass(frozen=True, slots=True)
class Field:
    """The passage's speaker, topic, … holds all the folded words of one of the values."""

    name: FieldName
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """Sessions held from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Bag:
    """Plain words: passages with all of them first, then with most."""

    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


Node = Word | Phrase | Prefix | Near | Field | Dates | Bag | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, what it means (None: nothing to search for), and a line on each thing that was left out."""

    text: str
    root: Node | None
    ignored: tuple[str, ...] = ()


# --- from text to tree
# ----------------------------------------------------------------------------------------------------

_LEX = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | "(?P<phrase>[^"]*)"
      | (?P<quote>")
      | (?P<op>AND|OR|NOT|NEAR/\d{1,3})(?=[\s()]|$)
      | (?P<minus>-(?=[\w"(]))
      | (?P<field>[^\W\d_]{2,12}):(?=[\w"(])
      | (?P<chunk>[^\s()"]+)
    """,
    re.VERBOSE,
)
_CURLY = str.maketrans("“”„‟«»", '""""""')
_INNER_STAR = re.compile(r"[*?](?=\w)")


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str
    text: str
    tight: bool  # stands directly behind the lexeme before it


def parse(text: str) -> Query:
    """The tree of a typed query. Takes any string; never raises."""
    return _Parser(text).query()


def plain_words(node: Node | None) -> tuple[str, ...]:
    """The folded words a query asks for (not those it excludes), in order, without repeats: for suggestions and word
    lists."""
    found: dict[str, None] = {}
    _collect(node, found)
    return tuple(found)


def _collect(node: Node | None, found: dict[str, None]) -> None:
    match node:
        case Word(text=text):
            found[text] = None
        case Phrase(words=words):
            found.update(dict.fromkeys(words))
        case Bag(words=items):
            found.update(dict.fromkeys(item.text for item in items))
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                _collect(part, found)
        case Near(left=left, right=right):
            _collect(left, found)
            _collect(right, found)
        case _:
            return


class _Parser:
    """One query's lexemes, read once from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ignored: list[str] = []
        self.terms = self.wildcards = self.depth = 0
        self.lexemes = self._lex(self._short(text))
        self.at = 0

    def query(self) -> Query:
        parts: list[Node] = []
        while self.at < len(self.lexemes):
            node = self._sequence()
            if node:
                parts.append(node)
            if self.at < len(self.lexemes):  # a ")" that nothing opened
                self.at += 1
                self._ignore("“)” without “(”")
        return Query(self.text, _joined(parts), tuple(dict.fromkeys(self.ignored)))

    def _ignore(self, what: str) -> None:
        if len(self.ignored) < 8:
            self.ignored.append(what)

    def _short(self, text: str) -> str:
        raw = text.encode("utf-8", "replace")
        if len(raw) <= MAX_BYTES:
            return raw.decode("utf-8", "replace")
        self._ignore(f"everything beyond {MAX_BYTES} bytes")
        cut = raw[:MAX_BYTES].decode("utf-8", "ignore")
        return cut.rsplit(None, 1)[0] if " " in cut else cut

    def _lex(self, text: str) -> list[_Lexeme]:
        out: list[_Lexeme] = []
        at, tight = 0, False
        text = text.replace("\0", " ").translate(_CURLY)
        while at < len(text):
            found = _LEX.match(text, at)
            if not found:
                at += 1
                continue
            kind = found.lastgroup or ""
            at = found.end()
            if kind == "minus" and tight and out and out[-1].kind == "chunk":
                kind = "space"  # a hyphen inside a word, not an exclusion
            if kind == "field" and found["field"].casefold() in (
                "date",
                "tanggal",
                "since",
                "sejak",
                "until",
                "hingga",
            ):
                at = self._date(found["field"].casefold(), text, at, out)
            elif kind == "quote":
                self._ignore('“"” without its partner')
            elif kind != "space":
                out.append(_Lexeme(kind, found[kind], tight))
            tight = kind != "space"
        return out

    def _date(self, name: str, text: str, at: int, out: list[_Lexeme]) -> int:
        """Read a date's value, which may have spaces (``date:23 november 2020``); returns where the text goes on."""
        if text[at] == '"':
            end = text.find('"', at + 1)
            value, end = (text[at + 1 : end], end + 1) if end > 0 else (text[at + 1 :], len(text))
        else:
            found = dates.IN_WORDS.match(text, at)
            if found and found.group(3) and dates.is_month(found.group(2)):
                value, end = found.group(), found.end()
            else:
                end = at
                while end < len(text) and not text[end].isspace() and text[end] not in '()"':
                    end += 1
                value = text[at:end]
        out.append(_Lexeme(f"{_FIELDS[name]}:", value, False))
        return max(end, at)

    # each reader below consumes lexemes from self.at on and returns a node, or None when nothing usable was there

    def _sequence(self) -> Node | None:
        parts: list[Node] = []
        while self.at < len(self.lexemes) and self._kind() != "close":
            node = self._or()
            if node:
                parts.append(node)
        return _joined(parts)

    def _or(self) -> Node | None:
        parts = [self._and()]
        while self._is_op("OR"):
            self.at += 1
            parts.append(self._operand("OR"))
        kept = [p for p in parts if p]
        return kept[0] if len(kept) == 1 else Or(tuple(kept)) if kept else None

    def _and(self) -> Node | None:
        node = self._unary()
        while self._kind() == "op" and self.lexemes[self.at].text not in ("OR", "NOT"):
            op = self.lexemes[self.at].text
            self.at += 1
            right = self._operand(op, unary=True)
            if op == "AND":
                node = And((*_parts(node), *_parts(right))) if node and right else node or right
            elif isinstance(node, Word | Phrase) and isinstance(right, Word | Phrase):
                node = Near(node, right, int(op[5:]))
            else:
                self._ignore(f"{op}: it stands between two words or phrases")
                node = And((node, right)) if node and right else node or right
        return node

    def _operand(self, op: str, *, unary: bool = False) -> Node | None:
        node = None
        if self.at < len(self.lexemes) and self._kind() != "close":
            node = self._unary() if unary else self._and()
        if node is None:
            self._ignore(f"{op} with nothing beside it")
        return node

    def _unary(self) -> Node | None:
        if self.at >= len(self.lexemes) or self._kind() == "close":
            return None
        lexeme = self.lexemes[self.at]
        self.at += 1
        match lexeme.kind:
            case "minus" | "op" if lexeme.kind == "minus" or lexeme.text == "NOT":
                return self._deeper(self._negated)
            case "op":
                self._ignore(f"{lexeme.text} with nothing beside it")
                return None
            case "open":
                return self._deeper(self._group)
            case "close":
                return None
            case "phrase":
                return self._phrase(lexeme.text)
            case "field":
                return self._field(lexeme)
            case "date:" | "since:" | "until:":
                return self._dates(lexeme)
            case _:
                return self._chunk(lexeme.text)

    def _kind(self) -> str:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else ""

    def _is_op(self, op: str) -> bool:
        return self._kind() == "op" and self.lexemes[self.at].text == op

    def _deeper(self, read: object) -> Node | None:
        if self.depth >= MAX_DEPTH:
            self._ignore(f"what is nested deeper than {MAX_DEPTH}")
            return None
        self.depth += 1
        node: Node | None = read()  # type: ignore[operator]
        self.depth -= 1
        return node

    def _negated(self) -> Node | None:
        node = self._unary()
        if node is None:
            self._ignore("NOT with nothing behind it")
            return None
        return node.part if isinstance(node, Not) else Not(node)

    def _group(self) -> Node | None:
        node = self._sequence()
        if self._kind() == "close":
            self.at += 1
        else:
            self._ignore("“(” without “)”")
        return node

    def _count(self, words: int) -> int:
        """How many of these words are still within the limit."""
        allowed = max(0, min(words, MAX_TERMS - self.terms))
        if allowed < words:
            self._ignore(f"words beyond the first {MAX_TERMS}")
        self.terms += allowed
        return allowed

    def _phrase(self, text: str) -> Node | None:
        words = [t.folded for t in analysis.tokens(text)]
        words = words[: self._count(len(words))]
        return Phrase(tuple(words)) if words else None

    def _chunk(self, text: str) -> Node | None:
        if text.rstrip(".,;:!?").endswith("*") or _INNER_STAR.search(text):
            return self._prefix(text)
        found = analysis.tokens(text)
        found = found[: self._count(len(found))]
        if not found:
            return None
        words = tuple(Word(t.folded, t.shout) for t in found)
        return words[0] if len(words) == 1 else Bag(words)

    def _prefix(self, text: str) -> Node | None:
        head = re.split(r"[*?]", text, maxsplit=1)[0]
        if _INNER_STAR.search(text):
            self._ignore(f"what stands behind the first * of {text[:40]}")
        found = analysis.tokens(head)
        if not found or len(found[-1].folded) < MIN_LETTERS:
            self._ignore(f"{text[:40]}: a * needs {MIN_LETTERS} letters before it")
            return None
        if self.wildcards >= MAX_WILDCARDS:
            self._ignore(f"more than {MAX_WILDCARDS} words with *")
            return None
        found = found[: self._count(len(found))]
        if not found:
            return None
        self.wildcards += 1
        words: list[Node] = [Word(t.folded, t.shout) for t in found[:-1]]
        return _joined([*words, Prefix(found[-1].folded)])

    def _field(self, lexeme: _Lexeme) -> Node | None:
        name = _FIELDS.get(lexeme.text.casefold())
        following = self.lexemes[self.at] if self.at < len(self.lexemes) else None
        if name is None:  # "berkata:" in a sentence is a word like any other
            return self._chunk(lexeme.text)
        values: list[str] = []
        if following and following.kind == "open":
            self.at += 1
            while self._kind() not in ("close", ""):
                inner = self.lexemes[self.at]
                if inner.kind in ("chunk", "phrase"):
                    values.append(inner.text)
                self.at += 1
            self.at += self._kind() == "close"
        elif following and following.kind in ("chunk", "phrase", "field"):
            self.at += 1
            values.append(following.text)
        return self._field_node(name, values)

    def _field_node(self, name: str, values: list[str]) -> Node | None:
        folded = [" ".join(t.folded for t in analysis.tokens(v)) for v in values]
        if name == "session":
            folded = [v.strip().casefold() for v in values]
        elif name in ("lang", "kind"):
            table = _LANGUAGES if name == "lang" else _KINDS
            folded = [table.get(v, "") for v in folded]
        elif name == "year":
            folded = [v for v in folded if re.fullmatch(r"\d{4}", v)]
        folded = [v for v in folded if v][: self._count(len(folded))]
        if not folded:
            self._ignore(f"{name}: without a value that it can have")
            return None
        return Field(name, tuple(folded))  # type: ignore[arg-type]

    def _dates(self, lexeme: _Lexeme) -> Node | None:
        import datetime as dt

        found = dates.period(lexeme.text)
        if not found:
            self._ignore(f"{lexeme.kind}{lexeme.text[:40]}: not a date")
            return None
        self._count(1)
        if lexeme.kind == "since:":
            return Dates(found[0], dt.date.max)
        if lexeme.kind == "until:":
            return Dates(dt.date.min, found[1])
        return Dates(*found)


def _parts(node: Node | None) -> tuple[Node, ...]:
    return node.parts if isinstance(node, And) else (node,) if node else ()


def _joined(parts: list[Node]) -> Node | None:
    """Things typed one after the other: the plain words in one bag, beside everything that is required."""
    words: list[Word] = []
    required: list[Node] = []
    for part in parts:
        match part:
            case Word():
                words.append(part)
            case Bag(words=inner):
                words += inner
            case And(parts=inner_parts) if any(isinstance(p, Bag) for p in inner_parts):
                words += [w for p in inner_parts if isinstance(p, Bag) for w in p.words]
                required += [p for p in inner_parts if not isinstance(p, Bag)]
            case _:
                required.append(part)
    # the same word twice (kunjungan-kunjungan) asks for nothing more
    unique = tuple({word.text: word for word in reversed(words)}.values())[::-1]
    nodes: list[Node] = [*([Bag(unique)] if len(unique) > 1 else unique), *required]
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))
