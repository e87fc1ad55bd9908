"""A quotation is what was said, or it is not, and the reason says why."""

from __future__ import annotations

import pytest

from ingest.records import Segment, Transcript, Word
from ingest.verdict import Speech, differences

PEOPLE = ("Wahyu Hidayat", "Agus Pramusinto")
SAID = (
    "Selamat pagi Bapak Ibu semua, terima kasih sudah hadir.",
    "Jadi ASN itu tugasnya melayani, bukandilayani, ya, sebagaimana amanah reformasi birokrasi.",
    "Tahun ini tiga puluh persen pegawai sudah ikut pelatihan,",
    "dan anggaran naik dua belas koma lima persen menurut Pak Wahyu Hidayat.",
    "Kita harus eh harus tetap menjaga protokol kesehatan di kantor.",
    "Aparat ursipil negara tidak boleh menunggu perintah, harus bergerak lebih dulu.",
)


def speech(*texts: str) -> Speech:
    segments = tuple(Segment(10.0 * n, 10.0 * n + 8, text) for n, text in enumerate(texts or SAID))
    return Speech.of(Transcript("id", "test", 100.0, segments), names=PEOPLE)


@pytest.mark.parametrize(
    "quote",
    [
        "ASN tugasnya melayani, bukan dilayani",
        "Tahun ini 30 persen pegawai sudah ikut pelatihan",
        "anggaran naik 12,5 persen",
        "Kita harus tetap menjaga protokol kesehatan di kantor",
        "Aparatur sipil negara tak boleh menunggu perintah",
        "pegawai sudah ikut pelatihan, dan anggaran naik",
    ],
)
def test_recognition_errors_fillers_figures_and_spelling_are_forgiven(quote: str) -> None:
    assert speech().judge(quote).verdict == "verbatim"


@pytest.mark.parametrize(
    ("quote", "reason"),
    [
        ("ASN tugasnya melayani, dilayani", "negation: bukan left out"),
        ("Tahun ini 40 persen pegawai sudah ikut pelatihan", "number: 30 → 40"),
        ("Tahun ini 30 persen pegawai belum ikut pelatihan", "negation: sudah → belum"),
        ("anggaran turun 12,5 persen menurut Pak Wahyu Hidayat", "direction: naik → turun"),
        ("anggaran naik 12,5 persen menurut Pak Agus Pramusinto", "name: Wahyu Hidayat → Agus Pramusinto"),
        ("Kita tidak harus tetap menjaga protokol kesehatan di kantor", "negation: tidak added"),
        ("Aparatur sipil negara boleh menunggu perintah", "negation: tidak left out"),
    ],
)
def test_a_word_that_turns_the_meaning_contradicts(quote: str, reason: str) -> None:
    judged = speech().judge(quote)
    assert (judged.verdict, judged.reason) == ("contradicted", reason)


def test_a_quotation_from_elsewhere_is_not_found() -> None:
    judged = speech().judge("Pembangunan jembatan akan dimulai pada bulan depan")
    assert judged.verdict == "not found"
    assert (judged.said, judged.segments) == ("", ())


def test_the_same_in_another_order_is_paraphrased() -> None:
    judged = speech().judge("Di kantor, protokol kesehatan tetap kita jaga")
    assert judged.verdict == "paraphrased"
    assert judged.segments == (4,)


def test_a_number_that_was_not_heard_is_never_confirmed() -> None:
    judged = speech("Batas waktunya hari kerja sejak surat diterima oleh kantor.").judge(
        "Batas waktunya 30 hari kerja sejak surat diterima oleh kantor"
    )
    assert (judged.verdict, judged.reason) == ("paraphrased", "number not heard: 30")


def test_said_twice_and_number_of_a_law_are_no_denials() -> None:
    talk = speech(
        "Kita tidak, tidak boleh lengah sedikit pun.", "Ini amanah Undang-Undang nomor lima tahun dua ribu empat belas."
    )
    assert talk.judge("Kita tidak boleh lengah sedikit pun").verdict == "verbatim"
    assert talk.judge("Ini amanah Undang-Undang No 5 Tahun 2014").verdict == "verbatim"


def test_the_place_is_where_the_words_are_across_segments() -> None:
    judged = speech().judge("pegawai sudah ikut pelatihan, dan anggaran naik")
    assert set(judged.segments) == {2, 3}
    assert 20 < judged.start < 28 < 30 < judged.end < 33


def test_timed_words_give_exact_seconds() -> None:
    words = tuple(Word(w, 5.0 + n, 5.5 + n) for n, w in enumerate(["Aman", "dan", "sehat", "itu", "utama."]))
    talk = Speech.of(Transcript("id", "test", 20.0, (Segment(5.0, 10.0, "Aman dan sehat itu utama.", words=words),)))
    judged = talk.judge("sehat itu utama")
    assert (judged.start, judged.end) == (7.0, 9.5)


def test_an_empty_transcript_and_an_empty_quotation_are_not_found() -> None:
    assert Speech.of(Transcript("id", "test", 0.0, ())).judge("Kita bisa").verdict == "not found"
    assert speech().judge("—").verdict == "not found"


def test_differences_mark_the_words_in_both_texts() -> None:
    quote, said = "Tahun ini 40 persen pegawai melayani", "Tahun ini tiga puluh persen eh pegawai melayany"
    shown = [(what, quote[a:b], said[c:d]) for what, (a, b), (c, d) in differences(quote, said)]
    assert shown == [("replaced", "40", "tiga puluh"), ("near", "melayani", "melayany")]


def test_differences_of_equal_texts_are_none() -> None:
    assert differences("Kita bisa, pasti.", "kita bisa pasti") == ()
