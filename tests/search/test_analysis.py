"""Words as the index and the query see them: folded, kept in place, with stems beside them behind a guard."""

from __future__ import annotations

import pytest

from search import analysis


def folded(text: str) -> list[str]:
    return [token.folded for token in analysis.tokens(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jum’at, Ｃａｆé!", ["jumat", "cafe"]),
        ("cafe\u0301 naïve", ["cafe", "naive"]),
        ("kunjungan-kunjungan ASN-nya", ["kunjungan", "kunjungan", "asn", "nya"]),
        ("Rp1.250.000 dan 20,5 persen", ["rp", "1250000", "dan", "20,5", "persen"]),
        ("anggaran 1.250.000 atau 1,250,000", ["anggaran", "1250000", "atau", "1250000"]),
        ("pukul 10.30; H5N1, 5G", ["pukul", "10.30", "h5n1", "5g"]),
        ("ko\u00adordinasi", ["koordinasi"]),
        ("", []),
    ],
)
def test_folding(text: str, words: list[str]) -> None:
    assert folded(text) == words


def test_a_token_keeps_its_place_in_the_text() -> None:
    text = "Kata “Ｃａｆé” di Jum'at"
    assert [text[t.start : t.end] for t in analysis.tokens(text)] == ["Kata", "Ｃａｆé", "di", "Jum'at"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("pelayanannya", "layan"), ("melayani", "layan"), ("penyelenggaraan", "selenggara"), ("kunjungan", "kunjung"),
        ("websitenya", "website"), ("asnnya", "asn"), ("menangis", "tangis"), ("berikan", "beri"), ("pergerakan", "gerak"),
    ],
)  # fmt: skip
def test_indonesian_stems(word: str, stem: str) -> None:
    assert analysis.indonesian(word) == stem


@pytest.mark.parametrize(
    "word", ["bali", "bekasi", "susi", "pemerintah", "berarti", "meeting", "2020", "covid19", "asn"]
)
def test_names_and_loan_words_are_never_altered(word: str) -> None:
    assert analysis.indonesian(word) == word


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("services", "servic"),
        ("service", "servic"),
        ("relational", "relat"),
        ("hopping", "hop"),
        ("policies", "polici"),
    ],
)
def test_english_stems(word: str, stem: str) -> None:
    assert analysis.english(word) == stem


def test_a_stem_stands_at_the_position_of_its_word() -> None:
    assert list(analysis.index_terms("Pelayanan ASN", "id")) == [("pelayanan", 0), ("=layan", 0), ("asn", 1)]
    assert list(analysis.index_terms("the services", "en")) == [("the", 0), ("services", 1), ("@servic", 1)]


def test_the_guard_keeps_names_and_acronyms_whole() -> None:
    assert ("=sulis", 0) not in list(analysis.index_terms("Sulisan", "id", frozenset({"sulisan"})))
    assert list(analysis.index_terms("BERIKAN", "id")) == [("berikan", 0)]


def test_every_form_of_a_word_is_reached_from_every_other() -> None:
    forms = ("layanan", "pelayanan", "melayani", "dilayani", "layan")
    for typed in forms:
        reached = set(analysis.related(typed)) | {typed}
        for form in forms:
            terms = {term for term, _ in analysis.index_terms(form, "id")}
            assert terms & reached, (typed, form)


def test_the_language_of_a_passage_shows_in_its_small_words() -> None:
    assert analysis.language_of("We are going to publish the budget of the city", "id") == "en"
    assert analysis.language_of("Kita akan bahas anggaran yang ada di kota ini", "en") == "id"
    assert analysis.language_of("anggaran", "en") == "en"
