"""Which characters of a passage answer a query, and which part of it is worth showing first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from search import analysis
from search.query import And, Bag, Near, Node, Or, Phrase, Prefix, Word
from search.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

SNIPPET = 240  # characters


class Marker:
    """Marks the words that a tree asks for. A phrase is marked where it stands whole, its words alone are not."""

    def __init__(self, root: Node | None, guarded: frozenset[str] = frozenset()) -> None:
        self._exact: dict[str, str] = {}  # folded word → the query word it answers
        self._related: dict[str, str] = {}  # index term → the query word it answers
        self._stop: set[str] = set()
        self._heads: list[str] = []
        self._phrases: list[tuple[str, ...]] = []
        self._guarded = guarded
        self.words: list[str] = []  # the content words of the plain text, for "why"
        self._read(root)

    def _read(self, node: Node | None) -> None:
        match node:
            case Word():
                self._word(node)
            case Bag(words=words):
                content = [w for w in words if w.text not in STOP_WORDS] or list(words)
                for word in words:
                    if word in content:
                        self._word(word)
                    else:
                        self._stop.add(word.text)
            case Phrase(words=words):
                self._phrases.append(words)
            case Prefix(text=head):
                self._heads.append(head)
            case And(parts=parts) | Or(parts=parts):
                for part in parts:
                    self._read(part)
            case Near(left=left, right=right):
                for side in (left, right):
                    self._phrases.append(side.words if isinstance(side, Phrase) else (side.text,))
            case _:
                return

    def _word(self, word: Word) -> None:
        self.words.append(word.text)
        self._exact[word.text] = word.text
        name = word.shout or word.text in self._guarded
        for term in analysis.related(word.text, name=name):
            self._related.setdefault(term, word.text)
        self._phrases += word.also

    def marks(self, text: str, language: str) -> tuple[tuple[tuple[int, int], ...], frozenset[str]]:
        """Ranges in the text, in order and apart from each other, and the query words that they answer."""
        found = analysis.tokens(text)
        marked = [False] * len(found)
        answered = set()
        for i, token in enumerate(found):
            word = self._answers(token, language)
            if word is not None:
                marked[i] = True
                answered.add(word)
        self._mark_phrases(found, marked)
        # A stop word of the query is worth a mark only beside another: "yang" alone says nothing.
        for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
            for i in order:
                beside = marked[i - 1] if order.step > 0 else marked[i + 1]
                marked[i] = marked[i] or (beside and found[i].folded in self._stop)
        return tuple((t.start, t.end) for t, m in zip(found, marked, strict=True) if m), frozenset(answered)

    def _answers(self, token: analysis.Token, language: str) -> str | None:
        folded = token.folded
        if folded in self._exact:
            return self._exact[folded]
        if self._related:
            if folded in self._related:
                return self._related[folded]
            if not token.shout:
                stem = analysis.stems_of(folded, language)[1]
                if stem in self._related:
                    return self._related[stem]
        return "" if any(folded.startswith(head) for head in self._heads) else None

    def _mark_phrases(self, found: Sequence[analysis.Token], marked: list[bool]) -> None:
        folded = [t.folded for t in found]
        for words in self._phrases:
            for i in range(len(folded) - len(words) + 1):
                if folded[i] == words[0] and tuple(folded[i : i + len(words)]) == words:
                    marked[i : i + len(words)] = [True] * len(words)


def snippet(text: str, marks: Sequence[tuple[int, int]], length: int = SNIPPET) -> tuple[int, int]:
    """The stretch of at most ``length`` characters that holds the most marks, cut between words; the beginning when
    there are none."""
    if len(text) <= length:
        return 0, len(text)
    if not marks:
        return 0, text.rfind(" ", 1, length) if " " in text[1:length] else length
    starts, ends = [a for a, _ in marks], [b for _, b in marks]
    most = max(range(len(marks)), key=lambda i: (bisect_right(ends, starts[i] + length) - i, -i))
    last = max(bisect_right(ends, starts[most] + length) - 1, most)
    spare = max(0, length - (ends[last] - starts[most]))
    start = max(0, min(starts[most] - spare // 2, len(text) - length))
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, starts[most])) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", max(ends[last] - 1, start), end)) > start:
        end = space
    return start, max(end, ends[bisect_left(starts, starts[most])])
