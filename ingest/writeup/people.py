"""Where the people of a text are named: capital runs, cut into office, titles, name and degrees.

``Kepala Humas Masjid Istiqlal Abu Hurairah`` holds five words that are no name. The cut is by closed lists
(:mod:`ingest.writeup.lexicon`) and by what the text itself shows: a word it also writes small is no name, a word after
``kata`` is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest import names
from ingest.writeup import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import Paragraph

_TOKEN = re.compile(r"[^\W\d_](?:[\w\u0300-\u036f]|[’'`.&/-](?=\w))*|\d(?:[\w.,/:-]*\w)?|[^\w\s]|_+")
_ACRONYM = re.compile(r"^[A-Z][A-Z0-9&/-]*[A-Z0-9]$|^[A-Z]{2,}\w*-\d+$")
_AFFIXED = re.compile(r"^(?:pe|ke|per|pem|pen|peng|penge)[a-z]{3,}an$")
_BUREAU = re.compile(
    r"^(?:kemen[a-z]{2,}|pem(?:prov|kab|kot|da|des)|dis(?:dik|nak|hub|kominfo|dukcapil|bud|par|pora)[a-z]*|dinkes|dinsos"
    r"|bapp?eda|bpbd|satpol|kanwil)$"
)
_VERB = re.compile(r"^(?:mem|men|mel|mer)[a-z]{3,}$|^(?:telah|sudah|akan)$")
_PARTICLES = frozenset(("bin", "binti", "van", "de", "von", "al", "el", "der", "den"))
_JOINS = frozenset(
    (
        "dan",
        "yang",
        "juga",
        "untuk",
        "atau",
        "serta",
        "sekaligus",
        "dari",
        "di",
        "bidang",
        ",",
        "-",
        "/",
        "–",
        "&",
        "of",
        "the",
        "for",
        "and",
    )
)
_FARTHEST = 16  # tokens that an office may go back from a name; longer ones are lists
_COMPANIES = frozenset(("pt", "cv", "ud"))
_LONGEST_RUN = 40
_LONGEST_ROLE = 120  # characters


class Token(NamedTuple):
    """A word, number or sign of the text."""

    start: int
    end: int
    text: str
    low: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named, or an office alone (``name`` empty). ``first``/``last`` are token indices of the whole phrase,
    half-open; ``start``/``end`` the characters of it.

    ``sure``: a title, a degree, an age or an office stands beside the name, so that it needs no speech verb to be a person.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    titles: str = ""
    degrees: str = ""
    role: str = ""
    sure: bool = False


def tokens(text: str) -> list[Token]:
    """The words, numbers and signs of the text in order."""
    return [Token(m.start(), m.end(), m[0], m[0].lower()) for m in _TOKEN.finditer(text)]


class Namer:
    """Finds the mentions of one text. Built once a text: it learns from the whole of it which capitals are names."""

    def __init__(self, text: str, toks: list[Token], paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.toks = toks
        self._small = {t.low for t in toks if t.text.islower()}
        self._called = self._after_speech_verbs()
        self._places = self._after_prepositions()
        self._found: list[Mention] = []
        self._headings = [(p.start, p.end) for p in paragraphs if p.heading]
        starts = [t.start for t in toks]
        self._edges = {bisect_left(starts, p.start) for p in paragraphs} | {
            bisect_left(starts, p.end) for p in paragraphs
        }
        self.mentions: tuple[Mention, ...] = tuple(_outermost(self._find()))
        self._starts = [m.first for m in self.mentions]

    def at(self, token: int) -> Mention | None:
        """The mention that begins at this token, if any."""
        n = bisect_left(self._starts, token)
        return self.mentions[n] if n < len(self.mentions) and self._starts[n] == token else None

    def between(self, first: int, last: int) -> tuple[Mention, ...]:
        """The mentions that begin within ``[first, last)``."""
        return self.mentions[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    # --- what the text shows ------------------------------------------------------------------------------------------------

    def _after_speech_verbs(self) -> frozenset[str]:
        """Words that stand right after ``kata``, ``ujar``, …: how the text calls its people for short."""
        out = set()
        for one, other, more in zip(self.toks, self.toks[1:], self.toks[2:], strict=False):
            if one.low in lex.SAID_SURE and one.text.islower() and other.capital:
                for t in (other, more) if names.is_title(other.text) else (other,):
                    if (
                        t.capital
                        and not self._is_office(t)
                        and not _ACRONYM.match(t.text)
                        and not names.is_title(t.text)
                    ):
                        out.add(t.low)
                        break
        return frozenset(out)

    def _after_prepositions(self) -> frozenset[str]:
        """Words that stand right after ``di``, ``ke`` or ``Kecamatan``: places."""
        places = ("di", "ke", "kabupaten", "kecamatan", "kelurahan", "provinsi", "dusun", "warga")
        after = {b.low for a, b in pairwise(self.toks) if a.low in places and b.capital and not names.is_title(b.text)}
        return frozenset(after - self._called - lex.GIVEN)

    @staticmethod
    def _is_office(token: Token) -> bool:
        return token.low in lex.ROLES or token.low in lex.INSTITUTIONS or token.low in lex.OTHER

    # --- runs of capitals ---------------------------------------------------------------------------------------------------

    def _find(self) -> list[Mention]:
        self._found = out = []
        at = 0
        while at < len(self.toks):
            last = self._run(at)
            if last == at:
                at += 1
                continue
            out += self._mentions(at, last)
            at = max(last, out[-1].last if out else 0)
        return out

    def _run(self, first: int) -> int:
        """The end of the run of capitalised words that begins at ``first``; ``first`` when none does."""
        toks = self.toks
        at = first
        if not self._opens(at):
            return first
        while at < len(toks) and at - first < _LONGEST_RUN:
            t = toks[at]
            if at > first and at in self._edges:
                break
            if self._opens(at):
                at += 1
                # "S.H." leaves its full stop behind; so do "Dr." and the initial of "Joko W. Utomo".
                if at < len(toks) and toks[at].text == "." and toks[at].start == t.end and self._abbreviation(t):
                    following = at + 1 < len(toks) and toks[at + 1].capital and toks[at + 1].start - toks[at].end <= 2
                    if following or names.is_degree(t.text):
                        at += 1
                continue
            joins = t.low in _PARTICLES and t.text.islower() and at + 1 < len(toks) and toks[at + 1].capital
            if joins and self._together(at - 1, at) and self._together(at, at + 1):
                at += 1
                continue
            break
        return at

    def _opens(self, at: int) -> bool:
        t = self.toks[at]
        small = t.text in ("dr", "drg", "drh") and at + 1 < len(self.toks) and self._next_capital(at)
        return t.capital or small

    def _next_capital(self, at: int) -> bool:
        step = 2 if self.toks[at + 1].text == "." else 1
        return at + step < len(self.toks) and self.toks[at + step].capital

    def _together(self, a: int, b: int) -> bool:
        """Whether two neighbouring tokens stand in one paragraph."""
        return max(a, b) not in self._edges

    @staticmethod
    def _abbreviation(t: Token) -> bool:
        return names.is_title(t.text) or names.is_degree(t.text) or len(t.text) == 1 or "." in t.text

    # --- the cut ------------------------------------------------------------------------------------------------------------

    def _mentions(self, first: int, last: int) -> list[Mention]:
        """What of the run ``[first, last)`` names people: usually its end, sometimes nothing."""
        barrier = [self._barrier(n, first, last) for n in range(first, last)]
        segments: list[tuple[int, int]] = []
        n = first
        while n < last:
            if barrier[n - first]:
                n += 1
                continue
            begin = n
            while n < last and not barrier[n - first]:
                n += 1
            segments.append((begin, n))
        out = []
        for begin, end in segments:
            if end < last and self._goes_on(begin, end):
                continue
            if end == last and self._abbreviated(last):
                continue
            mention = self._mention(first, begin, end, last)
            if mention:
                out.append(mention)
        if not out and self.toks[first].low in lex.ROLES:
            out.append(self._office(first, last))
        return out

    def _goes_on(self, begin: int, end: int) -> bool:
        """Whether the words before this barrier are the first of an institution's name ("Wahana Lingkungan Hidup")."""
        if names.is_title(self.toks[begin].text) or self.toks[begin].low in self._called:
            return False
        t = self.toks[end]
        return t.low in lex.INSTITUTIONS or bool(_AFFIXED.match(t.low)) or bool(_ACRONYM.match(t.text))

    def _abbreviated(self, at: int) -> bool:
        """Whether an abbreviation in brackets follows: "Destructive Fishing Watch (DFW)" is no person."""
        toks = self.toks
        if at + 2 >= len(toks) or toks[at].text != "(" or toks[at + 2].text != ")":
            return False
        return toks[at + 1].capital and bool(_ACRONYM.match(toks[at + 1].text) or toks[at + 1].text.isalpha())

    def _barrier(self, n: int, first: int, last: int) -> bool:
        """Whether this word of a run is no part of a name."""
        t = self.toks[n]
        low = t.low
        if t.text == ".":
            return False
        if low in self._called or low in _PARTICLES:
            return False
        before = self.toks[n - 1] if n > first else None
        if names.is_title(t.text) or (names.is_degree(t.text) and n > first):
            return False
        if self.toks[first].low in _COMPANIES:
            return True
        if low in lex.GIVEN and not (before is not None and before.low in lex.NAMED_AFTER):
            office = before is not None and (
                before.low in lex.ROLES or before.low in lex.INSTITUTIONS or before.low in lex.PLACES
            )
            return office and low in lex.INSTITUTIONS
        if self._is_office(t) or any(c.isdigit() for c in t.text) or "/" in t.text or "&" in t.text:
            return True
        if len(t.text) > 1 and _ACRONYM.match(t.text):
            return True
        if low in lex.PLACES or low in lex.DAYS or low in lex.MONTHS or low in self._places:
            return True
        if (
            any(c.isupper() for c in t.text[1:])
            and "." not in t.text
            and "-" not in t.text
            and not t.text.startswith("Mc")
        ):
            return True  # GoPay, SatuSehat
        left = last - n
        if before is not None and before.low in lex.NAMED_AFTER and (left > 1 or not self._holds(n, first, last)):
            return True
        if before is not None and before.low in lex.LOCAL_ROLES and (left > 2 or (left > 1 and low in self._places)):
            return True
        if _AFFIXED.match(low) or _BUREAU.match(low) or (low.endswith("nya") and len(low) > 5):
            return True
        return low in self._small and not (before is not None and names.is_title(before.text))

    def _holds(self, n: int, first: int, last: int) -> bool:
        """Whether the last word of a run after "Desa" or "Kota" is its head's name: "Wali Kota Sutiaji", not "Kota Malang"."""
        toks = self.toks
        if toks[n - 1].low not in lex.TERRITORIES or n - 1 == first or toks[n - 2].low not in ("wali", "kepala"):
            return False
        on = toks[last + 1].low if last + 1 < len(toks) and toks[last].text == "," else ""
        return on not in lex.TERRITORIES

    def _mention(self, first: int, begin: int, end: int, last: int) -> Mention | None:
        """The mention whose own words are the tokens ``[begin, end)`` of the run ``[first, last)``."""
        toks = self.toks
        titles: list[str] = []
        at = begin
        while at < end and (names.is_title(toks[at].text) or (titles and toks[at].text == ".")):
            if toks[at].text == ".":
                titles[-1] += "."
            else:
                titles.append(toks[at].text)
            at += 1
        inner = next((n for n in range(end - 2, at, -1) if len(toks[n].text) > 2 and names.is_title(toks[n].text)), -1)
        if inner > at:  # what stands before a title is the end of an office: "Metro Jaya Inspektur Jenderal M Fadil"
            start = inner
            while start > at and names.is_title(toks[start - 1].text):
                start -= 1
            return self._mention(first, start, end, last)
        name_from = at
        while at < end and not (at > name_from and names.is_degree(toks[at].text)):
            at += 1
        name_to = at
        if name_to < end and toks[name_to - 1].text == "." and len(toks[name_to - 2].text) > 1:
            name_to -= 1
        if name_from == name_to or toks[name_from].text == ".":
            return None
        name = " ".join(self.text[toks[name_from].start : toks[name_to - 1].end].split())
        if len(name) < 3 or name.lower() in lex.OTHER or name_to - name_from > 6:
            return None
        if names.is_degree(toks[name_from].text) and "." in toks[name_from].text:
            return None
        if "." in toks[name_from].text and len(toks[name_from].text) > 4:
            return None  # Kompas.com
        stop, degrees = self._degrees(name_to)
        kept, _, _ = names.parts(" ".join((*titles, "X")))
        phrase, role = self._role_before(first, begin)
        bracket = [t.text for t in toks[stop : stop + 3]]
        aged = len(bracket) == 3 and bracket[0] == "(" and bracket[2] == ")" and _age(bracket[1])
        if stop + 2 < len(toks) and not role:
            role = self._role_after(stop + 3 if aged else stop)
        alone = name_to - name_from == 1
        sure = bool(titles or degrees or aged or (role and (phrase < begin or not alone)))
        if alone and role and phrase < begin and not (titles or degrees or aged):
            # "warga Cipayung", "Camat Wanasari": one word behind these is as likely a place.
            sure = toks[phrase].capital and toks[phrase].low not in lex.LOCAL_ROLES
        if alone and toks[begin - 1].text == "(" and toks[stop : stop + 1] and toks[stop].text == ")":
            return None  # "Peraturan Wali Kota (Perwali)"
        if any(a <= toks[name_from].start < b for a, b in self._headings):
            sure = False
        finish = toks[stop - 1].end
        return Mention(phrase, stop, toks[phrase].start, finish, name, kept, degrees, role, sure)

    def _degrees(self, at: int) -> tuple[int, str]:
        """Degrees from token ``at`` on, with or without commas: where they end, and as written."""
        toks = self.toks
        first, stop = -1, at
        while at < len(toks):
            if toks[at].text == "," and at + 1 < len(toks) and names.is_degree(self._dotted(at + 1)):
                at += 1
            if not names.is_degree(self._dotted(at)):
                break
            first = at if first < 0 else first
            at += 1
            if (
                at < len(toks)
                and toks[at].text == "."
                and toks[at].start == toks[at - 1].end
                and ("." in toks[at - 1].text or (toks[at + 1 : at + 2] and toks[at + 1].text == ","))
            ):
                at += 1
            stop = at
        return stop, self.text[toks[first].start : toks[stop - 1].end] if first >= 0 else ""

    def _dotted(self, at: int) -> str:
        t = self.toks[at]
        nxt = self.toks[at + 1] if at + 1 < len(self.toks) else None
        return t.text + "." if nxt and nxt.text == "." and nxt.start == t.end and "." in t.text else t.text

    # --- offices ------------------------------------------------------------------------------------------------------------

    def _role_before(self, first: int, begin: int) -> tuple[int, str]:
        """Where the phrase begins that leads to the name at ``begin``, and the office in it (empty: none)."""
        toks = self.toks
        at = begin - 1
        head = begin
        steps = 0
        if at >= 0 and toks[at].text == "," and begin == first:
            at -= 1  # "Sekda Kabupaten Malang, Dr Wahyu": the office before a comma, the name after
            if at < 0 or not (
                toks[at].capital or toks[at].low in lex.INSTITUTIONS or toks[at].low in lex.ROLES or self._bracketed(at)
            ):
                return begin, ""
            if self._listed(begin) or self._named_before(at):
                return begin, ""
        while at >= 0 and steps < _FARTHEST:
            t = toks[at]
            if not self._together(at, at + 1):
                break
            word = t.capital or t.low in lex.ROLES or t.low in lex.INSTITUTIONS or t.text.isdigit()
            if not word and t.low not in _JOINS and not self._bracketed(at):
                break
            if t.text == "," and not self._list_comma(at):
                break
            if t.low in lex.OTHER and not _ACRONYM.match(t.text) and t.low not in _JOINS | lex.ROLES | lex.INSTITUTIONS:
                break
            if t.low in lex.ROLES and not (t.low in ("anak", "putra", "putri") and t.capital and head == begin):
                head = at
            at -= 1
            steps += 1
        if head == begin:
            head = self._clause(begin)
        if head == begin:
            return begin, ""
        role = self.text[toks[head].start : toks[begin - 1].end].rstrip(" ,")
        return head, " ".join(role.split())

    def _clause(self, begin: int) -> int:
        """Where a description begins that opens its clause and is written small: "Peneliti tamu di Universitas X, Dr Y"."""
        toks = self.toks
        at = begin - 2 if begin and toks[begin - 1].text == "," else begin - 1
        steps = 0
        while at >= 0 and steps < _FARTHEST and self._together(at, at + 1):
            t = toks[at]
            if t.text in '.,;:!?“”"' or t.low in lex.SAYS or t.low in lex.SAID_SURE or t.low in lex.TOLD_BY:
                break
            at -= 1
            steps += 1
        if any(_VERB.match(t.text) and t.low not in lex.ROLES for t in toks[at + 1 : begin]):
            return begin  # a verb: the words are a sentence, not a description
        opens = at < 0 or toks[at].text in '.,;:!?“”"–—' or not self._together(at, at + 1)
        return at + 1 if opens and toks[at + 1].low in lex.ROLES else begin

    def _listed(self, begin: int) -> bool:
        """Whether the name at ``begin`` goes on in a list of people: "Bupati Sanusi, Wahyu Hidayat, dan …"."""
        toks = self.toks
        at = begin
        while at < len(toks) and (toks[at].capital or toks[at].text == "." or names.is_degree(toks[at].text)):
            at += 1
        on = [t.low for t in toks[at : at + 2]]
        return on[:1] in (["dan"], ["serta"]) or on in ([",", "dan"], [",", "serta"], [",", "and"])

    def _named_before(self, at: int) -> bool:
        """Whether the words before the comma end in a full name already."""
        held = self._found[-1] if self._found else None
        if held is None or held.last != at + 1 or not held.name:
            return False
        return len(held.name.split()) > 1 or held.name.lower() in self._called or bool(held.titles)

    def _bracketed(self, at: int) -> bool:
        return self.toks[at].text in "()" and len(self.toks[at].text) == 1

    def _list_comma(self, at: int) -> bool:
        """Whether this comma stands inside an office's list ("Tenaga Kerja, Transmigrasi, dan Energi")."""
        toks = self.toks
        if at == 0 or at + 1 >= len(toks) or not toks[at - 1].capital:
            return False
        # "Kepala Dusun Nglahar, Kelurahan Sumbersari, Kecamatan Moyudan, Wahyu Wibowo"
        return toks[at + 1].low in lex.TERRITORIES or any(t.low == "dan" for t in toks[at + 1 : at + 7])

    def _role_after(self, at: int) -> str:
        """The office behind a name, in ", peneliti Pusat Studi X," or "(Sekda Kabupaten Y)"; empty when none follows."""
        toks = self.toks
        if at + 2 >= len(toks) or toks[at].text not in ",(" or toks[at + 1].low not in lex.ROLES:
            return ""
        ends = ")" if toks[at].text == "(" else ",."
        begin = at = at + 1
        while at < len(toks) and at - begin < _FARTHEST and self._together(at - 1, at):
            if toks[at].text in ',.;:()“”"' or toks[at].low in lex.SAYS:
                break
            at += 1
        role = " ".join(self.text[toks[begin].start : toks[at - 1].end].split())
        return role if at < len(toks) and toks[at].text in ends and len(role) < _LONGEST_ROLE else ""

    def _office(self, first: int, last: int) -> Mention:
        toks = self.toks
        begin = next(n for n in range(first, last) if toks[n].low in lex.ROLES)
        role = " ".join(self.text[toks[begin].start : toks[last - 1].end].split())
        return Mention(begin, last, toks[begin].start, toks[last - 1].end, "", role=role)


def _age(text: str) -> bool:
    return text.isdigit() and 5 < int(text[:4]) < 110


def _outermost(found: list[Mention]) -> list[Mention]:
    """Without the mentions that a later one takes in: "Direktur Lokataru, Haris Azhar" is one, and no Lokataru."""
    out: list[Mention] = []
    for mention in found:
        while out and out[-1].first >= mention.first:
            out.pop()
        out.append(mention)
    return out
