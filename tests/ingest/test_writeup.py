"""Write-ups: who said what, when and where, from the formats and habits of newspapers, Indonesian first."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import names, writeup
from ingest.errors import ArchiveError, BadInput, Unsafe

if TYPE_CHECKING:
    from ingest.records import WriteUp

DATA = Path(__file__).parent.parent / "data"
SEED = Path(__file__).parents[3] / "shared" / "seed"

ARTICLE = """+++
outlet = "Kabar Contoh"
url = "https://contoh.example/berita"
author = "Rini"
published = 2022-03-16
+++

# Arsip Tidak Boleh Menunggu Banjir

SEKARWANGI – Kepala Dinas Kearsipan Kota Sekarwangi, Dra. Hj. Endah Lestari, M.Hum., mengingatkan arsip harus \
diselamatkan sebelum hujan. Hal itu disampaikan dalam webinar yang dipandu Bayu Prakoso, Selasa (15/3/2022).

“Yang basah jangan dijemur, bekukan dahulu,” kata Endah.

Sebelumnya Wali Kota Sekarwangi Rudi Hartono membuka acara. Endah menambahkan bahwa gedung arsip akan dipindahkan.

“Kami mulai dari lantai bawah,” tambahnya.
"""


def article(*paragraphs: str, title: str = "Sebuah Judul Berita") -> WriteUp:
    return writeup.read_text(f"# {title}\n\n" + "\n\n".join(paragraphs), "a.md")


def said(found: WriteUp, kind: str = "direct") -> list[tuple[str | None, str]]:
    return [(q.speaker, q.text) for q in found.quotes if q.kind == kind]


def holds_together(found: WriteUp) -> bool:
    """Every range is the text it says, in order and inside a paragraph."""
    paragraphs = all(found.text[p.start : p.end] == p.text for p in found.paragraphs)
    quotes = all(found.text[q.start : q.end] == q.text and q.text for q in found.quotes)
    inside = all(any(p.start <= q.start and q.end <= p.end for p in found.paragraphs) for q in found.quotes)
    return paragraphs and quotes and inside and list(found.quotes) == sorted(found.quotes, key=lambda q: q.start)


# --- the article that started it ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not beside this checkout")
def test_the_seed_article_comes_out_right() -> None:
    found = writeup.read(next(SEED.glob("*.txt")))
    assert holds_together(found)
    assert found.title == "Membangun Birokrat Tangguh dan Amanah di Masa Pandemi"
    assert found.event_date == dt.date(2020, 11, 23)
    assert (found.outlet, found.language) == ("NOTULA", "id")
    wahyu, agus = found.people
    assert (wahyu.titles_before, wahyu.name, wahyu.titles_after) == ("Dr Ir", "Wahyu Hidayat", "MM")
    assert (wahyu.role, wahyu.aliases, wahyu.quoted) == ("Sekda Kabupaten Malang", ("Wahyu",), True)
    assert (agus.titles_before, agus.name, agus.titles_after) == ("Prof Dr", "Agus Pramusinto", "MDA")
    assert (agus.role, agus.spoke, agus.quoted) == ("Ketua Komisi ASN", True, False)
    assert len(said(found)) == 5
    assert {speaker for speaker, _ in said(found)} == {"Wahyu Hidayat"}
    assert {"ASN", "WFH", "WFO", "TIK"} <= {short for short, _ in found.acronyms}


# --- who speaks -----------------------------------------------------------------------------------------------------------------


def test_an_article_in_full() -> None:
    found = writeup.read_text(ARTICLE, "berita.md")
    assert holds_together(found)
    assert found.title == "Arsip Tidak Boleh Menunggu Banjir"
    assert (found.outlet, found.author, found.url) == ("Kabar Contoh", "Rini", "https://contoh.example/berita")
    assert (found.date, found.event_date) == (dt.date(2022, 3, 16), dt.date(2022, 3, 15))
    endah = found.people[0]
    assert (endah.titles_before, endah.name, endah.titles_after) == ("Dra. Hj.", "Endah Lestari", "M.Hum.")
    assert endah.role == "Kepala Dinas Kearsipan Kota Sekarwangi"
    assert said(found) == [
        ("Endah Lestari", "Yang basah jangan dijemur, bekukan dahulu"),
        ("Endah Lestari", "Kami mulai dari lantai bawah"),
    ]
    assert ("Endah Lestari", "gedung arsip akan dipindahkan") in said(found, "indirect")
    rudi = next(p for p in found.people if p.name == "Rudi Hartono")
    assert not rudi.spoke
    bayu = next(p for p in found.people if p.name == "Bayu Prakoso") if len(found.people) > 2 else None
    assert bayu is None or not bayu.quoted


def test_nya_is_the_last_subject_of_a_speech_verb_not_the_name_nearest() -> None:
    found = article(
        "Sekda Kabupaten Malang Wahyu Hidayat mengatakan ASN harus melayani.",
        "Hadir pula Ketua Komisi ASN, Prof Dr Agus Pramusinto MDA.",
        "“Kami siap melayani warga,” tambahnya.",
    )
    assert said(found) == [("Wahyu Hidayat", "Kami siap melayani warga")]


@pytest.mark.parametrize(
    ("paragraph", "speaker"),
    [
        ("“Kita harus siap,” kata Kepala Dinas Kesehatan Kota Bogor Sri Wahyuni, Senin.", "Sri Wahyuni"),
        ("“Kita harus siap,” ujar Ketua RT yang juga guru, Sri Wahyuni.", "Sri Wahyuni"),
        ("Menurut Sri Wahyuni, “Kita harus siap.”", "Sri Wahyuni"),
        ("Sri Wahyuni mengatakan, “Kita harus siap.”", "Sri Wahyuni"),
        ("Sri Wahyuni menegaskan: “Kita harus siap.”", "Sri Wahyuni"),
        ("Sri Wahyuni, peneliti pada Universitas Airlangga, menilai lain. ”Kita harus siap,” tuturnya.", "Sri Wahyuni"),
        ('Hal senada disampaikan Sri Wahyuni. "Kita harus siap," katanya.', "Sri Wahyuni"),
        ("“Kita harus siap,” kata Sri Wahyuni. “Tidak ada waktu lagi untuk menunggu.”", "Sri Wahyuni"),
        ("“Kita harus siap,” Sri Wahyuni menambahkan.", "Sri Wahyuni"),
        ("“We must be ready,” said Sri Wahyuni, head of the office.", "Sri Wahyuni"),
        ("Sri Wahyuni said: “We must be ready for the next flood.”", "Sri Wahyuni"),
        ("“We must be ready for the flood,” Sri Wahyuni said.", "Sri Wahyuni"),
    ],
)
def test_attribution_after_before_and_later(paragraph: str, speaker: str) -> None:
    found = article(paragraph)
    assert holds_together(found)
    assert said(found)
    assert {name for name, _ in said(found)} == {speaker}


def test_a_speech_reopened_over_paragraphs_belongs_to_whom_its_end_names() -> None:
    found = article(
        "Rudi Hartono mengatakan acara dimulai tepat waktu.",
        "“Yang pertama adalah kesehatan pegawai kita semua.",
        "“Yang kedua adalah pelayanan kepada warga desa.",
        "“Yang ketiga adalah kejujuran,” kata Endah Lestari.",
        "“Saya setuju dengan itu,” kata Rudi.",
    )
    assert [name for name, _ in said(found)] == ["Endah Lestari"] * 3 + ["Rudi Hartono"]


def test_titles_in_quotation_marks_are_no_quotations() -> None:
    found = article(
        "Webinar bertajuk “Membangun Birokrat Tangguh dan Amanah” digelar Senin. Istilah “tidur” dipakai untuk aset itu.",
        "Endah Lestari berbicara tentang buku “Arsip Kita, Masa Depan Kita”.",
    )
    assert said(found) == []


def test_an_office_means_whoever_holds_it() -> None:
    found = article(
        "Sekretaris Daerah (Sekda) Kabupaten Malang, Dr. Wahyu Hidayat, M.M., membuka acara bersama Rudi Hartono.",
        "“Pintu kami terbuka,” kata Sekda.",
    )
    assert said(found) == [("Wahyu Hidayat", "Pintu kami terbuka")]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "Kepala Humas dan Protokol Masjid Istiqlal Abu Hurairah Abdul Salam menyampaikan kabar itu.",
            "Abu Hurairah Abdul Salam",
        ),
        ("Kepala Dinas Tenaga Kerja, Transmigrasi, dan Energi DKI Jakarta Andri Yansyah menjelaskan.", "Andri Yansyah"),
        ("Wali Kota Bogor Bima Arya mengatakan hal itu. “Baik sekali,” kata Bima.", "Bima Arya"),
        ("Camat Wanasari Yohanes Tanggu, S.Sos. mengatakan hal itu.", "Yohanes Tanggu"),
        ("Kepala Desa Sutrisno mengatakan hal itu.", "Sutrisno"),
        (
            "Direktur Lembaga Ilmu Pengetahuan Indonesia (LIPI), Dewi Fortuna Anwar, mengatakan hal itu.",
            "Dewi Fortuna Anwar",
        ),
        ("Kapolda Metro Jaya Inspektur Jenderal M Fadil Imran mengatakan hal itu.", "M Fadil Imran"),
        ("Joko W. Utomo mengatakan hal itu.", "Joko W. Utomo"),
        ("Agus Setiawan mengatakan hal itu.", "Agus Setiawan"),
    ],
)
def test_offices_places_and_institutions_are_left_off_the_name(sentence: str, name: str) -> None:
    found = article(sentence)
    assert [p.name for p in found.people if p.spoke] == [name]


def test_institutions_are_nobody() -> None:
    found = article(
        "Kementerian Kesehatan menyatakan siap. Bank Indonesia menilai lain. PT Maju Jaya mengatakan tidak."
    )
    assert [p.name for p in found.people if p.spoke] == []


# --- names ----------------------------------------------------------------------------------------------------------------------


def test_titles_and_degrees_come_off_and_people_are_compared_by_the_rest() -> None:
    assert names.parts("Dr. Ir. H. Wahyu Hidayat, M.M.") == ("Dr. Ir. H.", "Wahyu Hidayat", "M.M.")
    assert names.parts("Prof Dr Agus Pramusinto MDA") == ("Prof Dr", "Agus Pramusinto", "MDA")
    assert names.parts("Bapak Budi") == ("", "Budi", "")
    assert names.same("Wahyu H", "Dr. Ir. Wahyu Hidayat, MM")
    assert names.same("Wahyu", "Wahyu Hidayat")
    assert not names.same("Wahyu Hidayat", "Wahyu Wibowo")
    assert not names.same("Dr.", "Dr. Wahyu")


# --- dates ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Webinar itu digelar Senin (23/11/20).", dt.date(2020, 11, 23)),
        ("Webinar itu digelar 23 November 2020.", dt.date(2020, 11, 23)),
        ("Webinar itu digelar Senin, 23 Nopember 2020 pukul 09.00 WIB.", dt.date(2020, 11, 23)),
        ("The webinar was held on Monday, November 23, 2020.", dt.date(2020, 11, 23)),
        ("Webinar itu digelar Rabu (10/5/2023).", dt.date(2023, 5, 10)),  # 10 May was a Wednesday, 5 October a Thursday
        ("Webinar itu digelar (4/5/2021).", None),  # two readings, nothing decides
        ("Webinar itu digelar Selasa (23/11/20).", None),  # it was a Monday
        (
            "Webinar itu digelar (4/5/2021), lanjutan acara (28/4/2021).",
            dt.date(2021, 5, 4),
        ),  # the other shows the order
        ("Ia lahir 17 Agustus 1945.", None),
        ("Webinar itu digelar 31 Februari 2020.", None),
    ],
)
def test_event_dates(written: str, day: dt.date | None) -> None:
    assert article(written).event_date == day


def test_a_date_without_its_year_takes_that_of_the_article() -> None:
    text = "---\ndate: 2021-01-02\n---\n\n# Judul\n\nWebinar digelar Kamis (31/12). Banyak yang hadir di sana."
    found = writeup.read_text(text, "a.md")
    assert (found.date, found.event_date) == (dt.date(2021, 1, 2), dt.date(2020, 12, 31))


# --- acronyms, topics -----------------------------------------------------------------------------------------------------------


def test_acronyms_in_both_orders_must_fit_their_letters() -> None:
    found = article(
        "Kepala Badan Kepegawaian Negara (BKN) dan Balai Pelatihan Aparatur (Bapelatur) memakai WFH (work from home), "
        "aplikasi Satu Data (baru), serta bekerja di kantor (work from office/WFO) pada tahun ini (PPKM)."
    )
    assert found.acronyms == (
        ("BKN", "Badan Kepegawaian Negara"),
        ("Bapelatur", "Balai Pelatihan Aparatur"),
        ("WFH", "work from home"),
        ("WFO", "work from office"),
    )


def test_topics_are_phrases_of_the_text() -> None:
    found = writeup.read_text(ARTICLE + "\nArsip kota, arsip desa, dan arsip sekolah dirawat.\n", "a.md")
    assert "arsip" in [t.lower() for t in found.topics]
    assert not {"endah", "yang", "katanya"} & {w.lower() for t in found.topics for w in t.split()}


# --- formats --------------------------------------------------------------------------------------------------------------------


def test_a_saved_news_page() -> None:
    found = writeup.read(DATA / "berita-layanan.html")
    assert holds_together(found)
    assert found.title == "Loket Terapung Jadi Contoh Layanan Desa"
    assert (found.outlet, found.author) == ("Kabar Sungai", "Tari Lestari")
    assert (found.date, found.event_date) == (dt.date(2022, 3, 16), dt.date(2022, 3, 15))
    assert [name for name, _ in said(found)] == ["Hasan Basri", "Melati Anggraini"]
    assert "cabai" not in found.text
    assert "alert" not in found.text


def test_markdown_marks_stay_outside_the_paragraphs() -> None:
    found = writeup.read_text(
        "# Judul\n\n## Bagian #\n\n- satu hal\n- dua hal\n\n1. pertama\n2) kedua\n\n> kutip\n\n---\n\n**Tebal**\n",
        "a.md",
    )
    assert [p.text for p in found.paragraphs] == [
        "Judul",
        "Bagian",
        "satu hal",
        "dua hal",
        "pertama",
        "kedua",
        "kutip",
        "Tebal",
    ]
    assert [p.heading for p in found.paragraphs] == [True, True, False, False, False, False, False, True]
    assert holds_together(found)


def test_text_with_a_paragraph_a_line() -> None:
    body = (
        "Endah Lestari mengatakan arsip harus diselamatkan sebelum hujan turun di kota.\n“Bekukan dahulu,” kata Endah."
    )
    found = writeup.read_text("Judul Berita\n" + body, "a.txt")
    assert found.title == "Judul Berita"
    assert len(found.paragraphs) == 3
    assert said(found) == [("Endah Lestari", "Bekukan dahulu")]


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode("utf-16"),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.encode("cp1252"),
    ],
)
def test_encodings_and_line_ends(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "berita.md"
    path.write_bytes(data)
    assert writeup.read(path) == writeup.read_text(ARTICLE, "berita.md")


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \n\n ", b"+++\ntitle = oops\n+++\nteks\n", bytes(range(256)) * 20])
def test_what_is_no_article_is_refused_in_one_line(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ArchiveError) as trouble:
        writeup.read(path)
    assert "\n" not in str(trouble.value)


def test_a_page_without_an_article_and_a_giant_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>1</script></body></html>")
    with pytest.raises(BadInput):
        writeup.read(path)
    path.write_bytes(b"a " * 1_100_000)
    with pytest.raises(Unsafe):
        writeup.read(path)


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "kata Budi, ",
        "(A) ",
        "Dr. ",
        "“Halo.” kata Budi. ",
        "ABC (abc def) ",
        "1/2/2020\n\n",
        "Ketua, ",
        "- a\n",
    ],
)
def test_crafted_text_takes_no_longer_than_its_length(piece: str) -> None:
    begun = time.process_time()
    writeup.read_text("# J\n\nHalo. " + piece * (60_000 // len(piece)), "a.md")
    assert time.process_time() - begun < 4


def test_the_same_text_always_gives_the_same_record() -> None:
    assert writeup.read_text(ARTICLE, "a.md") == writeup.read_text(ARTICLE, "a.md")
