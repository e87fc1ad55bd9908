"""Lay a quotation over a stretch of speech, word by word: what is the same, nearly the same, replaced, only here or
only there.

Words are compared by their letters, several at a time where the recogniser ran them together (*bukandilayani*,
*aparat ursipil*), numbers by value. A word that turns a meaning round is never taken for a misheard one: *tidak* is
not *tindak*, *naik* is not *baik*.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ingest.folding import fold
from ingest.numbers import Number, in_words, numbers
from ingest.verdict.words import FILLERS, NEGATION_HEADS, TURNING, class_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["same", "near", "replaced", "quote only", "said only"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")


_ENDS = (".", "?", "!", ":", "…")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text at ``[start, end)``: its letters folded, or the number it is (several words can be one
    number).
    """

    key: str
    text: str
    start: int
    end: int
    number: Number | None = None
    filler: bool = False
    opens: bool = False  # a sentence, so that its capital says nothing

    @property
    def weight(self) -> int:
        """What the word counts for: its letters, up to a dozen; a number like a long word, a filler next to nothing."""
        if self.filler:
            return 0
        return 6 if self.number else min(12, len(self.key))


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the overlay: half-open token ranges in the quotation and in the speech, and how alike they are
    in [0, 1].
    """

    kind: Kind
    quote: tuple[int, int]
    said: tuple[int, int]
    alike: float = 0.0

    def moved(self, by: int) -> Step:
        """The same with the speech's range shifted."""
        return replace(self, said=(self.said[0] + by, self.said[1] + by))


def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text`` in order, a number in several words as one token."""
    out: list[Token] = []
    counted = list(numbers(text))
    n = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while n < len(counted) and counted[n].end <= start:
            n += 1
        if n < len(counted) and counted[n].start < end and start < counted[n].end:
            number = counted[n]
            if not out or out[-1].number is not number:
                shown = text[number.start : number.end]
                if out and out[-1].key == "no":  # "No 5" is a number, not a denial
                    out[-1] = replace(out[-1], key="nomor")
                out.append(Token(f"#{number.value}", shown, number.start, number.end, number))
            continue
        key = fold(match.group()).replace("'", "")
        opens = not out or text[max(0, start - 4) : start].rstrip(' \n"“‘(')[-1:] in _ENDS
        out.append(Token(key, match.group(), start, end, None, key in FILLERS, opens))
    return tuple(out)


_SAID_GAP, _QUOTE_GAP, _REPLACE = 0.15, 0.3, 0.35
_NEAR = 0.7
_JOINED = 0.85
_JOINS = ((1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2))
_Move = tuple[int, int, float, Kind]


def overlay(ours: Sequence[Token], theirs: Sequence[Token], *, whole: bool = False) -> tuple[Step, ...]:
    """The best way to lay ``ours`` over ``theirs``; all of ``ours`` is covered, and of ``theirs`` the stretch that
    answers.

    ``whole``: all of ``theirs`` is covered too. Runs of words that differ are one step each.
    """
    n, m = len(ours), len(theirs)
    alike = likeness(ours, theirs)
    joins = _joins(ours, theirs)
    weights = [t.weight for t in ours]
    gaps = [0.0 if t.filler else _SAID_GAP * min(6, t.weight) for t in theirs]
    score = [[0.0] * (m + 1) for _ in range(n + 1)]
    move: list[list[_Move | None]] = [[None] * (m + 1) for _ in range(n + 1)]
    if whole:
        for j in range(1, m + 1):
            score[0][j], move[0][j] = score[0][j - 1] - gaps[j - 1], (0, 1, 0.0, "said only")
    for i in range(1, n + 1):
        weight = weights[i - 1]
        row, above, marks, like = score[i], score[i - 1], move[i], alike[i - 1]
        for j in range(m + 1):
            best, how = above[j] - _QUOTE_GAP * weight, (1, 0, 0.0, "quote only")
            if j:
                if (other := row[j - 1] - gaps[j - 1]) > best:
                    best, how = other, (0, 1, 0.0, "said only")
                a = like[j - 1]
                gain = weight * a if a else -_REPLACE * weight - gaps[j - 1]
                if (other := above[j - 1] + gain) > best:
                    best, how = other, (1, 1, a, "same" if a >= 1 else "near" if a else "replaced")
                for p, q, a in joins.get((i, j), ()):
                    gain = a * sum(weights[i - p : i])
                    if (other := score[i - p][j - q] + gain) > best:
                        best, how = other, (p, q, a, "near")
            row[j], marks[j] = best, how  # type: ignore[assignment]  # the literals are of Kind
    j = m if whole else max(range(m + 1), key=lambda k: score[n][k])
    i = n
    steps: list[Step] = []
    while i or (whole and j):
        found = move[i][j]
        assert found is not None
        p, q, a, kind = found
        steps.append(Step(kind, (i - p, i), (j - q, j), a))
        i, j = i - p, j - q
    return _runs(reversed(steps))  # type: ignore[arg-type]


def _runs(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Neighbouring steps that differ become one."""
    out: list[Step] = []
    for step in steps:
        if out and step.kind not in ("same", "near") and out[-1].kind not in ("same", "near"):
            last = out[-1]
            quote, said = (last.quote[0], step.quote[1]), (last.said[0], step.said[1])
            kind: Kind = "replaced" if quote[0] < quote[1] and said[0] < said[1] else step.kind
            out[-1] = Step(kind, quote, said)
        else:
            out.append(step)
    return tuple(out)


