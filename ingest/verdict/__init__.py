"""Is a quotation what was said? Word by word against the speech, with guards for the few words that turn a meaning
round.

``docs/verdicts.md`` is the contract. The quotation is laid over the best stretch of the transcript
(:mod:`ingest.verdict.overlay`), run-together and misheard words counting as equal; what differs is then read by the
guards: negations, numbers, names, directions. A plain fuzzy ratio calls *would improve* and *would not improve* 99 %
alike, which is why the guards decide and the ratio does not.
"""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.verdict import guards
from ingest.verdict.overlay import Step, Token, likeness, overlay, tokens
from ingest.verdict.words import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Transcript, Verdict

# Shares of the quotation's letters, set on benchmarks/verdicts.py.
VERBATIM = 0.82
VERBATIM_SHORT_GAPS = 0.72
"""Enough where only one or two words differ at a time, as a recogniser errs; a paraphrase changes longer stretches."""
PARAPHRASED = 0.45
SAME_STATEMENT = 0.68
"""What guards need: found, and changed by what they guard, together; ``TURNED`` of it found."""
TURNED = 0.5
SAME_WORDS = 0.6
"""Share of the quotation's words, by rarity, that a paraphrase uses again in whatever order."""

Difference = tuple[str, tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the transcript's words that it compared, and what made it.

    ``closeness`` in [0, 1]: the share of the quotation, by letters, that was found. ``start``/``end`` (s) and
    ``segments`` (most words first) say where; both are 0 and empty when nothing comparable was found.
    """

    verdict: Verdict
    reason: str
    said: str = ""
    closeness: float = 0.0
    start: float = 0.0
    end: float = 0.0
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Timed:
    segment: int
    start: float
    end: float


class Speech:
    """A transcript laid out word by word, ready to be compared with many quotations."""

    def __init__(self, said: Sequence[Token], times: Sequence[_Timed], text: str, names: Iterable[str] = ()) -> None:
        self._tokens, self._times, self._text = tuple(said), tuple(times), text
        self._names = frozenset(
            w.casefold() for n in names for w in n.replace(".", " ").replace(",", " ").split() if len(w) >= 3
        )
        self._where: dict[str, list[int]] = {}
        for n, token in enumerate(self._tokens):
            self._where.setdefault(token.key, []).append(n)

    @classmethod
    def of(cls, transcript: Transcript, names: Iterable[str] = ()) -> Speech:
        """All segments in order as one running text; ``names``: of people who may be named."""
        parts: list[str] = []
        edges: list[tuple[int, int, int]] = []  # text start, text end, segment
        at = 0
        for n, segment in enumerate(transcript.segments):
            parts.append(segment.text)
            edges.append((at, at + len(segment.text), n))
            at += len(segment.text) + 1
        text = " ".join(parts)
        torn = _Torn(text)
        said = torn.tokens
        times = []
        edge = 0
        for token in said:
            while edge + 1 < len(edges) and token.start >= edges[edge][1]:
                edge += 1
            begun, ended, n = edges[edge]
            segment = transcript.segments[n]
            times.append(_Timed(n, *_seconds(segment, token.start - begun, token.end - begun, max(1, ended - begun))))
        return cls(said, times, text, names)

    def judge(self, quote: str, segments: Sequence[int] = ()) -> Judgement:
        """The verdict on ``quote``. ``segments``: where the alignment would look; the quotation's own words are
        searched everywhere too.
        """
        ours = tokens(quote)
        if not ours or not self._tokens:
            return Judgement("not found", "nothing to compare")
        best: tuple[float, int, tuple[Step, ...]] | None = None
        looser: tuple[float, int, int] | None = None
        for begin, end in self._stretches(ours, segments):
            steps = overlay(ours, self._tokens[begin:end])
            score = _closeness(ours, steps)
            if best is None or score > best[0] + 1e-9:
                best = (score, begin, steps)
            shared = self._shared(ours, begin, end)
            if looser is None or shared[0] > looser[0] + 1e-9:
                looser = shared
        if best is None or looser is None:
            return Judgement("not found", "no words in common")
        closeness, begin, steps = best
        judged = self._ordered(ours, tuple(s.moved(begin) for s in steps), closeness)
        return judged or self._unordered(looser, closeness)

    def _shared(self, ours: Sequence[Token], begin: int, end: int) -> tuple[float, int, int]:
        """The share of the quotation's words, by rarity and in whatever order, that the stretch holds, and their range."""
        total = got = 0.0
        hits = []
        for mine, row in zip(ours, likeness(ours, self._tokens[begin:end]), strict=True):
            if mine.filler or (not mine.number and len(mine.key) < 3):
                continue
            rarity = math.log(1 + len(self._tokens) / (1 + len(self._where.get(mine.key, ()))))
            total += rarity
            alike, at = max((a, -n) for n, a in enumerate(row))
            if not alike and not mine.number:  # another form of the same word
                stems = (n for n, t in enumerate(self._tokens[begin:end]) if _kin(mine.key, t.key))
                if (found := next(stems, None)) is not None:
                    alike, at = 0.8, -found
            if alike:
                got += alike * rarity
                hits.append(begin - at)
        if not hits:
            return 0.0, begin, begin
        return got / total, min(hits), max(hits) + 1

    def _unordered(self, shared: tuple[float, int, int], closeness: float) -> Judgement:
        share, first, last = shared
        reason = f"words found: {round(100 * share)} %, in another order"
        if share < SAME_WORDS:
            return Judgement("not found", f"words found: {round(100 * closeness)} %", closeness=closeness)
        return self._at("paraphrased", reason, first, last, max(closeness, share / 2))

    def _at(self, verdict: Verdict, reason: str, first: int, last: int, closeness: float) -> Judgement:
        times = self._times[first:last]
        count = Counter(t.segment for t in times)
        place = tuple(n for n, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])))
        said = self._text[self._tokens[first].start : self._tokens[last - 1].end]
        return Judgement(verdict, reason, said, closeness, times[0].start, times[-1].end, place)

    def _stretches(self, ours: Sequence[Token], segments: Sequence[int]) -> list[tuple[int, int]]:
        """Token ranges worth laying the quotation over: where its words crowd together, and around the given
        segments.
        """
        reach = len(ours) + max(12, len(ours) // 2)
        votes: Counter[int] = Counter()
        for n, token in enumerate(ours):
            found = self._where.get(token.key, ())
            if token.filler or not found:
                continue
            for at in found:
                votes[(at - n) // 6] += 1000 * len(token.key) // (3 + len(found))
        crowded = Counter({d: v + votes.get(d + 1, 0) for d, v in votes.items()})
        anchors = [6 * d for d, _ in sorted(crowded.items(), key=lambda x: (-x[1], x[0]))[:6]]
        wanted = set(segments[:3])
        anchors += [
            n
            for n, t in enumerate(self._times)
            if t.segment in wanted and (n == 0 or self._times[n - 1].segment != t.segment)
        ]
        out: list[tuple[int, int]] = []
        for at in anchors:
            stretch = (max(0, at - 15), min(len(self._tokens), at + reach + 12))
            if not any(abs(stretch[0] - b) < 6 for b, _ in out):
                out.append(stretch)
        return out

    def _ordered(self, ours: Sequence[Token], steps: tuple[Step, ...], closeness: float) -> Judgement | None:
        """The verdict that the overlay allows; None where too little of the quotation stands in its order."""
        hit = [s for s in steps if s.kind in ("same", "near")]
        size = sum(t.weight for t in ours)
        if not hit or closeness < PARAPHRASED or not size:
            return None
        first, last = hit[0].said[0], hit[-1].said[1]
        facing = _facing(ours, self._tokens, steps)
        found, weighed = guards.turned(ours, self._tokens, facing, self._names)
        if found and closeness >= TURNED and closeness + weighed / size >= SAME_STATEMENT:
            # the words that face the changed ones belong to what is compared
            first, last = min(first, facing[0].said[0]), max(last, facing[-1].said[1])
            return self._at("contradicted", "; ".join(found), first, last, closeness)
        differ = [s for s in steps if s.kind not in ("same", "near")]
        if found and closeness < TURNED:
            return None
        if lost := guards.unheard(ours, self._tokens, facing, self._names):
            return self._at("paraphrased", "; ".join(lost), first, last, closeness)
        if found:
            return self._at("paraphrased", f"unsure: {'; '.join(found)}", first, last, closeness)
        added = [sum(not t.filler for t in self._tokens[slice(*s.said)]) for s in differ if s.kind == "said only"]
        gaps = max((max(s.quote[1] - s.quote[0], s.said[1] - s.said[0]) for s in differ), default=0)
        enough = VERBATIM_SHORT_GAPS if gaps <= 2 else VERBATIM
        if (
            closeness < enough
            or self._reworded(ours, differ) > max(1.0, len(ours) / 8)
            or sum(added) > max(3, len(ours) // 3)
        ):
            return self._at("paraphrased", f"words found: {round(100 * closeness)} %", first, last, closeness)
        counts = (
            ("spelled differently", sum(s.kind == "near" for s in steps)),
            ("not heard", sum(not t.filler for s in differ for t in ours[slice(*s.quote)])),
            ("left out", sum(added)),
        )
        reason = "; ".join(f"{name}: {count}" for name, count in counts if count) or "word for word"
        return self._at("verbatim", reason, first, last, closeness)

    def _reworded(self, ours: Sequence[Token], differ: Sequence[Step]) -> float:
        """Words that someone chose rather than misheard: other words of the speech stand at their place, or none.

        A word that the speech has only once may be a misheard one, and counts half.
        """
        out = 0.0
        for step in differ:
            quoted = sum(not t.filler for t in ours[slice(*step.quote)])
            said = self._tokens[slice(*step.said)]
            proper = sum(1.0 if len(t.key) <= 3 or len(self._where[t.key]) > 1 else 0.5 for t in said if not t.filler)
            out += 0.75 * quoted if step.kind == "quote only" else min(quoted, proper)
        return out


class _Torn:
    """The words of a running text, numerals that the recogniser ran together with a word torn off (*tigaorang*)."""

    def __init__(self, text: str) -> None:
        words = Counter(m.group().casefold() for m in re.finditer(r"[^\W\d_]+", text))
        self._inserted: list[int] = []
        parts = []
        at = 0
        for match in re.finditer(r"[^\W\d_]+", text):
            cut = _numeral_cut(match.group().casefold(), words)
            if len(match.group()) > 3 and text[match.end() : match.end() + 1].isdigit():  # Nomor18
                cut = len(match.group())
            if cut:
                parts += [text[at : match.start() + cut], " "]
                at = match.start() + cut
                self._inserted.append(at + len(self._inserted))
        spread = "".join([*parts, text[at:]])
        self.tokens = tuple(replace(t, start=self._back(t.start), end=self._back(t.end)) for t in tokens(spread))

    def _back(self, at: int) -> int:
        return at - bisect.bisect_left(self._inserted, at)


def _numeral_cut(word: str, words: Counter[str]) -> int:
    """Where a numeral ends or begins inside a word that is otherwise one of the transcript; 0: nowhere."""
    if len(word) < 7 or words[word] > 1:
        return 0
    for numeral in NUMERALS:
        rest = len(word) - len(numeral)
        if rest < 3:
            continue
        if word.startswith(numeral) and (word[-rest:] in NUMERALS or words[word[-rest:]]) and word[-rest:] != "nya":
            return len(numeral)
        if word.endswith(numeral) and (word[:rest] in NUMERALS or words[word[:rest]]):
            return rest
    return 0


def _kin(a: str, b: str) -> bool:
    """Whether two words share a long piece: forms of one word (*pelayanan*, *melayani*), ``0.8`` of a match."""
    if min(len(a), len(b)) < 6:
        return False
    size = max(5, min(len(a), len(b)) - 3)
    return any(a[i : i + size] in b for i in range(len(a) - size + 1))


def differences(quote: str, said: str) -> tuple[Difference, ...]:
    """How the quotation and the words said differ, for showing both: (what, range in ``quote``, range in ``said``),
    in order.

    ``what``: ``replaced``, ``added`` (only in the quotation), ``left out`` (only said), ``near`` (spelled or heard
    differently). Ranges are half-open character offsets; what is equal, and fillers, are not listed.
    """
    ours, theirs = tokens(quote), tokens(said)
    names = {"near": "near", "replaced": "replaced", "quote only": "added", "said only": "left out"}
    out: list[Difference] = []
    for step in overlay(ours, theirs, whole=True):
        if step.kind == "same" or (step.kind == "said only" and all(t.filler for t in theirs[slice(*step.said)])):
            continue
        out.append((names[step.kind], _chars(ours, step.quote, len(quote)), _chars(theirs, step.said, len(said))))
    return tuple(out)


_FACING = 3  # words; more that hang over are a clause of their own


def _facing(ours: Sequence[Token], theirs: Sequence[Token], steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps with quoted words that hang over at either end set against as many words of the speech beside it.

    The overlay ends where the likeness ends; a name or a negation changed at the very edge would otherwise face nothing.
    """
    out = list(steps)
    for edge in (0, -1):
        step = out[edge]
        if step.kind != "quote only" or len(out) < 2:
            continue
        count = step.quote[1] - step.quote[0]
        begin, end = step.said
        if count > _FACING:
            continue
        while count and (begin > 0 if edge == 0 else end < len(theirs)):
            begin, end = (begin - 1, end) if edge == 0 else (begin, end + 1)
            count -= not theirs[begin if edge == 0 else end - 1].filler
        out[edge] = Step("replaced", step.quote, (begin, end))
    return tuple(out)


def _chars(words: Sequence[Token], span: tuple[int, int], length: int) -> tuple[int, int]:
    if span[0] < span[1]:
        return words[span[0]].start, words[span[1] - 1].end
    at = words[span[0]].start if span[0] < len(words) else length
    return at, at


def _closeness(ours: Sequence[Token], steps: Sequence[Step]) -> float:
    """The share of the quotation's letters that the speech has, and how like they are."""
    size = sum(t.weight for t in ours)
    return sum(s.alike * sum(t.weight for t in ours[slice(*s.quote)]) for s in steps) / size if size else 0.0


def _seconds(segment: object, start: int, end: int, length: int) -> tuple[float, float]:
    """Seconds of the characters ``[start, end)`` of a segment: by its words where they are timed, else in
    proportion.
    """
    from ingest.records import Segment

    assert isinstance(segment, Segment)
    if segment.words:
        at = 0
        hits = []
        for word in segment.words:
            found = segment.text.find(word.text.strip(), at)
            if found < 0:
                continue
            at = found + len(word.text.strip())
            if found < end and at > start:
                hits.append(word)
        if hits:
            return hits[0].start, hits[-1].end
    span = segment.end - segment.start
    return segment.start + span * start / length, segment.start + span * min(end, length) / length
