"""A transcript as people read it."""

from __future__ import annotations

from ingest.records import Segment, Transcript
from tests import builders
from ui import turns


def test_no_word_is_lost_and_the_order_is_that_of_the_speech() -> None:
    talk = builders.talk(("A", "Satu dua. Tiga empat lima."), ("B", "Enam."), ("A", "Tujuh delapan."))
    read = [w.text for p in turns.paragraphs(talk) for s in p.sentences for w in s.words]
    assert read == ["Satu", "dua.", "Tiga", "empat", "lima.", "Enam.", "Tujuh", "delapan."]


def test_a_name_is_shown_where_the_speaker_changes() -> None:
    talk = builders.talk(("A", "Satu."), ("A", "Dua."), ("B", "Tiga."), ("A", "Empat."))
    assert [(p.speaker, p.opens) for p in turns.paragraphs(talk)] == [("A", True), ("B", True), ("A", True)]


def test_cues_that_break_anywhere_become_sentences_again() -> None:
    cues = (
        Segment(0, 2, "Menurut Dr. Hendra gaji", "A"),
        Segment(2, 4, "tidak turun. Lalu ia", "A"),
        Segment(4, 5, "pergi.", "A"),
    )
    (paragraph,) = turns.paragraphs(Transcript("id", "captions zoom", 5, cues))
    said = [" ".join(w.text for w in s.words) for s in paragraph.sentences]
    assert said == ["Menurut Dr. Hendra gaji tidak turun.", "Lalu ia pergi."]
    assert paragraph.sentences[0].start == 0
    assert 2.5 < paragraph.sentences[0].end < 3.5


def test_captions_without_full_stops_still_come_in_readable_pieces() -> None:
    cues = tuple(
        Segment(n * 3.0, n * 3.0 + 2.9, "ini teks otomatis tanpa tanda baca sama sekali ya", None) for n in range(60)
    )
    found = turns.paragraphs(Transcript("id", "captions youtube", 180, cues))
    assert max(len(s.words) for p in found for s in p.sentences) <= 40
    assert max(p.end - p.start for p in found) <= 60
    assert [p.opens for p in found].count(True) == 1


def test_words_without_times_share_the_time_of_their_cue() -> None:
    words = turns.timed(Segment(10, 14, "a bbbbbbb c"))
    assert words[0].start == 10
    assert words[-1].end == 14
    assert words[1].end - words[1].start > words[0].end - words[0].start
    assert turns.timed(Segment(1, 1, "")) == ()


def test_talking_time_counts_speech_not_silence() -> None:
    talk = builders.talk(("A", "satu dua tiga"), ("B", "empat"), gap=100)
    assert turns.shares(talk)["A"] < 5
