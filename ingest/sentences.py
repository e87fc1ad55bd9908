"""Cut running text into sentences, Indonesian and English, past titles, abbreviations, decimals and quotation marks.

The cut is by rule: a full stop ends a sentence unless what stands before it is an abbreviation or an initial, or what
follows goes on in lower case (``"Siap?" kata Budi``). It knows no layout beyond blank lines, headings and list items.
"""

from __future__ import annotations

import itertools
import re


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name or a place: never the end of a sentence.
_BEFORE = _table(
    "dr drs dra ir prof h hj kh hm hr ust ustadz ustaz pdt rm sdr sdri tn ny nn bpk mr mrs ms st sr jr tgk tgh "
    "brigjen irjen komjen kombes kompol jend letjen mayjen brig kol lettu kapt insp iptu ipda akp akbp marsda laksda "
    "capt lt hon jl jln gg kab kec kel prov kep kepmen tel telp pt cv a.n u.b u.p d.a d/a c.q s.d s/d vs cf e.g i.e "
    "rp ca yth feb apr agu ags agt sep sept okt oct nov jan"
)
# Before a number: "No. 5", "hal. 12", but "banyak hal. Kita".
_COUNTED = _table("no nr gbr hal hlm vol fig eq ps ayat tgl rt rw par art mar jun jul aug des dec")
# May end a sentence: they do when a capital follows.
_AFTER = _table("dll dkk dst dsb dlsb tsb etc al inc ltd corp co tbk a.m p.m")
_DEGREE = re.compile(r"(?:[A-Z][a-z]{0,3}\.)+[A-Z][A-Za-z]{0,4}\.?|(?:MM|MT|SH|SE|MH|ST|SP|MSi|MPd|PhD|Ph\.D)\.?")

_STOP = re.compile(r"(?<![.!?…])(?:[.!?]++|…)[\"'”’»)\]*_]*(?=\s|$|[\"“‘«(\[])|(?<=[a-z]{3})[.!?](?=[A-Z][a-z]{2})")
_GAP = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n(?=[ \t]*(?:#{1,6} |[-*•–+] |\d{1,3}[.)] |>))")
_HEADING = re.compile(r"(?m)^#{1,6} .*$")
_NEXT = re.compile(r"\s*[\"'“‘«(\[*_]*(\S)")
_MARK = re.compile(r"[ \t]*(?:[-*•–+]|\d{1,3}[.)]|#{1,6}|>)[ \t]*")

_LOOK_BACK = 40  # longest token that is looked at before a full stop: keeps crafted input linear


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of ``text`` as half-open character ranges, in order, without the white space around them.

    Blank lines, headings and list items always separate; a single line break inside a paragraph does not. Sentences
    inside a quotation are separate (``"Kita bisa. Kita harus," kata Budi.`` is two), and the words that name its speaker
    stay with the last one. Every character that is not white space belongs to exactly one range.
    """
    out: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        at = start
        for stop in _STOP.finditer(text, start, end):
            if stop.end() < end and _ends(text, at, stop, end):
                _put(out, text, at, stop.end())
                at = stop.end()
        _put(out, text, at, end)
    return out


def _blocks(text: str) -> list[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs, headings, list items."""
    cuts = {0, len(text)}
    cuts.update(m.end() for m in _GAP.finditer(text))
    cuts.update(m.end() for m in _LINE.finditer(text))
    cuts.update(m.end() for m in _HEADING.finditer(text))
    edges = sorted(cuts)
    return list(itertools.pairwise(edges))


def _ends(text: str, at: int, stop: re.Match[str], end: int) -> bool:
    """Whether the punctuation at ``stop`` closes the sentence that began at ``at``."""
    after = _NEXT.match(text, stop.end(), end)
    if after is None:
        return False
    follows = after[1]
    if follows.islower():
        return False
    if not stop[0].startswith(".") or stop[0].startswith(".."):
        return follows not in ",;:.!?)"
    if follows in ",;:.!?)&/":
        return False
    before = text[max(at, stop.start() - _LOOK_BACK) : stop.start()].split()
    if not before:
        return False
    token = before[-1].lstrip("\"'“‘«([*_")
    bare = token.rstrip(".").lower()
    closed = len(stop[0].rstrip("*_")) > 1  # a quotation mark or bracket follows the full stop
    if closed:
        return True
    alone = not text[at : stop.start() - len(token)].strip(" \t\n-*•–+>#\"'“‘([")
    if alone and token.isdigit() and len(token) <= 3:
        return False  # "1. Pertama": the number of a list item
    if bare in _AFTER:
        return follows.isupper()
    if bare in _BEFORE:
        return False
    if bare in _COUNTED:
        return not follows.isdigit()
    if len(token) == 1 and token.isalpha():
        # An initial stands at the start or after another capital ("Joko W. Utomo"); "vitamin C. Lalu" is the end.
        previous = before[-2].lstrip("\"'“‘(") if len(before) > 1 else ""
        return not (token.isupper() and (alone or previous[:1].isupper()))
    if _DEGREE.fullmatch(token):
        # "S.H. M.Hum.": another degree goes on.
        rest = text[stop.end() : min(end, stop.end() + _LOOK_BACK)].split()
        return not (rest and (rest[0].startswith("(") or _DEGREE.fullmatch(rest[0].rstrip(","))))
    return True


def _put(out: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return
    first, last = start + left, start + len(piece.rstrip())
    if not any(c.isalnum() for c in piece) and out and "\n\n" not in text[out[-1][1] : first]:
        # A stray mark ("***", a lone closing quotation mark) goes with what it closes.
        out[-1] = (out[-1][0], last)
        return
    out.append((first, last))


def bullet(text: str, start: int, end: int) -> int:
    """Where the words of a list item, heading or block quote begin: behind its ``-``, ``1.``, ``##`` or ``>``; else ``start``."""
    mark = _MARK.match(text, start, end)
    return mark.end() if mark and mark.end() < end and text[mark.end() - 1] in " \t" else start
