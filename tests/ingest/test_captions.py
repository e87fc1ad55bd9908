"""Captions: every way people write them becomes the same transcript, and what is no caption is refused in a line."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from ingest import captions
from ingest.errors import ArchiveError, BadInput, Unsafe
from ingest.records import Segment, Transcript

if TYPE_CHECKING:
    from pathlib import Path

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:04.000
Ratna Kusumawardani: Selamat pagi, Bapak Ibu. Acara dimulai pukul 10:30 dan kita tidak akan lama.

2
00:00:04.500 --> 00:00:07.000
Hendra W - Sekda: Catatan penting: presensi ada di https://presensi.example ya.

3
00:00:07.500 --> 00:00:09.000
Hendra W - Sekda: Terima kasih.

4
00:00:09.500 --> 00:00:11.000
iPhone (2): saya mau bertanya
"""

TEAMS = """WEBVTT

1d6a3f0e-9d1b-4c2e-8a55-0c3d2b1a0f9e/12-0
00:00:01.230 --> 00:00:03.450
<v Ratna Kusumawardani>Selamat pagi,
Bapak Ibu.</v>

1d6a3f0e-9d1b-4c2e-8a55-0c3d2b1a0f9e/13-0
00:00:03.500 --> 00:00:05.000
<v Hendra &amp; Tim>Baik.</v>
"""

YOUTUBE = """WEBVTT
Kind: captions
Language: id

00:00:00.160 --> 00:00:02.389 align:start position:0%
\x20
selamat<00:00:00.480><c> pagi</c><00:00:01.000><c> semua</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
selamat pagi semua
\x20

00:00:02.399 --> 00:00:04.500 align:start position:0%
selamat pagi semua
kita<00:00:02.800><c> mulai</c>

00:00:04.500 --> 00:00:04.510 align:start position:0%
kita mulai
\x20

00:00:04.510 --> 00:00:06.000 align:start position:0%
kita mulai
[Musik]
"""


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(s.speaker, s.text) for s in transcript.segments]


def times(transcript: Transcript) -> list[tuple[float, float]]:
    return [(s.start, s.end) for s in transcript.segments]


# --- dialects -----------------------------------------------------------------------------------------------------------------


def test_zoom_names_its_speakers_and_keeps_other_colons_in_the_text() -> None:
    found = captions.read_text(ZOOM, "z.vtt")
    assert found.model == "captions zoom"
    assert found.language == "id"
    assert found.duration == 11.0
    assert said(found)[1] == ("Hendra W - Sekda", "Catatan penting: presensi ada di https://presensi.example ya.")
    assert [s.speaker for s in found.segments] == [
        "Ratna Kusumawardani",
        "Hendra W - Sekda",
        "Hendra W - Sekda",
        "iPhone (2)",
    ]


def test_a_colon_in_some_cues_is_no_speaker() -> None:
    text = "WEBVTT\n\n"
    lines = [
        "10:30 Meeting: dimulai",
        "https://x.example: alamatnya",
        "Catatan penting: bawa laptop",
        "Kita mulai",
        "Ya",
        "Baik",
    ]
    for n, line in enumerate(lines):
        text += f"00:00:{n:02d}.000 --> 00:00:{n + 1:02d}.000\n{line}\n\n"
    found = captions.read_text(text, "p.vtt")
    assert found.model == "captions plain"
    assert [s.text for s in found.segments] == lines
    assert not any(s.speaker for s in found.segments)


def test_a_time_or_note_in_a_zoom_file_is_no_speaker_either() -> None:
    text = ZOOM + "\n5\n00:00:12.000 --> 00:00:13.000\n10:30 Meeting: dimulai lagi\n"
    last = captions.read_text(text, "z.vtt").segments[-1]
    assert (last.speaker, last.text) == (None, "10:30 Meeting: dimulai lagi")


def test_teams_voices_over_several_lines() -> None:
    found = captions.read_text(TEAMS, "t.vtt")
    assert found.model == "captions teams"
    assert said(found) == [("Ratna Kusumawardani", "Selamat pagi, Bapak Ibu."), ("Hendra & Tim", "Baik.")]


