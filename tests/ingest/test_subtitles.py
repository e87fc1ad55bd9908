"""Subtitles: text that every player reads as it was meant, and stretches moved to zero."""

from __future__ import annotations

from ingest.records import Segment, Word
from ingest.subtitles import between, write_srt, write_vtt

TALK = (
    Segment(1.0, 2.5, "Gaji <tidak> dipotong & aman", "Bu <Ratna>", (Word("Gaji", 1.0, 1.5), Word("aman", 2.0, 2.5))),
    Segment(3600.25, 3601.0, "baris satu\n\nbaris dua --> ya"),
)


def test_vtt_escapes_what_would_be_markup() -> None:
    assert write_vtt(TALK) == (
        "WEBVTT\n\n"
        "00:00:01.000 --> 00:00:02.500\n<v Bu &lt;Ratna&gt;>Gaji &lt;tidak&gt; dipotong &amp; aman</v>\n\n"
        "01:00:00.250 --> 01:00:01.000\nbaris satu\nbaris dua --&gt; ya\n"
    )


def test_srt_keeps_the_text_and_no_empty_line_or_arrow() -> None:
    assert write_srt(TALK) == (
        "1\n00:00:01,000 --> 00:00:02,500\nBu <Ratna>: Gaji <tidak> dipotong & aman\n\n"
        "2\n01:00:00,250 --> 01:00:01,000\nbaris satu\nbaris dua → ya\n"
    )


def test_an_empty_talk_is_still_a_document() -> None:
    assert write_vtt(()) == "WEBVTT\n"
    assert write_srt(()) == ""


def test_between_counts_from_the_start_and_cuts_words() -> None:
    words = tuple(Word(f"w{n}", float(n), n + 0.9) for n in range(10))
    (piece,) = between([Segment(0.0, 9.9, " ".join(w.text for w in words), "A", words)], 3.0, 6.0)
    assert (piece.start, piece.end, piece.text, piece.speaker) == (0.0, 3.0, "w3 w4 w5", "A")
    assert [(w.start, round(w.end, 1)) for w in piece.words] == [(0.0, 0.9), (1.0, 1.9), (2.0, 2.9)]
    assert between([Segment(0.0, 1.0, "vorbei")], 3.0, 6.0) == ()
