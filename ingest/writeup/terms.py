"""Acronyms with their long forms, and what a text is about."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ingest.writeup import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Paragraph

_SHORT = r"[A-Z][A-Za-z0-9&]{1,13}"
_LONG_FIRST = re.compile(rf"\(({_SHORT})\)")
_SHORT_FIRST = re.compile(r"\b([A-Z][A-Z0-9&]{1,9}) \(([A-Za-z][A-Za-z ,&/-]{4,90})\)")
_BOTH_INSIDE = re.compile(rf"\(([A-Za-z][A-Za-z -]{{4,60}})[/,] ?({_SHORT})\)")
_WORD = re.compile(r"[^\W\d_](?:[\w]|[’'-](?=\w))*")
_SMALL = frozenset(
    ("dan", "of", "the", "and", "for", "untuk", "di", "ke", "dari", "in", "on", "to", "atau", "serta", "pada")
)
_MOST_WORDS = 10

# What Indonesian offices write without saying it in full. Only used where the text writes the short form and no long one.
_KNOWN = {
    "ASN": "Aparatur Sipil Negara",
    "PNS": "Pegawai Negeri Sipil",
    "PPPK": "Pegawai Pemerintah dengan Perjanjian Kerja",
    "TIK": "teknologi informasi dan komunikasi",
    "WFH": "work from home",
    "WFO": "work from office",
    "SPBE": "Sistem Pemerintahan Berbasis Elektronik",
    "UMKM": "usaha mikro, kecil, dan menengah",
    "APBD": "Anggaran Pendapatan dan Belanja Daerah",
    "APBN": "Anggaran Pendapatan dan Belanja Negara",
    "SOP": "standar operasional prosedur",
    "SDM": "sumber daya manusia",
    "OPD": "organisasi perangkat daerah",
    "KPK": "Komisi Pemberantasan Korupsi",
    "BKN": "Badan Kepegawaian Negara",
    "LAN": "Lembaga Administrasi Negara",
    "DPRD": "Dewan Perwakilan Rakyat Daerah",
    "LHKPN": "Laporan Harta Kekayaan Penyelenggara Negara",
}  # fmt: skip


def acronyms(text: str) -> tuple[tuple[str, str], ...]:
    """``(short, long)`` pairs in the order of the text: ``Aparatur Sipil Negara (ASN)``, ``WFH (work from home)``,
    ``(work from home/WFH)``. The long form's words must begin with the short form's letters, in order.

    Well-known office acronyms that the text uses without their long form follow at the end.
    """
    found: dict[str, tuple[int, str]] = {}
    for m in _LONG_FIRST.finditer(text):
        long = _spelled(m[1], text[max(0, m.start() - 160) : m.start()])
        if long:
            found.setdefault(m[1], (m.start(), long))
    for m in _SHORT_FIRST.finditer(text):
        if _spells(m[1], m[2].split()):
            found.setdefault(m[1], (m.start(), m[2]))
    for m in _BOTH_INSIDE.finditer(text):
        if _spells(m[2], m[1].split()):
            found.setdefault(m[2], (m.start(), m[1]))
    used = set(re.findall(r"\b[A-Z]{2,6}\b", text))
    known = [(short, long) for short, long in _KNOWN.items() if short in used and short not in found]
    ordered = sorted(found.items(), key=lambda item: item[1][0])
    return (*((short, " ".join(long.split())) for short, (_, long) in ordered), *known)


def _spelled(short: str, before: str) -> str:
    """The words right before the bracket that the short form abbreviates; the fewest that do, empty when none."""
    words = list(re.finditer(r"[\w’'-]+", before))[-_MOST_WORDS:]
    for n in range(len(words) - 1, -1, -1):
        gap = before[words[n].start() :]
        if re.search(r"[.;:()]", gap):
            break
        if _spells(short, [w[0] for w in words[n:]]) and words[n][0].lower() not in _SMALL:
            return gap.strip(" ,")
    return ""


def _spells(short: str, words: Sequence[str]) -> bool:
    """Whether the letters of ``short`` are, in order, beginnings of the words: one letter of each (ASN), or a syllable
    (Bapelatur). Small words (dan, of) may be passed over; the last word always counts."""
    letters = re.sub(r"[^a-z0-9]", "", short.lower())
    parts = [re.sub(r"[^a-z0-9]", "", w.lower()) for word in words for w in word.split("-")]
    parts = [p for p in parts if p]
    if not len(letters) >= 2 or not 2 <= len(parts) <= _MOST_WORDS:
        return False
    capitals = short.isupper()
    at = {0}
    for n, word in enumerate(parts):
        following: set[int] = set(at) if word in _SMALL and n else set()
        for begun in at:
            most = 1 if capitals and len(letters) <= len(parts) else 2 if capitals else 5
            for taken in range(1, most + 1):
                if _drawn(letters[begun : begun + taken], word) and begun + taken <= len(letters):
                    following.add(begun + taken)
        at = following
        if not at:
            return False
    return len(letters) in at


def _drawn(letters: str, word: str) -> bool:
    """Whether the letters stand in the word in this order, the first of them at its beginning: "atur" in "aparatur"."""
    if not letters or word[0] != letters[0]:
        return False
    rest = iter(word[1:])
    return all(c in rest for c in letters[1:])


# --- topics -----------------------------------------------------------------------------------------------------------

_STOP = (
    lex.OTHER | lex.SAID | lex.SAYS | lex.TOLD_BY | lex.PREPOSITIONS | lex.PRONOUNS | frozenset(lex.DAYS)
    | frozenset(lex.MONTHS) | lex.words(
        "yang bisa dapat harus perlu tetap lebih sangat agar sehingga melakukan menjadi dilakukan memberikan terhadap dalam",
        "secara hal cara baru orang kali lain dia apapun baik besar serta guna bukan pernah selalu membuat ingin mulai punya",
        "adanya sekian jenis dari sisi tersebut pihak sendiri tinggi satu semakin saja cukup kalau tapi memang sama digelar",
        "dan atau di ke antar tanpa luar masa proses penerapan ditambah tentu mampu agar bagi lagi juga",
        "has been will not all would can are was were have had more also into than its such about over each very much many",
        "one two new next first after still which both any between other only need needs",
    )
)  # fmt: skip
_LONGEST_TOPIC = 3


def topics(
    text: str, paragraphs: Iterable[Paragraph], title: str, people: Iterable[str], most: int = 6
) -> tuple[str, ...]:
    """Up to ``most`` phrases that the text is about, best first: often said, together, and better in the title."""
    named = {w for name in people for w in name.lower().split()}
    counts: Counter[tuple[str, ...]] = Counter()
    forms: dict[tuple[str, ...], Counter[str]] = {}
    heading = tuple(m[0].lower() for m in _WORD.finditer(title))
    whole = set(_chunks(heading, named))
    for p in paragraphs:
        for phrase in re.split(r"[^\w\s’'-]+|\n", p.text):
            words = [m[0] for m in _WORD.finditer(phrase)]
            for n in range(len(words)):
                for size in range(1, _LONGEST_TOPIC + 1):
                    run = words[n : n + size]
                    key = tuple(w.lower() for w in run)
                    if len(run) < size or _idle(key[-1], named):
                        break
                    counts[key] += 1
                    forms.setdefault(key, Counter())[" ".join(run)] += 1
    scored = []
    for key, count in counts.items():
        in_title = _inside(key, heading)
        if count < 2 and key not in whole:
            continue
        if len(key) == 1 and (count < 3 or len(key[0]) < 4) and not forms[key].most_common(1)[0][0].isupper():
            continue
        scored.append((count * len(key) ** 1.4 * (1.6 if in_title else 1.0), key))
    chosen: list[tuple[str, ...]] = []
    for _, key in sorted(scored, key=lambda s: (-s[0], s[1])):
        if not any(set(key) & set(c) for c in chosen):
            chosen.append(key)
        if len(chosen) == most:
            break
    return tuple(_shown(forms[key]) for key in chosen)


def _chunks(words: Sequence[str], named: set[str]) -> list[tuple[str, ...]]:
    """The stretches of two or three words of a title between idle words: a title's phrase counts though said once."""
    out: list[tuple[str, ...]] = []
    now: list[str] = []
    for word in (*words, ""):
        if word and not _idle(word, named):
            now.append(word)
            continue
        if 2 <= len(now) <= _LONGEST_TOPIC:
            out.append(tuple(now))
        now = []
    return out


def _idle(word: str, named: set[str]) -> bool:
    return word in _STOP or word in named or len(word) < 3 or word in lex.ROLES


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1))


def _shown(forms: Counter[str]) -> str:
    """The form written most; small letters rather than the capital of a sentence's beginning."""
    best = forms.most_common()[0][0]
    small = best.lower()
    return small if small in forms else best
