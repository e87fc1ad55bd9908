"""From files to a session that can be searched: added once, processed step by step, redone only where something changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from ingest import media, pipeline
from ingest.errors import BadInput
from tests.builders import archive, talk, vtt
from tests.ingest import sounds

ARTICLE = """+++
outlet = "Kabar Uji"
published = 2020-11-27
+++

# Gaji ASN Aman Selama WFH

Tirtamulya – Sekda Kabupaten Tirtamulya, Dr. Ir. Hendra Wicaksono, M.M., berbicara dalam webinar, Kamis (26/11/2020).

"Dari sisi gaji tidak ada kendala apa pun selama WFH," kata Hendra.

"Penghasilan tetap diterima setiap bulan oleh empat puluh pegawai," tambahnya.
"""
WORDS_ONLY = pipeline.Options(transcribe=False)
CALLS = Path(__file__).parents[3] / "shared" / "samples" / "calls"


@pytest.fixture
def dropped(tmp_path: Path) -> Path:
    folder = tmp_path / "2020-11-26 Birokrat Tangguh"
    folder.mkdir()
    (folder / "transcript.vtt").write_text(vtt(talk()))
    (folder / "artikel.md").write_text(ARTICLE)
    return folder


def test_a_folder_with_captions_and_an_article_becomes_a_session_with_verdicts(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    done = pipeline.add(home, [dropped])
    assert done.failed == ()
    (session_id,) = done.added
    session = home.session(session_id)
    assert session.date == dt.date(2020, 11, 26)
    assert session.title == "Gaji ASN Aman Selama WFH"
    said = home.transcript(session_id)
    assert said is not None
    assert said.segments[1].speaker == "Hendra Wicaksono"
    (alignment,) = home.alignments(session_id)
    verdicts = {link.text: link for link in alignment.links if link.quote}
    right = next(link for text, link in verdicts.items() if "kendala" in text)
    wrong = next(link for text, link in verdicts.items() if "empat puluh" in text)
    assert right.verdict == "verbatim"
    assert wrong.verdict == "contradicted"
    assert right.spans[0].start == pytest.approx(said.segments[1].start, abs=1.0)
    assert pipeline.stale(home, session_id) == ()


def test_the_same_bytes_twice_are_one_recording(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    first = pipeline.add(home, [dropped])
    again = pipeline.add(home, [dropped])
    assert (again.added, again.unchanged) == ((), first.added)
    (tmp_path / "lain.vtt").write_bytes((dropped / "transcript.vtt").read_bytes())
    assert pipeline.add(home, [tmp_path / "lain.vtt"]).unchanged == first.added
    assert len(home.ids()) == 1


def test_an_article_that_comes_later_joins_its_recording(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    (dropped / "notula.md").write_text("# Notula\n\nHendra Wicaksono menyampaikan gaji tidak ada kendala selama WFH.\n")
    assert pipeline.add(home, [dropped]).added == (session_id,)
    assert home.session(session_id).writeups == ("artikel.md", "notula.md")
    assert len(home.alignments(session_id)) == 2


def test_files_may_be_given_to_a_session_by_name(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    (tmp_path / "kedua.md").write_text("# Kedua\n\nHendra Wicaksono menyebut gaji tidak ada kendala selama WFH.\n")
    done = pipeline.add(home, [tmp_path / "kedua.md"], pipeline.Details(session=session_id))
    assert done.added == (session_id,)
    assert home.ids() == (session_id,)
    assert home.session(session_id).writeups == ("artikel.md", "kedua.md")


def test_a_damaged_file_is_not_read_again_and_a_good_copy_mends_it(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    before = home.transcript(session_id)
    kept = home.folder(session_id) / "media" / "transcript.vtt"
    kept.write_bytes(kept.read_bytes().replace(b"gaji", b"gajo"))
    with pytest.raises(BadInput, match="not those that were given"):
        pipeline.update(home, session_id)
    assert home.transcript(session_id) == before
    assert pipeline.add(home, [dropped]).failed == ()
    assert kept.read_bytes() == (dropped / "transcript.vtt").read_bytes()
    kept.unlink()
    pipeline.add(home, [dropped])
    assert kept.is_file()


def test_the_language_that_people_write_is_taken_over(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    toml = home.folder(session_id) / "session.toml"
    toml.write_text(toml.read_text().replace("title", 'language = "English"\ntitle', 1))
    pipeline.update(home, session_id)
    said = home.transcript(session_id)
    assert said is not None
    assert said.language == "en"
    toml.write_text(toml.read_text().replace("English", "bahasa planet"))
    assert "no language is called" in home.session(session_id).problem


def test_a_recording_that_browsers_cannot_play_gets_a_copy_that_they_can(tmp_path: Path) -> None:
    home = archive(tmp_path)
    sounds.write(tmp_path / "rapat.mkv", sounds.tone(3.0), fps=10, seconds=3.0)
    (tmp_path / "rapat.vtt").write_text(vtt(talk()))
    (session_id,) = pipeline.add(home, [tmp_path / "rapat.mkv"]).added
    (recording,) = home.session(session_id).of_kind("video")
    shown = home.playable(session_id, recording)
    assert shown.suffix == ".mp4"
    assert media.browser_ready(shown)
    assert media.probe(shown).seconds == pytest.approx(3.0, abs=0.1)
    assert home.media_path(session_id, recording).read_bytes() == (tmp_path / "rapat.mkv").read_bytes()
    assert pipeline.stale(home, session_id) == ()


def test_a_bad_file_is_told_in_a_line_and_stops_no_other(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (tmp_path / "rusak.mp4").write_bytes(b"bukan film")
    (tmp_path / "kosong.vtt").write_bytes(b"")
    done = pipeline.add(home, [tmp_path / "rusak.mp4", tmp_path / "kosong.vtt", tmp_path / "tidak-ada.mp3", dropped])
    assert len(done.added) == 1
    assert {Path(f.path).name for f in done.failed} == {"rusak.mp4", "kosong.vtt", "tidak-ada.mp3"}
    assert all("\n" not in f.error and "Traceback" not in f.error for f in done.failed)


def test_only_what_changed_is_done_again(tmp_path: Path, dropped: Path) -> None:
    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    assert pipeline.update(home, session_id) == ()
    corrected = vtt(talk(("Hendra Wicaksono", "Gaji tetap diterima selama bekerja dari rumah.")))
    (home.folder(session_id) / "transcript.vtt").write_text(corrected)
    assert pipeline.stale(home, session_id) == ("captions", "align")
    assert pipeline.update(home, session_id) == ("captions", "align")
    said = home.transcript(session_id)
    assert said is not None
    assert [s.text for s in said.segments] == ["Gaji tetap diterima selama bekerja dari rumah."]
    assert "corrected by hand" in said.model


def test_everything_derived_may_be_deleted(tmp_path: Path, dropped: Path) -> None:
    import shutil

    home = archive(tmp_path)
    (session_id,) = pipeline.add(home, [dropped]).added
    before = {p.name: p.read_bytes() for p in home.derived(session_id).rglob("*.json") if p.name != "hashes.json"}
    shutil.rmtree(home.derived(session_id))
    pipeline.update(home, session_id)
    after = {p.name: p.read_bytes() for p in home.derived(session_id).rglob("*.json") if p.name != "hashes.json"}
    assert after == before


def test_a_write_up_without_a_recording_is_kept(tmp_path: Path) -> None:
    home = archive(tmp_path)
    (tmp_path / "artikel.md").write_text(ARTICLE)
    (session_id,) = pipeline.add(home, [tmp_path / "artikel.md"]).added
    assert home.session(session_id).media == ()
    assert home.writeups(session_id)[0].title == "Gaji ASN Aman Selama WFH"
    summary = home.summary(session_id)
    assert summary is not None
    assert not summary.transcribed


@pytest.mark.skipif(not CALLS.is_dir(), reason="no sample calls beside this checkout")
def test_a_real_call_takes_the_text_that_people_corrected(tmp_path: Path) -> None:
    home = archive(tmp_path)
    call = sorted(CALLS.iterdir())[0]
    done = pipeline.add(home, [call], options=WORDS_ONLY)
    assert done.failed == ()
    assert {Path(f.path).suffix for f in done.left_out} == {".json", ".tsv"}
    said = home.transcript(done.added[0])
    assert said is not None
    assert "corrected" in said.model
    assert sum(m.kind == "captions" for m in home.session(done.added[0]).media) == 2
