"""Times, dates and numbers as people write and read them."""

from __future__ import annotations

import datetime as dt

import pytest

from ui import clock


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("812", 812),
        ("812.4", 812.4),
        ("1h2m3s", 3723),
        ("2m", 120),
        ("12:31", 751),
        ("1:02:03", 3723),
        (" 30 ", 30),
        ("1h", 3600),
    ],
)
def test_a_second_is_read_in_every_form_that_people_write(typed: str, seconds: float) -> None:
    assert clock.parse(typed) == seconds


@pytest.mark.parametrize(
    "typed", ["", "x", "-5", "1e9", "NaN", "12:31:00:00", "٣", "9" * 30, "1:2:3:4", "'; drop", "99999999"]
)
def test_anything_else_is_no_second(typed: str) -> None:
    assert clock.parse(typed) is None


def test_an_address_names_a_second_or_a_stretch() -> None:
    assert clock.moment("30,60") == (30, 60)
    assert clock.moment("30") == (30, None)
    assert clock.moment("60,30") == (60, None)
    assert clock.moment("abc") is None


def test_a_written_second_reads_back() -> None:
    for seconds in (0, 59, 60, 3599, 3600, 45296):
        assert clock.parse(clock.clock(seconds)) == seconds


def test_dates_durations_and_numbers_speak_the_readers_language() -> None:
    assert clock.day(dt.date(2020, 11, 23), "id") == "23 November 2020"
    assert clock.day(dt.date(2023, 5, 1), "id", short=True) == "1 Mei 2023"
    assert clock.length(4320, "id") == "1 j 12 mnt"
    assert clock.length(4320, "en") == "1 h 12 min"
    assert clock.length(40, "id") == "40 dtk"
    assert clock.length(3599.9, "id") == "1 j"
    assert clock.number(12345, "id") == "12.345"
