"""The contract of an engine: any that is put behind ``search.engine.Engine`` must pass. SQLite FTS5 is the oracle."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.engine import Entry, WhooshEngine
from search.engine.whooshed import Segments
from search.hits import Filters, Passage
from search.query import And, Bag, Near, Node, Not, Or, Phrase, Prefix, Word

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "bumi batu biru bunga daun danau dahan kota kopi kuda laut langit".split()  # noqa: SIM905


def entry(session: str, texts: list[str], speaker: str = "A") -> Entry:
    passages = tuple(
        Passage(
            f"{session}/s{n}",
            session,
            session,
            dt.date(2020, 1, 1),
            "",
            "speech",
            n * 30.0,
            n * 30.0 + 30,
            speaker,
            (),
            text,
            "id",
        )
        for n, text in enumerate(texts)
    )
    return Entry(session, session, dt.date(2020, 1, 1), "", (), (), (), frozenset(WORDS), passages)


def world(seed: int = 1, sessions: int = 12, each: int = 40) -> list[Entry]:
    chance = random.Random(seed)
    return [
        entry(
            f"s{s:02}", [" ".join(chance.choices(WORDS, range(1, 13), k=chance.randrange(3, 20))) for _ in range(each)]
        )
        for s in range(sessions)
    ]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """Filled in several commits, so that it has several segments and removed passages."""
    made = WhooshEngine.create(tmp_path_factory.mktemp("engine") / "i")
    entries = world()
    made.replace(entries[:4] + world(9)[4:6], ())
    for one in entries[4:]:
        made.replace([one], [one.id])
    return made


@pytest.fixture(scope="module")
def oracle() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("create virtual table f using fts5 (id unindexed, text)")
    for one in world():
        db.executemany("insert into f values (?, ?)", [(p.id, p.text) for p in one.passages])
    return db


def found(engine: WhooshEngine, root: Node, **filters: object) -> list[str]:
    result = engine.find(root, Filters(**filters), limit=1000, offset=0, sort="relevance")  # type: ignore[arg-type]
    assert result.total == len(result.passages)
    return [p.id for p, _ in result.passages]


def random_query(chance: random.Random) -> tuple[Node, str]:
    def word() -> str:
        return chance.choice(WORDS)

    a, b, c = word(), word(), word()
    return chance.choice(
        [
            (Phrase((a,)), a),
            (And((Phrase((a,)), Phrase((b,)))), f"{a} AND {b}"),
            (Or((Phrase((a,)), Phrase((b,)), Phrase((c,)))), f"{a} OR {b} OR {c}"),
            (And((Phrase((a,)), Not(Phrase((b,))))), f"{a} NOT {b}"),
            (Phrase((a, b)), f'"{a} {b}"'),
            (Phrase((a, b, c)), f'"{a} {b} {c}"'),
            (Prefix(a[:2]), f"{a[:2]}*"),
            (Near(Phrase((a,)), Phrase((b,)), 4), f"NEAR({a} {b}, 3)"),
            (And((Or((Phrase((a,)), Prefix(b[:2]))), Not(Phrase((c, a))))), f'({a} OR {b[:2]}*) NOT "{c} {a}"'),
        ]
    )


def test_the_same_passages_as_sqlite_finds(engine: WhooshEngine, oracle: sqlite3.Connection) -> None:
    chance = random.Random(5)
    for _ in range(300):
        root, expression = random_query(chance)
        if isinstance(root, Near) and root.left == root.right:
            continue
        expected = {row[0] for row in oracle.execute("select id from f where f match ?", (expression,))}
        assert set(found(engine, root)) == expected, expression


def test_plain_words_put_those_with_all_first(engine: WhooshEngine) -> None:
    ids = found(engine, Bag((Word("langit"), Word("biru"), Word("kuda"))))
    texts = {p.id: p.text.split() for one in world() for p in one.passages}
    whole = [all(w in texts[i] for w in ("langit", "biru", "kuda")) for i in ids]
    assert whole == sorted(whole, reverse=True)
    assert sum(whole) == sum(all(w in t for w in ("langit", "biru", "kuda")) for t in texts.values())


def test_scores_fall(engine: WhooshEngine) -> None:
    result = engine.find(Bag((Word("langit"), Word("bumi"))), Filters(), limit=500, offset=0, sort="relevance")
    scores = [score for _, score in result.passages]
    assert scores == sorted(scores, reverse=True)


def test_what_was_replaced_is_gone_and_what_came_is_there(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "i")
    engine.replace([entry("a", ["kopi hitam"]), entry("b", ["kopi susu"])], ())
    engine.replace([entry("a", ["teh hijau"])], ["a"])
    assert found(engine, Phrase(("kopi",))) == ["b/s0"]
    assert found(engine, Phrase(("teh",))) == ["a/s0"]
    engine.replace([], ["b"])
    assert found(engine, Phrase(("kopi",))) == []
    assert [s.id for s in engine.sessions()] == ["a"]


def test_a_reader_of_a_moment_ago_still_finds_whole_passages(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "i")
    engine.replace([entry("a", ["kopi hitam"])], ())
    reader = WhooshEngine(tmp_path / "i")
    for n in range(6):
        engine.replace([entry("a", [f"kopi {n}"])], ["a"])
        texts = [
            p.text for p, _ in reader.find(Phrase(("kopi",)), Filters(), limit=5, offset=0, sort="relevance").passages
        ]
        assert len(texts) == 1


def test_a_failed_commit_changes_nothing_and_leaves_no_lock(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "i")
    engine.replace([entry("a", ["kopi hitam"])], ())

    def broken() -> object:
        yield entry("b", ["teh"])
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        engine.replace(broken(), ["a"])  # type: ignore[arg-type]
    assert found(engine, Phrase(("kopi",))) == ["a/s0"]
    engine.replace([entry("b", ["teh"])], ())
    assert found(WhooshEngine(tmp_path / "i"), Phrase(("teh",))) == ["b/s0"]


def test_many_small_commits_do_not_pile_up_segments(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "i")
    for n in range(40):
        engine.replace([entry(f"s{n}", [f"kopi nomor{n}"])], ())
    assert len(engine.view.segments.parts) <= 14
    assert len(found(engine, Phrase(("kopi",)))) == 40


def test_postings_read_from_the_files_are_those_whoosh_reads(engine: WhooshEngine) -> None:
    from whoosh import index

    with index.open_dir(str(engine.folder)).reader() as reader:
        own = Segments(engine.folder)
        for word in WORDS:
            expected = list(reader.postings("terms", word).all_ids())
            assert own.postings(word).docs[own.live[own.postings(word).docs]].tolist() == expected
    assert own.postings("tiada").docs.tolist() == []
    assert own.live.sum() == np.count_nonzero(engine.view.live)


def test_an_empty_index_answers(tmp_path: Path) -> None:
    engine = WhooshEngine.create(tmp_path / "i")
    for root in (Word("kopi"), Bag((Word("a"), Word("b"))), Phrase(("a", "b")), Prefix("ko"), Not(Word("a")), None):
        assert engine.find(root, Filters(speaker=("X",)), limit=5, offset=0, sort="relevance").total == 0