def test_two_voices_in_one_cue_share_its_time() -> None:
    found = captions.read_text(
        "WEBVTT\n\n00:00.000 --> 00:10.000\n<v Ayu>Halo semua</v>\n<v Budi>Ya, halo!!</v>\n", "v.vtt"
    )
    assert said(found) == [("Ayu", "Halo semua"), ("Budi", "Ya, halo!!")]
    assert times(found) == [(0.0, 5.0), (5.0, 10.0)]


def test_youtube_lines_come_once_and_words_keep_their_times() -> None:
    found = captions.read_text(YOUTUBE, "y.vtt")
    assert found.model == "captions youtube"
    assert [s.text for s in found.segments] == ["selamat pagi semua", "kita mulai", "[Musik]"]
    first = found.segments[0]
    assert [(w.text, w.start, w.end) for w in first.words] == [
        ("selamat", 0.16, 0.48),
        ("pagi", 0.48, 1.0),
        ("semua", 1.0, 2.389),
    ]
    assert first.words[0].probability is None
    assert found.segments[1].start == 2.399


def test_youtube_rolling_lines_saved_as_srt() -> None:
    lines = ["satu dua", "tiga empat", "lima enam", "tujuh delapan", "sembilan sepuluh"]
    text = ""
    for n in range(1, len(lines)):
        text += f"{n}\n00:00:{n:02d},000 --> 00:00:{n + 1:02d},500\n{lines[n - 1]}\n{lines[n]}\n\n"
    found = captions.read_text(text, "y.srt")
    assert [s.text for s in found.segments] == lines
    assert all(a.end <= b.start for a, b in zip(found.segments[1:], found.segments[2:], strict=False))


# --- how files are written ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        ZOOM.encode(),
        b"\xef\xbb\xbf" + ZOOM.encode(),
        ZOOM.replace("\n", "\r\n").encode(),
        ZOOM.replace("\n", "\r").encode(),
        ZOOM.encode("utf-16"),
        ZOOM.encode("utf-16-le"),
        ZOOM.encode("utf-16-be"),
    ],
    ids=["plain", "bom", "crlf", "cr", "utf-16", "utf-16-le without bom", "utf-16-be without bom"],
)
def test_encodings_and_line_ends_make_no_difference(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_bytes(data)
    assert captions.read(path) == captions.read_text(ZOOM, "z.vtt")
    assert captions.looks_like_captions(path)


def test_windows_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes("1\n0:01,5 --> 0:02,25\n“Café” – José\n".encode("cp1252"))
    found = captions.read(path)
    assert found.segments == (Segment(1.5, 2.25, "“Café” – José"),)


def test_srt_with_tags_entities_and_an_empty_line_inside() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Halo</i> &amp; <font color='red'>apa</font>\n\nkabar\n\n2\n" \
        "00:00:03,000 --> 00:00:04,000\n5 < 6\n3\n00:00:05,000 --> 00:00:06,000\nlagi\n"  # fmt: skip
    assert [s.text for s in captions.read_text(text, "a.srt").segments] == ["Halo & apa kabar", "5 < 6", "lagi"]


def test_notes_styles_regions_and_settings_are_not_speech() -> None:
    text = """WEBVTT - rapat

STYLE
::cue { color: red }

REGION
id:bawah

NOTE bukan bagian dari ucapan
masih catatan

pembuka
01:02.500 --> 01:04.000 align:start line:0%
<c.kuning>Selamat</c> datang &lt;semua&gt;
"""
    assert captions.read_text(text, "a.vtt").segments == (Segment(62.5, 64.0, "Selamat datang <semua>"),)


def test_cues_come_in_order_of_time_and_overlaps_stay() -> None:
    text = "2\n00:00:05,000 --> 00:00:09,000\ndua\n\n1\n00:00:01,000 --> 00:00:06,000\nsatu\n"
    found = captions.read_text(text, "a.srt")
    assert [(s.start, s.end, s.text) for s in found.segments] == [(1.0, 6.0, "satu"), (5.0, 9.0, "dua")]
    assert found.duration == 9.0


def test_broken_cues_are_left_out_and_counted() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nbaik\n\n2\n00:0x:03 --> ??\nrusak\n\n3\n00:00:09,000 --> 00:00:04,000\nmundur\n"
    found = captions.read_text(text, "a.srt")
    assert [s.text for s in found.segments] == ["baik", "mundur"]
    assert found.segments[1].end > found.segments[1].start
    assert [f.reason[:1] for f in found.flags] == ["1", "1"]


@pytest.mark.parametrize(
    "text",
    ["", "  \n\n", "Hanya tulisan biasa.", "WEBVTT\n\n", "1\n00:0x --> yy\nrusak\n", "1\n0:01 --> 0:02\n<i></i>\n"],
)
def test_what_holds_no_captions_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(text)
    with pytest.raises(BadInput) as trouble:
        captions.read(path)
    assert "\n" not in str(trouble.value)
    assert str(path) in str(trouble.value)


def test_a_film_and_a_giant_are_refused(tmp_path: Path) -> None:
    film = tmp_path / "film.srt"
    film.write_bytes(bytes(range(256)) * 50)
    with pytest.raises(ArchiveError):
        captions.read(film)
    assert not captions.looks_like_captions(film)
    giant = tmp_path / "giant.vtt"
    with giant.open("wb") as file:
        file.write(b"WEBVTT\n")
        file.truncate(21_000_000)
    with pytest.raises(Unsafe):
        captions.read(giant)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<v ",
        "&",
        "-->",
        "00:00:01.000 --> ",
        "00:00:01.000 --> 00:00:02.000\n",
        " ",
        "\n",
        "a: ",
        "1\n",
        "<00:00:01.000>",
        "{\\",
    ],
)
def test_crafted_files_take_no_longer_than_their_length(piece: str) -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nhalo\n" + piece * (400_000 // len(piece))
    begun = time.process_time()
    captions.read_text(text, "x.vtt")
    captions.read_text(text[8:], "x.srt")
    assert time.process_time() - begun < 5