def likeness(ours: Sequence[Token], theirs: Sequence[Token]) -> list[list[float]]:
    """How alike each word of ours is to each of theirs, 0 where they must not be taken for each other."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    if not theirs:
        return [[] for _ in ours]
    raw: list[list[float]] = cdist(
        [t.key for t in ours], [t.key for t in theirs], scorer=Levenshtein.normalized_similarity
    ).tolist()
    for i, mine in enumerate(ours):
        row = raw[i]
        for j, other in enumerate(theirs):
            if mine.number or other.number:
                row[j] = 1.0 if mine.number and other.number and mine.number.same(other.number) else 0.0
            elif row[j] < 1.0:
                row[j] = _near(mine.key, other.key, row[j])
    return raw


def _near(a: str, b: str, ratio: float) -> float:
    """How alike two different words are, 0 where they must not be taken for each other."""
    if class_of(a) and class_of(a) == class_of(b):  # tidak = tak = nggak
        return 1.0
    if ratio < _NEAR or min(len(a), len(b)) < 3:
        return 0.0
    if (a in TURNING or b in TURNING) and (a[0] != b[0] or (a in TURNING and b in TURNING) or {a, b} & _NEIGHBOURS):
        return 0.0
    if turned_by_prefix(a, b) or voices(a, b):
        return 0.0
    return ratio if max(len(a), len(b)) > 4 else 0.7 * ratio  # sama, lama, nama: one letter of four says little


# Words of their own that lie one letter from a word that turns a meaning round.
_NEIGHBOURS = frozenset({"tindak", "bukaan", "kurung", "leluasa", "note", "knot", "net"})


def turned_by_prefix(a: str, b: str) -> str:
    """The negation that one word holds and the other lacks (*adil*, *ketidakadilan*; *dilayani*, *bukandilayani*), or
    nothing.
    """
    short, long = sorted((a, b), key=len)
    for head in NEGATION_HEADS:
        if head in long and head not in short and len(long) > len(head) + 2:
            rest = long.replace(head, "", 1)
            if rest == short or short in rest or _close(rest, short):
                return head
    return ""


def voices(a: str, b: str) -> bool:
    """Whether two words differ by voice alone: *melayani* and *dilayani* are eight letters of ten alike, and
    opposites.
    """
    for first, second in ((a, b), (b, a)):
        if first.startswith("di") and second.startswith("me") and len(first) > 5:
            stem = first[2:]
            rest = second[2:]
            if rest == stem or (len(stem) > 4 and rest.endswith(stem[1:]) and len(rest) - len(stem) <= 2):
                return True
    return False


def _close(a: str, b: str) -> bool:
    from rapidfuzz.distance import Levenshtein

    return bool(Levenshtein.normalized_similarity(a, b) >= 0.85)


def _joins(ours: Sequence[Token], theirs: Sequence[Token]) -> dict[tuple[int, int], list[tuple[int, int, float]]]:
    """Groups of two or three words that are the same letters: ends (i, j) → (words of ours, words of theirs, how
    alike).
    """
    from rapidfuzz.distance import Levenshtein

    ours_by = _groups(ours, {t.key for t in theirs})
    theirs_by = _groups(theirs, {t.key for t in ours})
    out: dict[tuple[int, int], list[tuple[int, int, float]]] = {}
    for p, q in _JOINS:
        for i, left, strange in ours_by[p]:
            for j, right, stranger in theirs_by[q]:
                if not (strange or stranger) or abs(len(left) - len(right)) * 6 > max(len(left), len(right)):
                    continue
                if left[:2] != right[:2] and left[-3:] != right[-3:]:
                    continue
                a = 1.0 if left == right else float(Levenshtein.normalized_similarity(left, right))
                turns = a == 1.0 or _same_turns(ours[i - p : i], theirs[j - q : j], left, right)
                if a >= _JOINED and turns:
                    out.setdefault((i, j), []).append((p, q, a))
    for i, token in enumerate(ours, start=1):
        if token.number is not None and (spelled := _spelled(token)):
            for j, q, a in _spoiled_numbers(spelled, theirs):
                out.setdefault((i, j), []).append((1, q, a))
    return out


def _spelled(token: Token) -> str:
    value = token.number.value if token.number else ""
    return in_words(int(value)).replace(" ", "") if value.isdigit() and len(value) <= 12 else ""


def _spoiled_numbers(spelled: str, theirs: Sequence[Token]) -> list[tuple[int, int, float]]:
    """Groups of words that sound like the number though they are not read as one: *tiga pulu*, *empatbelas*."""
    from rapidfuzz.distance import Levenshtein

    out = []
    for size in (1, 2, 3, 4):
        for end in range(size, len(theirs) + 1):
            part = theirs[end - size : end]
            if all(t.number for t in part):
                continue
            text = "".join(fold(t.text) for t in part).replace(" ", "")
            if abs(len(text) - len(spelled)) > 2 or text[0] not in (spelled[0], *_SOUNDS.get(spelled[0], "")):
                continue
            alike = float(Levenshtein.normalized_similarity(text, spelled))
            if alike >= _SPOILED:
                out.append((end, size, alike))
    return out


_SPOILED = 0.75
_SOUNDS = {"d": "t", "t": "d", "s": "z", "l": "r", "e": "ai"}


def _groups(words: Sequence[Token], known: set[str]) -> dict[int, list[tuple[int, str, bool]]]:
    """One, two and three words that end at a place, run together, and whether one is not found on the other side."""
    out: dict[int, list[tuple[int, str, bool]]] = {1: [], 2: [], 3: []}
    for size, found in out.items():
        for end in range(size, len(words) + 1):
            part = words[end - size : end]
            text = "".join(t.key for t in part)
            if len(text) >= 6 and not any(t.number for t in part):
                found.append((end, text, any(t.key not in known for t in part)))
    return out


def _same_turns(ours: Sequence[Token], theirs: Sequence[Token], left: str, right: str) -> bool:
    """Whether every word that turns the meaning is in the letters of both sides."""
    return all(t.key in right for t in ours if t.key in TURNING) and all(
        t.key in left for t in theirs if t.key in TURNING
    )
