"""The small archive that the search tests ask: three webinars, one with an article, one in English."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ingest.records import Alignment, Link, Paragraph, Span, WriteUp
from tests.builders import archive, talk, webinar

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive

TANGGUH, KELAS, ENGLISH = "2020-11-26-birokrat-tangguh", "2021-03-18-kelas-layanan", "2022-05-02-open-data"

ARTICLE = (
    "Aparatur Sipil Negara (ASN) di Tirtamulya diminta tetap melayani warga.",
    "Penghasilan pegawai tidak berkurang, kata Sekretaris Daerah.",
)


def three(root: Path) -> Archive:
    """The archive."""
    into = archive(root)
    webinar(
        into,
        "Birokrat Tangguh",
        talk(
            ("Ratna Kusumawardani", "Selamat pagi Bapak Ibu, kita mulai webinar hari ini dengan susu dan roti."),
            ("Hendra Wicaksono", "Anggaran untuk pelatihan pegawai tidak dipotong tahun ini."),
            ("Ratna Kusumawardani", "Lalu bagaimana dengan gaji selama bekerja dari rumah?"),
            ("Hendra Wicaksono", "Penghasilan tetap diterima setiap bulan oleh semua pegawai."),
        ),
        date=dt.date(2020, 11, 26),
        topics=["anggaran", "belanja daerah"],
        speaker=[
            {"name": "Hendra Wicaksono", "titles_before": "Dr.", "role": "Sekretaris Daerah", "also": ["HENDRA W"]},
            {"name": "Ratna Kusumawardani", "also": ["Ratna iPhone"]},
        ],
    )
    webinar(
        into,
        "Kelas Layanan",
        talk(
            ("HENDRA W", "Pelatihan kita selenggarakan secara daring, bukan luring."),
            ("Yusuf Pratama", "Layanan yang baik dimulai dari senyum para petugas."),
            ("HENDRA W", "Pelayanan publik itu hak warga, dan ASN wajib melayani tanpa pilih kasih."),
            ("Yusuf Pratama", "Pelatihan luring tetap kita adakan di kantor kecamatan."),
        ),
        date=dt.date(2021, 3, 18),
        series="Kelas Layanan",
        topics=["pelayanan publik"],
    )
    webinar(
        into,
        "Open Data",
        talk(
            ("Maya Lim", "We are going to publish the budget of the city as open data for the people."),
            language="en",
        ),
        date=dt.date(2022, 5, 2),
    )
    text = "\n\n".join(ARTICLE)
    second = len(ARTICLE[0]) + 2
    paragraphs = (Paragraph(ARTICLE[0], 0, len(ARTICLE[0])), Paragraph(ARTICLE[1], second, len(text)))
    into.folder(TANGGUH).joinpath("writeups").mkdir(exist_ok=True)
    into.folder(TANGGUH).joinpath("writeups", "kabar.md").write_text(text, "utf-8")
    into.save_writeup(
        TANGGUH,
        WriteUp("kabar.md", text, "Melayani", paragraphs=paragraphs, acronyms=(("ASN", "Aparatur Sipil Negara"),)),
    )
    span = Span(17.5, 21.0, (3,), 4.0)
    link = Link(1, ARTICLE[1], second, len(text), False, "Hendra Wicaksono", (span,), None, 0.9)
    into.save_alignment(TANGGUH, Alignment("kabar.md", (link,)))
    return into
