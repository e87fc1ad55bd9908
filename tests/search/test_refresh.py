"""The index's life: built, brought up to date, found damaged, rebuilt beside the old one, written by one program at a time."""

from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING

import pytest

from ingest.errors import IndexTrouble
from search import Searcher, refresh, stamp
from tests.builders import archive, talk, webinar

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive


@pytest.fixture
def small(tmp_path: Path) -> Archive:
    into = archive(tmp_path)
    for n in range(3):
        webinar(into, f"Webinar {n}", talk(("A B", f"Anggaran nomor {n} dibahas.")))
    return into


def test_a_first_search_makes_the_index(small: Archive) -> None:
    assert Searcher.open(small).find("anggaran").total == 3
    assert stamp.read(small.index_folder) is not None


def test_only_what_changed_is_indexed_anew(small: Archive) -> None:
    assert refresh(small).sessions == 3
    assert refresh(small).written == ()
    added = webinar(small, "Webinar baru", talk(("A B", "Retribusi parkir.")))
    report = refresh(small)
    assert report.written == (added,)
    assert (report.sessions, report.passages) == (4, 4)


def test_progress_counts_sessions(small: Archive) -> None:
    seen: list[tuple[int, int]] = []
    refresh(small, report=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_edited_transcript_is_found_by_its_new_words_alone(small: Archive) -> None:
    searcher = Searcher.open(small)
    first = small.ids()[-1]
    small.save_transcript(first, talk(("A B", "Retribusi parkir dihapus.")))
    refresh(small)
    assert searcher.find("retribusi").total == 1
    assert searcher.find("anggaran").total == 2


def test_a_session_taken_away_is_found_no_more(small: Archive) -> None:
    import shutil

    searcher = Searcher.open(small)
    gone = small.ids()[0]
    shutil.rmtree(small.folder(gone))
    assert refresh(small).removed == (gone,)
    assert searcher.find("anggaran").total == 2


def test_many_edits_leave_no_trace_of_the_old_texts(small: Archive) -> None:
    searcher = Searcher.open(small)
    first = small.ids()[-1]
    for n in range(20):
        small.save_transcript(first, talk(("A B", f"Suntingan ke{n} tentang retribusi.")))
        refresh(small)
        assert searcher.find("retribusi").total == 1
        assert searcher.find(f"ke{n}").total == 1
    assert searcher.find("ke3").total == 0
    assert searcher.find("anggaran").total == 2


def test_a_rebuild_finds_the_same(small: Archive) -> None:
    searcher = Searcher.open(small)
    before = [h.passage for h in searcher.find("anggaran").hits]
    old = stamp.read(small.index_folder)
    refresh(small, rebuild=True)
    new = stamp.read(small.index_folder)
    assert old is not None
    assert new is not None
    assert old.folder != new.folder
    assert sorted(p.id for p in before) == sorted(h.passage.id for h in searcher.find("anggaran").hits)


def test_a_flipped_byte_is_noticed_and_mended(small: Archive) -> None:
    refresh(small)
    made = stamp.read(small.index_folder)
    assert made is not None
    path = small.index_folder / made.folder / next(name for name in made.files if name.endswith((".pst", ".seg")))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0x40
    path.write_bytes(raw)
    assert stamp.damaged(small.index_folder, made) == [path.name]
    refresh(small)
    again = stamp.read(small.index_folder)
    assert again is not None
    assert stamp.damaged(small.index_folder, again) == []
    assert Searcher.open(small).find("anggaran").total == 3


@pytest.mark.parametrize("damage", ["stamp", "rows", "folder", "garbage", "version"])
def test_a_broken_index_is_made_anew(small: Archive, damage: str) -> None:
    import shutil

    refresh(small)
    home = small.index_folder
    made = stamp.read(home)
    assert made is not None
    if damage == "stamp":
        (home / stamp.FILE).unlink()
    elif damage == "rows":
        (home / made.folder / "rows.sqlite").unlink()
    elif damage == "folder":
        shutil.rmtree(home / made.folder)
    elif damage == "garbage":
        (home / stamp.FILE).write_text("{not json")
    else:
        text = json.loads((home / stamp.FILE).read_text())
        (home / stamp.FILE).write_text(json.dumps(text | {"analysis": 0}))
    assert Searcher(small).find("anggaran").total == 3


def test_a_stamp_cannot_lead_out_of_the_index(small: Archive) -> None:
    refresh(small)
    home = small.index_folder
    text = json.loads((home / stamp.FILE).read_text())
    (home / stamp.FILE).write_text(json.dumps(text | {"folder": "../media"}))
    assert stamp.read(home) is None


def _hold(home: Path, ready: object, done: object) -> None:
    with stamp.lock(home):
        ready.set()  # type: ignore[attr-defined]
        done.wait(20)  # type: ignore[attr-defined]


def test_two_programs_do_not_write_at_once(small: Archive) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(small.index_folder, ready, done))
    other.start()
    assert ready.wait(20)
    with pytest.raises(IndexTrouble, match="another program"), stamp.lock(small.index_folder, wait=0.1):
        pass
    done.set()
    other.join()
    assert refresh(small).sessions == 3
