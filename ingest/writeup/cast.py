"""Everyone in an article, once: mentions gathered into people, offices and short forms resolved to names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest import names
from ingest.records import Person
from ingest.writeup import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.writeup.people import Mention


_MOST = 1000  # people; an article names a few dozen, and crafted input shall not take hours


@dataclass(slots=True)
class _Someone:
    """A person being gathered: mentions in order of the text."""

    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    roles: list[tuple[int, list[str]]] = field(default_factory=list)
    name: str = ""
    role: str = ""

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.starts.append(mention.start)
        if mention.role and (not self.roles or len(self.roles) < _MOST):
            self.roles.append((mention.start, _plain(mention.role)))
        self.role = self.role or mention.role
        if len(mention.name.split()) > len(self.name.split()):
            self.name = mention.name

    def last_before(self, char: int) -> int:
        """Where this person was named last before the character, -1 when nowhere."""
        n = bisect_right(self.starts, char)
        return self.starts[n - 1] if n else -1


class Cast:
    """The people of one text. ``subjects`` are the mentions that speech verbs have for subjects."""

    def __init__(self, mentions: Sequence[Mention], subjects: Iterable[Mention]) -> None:
        self._people: list[_Someone] = []
        self._known: dict[tuple[str, ...], list[_Someone]] = {}
        self._held: dict[str, list[tuple[int, _Someone]]] = {}
        named = [(m, names.words(m.name)) for m in mentions if m.name]
        # Longest names first: short forms then find whom they are short for.
        for words in sorted(self._told(named, subjects), key=lambda w: -len(w)):
            if len(self._people) < _MOST and not any(_within(words, p.words) for p in self._people):
                self._people.append(_Someone(words))
        for mention, words in named:
            person = self._whose(words, mention.start)
            if person is not None:
                person.add(mention)
        self._people = sorted((p for p in self._people if p.mentions), key=lambda p: p.starts[0])

    @staticmethod
    def _told(named: list[tuple[Mention, tuple[str, ...]]], subjects: Iterable[Mention]) -> dict[tuple[str, ...], None]:
        """The names that are people's beyond doubt, as words, in order of the text."""
        speaking = {m.start for m in subjects}
        told = {words: None for m, words in named if m.sure or m.start in speaking}
        # "Lusia Luruk Tae" in passing, "kata Lusia" later: the full name counts once its short form speaks.
        short = {words: m.start for m, words in named if len(words) == 1 and words in told}
        if len(short) < _MOST:
            fuller = [(m, w) for m, w in named if w not in told and len(w) > 1]
            told |= {w: None for m, w in fuller if any(m.start < at and _within(one, w) for one, at in short.items())}
        return told

    def _whose(self, words: tuple[str, ...], at: int) -> _Someone | None:
        """The person whom these words can mean at a place of the text; of several, the one named last before it."""
        fitting = self._known.get(words)
        if fitting is None:
            fitting = [p for p in self._people if _within(words, p.words)]
            exact = [p for p in fitting if p.words == words]
            fitting = self._known[words] = exact or fitting
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return max(fitting, key=lambda p: p.last_before(at))

    def speaker(self, mention: Mention) -> str | None:
        """The full name that a subject means; for an office whose holder is not named, the office as written."""
        if mention.name:
            person = self._whose(names.words(mention.name), mention.start)
            return person.name if person else mention.name
        holder = self._holder(mention)
        return holder.name if holder else (mention.role or None)

    def _holder(self, office: Mention) -> _Someone | None:
        """Who was named with this office, last before it or else first after it."""
        held = self._held.get(office.role)
        if held is None:
            wanted = _plain(office.role)
            held = [(at, p) for p in self._people for at, role in p.roles if _holds(wanted, role)]
            self._held[office.role] = held
        if not held:
            return None
        return min(held, key=lambda h: (office.start < h[0], abs(office.start - h[0])))[1]

    def people(self, spoke: set[str], quoted: set[str]) -> tuple[Person, ...]:
        """The people in the order in which they are first named; ``spoke`` and ``quoted`` hold full names."""
        out = []
        for p in self._people:
            name = p.name
            titles = max((m.titles for m in p.mentions), key=len)
            degrees = max((m.degrees for m in p.mentions), key=len)
            shorter = dict.fromkeys(m.name for m in p.mentions if m.name != name)
            out.append(
                Person(name, titles, degrees, p.role, tuple(shorter), name in quoted, name in spoke or name in quoted)
            )
        return tuple(out)


def _plain(role: str) -> list[str]:
    return re.sub(r"[(),/]", " ", role.lower()).split()


def _holds(wanted: list[str], held: list[str]) -> bool:
    """Whether an office as mentioned is the one held: "Sekda" is "Sekretaris Daerah (Sekda) Kabupaten Malang", "Presiden" is
    neither "Wakil Presiden" nor "Presiden Direktur"."""
    if not wanted or set(wanted) - set(held):
        return False
    at = held.index(wanted[0])
    if at and held[at - 1] in lex.ROLES:
        return False
    return len(wanted) > 1 or at + 1 >= len(held) or held[at + 1] not in lex.ROLES


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of the one name occur in the other, in order; an initial stands for a word it begins."""
    if not short or not any(len(w) > 1 for w in short):
        return False
    if len(short) == 1 and len(short[0]) > 3 and len(long) > 1 and _clipped(short[0], long):
        return True
    at = 0
    for word in short:
        while at < len(long) and not (long[at] == word or (len(word) == 1 and long[at].startswith(word))):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _clipped(word: str, long: tuple[str, ...]) -> bool:
    """Whether the word is a name cut short as people do: Risma for Rismaharini, Jokowi for Joko Widodo."""
    if any(w.startswith(word) and len(w) > len(word) + 2 for w in long):
        return True
    pairs = pairwise(long)
    return any(word.startswith(a) and len(word) > len(a) + 1 and b.startswith(word[len(a) :]) for a, b in pairs)
