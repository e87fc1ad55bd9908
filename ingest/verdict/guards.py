"""The guards of a verdict: do the words that differ turn the meaning round? Negation, number, name, direction.

They read only the runs of differing words of an overlay, each beside its neighbours, and say what they found as short
phrases in which the speech stands left of the arrow: ``number: 30 → 40`` means thirty was said and forty is quoted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.numbers import same
from ingest.verdict.overlay import Step, Token, turned_by_prefix, voices
from ingest.verdict.words import DIRECTION, NUMERALS, PLAIN, bare_of, class_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 4  # words around a run in which the other side's word may stand
_CLAUSE = 6  # longer runs are clauses left out or put in, which turn nothing


def turned(
    ours: Sequence[Token], theirs: Sequence[Token], steps: Sequence[Step], names: frozenset[str]
) -> tuple[tuple[str, ...], int]:
    """What turns the meaning, as phrases (none: nothing does), and the weight of the quoted words in those runs.

    ``steps`` index ``ours`` and ``theirs``; ``names``: folded words of people's names.
    """
    out: list[str] = []
    weight = 0
    swapped: list[tuple[str, str]] = []
    for n, step in enumerate(steps):
        if step.kind in ("same", "near"):
            continue
        run = _Run(ours, theirs, steps, n)
        found = [*_number(run), *_negation(run), *_direction(run), *_name(run, names)]
        weight += sum(t.weight for t in run.quote) if found else 0
        out += found
        swapped += [(b, a.key) for a in run.quote for b in (bare_of(t.key) for t in run.said) if voices(a.key, b)]
    # melayani, bukan dilayani → dilayani, bukan melayani
    if len(swapped) > 1 and {said[:2] for said, _ in swapped} >= {"di", "me"}:
        out.append(f"direction: {', '.join(b for b, _ in swapped)} → {', '.join(a for _, a in swapped)}")
        weight += sum(len(a) for _, a in swapped)
    return tuple(dict.fromkeys(out)), weight


class _Run:
    """One run of differing words and what stands around it on both sides."""

    def __init__(self, ours: Sequence[Token], theirs: Sequence[Token], steps: Sequence[Step], n: int) -> None:
        step = steps[n]
        first, last = steps[0].said[0], steps[-1].said[1]
        self.quote = [t for t in ours[slice(*step.quote)] if not t.filler]
        self.said = [t for t in theirs[slice(*step.said)] if not t.filler]
        self.quote_before = ours[max(0, step.quote[0] - _NEAR) : step.quote[0]]
        self.quote_after = ours[step.quote[1] : step.quote[1] + _NEAR]
        self.said_before = theirs[max(first, step.said[0] - _NEAR) : step.said[0]]
        self.said_after = theirs[step.said[1] : min(last, step.said[1] + _NEAR)]

    @property
    def clause(self) -> bool:
        """Whether so much differs here that it is another clause, put in or left out, and not a word changed."""
        return max(len(self.said), len(self.quote)) > _CLAUSE


def _number(run: _Run) -> list[str]:
    quoted = [t.number for t in run.quote if t.number]
    said = [t.number for t in run.said if t.number]
    quoted_left, said_left = same(quoted, said)
    around = [t.number for t in (*run.said_before, *run.said_after) if t.number]
    quoted_left, _ = same(quoted_left, around)
    if not quoted_left or not said_left or run.clause or _half_heard(run):
        return []
    return [f"number: {said_left[0].value} → {quoted_left[0].value}"]


def _half_heard(run: _Run) -> bool:
    """Whether a word beside the number said looks like a numeral that the recogniser spoiled (*dua pulu*): then
    nothing is known.
    """
    from rapidfuzz.distance import Levenshtein

    beside = [t.key for t in (*run.said, *run.said_before[-1:], *run.said_after[:1]) if not t.number]
    return any(
        len(word) >= 3 and word not in NUMERALS and Levenshtein.distance(word, numeral) <= 1
        for word in beside
        for numeral in NUMERALS
        if len(numeral) >= 4
    )


def _negation(run: _Run) -> list[str]:
    for a in () if run.clause else run.quote:
        for b in run.said:
            if not a.number and not b.number and (head := turned_by_prefix(a.key, b.key)):
                longer_is_ours = len(a.key) > len(b.key)
                if any(class_of(t.key) for t in (run.said if longer_is_ours else run.quote)):
                    continue  # "bukan dilayani" against "bukandilayani" with a word between
                return [f"negation: {head} added" if longer_is_ours else f"negation: {head} left out"]
    quoted = [t for t in run.quote if class_of(t.key)]
    said = [t for t in run.said if class_of(t.key)]
    if bool(quoted) == bool(said) or run.clause:
        return []
    if quoted:
        if run.said and not any(t.key in PLAIN or t.key in DIRECTION for t in run.said) and len(run.quote) == 1:
            return []  # a denial against a word of quite another kind: more likely misheard than turned
        if _denied((*run.said_before, *run.said_after)) > _denied((*run.quote_before, *run.quote_after)):
            return []
        if len(run.quote) == len(run.said) == 1:
            return [f"negation: {run.said[0].key} → {quoted[0].key}"]
        return [f"negation: {quoted[0].key} added"]
    if _denied((*run.quote_before, *run.quote_after)) > _denied((*run.said_before, *run.said_after)):
        return []
    if _denied((*run.said_before[-2:], *run.said_after[:2])) and not run.quote:
        return []  # said twice: "tidak, tidak boleh"
    if len(run.quote) == len(run.said) == 1:
        return [f"negation: {said[0].key} → {run.quote[0].key}"]
    return [f"negation: {said[0].key} left out"]


def _denied(words: Sequence[Token]) -> int:
    return sum(bool(class_of(t.key)) for t in words)


def _direction(run: _Run) -> list[str]:
    if run.clause:
        return []
    out = []
    said = {DIRECTION[t.key]: t.key for t in run.said if t.key in DIRECTION}
    quoted = {DIRECTION[t.key]: t.key for t in run.quote if t.key in DIRECTION}
    for (pair, side), word in quoted.items():
        other = said.get((pair, 1 - side))
        if other and (pair, side) not in said and (pair, 1 - side) not in quoted:
            out.append(f"direction: {other} → {word}")
    return out


_NO_NAME_WORDS = """
bapak ibu pak bu saudara saudari kami kita saya anda mereka ini itu dan atau tetapi tapi karena jika kalau dengan dalam
untuk yang di ke dari pada oleh mr mrs the and but we they you he she it
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())


