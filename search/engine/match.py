"""From a query's tree to the passages that fulfil it, and their order.

Score: BM25 over the words as written, plus a smaller BM25 over the other forms of the same stem, plus what stands close
together. Three tiers keep promises that a sum cannot: passages with all content words exactly as typed come first, then
those with all of them in some form, then those with most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search import analysis
from search.engine.rows import KINDS
from search.query import And, Bag, Dates, Field, Near, Node, Not, Or, Phrase, Prefix, Word
from search.words import STOP_WORDS

if TYPE_CHECKING:
    import numpy.typing as npt

    from search.engine.view import Floats, Longs, Mask, Term, View

RELATED = 0.55  # of another form of the word, beside 1 for the form typed
MEANS_SAME = 0.8  # of an acronym's long form, and back
CONTEXT = 0.25  # of a word that only the speaker's name, the title or a topic holds
CLOSE = 0.5  # of neighbouring words that stand next to each other
CLOSE_WITHIN = 8  # words
TIER = 1000.0
_WINDOW = 200  # best passages whose words are looked at for closeness
_SHIFT = 16


@dataclass(slots=True)
class Match:
    """Passages found, their scores (by passage number), and whether none of them holds all the words."""

    mask: Mask
    scores: Floats
    relaxed: bool = False
    pairs: list[tuple[tuple[Term, Term], tuple[Term, Term], float]] = field(default_factory=list)


def match(view: View, root: Node | None, within: Mask | None = None) -> Match:
    """All passages that count as found for a query. None finds everything (for browsing by filters alone).

    ``within``: plain words are weighed against the best of these passages alone.
    """
    if root is None:
        return Match(view.live.copy(), np.zeros(view.size, np.float32))
    run = _Run(view, view.live if within is None else view.live & within)
    mask = run.top(root) & view.live
    return Match(mask, run.scores, run.relaxed, run.pairs)


def share(words: int) -> float:
    """The share of a query's weight that a passage must hold to count as found, by the number of content words.

    One or two words: both. The longer a typed sentence, the more of it may have been said otherwise.
    """
    if words <= 2:
        return 1.0
    return max(0.34, 0.66 - 0.04 * (words - 3))


class _Run:
    def __init__(self, view: View, within: Mask) -> None:
        self.view = view
        self.within = within
        self.scores: Floats = np.zeros(view.size, np.float32)
        self.relaxed = False
        self.pairs: list[tuple[tuple[Term, Term], tuple[Term, Term], float]] = []

    def top(self, root: Node) -> Mask:
        """The root: plain words relax here and nowhere below."""
        if isinstance(root, Bag):
            return self.bag(root)
        if isinstance(root, Word):
            return self.bag(Bag((root,)))
        if isinstance(root, And):
            masks = [
                self.bag(p if isinstance(p, Bag) else Bag((p,))) if isinstance(p, Bag | Word) else self.node(p)
                for p in root.parts
            ]
            return _all(masks)
        return self.node(root)

    def node(self, node: Node, *, score: bool = True) -> Mask:
        view = self.view
        match node:
            case Word():
                return self.word(node, score=score)
            case Phrase(words=words):
                return self.places(self.phrase(words), self._rarest(words), score=score)
            case Prefix(text=head):
                term = view.prefix(head)
                return self._add(term, 1.0, score=score)
            case Near(left=left, right=right, distance=distance):
                found = _near(self._starts(left), self._starts(right), distance)
                return self.places(found, self._idf(left) + self._idf(right), score=score)
            case Field(name=name, values=values):
                return _any([self.field(name, value) for value in values])
            case Dates(first=first, last=last):
                return view.by_session(lambda s: s.date is not None and first <= s.date <= last)
            case Bag(words=words):
                return _all([self.word(w, score=score) for w in words])
            case And(parts=parts):
                return _all([self.node(p, score=score) for p in parts])
            case Or(parts=parts):
                return _any([self.node(p, score=score) for p in parts])
            case Not(part=part):
                return ~self.node(part, score=False)

    # --- words --------------------------------------------------------------------------------------------------------

    def _guarded(self, word: Word) -> bool:
        return word.shout or word.text in self.view.guarded

    def _terms(self, word: Word) -> tuple[Term, Term]:
        return self.view.exact(word.text), self.view.related(word.text, name=self._guarded(word))

    def word(self, word: Word, *, score: bool = True) -> Mask:
        """Passages with a word in any form, or with what means the same."""
        exact, related = self._terms(word)
        mask = self._add(exact, 1.0, score=score) | self._add(related, RELATED, score=score)
        for words in word.also:
            mask |= self.places(self.phrase(words), self._rarest(words) * MEANS_SAME, score=score)
        return mask

    def bag(self, bag: Bag) -> Mask:
        """Plain words: passages that hold the required share of their weight. Sets ``relaxed`` when none holds all."""
        view = self.view
        content = self._content(bag)
        weight: Floats = np.zeros(view.size, np.float32)
        count = np.zeros(view.size, np.int16)
        exactly = np.zeros(view.size, np.int16)
        in_text = np.zeros(view.size, np.int16)
        total, said, unknown = 0.0, 0, 0
        terms: dict[str, tuple[Term, Term]] = {}
        for word in bag.words:
            exact, _ = terms[word.text] = self._terms(word)
            if word not in content:
                self._add(exact, 1.0)
                continue
            held = self.word(word)
            docs = int(np.count_nonzero(held))
            around = self._context(word.text, said=docs > 0)
            if not docs and around is None:
                unknown += 1
                continue
            idf = view.idf(docs)
            total, said = total + idf, said + 1
            exactly[exact.docs] += 1
            in_text += held
            if around is not None:
                counting, other = around
                self.scores += (other & ~held) * np.float32(CONTEXT * idf)
                held = held | counting
            weight += held * np.float32(idf)
            count += held
        self._pair(bag, terms)
        if not said:
            return np.zeros(view.size, np.bool_)
        self._tiers(exactly, in_text, said + unknown)
        mask = self._required(weight, count, in_text, total, said)
        if unknown or not np.any(mask & (count == said)):
            self.relaxed = True
        return mask

    def _content(self, bag: Bag) -> list[Word]:
        """The words that weigh. Small words weigh only where there are no others, or none that was ever said."""
        small = [w for w in bag.words if w.text in STOP_WORDS]
        others = [w for w in bag.words if w.text not in STOP_WORDS]
        if not others:
            return small
        if len(small) > max(2, len(others)) and not any(self._said(w) for w in others):
            return list(bag.words)
        return others

    def _said(self, word: Word) -> bool:
        return bool(self.word(word, score=False).any()) or self._context(word.text, said=False) is not None

    def _tiers(self, exactly: npt.NDArray[np.int16], in_text: npt.NDArray[np.int16], words: int) -> None:
        self.scores += (in_text == words) * np.float32(TIER)
        self.scores += (exactly == words) * np.float32(TIER)

    def _required(
        self, weight: Floats, count: npt.NDArray[np.int16], in_text: npt.NDArray[np.int16], total: float, said: int
    ) -> Mask:
        """Who counts as found. Filters do not matter as long as they leave something, so that every facet's count is
        what choosing it shows."""
        enough = (weight >= np.float32(share(said) * total - 1e-3)) & self.within
        mask: Mask = enough & (in_text > 0)
        if mask.any():
            return mask
        if enough.any():  # said by nobody, but somebody's name or a title: what they said
            return enough
        best = float(weight[self.within].max(initial=0.0))
        return (weight >= np.float32(0.75 * best)) & (count > 0) & self.within

    def _context(self, word: str, *, said: bool) -> tuple[Mask, Mask] | None:
        """Passages whose speaker's name, title or topics hold a word: (those that so count as holding it, all); or None.

        A speaker's name always counts. Titles and topics do only where the word is said nowhere: every webinar about
        archives would be found by "arsip" otherwise, whatever is said in a passage of it.
        """
        view = self.view
        people = view.people_named((word,))
        sessions = view.titled((word,)) | view.about((word,))
        if word in STOP_WORDS or not (people.any() or sessions.any()):
            return None
        named, titled = view.by_person(people), sessions[view.session]
        return (named if said else named | titled), named | titled

    def _pair(self, bag: Bag, terms: dict[str, tuple[Term, Term]]) -> None:
        words = [w.text for w in bag.words]
        for left, right in pairwise(words):
            a, b = terms[left], terms[right]
            if len(a[0].docs) and len(b[0].docs):
                self.pairs.append((a, b, min(a[0].idf, b[0].idf)))

    def _add(self, term: Term, factor: float, *, score: bool = True) -> Mask:
        mask = np.zeros(self.view.size, np.bool_)
        mask[term.docs] = True
        if score and len(term.docs):
            self.scores[term.docs] += term.weights * np.float32(factor * term.idf)
        return mask

    # --- phrases ------------------------------------------------------------------------------------------------------

    def phrase(self, words: tuple[str, ...]) -> Longs:
        """The places where these words begin to stand one after the other."""
        terms = [self.view.exact(w) for w in words]
        places = [t.places for t in terms if t.places is not None]
        if len(places) < len(words) or not all(len(p) for p in places):
            return np.empty(0, np.int64)
        order = sorted(range(len(words)), key=lambda i: len(places[i]))
        starts = places[order[0]] - order[0]
        for i in order[1:]:
            if not len(starts):
                break
            starts = starts[_within(starts + i, places[i])]
        # a start before the passage's first word belongs to the passage before it
        return starts

    def _starts(self, node: Word | Phrase) -> Longs:
        return self.phrase(node.words if isinstance(node, Phrase) else (node.text,))

    def _rarest(self, words: tuple[str, ...]) -> float:
        return sum(self.view.exact(w).idf for w in words)

    def _idf(self, node: Word | Phrase) -> float:
        return self._rarest(node.words if isinstance(node, Phrase) else (node.text,))

    def places(self, places: Longs, idf: float, *, score: bool = True) -> Mask:
        """Passages of some places, scored by how many of them each holds."""
        mask = np.zeros(self.view.size, np.bool_)
        if len(places):
            docs, counts = np.unique(places >> _SHIFT, return_counts=True)
            mask[docs] = True
            if score:
                self.scores[docs] += (idf * counts * 2.2 / (counts + self.view.norm[docs])).astype(np.float32)
        return mask

    # --- fields -------------------------------------------------------------------------------------------------------

    def field(self, name: str, value: str) -> Mask:
        """Passages whose field holds a value."""
        view, words = self.view, set(value.split())
        if name == "speaker":
            return view.by_person(view.people_named(words))
        if name in ("topic", "title"):
            held: Mask = (view.about(words) if name == "topic" else view.titled(words))[view.session]
            return held
        if name == "series":
            return view.by_session(lambda s: words <= {t.folded for t in analysis.tokens(s.series)})
        if name == "year":
            return view.by_session(lambda s: s.date is not None and str(s.date.year) == value)
        if name == "session":
            return view.by_session(lambda s: s.id.startswith(value))
        if name == "lang":
            return np.isin(view.language, [n for n, code in view.languages.items() if code == value])
        of_kind: Mask = view.kind == KINDS.index(value)
        return of_kind


def _all(masks: list[Mask]) -> Mask:
    out: Mask = np.logical_and.reduce(masks)
    return out


def _any(masks: list[Mask]) -> Mask:
    out: Mask = np.logical_or.reduce(masks)
    return out


def _within(places: Longs, among: Longs) -> npt.NDArray[np.bool_]:
    """Which of some sorted places are among others."""
    at = np.searchsorted(among, places)
    at[at == len(among)] = 0
    found: npt.NDArray[np.bool_] = among[at] == places
    return found


def _near(left: Longs, right: Longs, distance: int) -> Longs:
    """The places of ``left`` that have one of ``right`` within so many words of the same passage."""
    if not len(left) or not len(right):
        return np.empty(0, np.int64)
    after = np.searchsorted(right, left)
    found = np.zeros(len(left), np.bool_)
    for at in (np.clip(after - 1, 0, len(right) - 1), np.clip(after, 0, len(right) - 1)):
        other = right[at]
        found |= (other >> _SHIFT == left >> _SHIFT) & (np.abs(other - left) <= distance) & (other != left)
    return left[found]


def ordered(view: View, found: Match, mask: Mask, limit: int, sort: str) -> npt.NDArray[np.int64]:
    """The first ``limit`` passages of ``mask`` in the order asked for. The order of a page never depends on the
    page."""
    docs = np.flatnonzero(mask)
    if sort != "relevance":
        dates = np.array([s.date.toordinal() if s.date else 0 for s in view.sessions], np.int64)
        newest = -dates[view.session[docs]] if len(docs) else docs
        start = np.nan_to_num(view.start[docs], nan=np.inf)
        keys = (start, view.session[docs], newest) if sort == "date" else (start, view.session[docs])
        return docs[np.lexsort(keys)][:limit]
    scores = found.scores[docs]
    wanted = max(limit, _WINDOW)
    if len(docs) > wanted:
        edge = np.partition(scores, len(scores) - wanted)[len(scores) - wanted]
        keep = scores >= edge
        docs, scores = docs[keep], scores[keep]
    order = np.argsort(-scores, kind="stable")
    best = docs[order][:_WINDOW]
    _closeness(found, best)
    best = best[np.argsort(-found.scores[best], kind="stable")]
    return np.concatenate([best, docs[order][_WINDOW:wanted]])[:limit]


def _closeness(found: Match, best: npt.NDArray[np.int64]) -> None:
    """Add to the best passages' scores what words that are neighbours in the query gain by being so in the passage."""
    within = np.sort(best)
    for left, right, idf in found.pairs:
        a, b = _places_in(left[0], within), _places_in(right[0], within)
        if not len(a) or not len(b):
            continue
        gain = np.zeros(len(within), np.float32)
        for first, second, factor in ((a, b, 1.0), (b, a, 0.5)):
            at = np.searchsorted(second, first, side="right")
            inside = at < len(second)
            gap = second[at[inside]] - first[inside]
            near = gap <= CLOSE_WITHIN
            where = np.searchsorted(within, first[inside][near] >> _SHIFT)
            np.maximum.at(gain, where, (factor / gap[near]).astype(np.float32))
        found.scores[within] += gain * np.float32(CLOSE * idf)


def _places_in(term: Term, docs: npt.NDArray[np.int64]) -> Longs:
    """The places of a term within some passages (sorted)."""
    if term.places is None or not len(term.places):
        return np.empty(0, np.int64)
    low = np.searchsorted(term.places, docs << _SHIFT)
    high = np.searchsorted(term.places, (docs + 1) << _SHIFT)
    return np.concatenate(
        [term.places[a:b] for a, b in zip(low, high, strict=True) if b > a] or [np.empty(0, np.int64)]
    )
