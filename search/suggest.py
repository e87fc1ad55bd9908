"""Did you mean: for a word that the archive does not know, the nearest one that it does, by edit distance over its own
vocabulary."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from search import analysis
from search.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SHORTEST = 4  # letters: below, any word is like any other
_CANDIDATES = 12


class Suggester:
    """The words of one state of the index, ready to be compared with. ``known`` maps folded words to in how many
    passages each stands."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = {w: n for w, n in known.items() if len(w) >= _SHORTEST - 1 and w.isalpha()}
        self._words = list(self._known)

    def nearest(self, word: str) -> str | None:
        """The known word nearest to an unknown one: at most one slip in five letters, the commoner of two that are
        equally near."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < _SHORTEST or not word.isalpha():
            return None
        slips = 1 if len(word) < 6 else 2 if len(word) < 11 else 3
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=_CANDIDATES)
        if not found:
            return None
        # A first letter is seldom mistaken; a swap costs one slip; commonness decides among equals.
        ranked = [(d + 0.4 * (w[0] != word[0]) - 0.08 * math.log1p(self._known[w]), w) for w, d, _ in found]
        return min(ranked)[1]

    def sentence(self, text: str, frequency: Callable[[str], int]) -> str | None:
        """The typed text with each unknown word replaced by the nearest known one; None when there is nothing to
        replace."""
        out, end = [], 0
        for token in analysis.tokens(text):
            if token.folded in STOP_WORDS or frequency(token.folded):
                continue
            better = self.nearest(token.folded)
            if better:
                out += [text[end : token.start], better]
                end = token.end
        return "".join([*out, text[end:]]) if out else None
