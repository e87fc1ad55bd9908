"""What belongs together when someone drops files: folders of Zoom, same-stem sidecars, a folder of several recordings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from ingest.arrivals import Bundle, bundles, date_in, title_in
from ingest.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path


def drop(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(name.encode())
    return folder


def names(bundle: Bundle) -> list[str]:
    return [path.name for path, _ in bundle.files]


def test_a_zoom_folder_is_one_session_dated_by_its_files(tmp_path: Path) -> None:
    stem = "GMT20210318-020015_Recording"
    folder = drop(
        tmp_path / "zoom", f"{stem}_1920x1080.mp4", f"{stem}.m4a", f"{stem}.transcript.vtt", "chat.txt", "artikel.md"
    )
    (found,) = bundles([folder])
    assert names(found)[0] == f"{stem}_1920x1080.mp4"
    assert set(names(found)) == {p.name for p in folder.iterdir()}
    assert found.date == dt.date(2021, 3, 18)


def test_same_stem_sidecars_come_along_with_a_single_file(tmp_path: Path) -> None:
    folder = drop(tmp_path, "rapat.mp4", "rapat.id.vtt", "rapat.md", "lain.md")
    (found,) = bundles([folder / "rapat.mp4"])
    assert set(names(found)) == {"rapat.mp4", "rapat.id.vtt", "rapat.md"}
    assert found.title == "Rapat"


def test_a_folder_of_several_recordings_is_one_session_each(tmp_path: Path) -> None:
    found = bundles([drop(tmp_path / "arsip", "satu.mp4", "satu.vtt", "dua.mp3", "dua.md", "catatan.xlsx")])
    assert sorted(sorted(names(b)) for b in found) == [["dua.md", "dua.mp3"], ["satu.mp4", "satu.vtt"]]
    assert [p.name for b in found for p, _ in b.left_out] == ["catatan.xlsx"]


def test_a_corrected_caption_file_stays_with_the_one_it_corrects(tmp_path: Path) -> None:
    folder = drop(tmp_path / "call", "transcript.vtt", "transcript_corrected.vtt", "writeup.md", "gold.json", "log.tsv")
    (found,) = bundles([folder])
    assert set(names(found)) == {"transcript.vtt", "transcript_corrected.vtt", "writeup.md"}
    assert {p.name for p, _ in found.left_out} == {"gold.json", "log.tsv"}


def test_articles_in_one_folder_are_about_different_things(tmp_path: Path) -> None:
    assert len(bundles([drop(tmp_path / "kliping", "a.md", "b.html", "c.txt")])) == 3


def test_subfolders_count_for_themselves(tmp_path: Path) -> None:
    drop(tmp_path / "semua" / "satu", "rekaman.mp4", "notula.md")
    drop(tmp_path / "semua" / "dua", "rekaman.mp3")
    assert len(bundles([tmp_path / "semua"])) == 2


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        bundles([tmp_path / "tidak.mp4"])


@pytest.mark.parametrize(
    ("name", "date", "title"),
    [
        (
            "2020-11-23 09.00.12 Membangun Birokrat Tangguh 81234567890",
            dt.date(2020, 11, 23),
            "Membangun Birokrat Tangguh",
        ),
        ("GMT20210318-020015_Recording_1920x1080", dt.date(2021, 3, 18), ""),
        ("Rapat-Koordinasi_20210305", dt.date(2021, 3, 5), "Rapat Koordinasi"),
        ("audio_only", None, ""),
        ("20991399", None, ""),
    ],
)
def test_names_tell_date_and_title(name: str, date: dt.date | None, title: str) -> None:
    assert date_in(name) == date
    assert title_in(name) == title
