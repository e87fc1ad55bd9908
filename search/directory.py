"""The people and the topics of an archive, with how much there is of each: what the two directory pages show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.archive import slug
from search.people import is_person, key
from search.searcher import Searcher

if TYPE_CHECKING:
    from ingest.archive import Archive
    from search.engine import Held, WhooshEngine


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A person. ``id`` is the name's slug; ``titles`` the forms with titles and degrees that sessions give, newest
    first; ``role`` the newest; ``sessions`` how many name the person or hold words of theirs; ``seconds`` and
    ``passages`` of their speech."""

    id: str
    name: str
    titles: tuple[str, ...]
    role: str
    sessions: int
    seconds: float
    passages: int
    session_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic as sessions give it, with its sessions, passages and seconds of speech, and the years it was spoken of,
    newest first."""

    id: str
    name: str
    sessions: int
    seconds: float
    passages: int
    years: tuple[int, ...] = ()
    session_ids: tuple[str, ...] = ()


def speakers(archive: Archive) -> tuple[SpeakerRow, ...]:
    """Everyone who speaks, or whom a session names as a speaker; most speech first. Devices and offices are not
    people."""
    searcher = Searcher.open(archive)
    return searcher.remember("speakers", lambda: _speakers(searcher.engine))


def _speakers(engine: WhooshEngine) -> tuple[SpeakerRow, ...]:
    view = engine.view
    said: dict[str, list[float]] = {}  # name → [seconds, passages]
    where: dict[str, dict[str, None]] = {}
    held = {s.n: s for s in view.sessions}
    newest = sorted(view.sessions, key=_newest_first)
    for n, label, count, seconds in engine.spoken():
        if n in held and is_person(label):
            name = view.who.canonical(label)
            total = said.setdefault(name, [0.0, 0])
            total[0] += seconds
            total[1] += count
            where.setdefault(name, {})[held[n].id] = None
    titles: dict[str, dict[str, None]] = {}
    roles: dict[str, str] = {}
    for session in newest:
        for person in session.people:
            if not is_person(person.name):
                continue
            name = view.who.canonical(person.name)
            full = f"{person.titles_before} {person.name}".strip() + (
                f", {person.titles_after}" if person.titles_after else ""
            )
            titles.setdefault(name, {})[full] = None
            if person.role:
                roles.setdefault(name, person.role)
            where.setdefault(name, {})[session.id] = None
            said.setdefault(name, [0.0, 0])
    rows = [
        SpeakerRow(
            slug(name), name, tuple(titles.get(name, {})), roles.get(name, ""), len(where[name]), round(seconds, 1), int(count),
            tuple(where[name]),
        )
        for name, (seconds, count) in said.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.seconds, row.name)))


def topics(archive: Archive) -> tuple[TopicRow, ...]:
    """The topics that sessions give, commonest first; two spellings of one topic are one."""
    searcher = Searcher.open(archive)
    return searcher.remember("topics", lambda: _topics(searcher.engine))


def _topics(engine: WhooshEngine) -> tuple[TopicRow, ...]:
    amounts: dict[int, tuple[int, float]] = {}
    for n, _, count, seconds in engine.spoken():
        before = amounts.get(n, (0, 0.0))
        amounts[n] = before[0] + count, before[1] + seconds
    grouped: dict[str, list[tuple[str, Held]]] = {}
    for session in sorted(engine.sessions(), key=_newest_first):
        for topic in dict.fromkeys(session.topics):
            grouped.setdefault(key(topic), []).append((topic, session))
    rows = []
    for group in grouped.values():
        sessions = {s.n: s for _, s in group}
        passages = sum(amounts.get(n, (0, 0.0))[0] for n in sessions)
        seconds = sum(amounts.get(n, (0, 0.0))[1] for n in sessions)
        years = sorted({s.date.year for s in sessions.values() if s.date}, reverse=True)
        ids = tuple(s.id for s in sessions.values())
        rows.append(TopicRow(slug(group[0][0]), group[0][0], len(ids), round(seconds, 1), passages, tuple(years), ids))
    return tuple(sorted(rows, key=lambda row: (-row.sessions, row.name)))


def _newest_first(session: Held) -> tuple[int, str]:
    return (-(session.date.toordinal() if session.date else 0), session.id)
