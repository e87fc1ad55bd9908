"""Everyone in an article, once: mentions gathered into people, offices and short forms resolved to names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest import names
from ingest.records import Person
from ingest.writeup import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.writeup.people import Mention


@dataclass(slots=True)
class _Someone:
    """A person being gathered: mentions in order of the text."""

    words: tuple[str, ...]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        return max((m.name for m in self.mentions), key=lambda n: len(n.split()))

    @property
    def role(self) -> str:
        return next((m.role for m in self.mentions if m.role), "")


class Cast:
    """The people of one text. ``subjects`` are the mentions that speech verbs have for subjects."""

    def __init__(self, mentions: Sequence[Mention], subjects: Iterable[Mention]) -> None:
        self._people: list[_Someone] = []
        speaking = {m.start for m in subjects}
        told = [m for m in mentions if m.name and (m.sure or m.start in speaking)]
        # "Lusia Luruk Tae" in passing, "kata Lusia" later: the full name counts once its short form speaks.
        short = [(names.words(m.name), m.start) for m in told if len(names.words(m.name)) == 1]
        fuller = [m for m in mentions if m.name and m not in told and len(names.words(m.name)) > 1]
        told += [m for m in fuller if any(m.start < at and _within(w, names.words(m.name)) for w, at in short)]
        # Longest names first: short forms then find whom they are short for.
        for mention in sorted(told, key=lambda m: (-len(names.words(m.name)), m.start)):
            if self._whose(mention) is None:
                self._people.append(_Someone(names.words(mention.name), [mention]))
        for mention in mentions:
            if mention.name:
                person = self._whose(mention)
                if person is not None and mention not in person.mentions:
                    person.mentions.append(mention)
        for person in self._people:
            person.mentions.sort(key=lambda m: m.start)
        self._people.sort(key=lambda p: p.mentions[0].start)

    def _whose(self, mention: Mention) -> _Someone | None:
        """The person this mention can mean; of several, the one named last before it."""
        words = names.words(mention.name)
        fitting = [p for p in self._people if _within(words, p.words)]
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        exact = [p for p in fitting if p.words == words]
        if exact:
            return exact[0]
        before = [
            (max((m.start for m in p.mentions if m.start <= mention.start), default=-1), n)
            for n, p in enumerate(fitting)
        ]
        return fitting[max(before)[1]]

    def speaker(self, mention: Mention) -> str | None:
        """The full name that a subject means; for an office whose holder is not named, the office as written."""
        if mention.name:
            person = self._whose(mention)
            return person.name if person else mention.name
        holder = self._holder(mention)
        return holder.name if holder else (mention.role or None)

    def _holder(self, office: Mention) -> _Someone | None:
        """Who was named with this office, last before it or else first after it."""
        wanted = re.sub(r"[(),/]", " ", office.role.lower()).split()
        fitting = []
        for n, person in enumerate(self._people):
            for m in person.mentions:
                if not m.role:
                    continue
                held = re.sub(r"[(),/]", " ", m.role.lower()).split()
                if _holds(wanted, held):
                    distance = office.start - m.start
                    fitting.append((distance < 0, abs(distance), n))
        return self._people[min(fitting)[2]] if fitting else None

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
