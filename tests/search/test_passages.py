"""A session cut into what one hit is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from ingest.records import Alignment, Flag, Link, Paragraph, Segment, Session, Span, WriteUp
from search.passages import LIMIT, passages
from tests.builders import segment, talk

SESSION = Session("2020-11-26-x", "X", dt.date(2020, 11, 26), topics=("anggaran",))
LONG = "Anggaran daerah tahun ini dibahas bersama seluruh dinas dan kecamatan."


def test_passages_end_at_sentences_and_stay_about_half_a_minute() -> None:
    found = passages(SESSION, talk(*[("A", LONG)] * 40, gap=0.1))
    assert len(found) > 3
    assert all(p.text.endswith(".") for p in found)
    assert all(p.start is not None and p.end is not None and p.end - p.start <= LIMIT for p in found)
    assert sum(p.segments[1] - p.segments[0] for p in found) == 40


def test_a_passage_is_one_person_s() -> None:
    found = passages(SESSION, talk(("A", LONG), ("B", LONG), ("A", LONG)))
    assert [p.speaker for p in found] == ["A", "B", "A"]


def test_a_word_thrown_in_cuts_nothing() -> None:
    found = passages(SESSION, talk(("A", LONG), ("B", "Ya, betul."), ("A", LONG)))
    assert [p.speaker for p in found] == ["A"]
    assert "betul" in found[0].text


def test_a_short_question_between_two_people_is_kept_apart() -> None:
    found = passages(SESSION, talk(("A", LONG), ("B", "Apa syaratnya?"), ("C", LONG)))
    assert [p.speaker for p in found] == ["A", "B", "C"]


def test_what_nobody_said_is_left_out() -> None:
    transcript = talk(("A", LONG), ("A", "Terima kasih sudah menonton."))
    last = transcript.segments[1]
    found = passages(SESSION, replace(transcript, flags=(Flag(last.start, last.end, "text over silence"),)))
    assert "menonton" not in " ".join(p.text for p in found)


def test_a_segment_of_minutes_is_cut_at_its_sentences_with_its_words_times() -> None:
    whole = segment(" ".join([LONG] * 30), 5.0, "A")
    found = passages(SESSION, replace(talk(), segments=(whole,)))
    assert len(found) > 2
    assert found[0].start == 5.0
    starts = [p.start for p in found]
    times = {w.start for w in whole.words}
    assert set(starts) <= times


def test_captions_without_a_full_stop_are_cut_all_the_same() -> None:
    whole = Segment(0.0, 600.0, "kata " * 900, "A")
    found = passages(SESSION, replace(talk(), segments=(whole,)))
    assert max(len(p.text.split()) for p in found) <= 150
    assert sum(len(p.text.split()) for p in found) == 900


def test_a_long_silence_separates() -> None:
    found = passages(SESSION, talk(("A", LONG), ("A", LONG), gap=60.0))
    assert len(found) == 2


def test_paragraphs_follow_with_the_second_of_their_surest_link() -> None:
    text = "Judul\n\nIsi paragraf satu.\n\nIsi paragraf dua."
    writeup = WriteUp(
        "a.md",
        text,
        "Judul",
        paragraphs=(
            Paragraph("Judul", 0, 5, True),
            Paragraph("Isi paragraf satu.", 7, 25),
            Paragraph("Isi paragraf dua.", 27, 44),
        ),
    )
    spans = ((Span(40.0, 44.0, (4,), 1.0),), (Span(10.0, 12.0, (1,), 9.0),), ())
    links = tuple(
        Link(1, "x", 7, 25, False, "A", span, None, confidence)
        for span, confidence in zip(spans, (0.9, 0.4, 1.0), strict=True)
    )
    found = passages(SESSION, None, (writeup,), (Alignment("a.md", links),))
    assert [(p.kind, p.start, p.text) for p in found] == [
        ("writeup", 40.0, "Judul\nIsi paragraf satu."),
        ("writeup", None, "Isi paragraf dua."),
    ]
    assert found[0].speaker == "A"


def test_ids_are_unique_and_readable() -> None:
    found = passages(SESSION, talk(*[("A", LONG), ("B", LONG)] * 20))
    assert len({p.id for p in found}) == len(found)
    assert found[0].id == "2020-11-26-x/s0000"
