"""The archive keeps what it is given, whole or not at all, and an outsider can read and verify it without Simak."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest

from ingest import disk
from ingest.archive import Archive, kind_of, slug
from ingest.errors import BadInput, NotFound, Unsafe
from ingest.records import Media, Speaker
from tests.builders import archive, talk, webinar

if TYPE_CHECKING:
    from pathlib import Path


def test_a_session_comes_back_as_it_was_given(tmp_path: Path) -> None:
    home = archive(tmp_path)
    source = tmp_path / "rapat.vtt"
    source.write_text("WEBVTT\n")
    speaker = {
        "name": "Hendra Wicaksono",
        "titles_before": "Dr. Ir.",
        "titles_after": "M.M.",
        "also": ["Hendra W - Sekda"],
    }
    fields: dict[str, object] = {"topics": ["WFH"], "series": "Bincang", "speaker": [speaker]}
    session_id = home.new_session("Birokrat Tangguh!", dt.date(2020, 11, 26), files=[(source, "media")], fields=fields)

    assert session_id == "2020-11-26-birokrat-tangguh"
    session = home.session(session_id)
    assert (session.title, session.date, session.topics, session.series) == (
        "Birokrat Tangguh!",
        dt.date(2020, 11, 26),
        ("WFH",),
        "Bincang",
    )
    assert session.speakers == (Speaker("Hendra Wicaksono", "Dr. Ir.", "M.M.", "", ("Hendra W - Sekda",)),)
    assert session.speakers[0].full == "Dr. Ir. Hendra Wicaksono, M.M."
    assert [m.kind for m in session.media] == ["captions"]
    assert home.media_path(session_id, session.media[0]).read_text() == "WEBVTT\n"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum program here")
def test_sha256sum_itself_verifies_the_manifest(tmp_path: Path) -> None:
    home = archive(tmp_path)
    source = tmp_path / "nama dengan spasi é.md"
    source.write_text("# Judul\n\nIsi.\n")
    session_id = home.new_session("X", None, files=[(source, "writeups")])
    done = subprocess.run(
        ["sha256sum", "-c", "manifest-sha256.txt"], cwd=home.folder(session_id), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_two_sessions_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    home = archive(tmp_path)
    assert [home.new_session("Rapat", dt.date(2024, 1, 2)) for _ in range(2)] == [
        "2024-01-02-rapat",
        "2024-01-02-rapat-2",
    ]


def test_a_session_that_cannot_be_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    home = archive(tmp_path)
    with pytest.raises(Exception, match="could not be kept"):
        home.new_session("Rapat", None, files=[(tmp_path / "gone.vtt", "media")])
    assert home.ids() == ()


def test_speakers_get_the_names_that_people_wrote(tmp_path: Path) -> None:
    home = archive(tmp_path)
    said = talk(("hendra w - SEKDA", "Selamat pagi."), ("iPhone", "Pagi Pak."))
    also = [{"name": "Hendra Wicaksono", "also": ["Hendra W - Sekda"]}]
    found = home.transcript(webinar(home, transcript=said, speaker=also))
    assert found is not None
    assert [s.speaker for s in found.segments] == ["Hendra Wicaksono", "iPhone"]


def test_a_transcript_survives_the_disk(tmp_path: Path) -> None:
    home = archive(tmp_path)
    said = talk()
    found = home.transcript(webinar(home, transcript=said))
    assert found is not None
    assert [s.text for s in found.segments] == [s.text for s in said.segments]
    assert found.segments[1].words[0].text == "Dari"
    assert found.segments[1].words[0].start == pytest.approx(said.segments[1].words[0].start, abs=0.001)


def test_a_broken_session_toml_hides_nothing_and_is_told(tmp_path: Path) -> None:
    home = archive(tmp_path)
    session_id = webinar(home)
    (home.folder(session_id) / "session.toml").write_text('title = "tanpa tutup\n')
    session = home.session(session_id)
    assert session.title == "Birokrat tangguh"
    assert session.date == dt.date(2020, 11, 26)
    assert "cannot be read" in session.problem


@pytest.mark.parametrize("hostile", ["../etc", "..", "", ".index", "a/b", "x\0y", "tidak-ada"])
def test_ids_from_an_address_lead_nowhere_else(tmp_path: Path, hostile: str) -> None:
    home = archive(tmp_path)
    webinar(home)
    with pytest.raises(NotFound):
        home.folder(hostile)


def test_a_link_out_of_the_session_is_not_followed(tmp_path: Path) -> None:
    home = archive(tmp_path)
    session_id = webinar(home)
    secret = tmp_path / "secret.mp4"
    secret.write_text("x")
    (home.folder(session_id) / "media").mkdir()
    (home.folder(session_id) / "media" / "a.mp4").symlink_to(secret)
    with pytest.raises(Unsafe):
        home.media_path(session_id, Media("media/a.mp4", "video", "", 1))


def test_a_big_file_may_stay_where_it_is(tmp_path: Path) -> None:
    home = archive(tmp_path)
    source = tmp_path / "besar.mp4"
    source.write_bytes(b"film")
    session_id = home.new_session("Besar", None, files=[(source, "media")], in_place=[source])
    (media,) = home.session(session_id).media
    assert media.kind == "video"
    assert home.media_path(session_id, media) == source
    assert tomllib.loads((home.folder(session_id) / "media" / "besar.mp4.ref").read_text())["sha256"] == disk.sha256(
        source
    )


def test_a_write_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    disk.write(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        disk.write(target, b"new")
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_the_fingerprint_follows_what_search_shows(tmp_path: Path) -> None:
    home = archive(tmp_path)
    session_id = webinar(home)
    before = home.fingerprint(session_id)
    assert home.fingerprint(session_id) == before
    home.save_transcript(session_id, talk(("Hendra Wicaksono", "Lain sama sekali.")))
    assert home.fingerprint(session_id) != before


def test_people_edits_are_sealed_and_rot_is_not(tmp_path: Path) -> None:
    home = archive(tmp_path)
    source = tmp_path / "a.vtt"
    source.write_text("WEBVTT\n")
    session_id = home.new_session("X", None, files=[(source, "media")])
    sealed = home.manifest(session_id)
    (home.folder(session_id) / "session.toml").write_text('title = "Y"\n')
    (home.folder(session_id) / "media" / "a.vtt").write_text("ROT")
    assert home.seal(session_id)
    after = home.manifest(session_id)
    assert after["session.toml"] != sealed["session.toml"]
    assert after["media/a.vtt"] == sealed["media/a.vtt"]


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("format = 99", "newer Simak"),
        ("modell = 'base'", "unknown setting"),
        ("threads = 'two'", "wrong type"),
        ("x = [", "cannot be read"),
    ],
)
def test_a_wrong_archive_toml_is_one_clear_line(tmp_path: Path, toml: str, told: str) -> None:
    root = tmp_path / "a"
    root.mkdir()
    (root / "archive.toml").write_text(toml)
    with pytest.raises(BadInput, match=told):
        Archive.open(root)


def test_a_folder_that_is_no_archive_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="SIMAK_ARCHIVE"):
        Archive.open(tmp_path)


def test_names_tell_kinds_and_slugs_read_well() -> None:
    assert [kind_of(n) for n in ("A.MP4", "b.m4a", "c.vtt", "meeting_saved_chat.txt", "x.json")] == [
        "video",
        "audio",
        "captions",
        "chat",
        "other",
    ]
    assert slug("Évaluasi: Kinerja & Anggaran 2024!") == "evaluasi-kinerja-anggaran-2024"
    assert slug("日本") == "rekaman"
    assert len(slug("kata " * 50)) <= 60