def _name(run: _Run, names: frozenset[str]) -> list[str]:
    quoted, said = names_in(run.quote, names), names_in(run.said, names)
    if not quoted or not said or run.clause or _echoed(quoted, (*run.said, *run.said_before, *run.said_after)):
        return []
    if _sounds_like("".join(t.key for t in run.quote), "".join(t.key for t in run.said)):
        return []
    return [f"name: {' '.join(t.text for t in said)} → {' '.join(t.text for t in quoted)}"]


def unheard(
    ours: Sequence[Token], theirs: Sequence[Token], steps: Sequence[Step], names: frozenset[str]
) -> tuple[str, ...]:
    """Numbers and names of the quotation that the speech does not have at their place, nor anything that sounds so.

    Whether the recogniser lost them or the write-up put them in cannot be known; the quotation is not verbatim then.
    """
    out = []
    for n, step in enumerate(steps):
        if step.kind in ("same", "near"):
            continue
        run = _Run(ours, theirs, steps, n)
        heard = (*run.said, *run.said_before[-1:], *run.said_after[:1])
        out += [f"number not heard: {t.text}" for t in run.quote if t.number and t.number.value not in "01"]
        out += [f"name not heard: {t.text}" for t in names_in(run.quote, names) if not _echoed([t], heard)]
    return tuple(out)


def names_in(words: Sequence[Token], names: frozenset[str]) -> list[Token]:
    """The words that are names: known ones, and those with a capital that does not open a sentence."""
    return [
        t
        for t in words
        if not t.number
        and t.key not in _NO_NAMES
        and len(t.key) > 1
        and (t.key in names or (re.match(r"[A-Z]", t.text) and not t.opens))
    ]


def _echoed(quoted: Sequence[Token], heard: Sequence[Token]) -> bool:
    """Whether one of the names sounds like something that was said."""
    return any(_sounds_like(a.key, b.key) or (len(a.key) >= 4 and a.key in b.key) for a in quoted for b in heard)


def _sounds_like(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return bool(Levenshtein.normalized_similarity(a, b) >= 0.55)
