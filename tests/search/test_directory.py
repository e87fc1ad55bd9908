"""The directories of people and topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search import speakers, topics
from search.people import People, is_person
from tests.builders import archive, talk, webinar

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive


def test_one_person_is_one_row_whatever_the_captions_called_them(three: Archive) -> None:
    rows = {row.name: row for row in speakers(three)}
    hendra = rows["Hendra Wicaksono"]
    assert hendra.id == "hendra-wicaksono"
    assert hendra.sessions == 2
    assert hendra.titles == ("Dr. Hendra Wicaksono",)
    assert hendra.role == "Sekretaris Daerah"
    assert hendra.seconds > 0
    assert "HENDRA W" not in rows


def test_devices_and_offices_are_not_people(tmp_path: Path) -> None:
    into = archive(tmp_path)
    webinar(
        into, transcript=talk(("iPhone", "Halo."), ("Host", "Selamat pagi."), ("BKPSDM Kota", "Baik."), ("Rina", "Ya."))
    )
    assert [row.name for row in speakers(into)] == ["Rina"]


def test_topics_count_their_sessions_and_years(three: Archive) -> None:
    rows = {row.name: row for row in topics(three)}
    assert set(rows) == {"anggaran", "belanja daerah", "pelayanan publik"}
    assert rows["pelayanan publik"].sessions == 1
    assert rows["pelayanan publik"].years == (2021,)


def test_a_label_that_meant_two_people_means_nobody() -> None:
    class Someone:
        def __init__(self, name: str, *also: str) -> None:
            self.name, self.also = name, also

    people = People([[Someone("Ani Putri", "Ruang A")], [Someone("Budi Santosa", "Ruang A", "Pak Budi")]])
    assert people.canonical("Ruang A") == "Ruang A"
    assert people.canonical("PAK BUDI") == "Budi Santosa"
    assert people.canonical("ani putri") == "Ani Putri"


def test_who_may_be_a_person() -> None:
    assert is_person("Wahyu Hidayat")
    for label in ("", "iPhone Wahyu", "Host", "Zoom Meeting 2", "SPEAKER_01", "0812-3456", "Dinas Kesehatan"):
        assert not is_person(label)
