"""Is a quotation what was said? Word by word against the speech, with guards for the few words that turn a meaning
round.

``docs/verdicts.md`` is the contract. The quotation is laid over the best stretch of the transcript
(:mod:`ingest.verdict.overlay`), run-together and misheard words counting as equal; what differs is then read by the
guards: negations, numbers, names, directions. A plain fuzzy ratio calls *would improve* and *would not improve* 99 %
alike, which is why the guards decide and the ratio does not.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.verdict import guards
from ingest.verdict.overlay import Step, Token, overlay, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.records import Transcript, Verdict

VERBATIM = 0.82
PARAPHRASED = 0.45
SAME_STATEMENT = 0.6

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
        said = tokens(text)
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
        for begin, end in self._stretches(ours, segments):
            steps = overlay(ours, self._tokens[begin:end])
            score = _closeness(ours, steps)
            if best is None or score > best[0] + 1e-9:
                best = (score, begin, steps)
        if best is None or best[0] < PARAPHRASED / 2:
            return Judgement("not found", "no words in common", closeness=best[0] if best else 0.0)
        closeness, begin, steps = best
        steps = tuple(s.moved(begin) for s in steps)
        return self._verdict(quote, ours, steps, closeness)

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

    def _verdict(self, quote: str, ours: Sequence[Token], steps: tuple[Step, ...], closeness: float) -> Judgement:
        hit = [s for s in steps if s.kind in ("same", "near")]
        if not hit:
            return Judgement("not found", "no words in common")
        size = sum(t.weight for t in ours)
        facing = _facing(ours, self._tokens, steps)
        found, weighed = guards.turned(ours, self._tokens, facing, self._names)
        turned = found if closeness >= PARAPHRASED and closeness + weighed / size >= SAME_STATEMENT else ()
        first, last = hit[0].said[0], hit[-1].said[1]
        if turned:  # the words that face the changed ones belong to what is compared
            first, last = min(first, facing[0].said[0]), max(last, facing[-1].said[1])
        times = self._times[first:last]
        said = self._text[self._tokens[first].start : self._tokens[last - 1].end]
        count = Counter(t.segment for t in times)
        place = tuple(n for n, _ in sorted(count.items(), key=lambda x: (-x[1], x[0])))
        misheard = sum(s.kind == "near" for s in steps)
        missing = sum(s.quote[1] - s.quote[0] for s in steps if s.kind == "quote only")
        added = sum(1 for s in steps if s.kind == "said only" for t in self._tokens[slice(*s.said)] if not t.filler)
        verdict: Verdict
        if turned:
            verdict, reason = "contradicted", "; ".join(turned)
        elif closeness >= VERBATIM and added <= max(3, len(ours) // 3):
            verdict = "verbatim"
            parts = [f"spelled differently: {misheard}" if misheard else "", f"not heard: {missing}" if missing else ""]
            parts.append(f"left out: {added}" if added else "")
            reason = "; ".join(p for p in parts if p) or "word for word"
        elif closeness >= PARAPHRASED:
            verdict, reason = "paraphrased", f"words found: {round(100 * closeness)} %"
        else:
            return Judgement("not found", f"words found: {round(100 * closeness)} %", said="", closeness=closeness)
        return Judgement(verdict, reason, said, closeness, times[0].start, times[-1].end, place)


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
