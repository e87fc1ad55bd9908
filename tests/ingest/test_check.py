"""In ten years: has anything rotted, gone missing, been edited, or been left undone? Every problem, not the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest import check, pipeline
from tests.builders import archive, talk, vtt

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive


@pytest.fixture
def home(tmp_path: Path) -> Archive:
    kept = archive(tmp_path)
    (tmp_path / "rapat.vtt").write_text(vtt(talk()))
    (tmp_path / "rapat.md").write_text("# Rapat\n\nHendra Wicaksono menyampaikan gaji tidak ada kendala selama WFH.\n")
    pipeline.add(kept, [tmp_path / "rapat.vtt"])
    return kept


def kinds(home: Archive, full: bool = False) -> list[str]:
    return [p.kind for p in check.check(home, full=full)]


def test_a_sound_archive_has_no_problems(home: Archive) -> None:
    assert check.check(home, full=True) == ()


def test_a_flipped_byte_is_found_by_the_full_check(home: Archive) -> None:
    path = home.folder(home.ids()[0]) / "media" / "rapat.vtt"
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(data)
    assert "changed" in kinds(home, full=True)


def test_several_problems_are_all_told(home: Archive) -> None:
    folder = home.folder(home.ids()[0])
    (folder / "media" / "rapat.vtt").unlink()
    (folder / "writeups" / "baru.md").write_text("# Baru\n\nIsi.\n")
    (folder / "session.toml").write_text('title = "Diubah"\n')
    (home.root / "folder aneh").mkdir()
    found = kinds(home)
    assert {"missing", "not sealed", "edited", "stale", "orphan"} <= set(found)


def test_a_damaged_file_of_ours_stops_no_other_check(home: Archive) -> None:
    folder = home.folder(home.ids()[0])
    (folder / "derived" / "transcript.json").write_text("{")
    (folder / "writeups" / "rapat.md").unlink()
    assert {"stale", "missing"} <= set(kinds(home)) or {"unreadable", "missing"} <= set(kinds(home))
