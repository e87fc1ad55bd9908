"""A number is the same number however it is said and written."""

from __future__ import annotations

import pytest

from ingest.numbers import in_words, numbers, same, with_figures


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("dua puluh orang", "20 orang"),
        ("dua belas setengah persen", "12,5 persen"),
        ("seribu lima ratus desa", "1.500 desa"),
        ("satu koma lima juta", "1,5 juta"),
        ("dua juta lima ratus ribu", "2.500.000"),
        ("dua ribu dua puluh empat", "2024"),
        ("dua nol dua nol", "2020"),
        ("empat koma tujuh miliar rupiah", "Rp4,7 miliar"),
        ("tiga perempat", "0,75"),
        ("sembilan puluh delapan", "98"),
        ("kedua belas", "12"),
        ("Eselon II", "eselon dua"),
        ("twenty twenty", "2020"),
        ("two and a half million", "2,500,000"),
        ("one hundred and five", "105"),
        ("covid sembilan belas", "COVID-19"),
    ],
)
def test_words_and_figures_are_the_same_number(first: str, second: str) -> None:
    said, written = numbers(first), numbers(second)
    assert len(said) == len(written) == 1
    assert said[0].same(written[0])


@pytest.mark.parametrize(
    "text", ["salah satu dari mereka", "one of them", "B2B dan 5G", "setengah hati", "satuan kerja"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers(text) == ()


def test_a_range_says_where_the_number_stands() -> None:
    text = "Ada seratus empat puluh tiga orang, bukan 140."
    assert [text[n.start : n.end] for n in numbers(text)] == ["seratus empat puluh tiga", "140"]


def test_numbers_side_by_side_stay_apart() -> None:
    assert [n.value for n in numbers("lima enam orang, dua puluh, tiga")] == ["5", "6", "20", "3"]


def test_thousands_are_read_as_the_language_reads_them_but_may_be_the_other() -> None:
    assert numbers("1.500")[0].readings == ("1500", "1.5")
    assert numbers("12,500", "en")[0].value == "12500"


def test_figures_replace_words_in_running_text() -> None:
    assert with_figures("dari dua puluh tiga desa") == "dari 23 desa"


def test_pairs_leave_what_has_no_mate() -> None:
    left, right = same(numbers("30 dan 12"), numbers("dua belas dan 40"))
    assert [n.value for n in left] == ["30"]
    assert [n.value for n in right] == ["40"]


@pytest.mark.parametrize("value", [0, 11, 17, 90, 101, 1000, 1500, 12_500, 2_000_014, 987_654_321_000])
def test_words_of_a_number_mean_that_number(value: int) -> None:
    assert [n.value for n in numbers(in_words(value))] == [str(value)]


def test_a_long_row_of_digits_and_words_is_no_trouble() -> None:
    assert len(numbers("9" * 5000)) == 1
    numbers("dua " * 3000 + "juta " * 3000)
