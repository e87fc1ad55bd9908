"""An archive with three small webinars, indexed, and the screens pointed at it."""

from __future__ import annotations

import datetime as dt
import math
import struct
import wave
from typing import TYPE_CHECKING

import pytest

from ingest.records import Alignment, Link, Loss, Paragraph, Span, Transcript, WriteUp
from search import refresh
from tests import builders

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive

TALK = builders.talk(
    ("Ratna Kusumawardani", "Selamat pagi Bapak Ibu sekalian. Kita mulai webinar hari ini."),
    (
        "Hendra Wicaksono",
        "Dari sisi gaji tidak ada kendala apa pun selama WFH. Penghasilan tetap diterima setiap bulan.",
    ),
    ("Ratna Kusumawardani", "Terima kasih Pak Sekda. Silakan pertanyaan dari peserta soal layanan."),
    ("Hendra Wicaksono", "Layanan tidak boleh berhenti. Loket tetap buka sampai sore."),
)
QUOTE = "“Dari sisi gaji ada kendala selama WFH,” kata Hendra."
ARTICLE = f"Gaji Aman\n\n{QUOTE} Loket tetap buka."


def tone(path: Path, seconds: float = 40.0) -> Path:
    """A sound file that any browser plays: 8 kHz, 16 bit, a quiet hum."""
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        second = b"".join(struct.pack("<h", int(4000 * math.sin(2 * math.pi * 220 * n / 8000))) for n in range(8000))
        out.writeframes(second * int(seconds))
    return path


def _with_article(archive: Archive, session_id: str, talk: Transcript) -> None:
    cut = ARTICLE.index(QUOTE)
    paragraphs = (Paragraph("Gaji Aman", 0, 9, heading=True), Paragraph(ARTICLE[cut:], cut, len(ARTICLE)))
    archive.save_writeup(
        session_id,
        WriteUp("kabar.md", ARTICLE, "Gaji Aman", outlet="Kabar", url="javascript:alert(1)", paragraphs=paragraphs),
    )
    said = talk.segments[1]
    links = (
        Link(
            1, QUOTE, cut, cut + len(QUOTE), True, "Hendra Wicaksono", (Span(said.start, said.end, (1,), 1.0),),
            "contradicted", 0.9, said="Dari sisi gaji tidak ada kendala apa pun selama WFH.", reason="the negation differs",
        ),
    )  # fmt: skip
    archive.save_alignment(session_id, Alignment("kabar.md", links))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """The archive of :func:`world`, with the screens pointed at it."""
    archive = world(tmp_path)
    monkeypatch.setenv("SIMAK_ARCHIVE", str(archive.root))
    return archive


def world(tmp_path: Path) -> Archive:
    """One webinar with sound and an article, one with captions only, one with sound that nobody transcribed yet."""
    archive = builders.archive(tmp_path)
    (tmp_path / "kabar.md").write_text(ARTICLE, encoding="utf-8")
    people = [
        {"name": "Hendra Wicaksono", "titles_before": "Dr. Ir.", "role": "Sekretaris Daerah"},
        {"name": "Ratna Kusumawardani"},
    ]
    spoken = archive.new_session(
        "Birokrat Tangguh",
        dt.date(2020, 11, 26),
        files=[(tone(tmp_path / "rekaman.wav"), "media"), (tmp_path / "kabar.md", "writeups")],
        fields={"speaker": people, "topics": ["WFH"], "series": "Bincang"},
    )
    archive.save_transcript(spoken, TALK)
    _with_article(archive, spoken, TALK)
    other = builders.talk(
        ("Siti Rahman", "Arsip disimpan lima tahun lalu dimusnahkan. Gaji pengelola arsip dibahas nanti."),
        ("Siti Rahman", "Naskah <b>penting</b> & rahasia tidak boleh dibuang."),
    )
    written = builders.webinar(
        archive, "Arsip dan Retensi", Transcript("id", "captions zoom", other.duration, other.segments, (Loss(1, 3, "rusak"),)),
        date=dt.date(2024, 10, 8), topics=["arsip"], series="Kelas",
    )  # fmt: skip
    archive.new_session("Menunggu", dt.date(2023, 1, 1), files=[(tone(tmp_path / "baru.wav", 2), "media")])
    assert (spoken, written) == ("2020-11-26-birokrat-tangguh", "2024-10-08-arsip-dan-retensi")
    refresh(archive)
    return archive
