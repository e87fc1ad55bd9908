"""Given this talk and this article, each sentence lands where it was said."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ingest.align import align, rank
from ingest.align.terms import Analysis
from ingest.records import Paragraph, Person, Quote, Segment, Transcript, WriteUp

TALK = (
    ("Moderator", "Selamat pagi, kita mulai webinar tentang pelayanan publik di masa pandemi."),
    ("Wahyu Hidayat", "Aparatur sipil negara itu tugasnya melayani, bukan dilayani."),
    ("Wahyu Hidayat", "Selama pandemi sebagian pegawai bekerja dari rumah, sebagian di kantor, bergantian."),
    ("Wahyu Hidayat", "Rapat dan koordinasi kami lakukan lewat zoom, laporan masuk setiap sore."),
    ("Moderator", "Terima kasih, sekarang kita ke narasumber kedua, silakan Profesor."),
    ("Agus Pramusinto", "Komisi kami menerima dua ratus empat puluh laporan pelanggaran netralitas tahun ini."),
    ("Agus Pramusinto", "Sanksinya dari teguran sampai penurunan jabatan, tergantung beratnya pelanggaran."),
    ("Moderator", "Baik, kita tutup dengan doa bersama, sampai jumpa bulan depan."),
)


def talk() -> Transcript:
    segments = tuple(Segment(30.0 * n, 30.0 * n + 25, text, who) for n, (who, text) in enumerate(TALK))
    return Transcript("id", "test", 240.0, segments)


def article(
    *paragraphs: str, quotes: tuple[tuple[str, str], ...] = (), acronyms: tuple[tuple[str, str], ...] = ()
) -> WriteUp:
    text = "\n\n".join(paragraphs)
    made, at = [], 0
    for n, paragraph in enumerate(paragraphs):
        made.append(Paragraph(paragraph, at, at + len(paragraph), heading=n == 0))
        at += len(paragraph) + 2
    quoted = tuple(Quote(q, who, "direct", text.index(q), text.index(q) + len(q)) for q, who in quotes)
    people = (Person("Wahyu Hidayat"), Person("Agus Pramusinto"))
    return WriteUp("a.md", text, paragraphs[0], paragraphs=tuple(made), people=people, quotes=quoted, acronyms=acronyms)


def test_each_sentence_lands_on_its_segment() -> None:
    written = article(
        "Pelayanan publik di masa pandemi",
        "Selama pandemi, pegawai menjalani WFH dan WFO bergantian. Rapat digelar lewat Zoom.",
        "Agus menyebut 240 laporan pelanggaran netralitas. Sanksi paling berat adalah penurunan jabatan.",
    )
    links = align(written, talk()).links
    assert [link.spans[0].segments[0] for link in links[1:]] == [2, 3, 5, 6]
    assert all(link.verdict is None and not link.quote for link in links)
    assert [link.paragraph for link in links] == [0, 1, 1, 2, 2]


def test_offsets_cut_the_sentence_out_of_the_write_up() -> None:
    written = article("Judul", "Rapat digelar lewat Zoom. Laporan masuk setiap sore.")
    links = align(written, talk()).links
    assert [written.text[k.start : k.end] for k in links] == [k.text for k in links]
    assert len(links) == 3


def test_a_quotation_gets_a_verdict_and_stands_where_its_words_are() -> None:
    written = article(
        "Judul",
        "“ASN tugasnya melayani, bukan dilayani,” kata Wahyu.",
        "“Komisi menerima 420 laporan pelanggaran netralitas tahun ini,” ujar Agus.",
        quotes=(
            ("ASN tugasnya melayani, bukan dilayani,", "Wahyu Hidayat"),
            ("Komisi menerima 420 laporan pelanggaran netralitas tahun ini,", "Agus Pramusinto"),
        ),
        acronyms=(("ASN", "Aparatur Sipil Negara"),),
    )
    first, second = align(written, talk()).links[1:]
    assert (first.quote, first.speaker, first.spans[0].segments) == (True, "Wahyu Hidayat", (1,))
    assert (second.verdict, second.reason) == ("contradicted", "number: 240 → 420")
    assert second.spans[0].segments == (5,)
    assert "dua ratus empat puluh" in second.said


def test_spans_are_many_ranked_and_hold_their_segments() -> None:
    link = align(article("Judul", "Pegawai melayani masyarakat selama pandemi lewat zoom."), talk()).links[1]
    assert len(link.spans) >= 5
    assert [s.score for s in link.spans] == sorted((s.score for s in link.spans), reverse=True)
    for span in link.spans:
        for n in span.segments:
            assert span.start <= TALK_START(n)
            assert span.end >= TALK_START(n) + 25
    firsts = [s.segments[0] for s in link.spans]
    assert len(set(firsts)) == len(firsts)


def TALK_START(n: int) -> float:  # noqa: N802
    return 30.0 * n


def test_what_was_never_spoken_of_is_refused() -> None:
    link = align(
        article("Judul", "Jembatan gantung sepanjang lereng vulkanik ambruk diterjang banjir bandang."), talk()
    ).links[1]
    assert link.spans == ()
    assert link.confidence < 0.05


def test_a_foreign_sentence_is_less_certain_than_a_spoken_one() -> None:
    spoken, foreign = rank(
        ["Komisi menerima laporan pelanggaran netralitas.", "Harga cabai di pasar induk melonjak menjelang lebaran."],
        [(30.0 * n, 30.0 * n + 25, who, text) for n, (who, text) in enumerate(TALK)],
    )
    assert spoken.confidence > 0.5 > foreign.confidence


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("WFH", "work from home"),
        ("kecerdasan buatan", "artificial intelligence"),
        ("pelayanan", "service"),
        ("1.500", "seribu lima ratus"),
        ("Kearsipan", "arsip"),
        ("ASN", "aparatur sipil negara"),
    ],
)
def test_two_ways_to_say_one_thing_share_a_term(written: str, said: str) -> None:
    analysis = Analysis("id")
    assert set(analysis.terms(written)) & set(analysis.terms(said))


def test_an_acronym_of_the_write_up_meets_its_long_form() -> None:
    analysis = Analysis("id", (("BPSDM", "Badan Pengembangan Sumber Daya Manusia"),))
    assert set(analysis.terms("BPSDM")) & set(analysis.terms("badan pengembangan sumber daya manusia"))


def test_nothing_said_and_nothing_written_are_no_trouble() -> None:
    empty = Transcript("und", "test", 0.0, ())
    assert align(article("Judul", "Satu kalimat."), empty).links[1].spans == ()
    assert align(WriteUp("a.md", "", ""), talk()).links == ()
    assert rank(["?"], [(0.0, 1.0, None, "...")])[0].places == ()


SHARED = Path(os.environ.get("SIMAK_SHARED", Path(__file__).resolve().parents[3] / "shared"))


@pytest.mark.skipif(
    not (SHARED / "samples/align/dev.jsonl").exists(), reason="no alignment samples beside the repository"
)
def test_meetings_keep_their_floor() -> None:
    """Every fourth development meeting; the whole set is the benchmark's. The floor may only rise."""
    hits = five = count = 0
    for line in (SHARED / "samples/align/dev.jsonl").read_text("utf-8").splitlines()[::4]:
        meeting = json.loads(line)
        segments = [
            (s.get("start", 5.0 * n), s.get("end", 5.0 * n + 5), s["speaker"], s["text"])
            for n, s in enumerate(meeting["transcript"])
        ]
        answers = rank([w["text"] for w in meeting["writeup"]], segments)
        for item, answer in zip(meeting["writeup"], answers, strict=True):
            if gold := set(item["gold"]):
                found = [p.segment for p in answer.places]
                count += 1
                hits += found[0] in gold
                five += bool(gold & set(found[:5]))
    assert hits / count >= 0.55
    assert five / count >= 0.76
