"""What counts as the same word when a write-up is compared with speech: folded, stemmed, numbers as figures, WFH =
work from home.

This is the looser cousin of the search index's analysis: alignment compares two texts about the same event, so that a
merged pair of words costs little and a missed one costs a link. Written and spoken form only have to end at the same
term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.folding import fold
from ingest.numbers import with_figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_LETTERS_DIGITS = re.compile(r"([a-z]{2,})(\d+)")

# Ways to say one thing, the term that stands for it first. Short forms of offices and of working life, Indonesian and
# English.
SAME = (
    ("wfh", "work from home", "bekerja dari rumah", "kerja dari rumah"),
    ("wfo", "work from office", "bekerja dari kantor", "kerja dari kantor", "bekerja di kantor"),
    ("asn", "aparatur sipil negara", "civil servants", "civil servant", "pegawai negeri"),
    ("pns", "pegawai negeri sipil"),
    ("ai", "artificial intelligence", "kecerdasan buatan", "kecerdasan artifisial", "akal imitasi"),
    ("tik", "teknologi informasi dan komunikasi", "ict", "information and communication technology"),
    ("ti", "teknologi informasi", "information technology"),
    ("spbe", "sistem pemerintahan berbasis elektronik", "e government", "e gov"),
    (
        "ukm",
        "usaha kecil dan menengah",
        "small and medium enterprises",
        "sme",
        "umkm",
        "usaha mikro kecil dan menengah",
    ),
    ("kpi", "key performance indicator", "indikator kinerja utama", "iku"),
    ("sop", "standard operating procedure", "prosedur operasional standar"),
    ("apbd", "anggaran pendapatan dan belanja daerah"),
    ("apbn", "anggaran pendapatan dan belanja negara", "state budget"),
    ("dpr", "dewan perwakilan rakyat"),
    ("kpk", "komisi pemberantasan korupsi"),
    ("lhkpn", "laporan harta kekayaan penyelenggara negara"),
    ("pelatihan", "training", "diklat"),
    ("pandemi", "pandemic"),
    ("anggaran", "budget"),
    ("layanan", "service", "pelayanan", "services"),
    ("masyarakat", "community", "public", "publik"),
    ("pemerintah", "government"),
    ("kebijakan", "policy", "policies"),
    ("data", "datanya"),
    ("keamanan", "security"),
    ("kesehatan", "health"),
    ("pendidikan", "education"),
    ("daring", "online", "dalam jaringan"),
    ("luring", "offline", "luar jaringan"),
    ("tatap muka", "face to face", "onsite"),
    ("pemangku kepentingan", "stakeholder", "stakeholders"),
    ("ketua", "chair", "chairman", "chairperson"),
    ("persen", "percent", "per cent"),
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_INDONESIAN = _set(
    "yang dan di ke dari untuk dengan ini itu pada adalah juga tidak akan bisa ada kita kami saya sudah harus "
    "karena "
    "dalam atau oleh para jadi tapi tetapi bapak ibu lebih"
)
_ENGLISH = _set(
    "the and of to in is that it for on with as this was are be we you have not they so but what "
    "there can if from or about will"
)


def language_of(texts: Iterable[str]) -> str:
    """``"en"`` or ``"id"``, by the function words among the first few thousand words; ``"id"`` where they do not
    tell.
    """
    indonesian = english = seen = 0
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            indonesian += word in _INDONESIAN
            english += word in _ENGLISH
            seen += 1
        if seen > 4000:
            break
    return "en" if english > indonesian else "id"


class Analysis:
    """Turns text into terms, the same way for write-up and speech. ``acronyms``: (short, long) as the write-up
    introduced them.
    """

    def __init__(self, language: str = "id", acronyms: Sequence[tuple[str, str]] = ()) -> None:
        self._language = language
        self._stem = stem_english if language == "en" else stem_indonesian
        self._cache: dict[str, str] = {}
        # English pairs of single words help only across languages; within one they count the commonest words twice.
        table = [row for row in SAME if language != "en" or " " in "".join(row)]
        self._phrases = _phrases((*((short, short, long) for short, long in acronyms), *table), self._term)

    def terms(self, text: str) -> list[str]:
        """The terms of ``text`` in order. A phrase of the table adds its term behind its own words: it is never taken
        away.
        """
        words = _WORD.findall(fold(with_figures(text, self._language)))
        out: list[str] = []
        for word in words:
            if word.isdigit() or word.isalpha():
                out.append(self._term(word))
            elif (parts := _LETTERS_DIGITS.fullmatch(word)) is not None:  # devnet4, covid19
                out += [self._term(parts[1]), parts[2]]
            else:
                out.append(self._term(word))
        return self._with_phrases(out)

    def _term(self, word: str) -> str:
        found = self._cache.get(word)
        if found is None:
            found = self._cache[word] = self._stem(word)
        return found

    def _with_phrases(self, terms: list[str]) -> list[str]:
        if self._phrases.keys().isdisjoint(terms):
            return terms
        out: list[str] = []
        for at, term in enumerate(terms):
            out.append(term)
            for phrase, name in self._phrases.get(term, ()):
                if tuple(terms[at : at + len(phrase)]) == phrase and name != term:
                    out.append(name)
                    break
        return out


def _phrases(
    table: Iterable[Sequence[str]], term: Callable[[str], str]
) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First term → (all terms, the name they stand for), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, *ways in table:
        key = "=" + fold(name)
        for way in (name, *ways):
            terms = tuple(term(w) for w in _WORD.findall(fold(way)))
            if terms:
                out.setdefault(terms[0], []).append((terms, key))
    return {first: tuple(sorted(set(rest), key=lambda p: (-len(p[0]), p))) for first, rest in out.items()}


# --- light stemming
# -------------------------------------------------------------------------------------------------------------


def stem_english(word: str) -> str:
    """Plural, -ing, -ed, -ly and a final e: light on purpose, it only has to treat both texts alike."""
    word = word.split("'", 1)[0] or word
    if len(word) > 4:
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith("sses"):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    if len(word) > 5:
        for ending in ("ing", "ed", "ly"):
            if word.endswith(ending):
                word = word[: -len(ending)]
                break
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":
            word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


_PREFIXES = (
    ("meny", "s"), ("peny", "s"), ("menge", ""), ("meng", ""), ("peng", ""), ("mem", ""), ("pem", ""), ("men", ""),
    ("pen", ""), ("ber", ""), ("ter", ""), ("per", ""), ("me", ""), ("pe", ""), ("di", ""), ("ke", ""), ("se", ""),
)  # fmt: skip


def stem_indonesian(word: str) -> str:
    """Enclitics, one prefix, one suffix, where at least four letters stay: *pelayanannya*, *melayani*, *dilayani* →
    *layan*.
    """
    word = word.split("'", 1)[0] or word
    if len(word) < 6 or word.isdigit():
        return word[:-1] if len(word) == 5 and word.endswith("s") and word[-2] not in "aiu" else word
    for ending in ("nya", "lah", "kah", "pun"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    for prefix, restored in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            rest = word[len(prefix) :]
            if prefix in ("mem", "pem") and rest[0] in "aiueo":
                rest = "p" + rest
            elif prefix in ("men", "pen") and rest[0] in "aiueo":
                rest = "t" + rest
            word = restored + rest
            break
    for ending in ("kan", "an", "i"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
