"""How well each place of a transcript answers each sentence of a write-up: BM25 over segments and windows, letters,
and order.

Pure numbers: texts come in as terms, scores go out as arrays ``(sentences, segments)``. What was measured on the way
(``docs/decisions.md``, ``benchmarks/align.py``): windows of 60 words find the place, the segment's own words find the
line, the 300 words that follow say whether a topic begins there, four-letter pieces of words forgive mishearings and
endings, and the order of the write-up is a hint, never a rule.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Scores = NDArray[np.float64]
Ints = NDArray[np.int64]

WINDOW, STEP = 60, 20  # words: about 25 s of speech
AHEAD = 300  # words: about two minutes
_K1, _B = 1.2, 0.3  # b = .3: segments are short for reasons that say nothing about their content
_GRAM = 4

_WEIGHTS = {"segment": 1.0, "window": 1.0, "letters window": 0.5, "letters segment": 0.5, "ahead": 1.0}
_ORDER = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """``total`` ``(sentences, segments)`` ranks; ``cosine`` ``(sentences,)``, the best window's TF-IDF cosine, refuses."""

    total: Scores
    cosine: Scores
    words: Ints  # of each segment


def weigh(sentences: Sequence[Sequence[str]], segments: Sequence[Sequence[str]]) -> Evidence:
    """The evidence for ``sentences`` in ``segments``, both as terms. Both must hold at least one entry."""
    sizes = np.array([len(s) for s in segments], dtype=np.int64)
    flat = list(itertools.chain.from_iterable(segments))
    spoken = {word: n for n, word in enumerate(dict.fromkeys(flat))}
    ids = np.array([spoken[w] for w in flat], dtype=np.int64)
    of_segment = np.repeat(np.arange(len(segments)), sizes)
    windows = _Windows(len(flat), sizes)

    asked = {word: n for n, word in enumerate(dict.fromkeys(itertools.chain.from_iterable(sentences)))}
    queries = [np.array(sorted({asked[w] for w in s}), dtype=np.int64) for s in sentences]
    exact = _map_words(spoken, asked)
    loose = _with_similar(exact, spoken, asked)
    letters, gram_queries = _grams(spoken, sentences)

    seg = _Places(of_segment, np.arange(len(flat)), sizes)
    win = _Places(windows.window, windows.position, windows.sizes)
    bm25_segment = seg.bm25(ids, loose, queries)
    bm25_window = windows.spread(win.bm25(ids, loose, queries))
    letter_segment = seg.bm25(ids, letters, gram_queries)
    letter_window = windows.spread(win.bm25(ids, letters, gram_queries))
    following = _Ahead(seg, ids, exact, queries)

    parts = {
        "segment": bm25_segment,
        "window": bm25_window,
        "letters window": letter_window,
        "letters segment": letter_segment,
        "ahead": following.scores(AHEAD),
    }
    total = np.zeros_like(bm25_segment)
    for name, weight in _WEIGHTS.items():
        total += weight * _standard(parts[name])
    middle = (np.cumsum(sizes) - sizes / 2) / max(1, len(flat))
    total += _ORDER * order_prior(total, middle)
    return Evidence(
        total=total,
        cosine=_cosine(win, ids, spoken, sentences),
        words=sizes,
    )


# --- places and their words
# -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Map:
    """For each spoken word the columns it counts for, and how much: a compressed sparse table."""

    first: Ints  # (words + 1,)
    columns: Ints
    weights: Scores
    width: int


