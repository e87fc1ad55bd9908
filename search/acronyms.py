"""Short and long forms that mean the same, learnt from the write-ups: *Aparatur Sipil Negara (ASN)*.

A query word that is a known acronym also finds its long form, and the long form typed in full also finds the acronym.
What was added is said (``Results.expanded``) so that it can be seen and switched off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search import analysis
from search.query import And, Bag, Node, Or, Word

if TYPE_CHECKING:
    from collections.abc import Iterable

_MOST_LONG = 3  # long forms of one acronym


class Glossary:
    """The acronyms of an archive: short form → long forms, commonest first."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        counts: dict[str, dict[tuple[str, ...], int]] = {}
        self._shown: dict[object, str] = {}
        for short, long in pairs:
            short_words = [t.folded for t in analysis.tokens(short)]
            words = tuple(t.folded for t in analysis.tokens(long))
            if len(short_words) != 1 or len(words) < 2:
                continue
            forms = counts.setdefault(short_words[0], {})
            forms[words] = forms.get(words, 0) + 1
            self._shown.setdefault(short_words[0], short.strip())
            self._shown.setdefault(words, long.strip().lower())
        self._long = {s: sorted(f, key=lambda w, f=f: (-f[w], w))[:_MOST_LONG] for s, f in counts.items()}  # type: ignore[misc]
        self._short: dict[tuple[str, ...], list[str]] = {}
        for short_form, forms_of in self._long.items():
            for words in forms_of:
                self._short.setdefault(words, []).append(short_form)

    def expand(self, node: Node | None) -> tuple[Node | None, dict[str, list[str]]]:
        """The tree with what means the same beside each word, and what was added, as typed forms → added forms."""
        added: dict[str, list[str]] = {}
        return (self._expand(node, added) if node is not None and self._long else node), added

    def _expand(self, node: Node, added: dict[str, list[str]]) -> Node:
        match node:
            case Word():
                return self._word(node, added)
            case Bag(words=words):
                return Bag(self._bag(words, added))
            case And(parts=parts):
                return And(tuple(self._expand(p, added) for p in parts))
            case Or(parts=parts):
                return Or(tuple(self._expand(p, added) for p in parts))
            case _:
                return node  # a phrase stays as it was typed; what is excluded is excluded as typed

    def _word(self, word: Word, added: dict[str, list[str]]) -> Word:
        forms = self._long.get(word.text, [])
        # "bisa" typed small is the word, not the office whose name it abbreviates.
        if not forms or (not word.shout and analysis.is_common(word.text)):
            return word
        added[self._shown[word.text]] = [self._shown[form] for form in forms]
        return replace(word, also=(*word.also, *forms))

    def _bag(self, words: tuple[Word, ...], added: dict[str, list[str]]) -> tuple[Word, ...]:
        out = [self._word(word, added) for word in words]
        texts = [word.text for word in words]
        for form, shorts in self._short.items():
            size = len(form)
            for at in range(len(texts) - size + 1):
                if tuple(texts[at : at + size]) == form:
                    added[self._shown[form]] = [self._shown[s] for s in shorts]
                    for i in range(at, at + size):
                        out[i] = replace(out[i], also=(*out[i].also, *((s,) for s in shorts)))
        return tuple(out)
