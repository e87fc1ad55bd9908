"""How text becomes words to search by: one function for the index and for the query, so that both always agree.

A text is cut into tokens that keep their place in it (for marks). Each token is folded (Unicode compatibility forms,
case, diacritics, apostrophes, thousands separators) and stands in the index as it was written; its stem stands *beside
it at the same position*, as a separate term, so that an exact match can always be told from a related one. Stop words
are kept: a phrase may need them. Stems are Indonesian (PySastrawi behind our exceptions) or English (Porter), by the
language of the passage. Names of the session's people, acronyms and numbers are never stemmed.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from search import porter
from search.words import ENGLISH, INDONESIAN, PLACES, STEMS, STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from Sastrawi.Stemmer.Stemmer import Stemmer

#: Goes up whenever the same text would give other terms; an index made by another version is rebuilt.
VERSION = 4

#: First character of a stem among the index terms, by language. No folded token can begin with it.
STEM_MARK = {"id": "=", "en": "@"}

_TOKEN = re.compile(
    r"(?:[Rr][Pp]|IDR|USD)(?=\d)|\d+(?:[.,]\d+)+(?![^\W_])|[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200b-\u200d])*(?:['’ʼ`´][^\W\d_]+)*"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+")
_DROP = str.maketrans("", "", "'’ʼ`´\u00ad\u200b\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: ``text[start:end]`` as it stands there, ``folded`` to search by. ``shout``: written in
    capitals alone."""

    folded: str
    start: int
    end: int
    capital: bool
    shout: bool


def fold(text: str) -> str:
    """Compatibility forms, case, diacritics and apostrophes away: ``Jum’at`` → ``jumat``, ``Ｃａｆé`` → ``cafe``."""
    if text.isascii():
        return text.lower().translate(_DROP)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFC", "".join(c for c in plain if not unicodedata.combining(c))).translate(_DROP)


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text in order, with their places. ``1.250.000`` is one number; ``ASN-nya`` two
    words."""
    out = []
    for found in _TOKEN.finditer(text):
        raw = found.group()
        folded = fold(raw)
        if folded[:1].isdigit() and _THOUSANDS.fullmatch(folded):
            folded = folded.replace(".", "").replace(",", "")
        if folded:
            shout = len(raw) > 1 and raw.isupper()
            out.append(Token(folded, found.start(), found.end(), raw[0].isupper(), shout))
    return out


def index_terms(text: str, language: str, names: Collection[str] = ()) -> Iterator[tuple[str, int]]:
    """The terms of a passage with the position of each: every word as written, and its marked stem at the same
    position.

    ``language`` is the passage's (anything but ``en`` is stemmed as Indonesian); ``names`` are folded words that no
    stemmer may touch.
    """
    mark, stem = (STEM_MARK["en"], english) if language == "en" else (STEM_MARK["id"], indonesian)
    for position, token in enumerate(tokens(text)):
        word = token.folded
        yield word, position
        if not token.shout and word not in names:
            root = stem(word)
            if root != word:
                yield mark + root, position


def related(word: str, *, name: bool = False) -> tuple[str, ...]:
    """The index terms that are related to a folded query word without being it: what has its stem, and the stem itself.

    A ``name`` (a person's name, an acronym) is related only to what was cut down to it, as ``asn`` from *ASNnya*.
    """
    stems = [(STEM_MARK["id"], word), (STEM_MARK["en"], word)]
    if not name:
        stems += [(STEM_MARK["id"], indonesian(word)), (STEM_MARK["en"], english(word))]
    terms = {mark + root for mark, root in stems}
    # A word that is its own stem stands in the index as itself alone.
    terms |= {root for _, root in stems if root != word}
    return tuple(sorted(terms))


def stems_of(word: str, language: str) -> tuple[str, ...]:
    """The marked stem of a folded word in a passage of this language, and the word itself: what marks are compared
    by."""
    if language == "en":
        return word, STEM_MARK["en"] + english(word)
    return word, STEM_MARK["id"] + indonesian(word)


@lru_cache(maxsize=1 << 18)
def indonesian(word: str) -> str:
    """The Indonesian stem of a folded word; the word itself for numbers, places, short words and what has none."""
    if word in STEMS:
        return STEMS[word]
    if len(word) < 4 or len(word) > 30 or word in PLACES or not (word.isascii() and word.isalpha()):
        return word
    stemmer, roots = _sastrawi()
    if word in roots:
        return word
    with _LOCK:  # the library keeps the word it works on in shared objects
        root = str(stemmer.stem(word))
    if root != word:
        return root
    # Loan words and acronyms with a clitic (websitenya, asnnya) are in no dictionary, so that Sastrawi leaves them
    # whole.
    return word[:-3] if word.endswith("nya") and len(word) > 5 else word


@lru_cache(maxsize=1 << 17)
def english(word: str) -> str:
    """The English stem of a folded word; the word itself for numbers and short words."""
    return porter.stem(word) if 3 < len(word) < 31 and word.isascii() and word.isalpha() else word


def language_of(text: str, default: str) -> str:
    """``id`` or ``en`` by the stop words of a text, ``default`` where they do not tell: sessions switch between the
    two."""
    words = [t.folded for t in tokens(text)]
    indo = sum(w in INDONESIAN for w in words)
    eng = sum(w in ENGLISH for w in words)
    if eng > 2 * indo and eng * 6 > len(words):
        return "en"
    if indo > 2 * eng and indo * 12 > len(words):
        return "id"
    return default


def name_words(names: Iterable[str]) -> frozenset[str]:
    """The folded words of people's names and acronyms, for the guard of :func:`index_terms`."""
    return frozenset(t.folded for name in names for t in tokens(name) if t.capital)


_LOCK = threading.Lock()


@lru_cache(maxsize=1)
def _sastrawi() -> tuple[Stemmer, frozenset[str]]:
    from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
    from Sastrawi.Stemmer.Stemmer import Stemmer
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    words = StemmerFactory().get_words()
    return Stemmer(ArrayDictionary(words)), frozenset(words)


def is_common(word: str) -> bool:
    """Whether a folded word is an everyday word: a stop word or a root of the Indonesian dictionary."""
    return word in STOP_WORDS or word in _sastrawi()[1]