class _Windows:
    """Windows of ``WINDOW`` words every ``STEP`` words, and the segments under each."""

    def __init__(self, length: int, sizes: Ints) -> None:
        count = max(1, math.ceil(max(0, length - WINDOW) / STEP) + 1)
        position = np.arange(length)
        pairs = [(position // STEP - back, position) for back in range(WINDOW // STEP)]
        window = np.concatenate([w for w, _ in pairs])
        at = np.concatenate([p for _, p in pairs])
        valid = (window >= 0) & (window < count)
        self.window, self.position = window[valid], at[valid]
        self.sizes = np.bincount(self.window, minlength=count)
        ends = np.cumsum(sizes)
        start = np.arange(count) * STEP
        self._first = np.searchsorted(ends, start, side="right")
        self._last = np.searchsorted(ends, np.minimum(start + WINDOW, length) - 1, side="right")
        self._segments = len(sizes)

    def spread(self, scores: Scores) -> Scores:
        """Scores of windows → of segments: each takes the best window that touches it."""
        out = np.zeros((scores.shape[0], self._segments))
        for window in range(scores.shape[1]):
            part = out[:, self._first[window] : self._last[window] + 1]
            np.maximum(part, scores[:, window : window + 1], out=part)
        return out


class _Places:
    """A set of places (segments or windows) over the running words: ``place[i]`` holds the word at ``position[i]``."""

    def __init__(self, place: Ints, position: Ints, sizes: Ints) -> None:
        self._place, self._position, self.sizes = place, position, sizes

    def postings(self, ids: Ints, table: _Map) -> tuple[Ints, Ints, Scores]:
        """(column, place, count) of what occurs, sorted by column, then place."""
        words = ids[self._position]
        counts = np.diff(table.first)[words]
        keep = counts > 0
        words, counts, place = words[keep], counts[keep], self._place[keep]
        begins = np.repeat(table.first[words], counts)
        offset = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
        entry = begins + offset
        key = table.columns[entry] * len(self.sizes) + np.repeat(place, counts)
        keys, inverse = np.unique(key.astype(np.int64), return_inverse=True)
        tally = np.bincount(inverse, weights=table.weights[entry], minlength=len(keys))
        return keys // len(self.sizes), keys % len(self.sizes), np.asarray(tally, dtype=np.float64)

    def bm25(self, ids: Ints, table: _Map, queries: Sequence[Ints]) -> Scores:
        """BM25 ``(queries, places)``; each column of a query counts once."""
        column, place, tally = self.postings(ids, table)
        idf = _idf(column, tally, table.width, len(self.sizes))
        norm = _K1 * (1 - _B + _B * self.sizes / max(1.0, float(self.sizes.mean())))
        value = idf[column] * tally * (_K1 + 1) / (tally + norm[place])
        first = np.searchsorted(column, np.arange(table.width + 1))
        out = np.zeros((len(queries), len(self.sizes)))
        for row, query in zip(out, queries, strict=True):
            for c in query:
                part = slice(first[c], first[c + 1])
                row[place[part]] += value[part]  # places of one column are distinct
        return out


def _idf(column: Ints, tally: Scores, width: int, places: int) -> Scores:
    found = np.bincount(column, weights=np.minimum(tally, 1), minlength=width)
    return np.asarray(np.log(1 + (places - found + 0.5) / (found + 0.5)))


def _table(rows: Sequence[Sequence[tuple[int, float]]], width: int) -> _Map:
    first = np.concatenate([[0], np.cumsum([len(r) for r in rows])]).astype(np.int64)
    columns = np.array([c for r in rows for c, _ in r], dtype=np.int64)
    return _Map(first, columns, np.array([w for r in rows for _, w in r], dtype=np.float64), width)


def _map_words(spoken: Mapping[str, int], asked: Mapping[str, int]) -> _Map:
    return _table([[(asked[w], 1.0)] if w in asked else [] for w in spoken], len(asked))


_SIMILAR = 0.72
_SIMILAR_WEIGHT = 0.5


def _with_similar(exact: _Map, spoken: Mapping[str, int], asked: Mapping[str, int]) -> _Map:
    """As ``exact``, and misheard words too: *Fossil* counts half for *FOCIL*, by letters and by consonants."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    ours = [w for w in asked if len(w) >= 4 and w.isalpha()]
    theirs = [w for w in spoken if len(w) >= 4 and w.isalpha()]
    if not ours or not theirs:
        return exact
    letters = cdist(ours, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    bones = cdist(
        [_consonants(w) for w in ours],
        [_consonants(w) for w in theirs],
        scorer=Levenshtein.normalized_similarity,
        dtype=np.float32,
    )
    similar = np.maximum(letters, (letters + bones) / 2)
    rows: list[list[tuple[int, float]]] = [
        list(zip(exact.columns[a:b].tolist(), exact.weights[a:b].tolist(), strict=True))
        for a, b in itertools.pairwise(exact.first.tolist())
    ]
    for i, j in zip(*(x.tolist() for x in np.nonzero(similar >= _SIMILAR)), strict=True):
        if ours[i] != theirs[j]:
            rows[spoken[theirs[j]]].append((asked[ours[i]], _SIMILAR_WEIGHT * float(similar[i, j])))
    return _table(rows, exact.width)


_SOUND = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f", "y": "i"})


def _consonants(word: str) -> str:
    """The bones of a word as it sounds: *focil* and *fossil* both ``fsl`` or near."""
    sound = word.replace("ph", "f").replace("ck", "k").replace("x", "ks").translate(_SOUND)
    return re.sub(r"(.)\1+", r"\1", sound[0] + re.sub("[aeiouh]", "", sound[1:]))


def _pieces(word: str) -> tuple[str, ...]:
    padded = f"_{word}_"
    if len(padded) <= _GRAM:
        return (padded,)
    return tuple(padded[i : i + _GRAM] for i in range(len(padded) - _GRAM + 1))


def _grams(spoken: Mapping[str, int], sentences: Sequence[Sequence[str]]) -> tuple[_Map, list[Ints]]:
    columns: dict[str, int] = {}
    queries = []
    for sentence in sentences:
        pieces = {piece for word in set(sentence) for piece in _pieces(word)}
        queries.append(np.array(sorted(columns.setdefault(p, len(columns)) for p in sorted(pieces)), dtype=np.int64))
    rows = [[(columns[p], float(n)) for p, n in Counter(_pieces(w)).items() if p in columns] for w in spoken]
    return _table(rows, len(columns)), queries


class _Ahead:
    """BM25 of the words from the beginning of each segment on, to whole segments: does the topic begin here?"""

    def __init__(self, seg: _Places, ids: Ints, table: _Map, queries: Sequence[Ints]) -> None:
        column, place, tally = seg.postings(ids, table)
        self._running = np.zeros((len(seg.sizes) + 1, table.width), dtype=np.float32)
        self._running[place + 1, column] = tally
        np.cumsum(self._running, axis=0, out=self._running)
        self._edges = np.concatenate([[0], np.cumsum(seg.sizes)])
        self._wanted = np.zeros((len(queries), table.width), dtype=np.float32)
        for row, query in zip(self._wanted, queries, strict=True):
            row[query] = 1

    def scores(self, words: int) -> Scores:
        """``(queries, segments)`` for the next ``words`` words, at least the segment itself."""
        count, edges = len(self._edges) - 1, self._edges
        last = np.maximum(np.searchsorted(edges, edges[:-1] + words, side="right") - 1, np.arange(count) + 1)
        counts = self._running[last] - self._running[:-1]
        found = np.minimum(counts, 1).sum(0)
        idf = np.log(1 + (count - found + 0.5) / (found + 0.5))
        length = (edges[last] - edges[:-1]).astype(np.float32)
        norm = _K1 * (1 - _B + _B * length / max(1.0, float(length.mean())))
        counts *= (_K1 + 1) / (counts + norm[:, None])
        return np.asarray((self._wanted * idf) @ counts.T, dtype=np.float64)


_LEAST_WINDOWS = 125


def _cosine(win: _Places, ids: Ints, spoken: Mapping[str, int], sentences: Sequence[Sequence[str]]) -> Scores:
    """The best window's TF-IDF cosine with each sentence, words that were never said included in the sentence's
    length.
    """
    every = dict(spoken)
    for sentence in sentences:
        for word in sentence:
            every.setdefault(word, len(every))
    table = _table([[(n, 1.0)] for n in range(len(spoken))], len(every))
    column, place, tally = win.postings(ids, table)
    # In a short talk a word said once stands in most windows; rarity is that of an hour's talk, or words never said
    # outweigh all others.
    idf = _idf(column, tally, len(every), max(len(win.sizes), _LEAST_WINDOWS))
    value = np.log1p(tally) * idf[column]
    norm = np.sqrt(np.bincount(place, weights=value**2, minlength=len(win.sizes))) + 1e-6
    first = np.searchsorted(column, np.arange(len(every) + 1))
    out = np.zeros(len(sentences))
    for i, sentence in enumerate(sentences):
        columns = sorted({every[w] for w in sentence})
        row = np.zeros(len(win.sizes))
        for c in columns:
            part = slice(first[c], first[c + 1])
            row[place[part]] += value[part] * idf[c]
        length = math.sqrt(float((idf[columns] ** 2).sum())) if columns else 0.0
        out[i] = float((row / norm).max()) / length if length else 0.0
    return out


# --- order
# ----------------------------------------------------------------------------------------------------------------------


def _standard(scores: Scores) -> Scores:
    """Each row with mean 0 and deviation 1: what is rare among the places counts, not how long the sentence is."""
    out: Scores = (scores - scores.mean(1, keepdims=True)) / (scores.std(1, keepdims=True) + 1e-6)
    return out


def order_prior(
    scores: Scores, middle: Scores, *, bins: int = 60, reach: float = 0.05, jump: float = 0.3, back: float = 0.3
) -> Scores:
    """What the neighbours of each sentence in the write-up say about its place, as log odds ``(sentences, segments)``.

    Forward–backward over ``bins`` stretches of the recording: from one sentence to the next the place moves on by
    about ``reach`` of it, sometimes goes ``back``, and with probability ``jump`` goes anywhere. ``middle``: the place
    of each segment in [0, 1].
    """
    sentences = scores.shape[0]
    of_bin = np.minimum((middle * bins).astype(np.int64), bins - 1)
    emission = np.full((sentences, bins), -1e9)
    for b in np.unique(of_bin):
        emission[:, b] = scores[:, of_bin == b].max(1)
    emission = np.exp(emission - emission.max(1, keepdims=True))
    at = (np.arange(bins) + 0.5) / bins
    step = at[None, :] - at[:, None]
    move = np.where(step >= 0, np.exp(-np.abs(step) / reach), back * np.exp(-np.abs(step) / reach))
    move = (1 - jump) * move / move.sum(1, keepdims=True) + jump / bins
    ahead, behind = np.ones((sentences, bins)) / bins, np.ones((sentences, bins)) / bins
    for i in range(1, sentences):
        belief = ahead[i - 1] * emission[i - 1]
        ahead[i] = (belief / belief.sum()) @ move
    for i in range(sentences - 2, -1, -1):
        belief = behind[i + 1] * emission[i + 1]
        behind[i] = move @ (belief / belief.sum())
    prior = ahead * behind
    prior /= prior.sum(1, keepdims=True)
    return np.asarray(np.log(prior * bins + 1e-3)[:, of_bin])
