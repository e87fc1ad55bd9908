"""What Whoosh does not hold: the passages' texts, times and speakers, and the sessions, in ``rows.sqlite`` beside it.

A row is never changed and its number never used twice. When a session is indexed anew its old rows stay until the
commit after the next, so that a reader who still looks at the index of a moment ago finds every row that index names.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import threading
import zlib
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.errors import IndexTrouble
from search.hits import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import numpy.typing as npt

FILE = "rows.sqlite"
KINDS = ("speech", "writeup")

_SCHEMA = """
create table session (
  n integer primary key autoincrement, id text not null, title text not null, date text, series text not null,
  topics text not null, people text not null, acronyms text not null, retired integer not null default 0
);
create table speaker (n integer primary key, name text not null unique);
create table language (n integer primary key, name text not null unique);
create table passage (
  row integer primary key autoincrement, session integer not null, speaker integer not null, kind integer not null,
  language integer not null, length integer not null, start real, stop real, id text not null, writeup text not null,
  first integer not null, last integer not null, date text, text text not null, crc integer not null
);
create index passage_session on passage (session);
"""
_COLUMNS = "row, session, speaker, kind, language, length, start"


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as one session names them."""

    name: str
    titles_before: str = ""
    titles_after: str = ""
    role: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as it goes into the index. ``names`` are folded words that no stemmer may touch; acronyms are (short,
    long)."""

    id: str
    title: str
    date: dt.date | None
    series: str
    topics: tuple[str, ...]
    people: tuple[Someone, ...]
    acronyms: tuple[tuple[str, str], ...]
    names: frozenset[str]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A session as the index holds it; ``n`` is its number there."""

    n: int
    id: str
    title: str
    date: dt.date | None
    series: str
    topics: tuple[str, ...]
    people: tuple[Someone, ...]
    acronyms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """One value a passage, in order of ``row``: the numbers of session, speaker and language, kind, words, and start
    (NaN: none)."""

    row: npt.NDArray[np.int64]
    session: npt.NDArray[np.int32]
    speaker: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    language: npt.NDArray[np.int8]
    length: npt.NDArray[np.int32]
    start: npt.NDArray[np.float32]


