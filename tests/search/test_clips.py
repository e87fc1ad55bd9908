"""Taking a moment out: whole sentences, subtitles with the clip's own times, a line to cite it with."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from ingest import media
from ingest.errors import BadInput, NotFound, Unsafe
from ingest.records import Session
from search import clips
from tests import builders
from tests.ingest import sounds

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive


@pytest.fixture
def world(tmp_path: Path) -> tuple[Archive, str]:
    """A webinar of about 13 s with picture, four sentences by two speakers, and its transcript."""
    archive = builders.archive(tmp_path)
    session = builders.webinar(archive, organiser="Balai Pelatihan")
    film = sounds.write(tmp_path / "rapat.mp4", sounds.tone(16), fps=5, seconds=16)
    archive.take(session, film, "media")
    return archive, session


def test_a_clip_holds_whole_sentences_and_its_subtitles(world: tuple[Archive, str], tmp_path: Path) -> None:
    archive, session = world
    transcript = archive.transcript(session)
    assert transcript is not None
    second = transcript.segments[1]
    made = clips.cut(archive, session, second.start + 1, second.start + 2, tmp_path / "klip.mp4")
    assert made.start == pytest.approx(second.start, abs=0.2)
    assert made.end == pytest.approx(second.end, abs=0.35)
    assert media.probe(made.file).seconds == pytest.approx(made.seconds, abs=0.25)
    assert [p.name for p in made.subtitles] == ["klip.vtt", "klip.srt"]
    vtt = made.subtitles[0].read_text(encoding="utf-8")
    assert "<v Hendra Wicaksono>Dari sisi gaji tidak ada kendala apa pun selama WFH.</v>" in vtt
    assert "00:00:00.1" in vtt
    assert "Selamat pagi" not in vtt
    assert made.citation == (
        "Hendra Wicaksono, “Birokrat Tangguh,” webinar, Balai Pelatihan, 26 November 2020, 0:04–0:09"
    )


def test_exact_means_these_very_seconds(world: tuple[Archive, str], tmp_path: Path) -> None:
    archive, session = world
    made = clips.cut(archive, session, 2.2, 4.7, tmp_path / "klip.m4a", exact=True)
    assert (made.start, made.end, made.seconds) == (2.2, 4.7, 2.5)
    assert not media.probe(made.file).has_video


def test_a_session_of_captions_alone_says_that_there_is_nothing_to_cut(tmp_path: Path) -> None:
    archive = builders.archive(tmp_path)
    session = builders.webinar(archive)
    with pytest.raises(NotFound, match="no recording to cut from"):
        clips.cut(archive, session, 1, 2, tmp_path / "klip.mp4")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (500, 510)])
def test_times_that_make_no_sense_are_refused(
    world: tuple[Archive, str], tmp_path: Path, start: float, end: float
) -> None:
    archive, session = world
    with pytest.raises(BadInput):
        clips.cut(archive, session, start, end, tmp_path / "klip.mp4")
    assert not list(tmp_path.glob("klip*"))


def test_the_archive_is_only_read(world: tuple[Archive, str], tmp_path: Path) -> None:
    archive, session = world
    with pytest.raises(Unsafe):
        clips.cut(archive, session, 1, 2, archive.folder(session) / "media" / "rapat.mp4")


def test_a_clip_without_a_name_goes_where_one_stands(
    world: tuple[Archive, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, session = world
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    made = clips.cut(archive, session, 4, 8, exact=True)
    assert made.file == here / f"{session} 0.04-0.08.mp4"
    assert made.file.is_file()


def test_cues_that_are_no_sentences_are_joined_to_one() -> None:
    talk = builders.talk(
        ("A", "Selamat pagi."), ("A", "Jadi kita perlu"), ("A", "mengubah cara kerja."), ("B", "Terima kasih."), gap=0.2
    )
    middle = talk.segments[1].start + 0.5
    start, end = clips.snap(talk, middle, middle + 0.1)
    assert talk.segments[0].end <= start <= talk.segments[1].start
    assert talk.segments[2].end <= end <= talk.segments[3].start


def test_a_click_at_the_very_end_of_a_sentence_means_the_next() -> None:
    talk = builders.talk(("A", "Satu kalimat selesai di sini."), ("A", "Kalimat kedua yang dicari."))
    start, _ = clips.snap(talk, talk.segments[0].end - 0.1, talk.segments[1].end)
    assert start > talk.segments[0].end


def test_snapping_where_no_one_speaks_changes_nothing() -> None:
    talk = builders.talk(("A", "Satu."))
    assert clips.snap(talk, 100.0, 110.0) == (100.0, 110.0)


def test_a_citation_leaves_out_what_is_not_known() -> None:
    session = Session("2021-x", "Rapat", None)
    assert clips.citation(session, 5, 65) == "“Rapat,” webinar, 0:05–1:05"
    full = Session("2021-x", "Rapat", dt.date(2021, 8, 1), organiser="Bapelatur")
    assert clips.citation(full, 3590, 3661, "Ratna dan Budi") == (
        "Ratna dan Budi, “Rapat,” webinar, Bapelatur, 1 Agustus 2021, 0:59:50–1:01:01"
    )