# --- out and in again -----------------------------------------------------------------------------------------------------------


def test_vtt_out_and_in_again_is_the_same() -> None:
    draw = random.Random(5)
    signs = [
        "a",
        "Kata",
        "--",
        ">",
        "<",
        "&amp;",
        "&",
        "1",
        "10:30",
        "é",
        "“",
        "NOTE",
        "-->",
        "Budi:",
        "<i>",
        "</v>",
        "😀",
        "STYLE",
    ]
    for _ in range(300):
        at, segments = 0.0, []
        for _ in range(draw.randint(1, 6)):
            start = round(at + draw.random() * 3, 3)
            end = round(start + 0.001 + draw.random() * 9, 3)
            text = " ".join(draw.choice(signs) for _ in range(draw.randint(1, 6)))
            speaker = draw.choice(["Dr. Ratna & Tim", "Budi <Sekda>", "iPhone (2)", "Wahyu: H"])
            segments.append(Segment(start, end, text, speaker))
            at = start
        again = captions.read_text(captions.write_vtt(segments), "x.vtt")
        assert again.segments == tuple(segments)


def test_srt_out_and_in_again_keeps_times_speakers_and_words() -> None:
    found = captions.read_text(ZOOM, "z.vtt")
    assert captions.read_text(captions.write_srt(found), "z.srt").segments == found.segments


# --- chat -----------------------------------------------------------------------------------------------------------------------


def test_chat_of_the_cloud_and_of_the_own_computer(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(
        '00:13:46\tWulan - Dinkes:\tjelas pak: suaranya\n00:18:23\tBudi:\tReplying to "jelas"\n\nsetuju\n'
        "10:30:05 From Ayu Lestari to Everyone:\n\tizin bertanya\n10:31:00 Dari Budi ke Semua orang: baik\n"
    )
    found = captions.read_chat(path)
    assert [(c.at, c.name, c.text) for c in found] == [
        (826.0, "Wulan - Dinkes", "jelas pak: suaranya"),
        (1103.0, "Budi", 'Replying to "jelas"\n\nsetuju'),
        (37805.0, "Ayu Lestari", "izin bertanya"),
        (37860.0, "Budi", "baik"),
    ]
    path.write_text("bukan obrolan\n")
    with pytest.raises(BadInput):
        captions.read_chat(path)