class Rows:
    """The open database. One connection, one statement at a time; may be used from several threads."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.path = folder / FILE
        if not create and not self.path.is_file():
            raise IndexTrouble("the search index lacks a file", where=str(self.path), hint="`simak index --rebuild`")
        self._lock = threading.Lock()
        self._db = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=30)
        self._names: dict[str, dict[str, int]] = {"speaker": {}, "language": {}}
        if create:
            self._db.executescript("pragma journal_mode = wal;" + _SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # --- writing
    # --------------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the transaction of a commit."""
        self._db.execute("begin immediate")

    def commit(self) -> None:
        self._db.execute("commit")

    def cancel(self) -> None:
        if self._db.in_transaction:
            self._db.execute("rollback")
        for known in self._names.values():  # numbers given in what was rolled back are not in the tables
            known.clear()

    def add(self, entry: Entry, lengths: Sequence[int]) -> list[int]:
        """A session and its passages; returns the passages' row numbers, in their order."""
        people = json.dumps([[p.name, p.titles_before, p.titles_after, p.role, list(p.also)] for p in entry.people])
        date = entry.date.isoformat() if entry.date else None
        made = self._db.execute(
            "insert into session (id, title, date, series, topics, people, acronyms) values (?, ?, ?, ?, ?, ?, ?)",
            (entry.id, entry.title, date, entry.series, json.dumps(entry.topics), people, json.dumps(entry.acronyms)),
        )
        n = made.lastrowid
        out = []
        for passage, length in zip(entry.passages, lengths, strict=True):
            text = passage.text
            values = (
                n,
                self._number("speaker", passage.speaker),
                KINDS.index(passage.kind),
                self._number("language", passage.language),
                length,
                passage.start,
                passage.end,
                passage.id,
                passage.writeup,
                *passage.segments,
                passage.date.isoformat() if passage.date else None,
                text,
                _sum(text),
            )
            made = self._db.execute(
                "insert into passage (session, speaker, kind, language, length, start, stop, id, writeup, first, last, date,"
                " text, crc) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )
            assert made.lastrowid is not None
            out.append(made.lastrowid)
        return out

    def retire(self, session_ids: Iterable[str]) -> None:
        """Mark the sessions' present rows as superseded; those marked at earlier commits go now."""
        self._db.execute("delete from passage where session in (select n from session where retired > 1)")
        self._db.execute("delete from session where retired > 1")
        self._db.execute("update session set retired = retired + 1 where retired > 0")
        for session_id in session_ids:
            self._db.execute("update session set retired = 1 where id = ? and retired = 0", (session_id,))

    def _number(self, table: str, name: str) -> int:
        known = self._names[table]
        if name not in known:
            self._db.execute(f"insert or ignore into {table} (name) values (?)", (name,))
            (known[name],) = self._db.execute(f"select n from {table} where name = ?", (name,)).fetchone()
        return known[name]

    # --- reading
    # --------------------------------------------------------------------------------------------------------

    def columns(self, above: int = 0) -> Columns:
        """The columns of all rows numbered above ``above``."""
        parts = []
        with (
            self._lock,
            closing(self._db.execute(f"select {_COLUMNS} from passage where row > ? order by row", (above,))) as rows,
        ):
            while some := rows.fetchmany(20_000):
                parts.append(np.array(some, np.float64))  # numbers below 2^53, and None becomes NaN
        table = np.concatenate(parts) if parts else np.empty((0, 7))
        return Columns(
            table[:, 0].astype(np.int64),
            table[:, 1].astype(np.int32),
            table[:, 2].astype(np.int32),
            table[:, 3].astype(np.int8),
            table[:, 4].astype(np.int8),
            table[:, 5].astype(np.int32),
            table[:, 6].astype(np.float32),
        )

    def sessions(self) -> dict[int, Held]:
        """The sessions by their numbers, superseded ones included."""
        out = {}
        query = "select n, id, title, date, series, topics, people, acronyms from session"
        for n, session_id, title, date, series, topics, people, acronyms in self._all(query):
            out[n] = Held(
                n,
                session_id,
                title,
                dt.date.fromisoformat(date) if date else None,
                series,
                tuple(json.loads(topics)),
                tuple(Someone(a, b, c, d, tuple(e)) for a, b, c, d, e in json.loads(people)),
                tuple((short, long) for short, long in json.loads(acronyms)),
            )
        return out

    def names(self, table: str) -> dict[int, str]:
        """The names of all speakers, or languages, by number."""
        return dict(self._all(f"select n, name from {table}"))

    def passages(self, numbers: Sequence[int], sessions: dict[int, Held]) -> list[Passage] | None:
        """The passages of these rows in this order; None when one is no longer there. Raises IndexTrouble on a damaged
        text."""
        marks = ",".join("?" * len(numbers))
        query = (
            "select row, session, (select name from speaker where n = passage.speaker), kind,"
            " (select name from language where n = passage.language), start, stop, id, writeup, first, last, date, text, crc"
            f" from passage where row in ({marks})"
        )
        found = {}
        for row, n, speaker, kind, language, start, stop, key, writeup, first, last, date, text, crc in self._all(
            query, tuple(numbers)
        ):
            if _sum(text) != crc:
                raise IndexTrouble(
                    "a text in the search index is damaged", where=str(self.path), hint="`simak index --rebuild`"
                )
            if n not in sessions:
                return None
            held = sessions[n]
            found[row] = Passage(
                id=key, session=held.id, title=held.title, date=dt.date.fromisoformat(date) if date else None, series=held.series,
                kind="writeup" if kind else "speech", start=start, end=stop, speaker=speaker, topics=held.topics, text=text,
                language=language, writeup=writeup, segments=(first, last),
            )  # fmt: skip
        return [found[n] for n in numbers] if len(found) == len(set(numbers)) else None

    def _all(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def spoken(self) -> list[tuple[int, str, int, float]]:
        """(session number, speaker label, passages, seconds) of all speech, superseded sessions left out."""
        return self._all(
            "select p.session, s.name, count(*), sum(p.stop - p.start) from passage p join speaker s on s.n = p.speaker"
            " join session x on x.n = p.session where p.kind = 0 and x.retired = 0 group by p.session, p.speaker"
        )


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8", "replace"))
