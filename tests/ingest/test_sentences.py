"""Sentences: cut where a reader would, and nowhere else."""

from __future__ import annotations

import itertools
import random
import time

import pytest

from ingest.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["Dr. Ir. H. Wahyu Hidayat, M.M. hadir.", "Ia berkata.", "Selesai!"],
        ["Harga naik 3.5 persen menjadi Rp 5.000,50 per kg.", "Pasal 10 huruf b UU No. 5 Tahun 2014 berlaku."],
        ["“Kita bisa.", "Kita harus,” kata Budi.", "“Siap?” tanya dia."],
        ["Budi Santoso, S.H., M.Hum. datang.", "Joko W. Utomo pergi.", "Ia minum vitamin C.", "Lalu pulang."],
        ["Buku, pensil, dll. dibawa.", "Ada kursi, meja, dll.", "Semua lengkap."],
        ["Ada banyak hal.", "Kita pilih satu.", "Lihat hal. 12 dan gbr. 3."],
        ["I said no.", "Then Mr. Smith left at 10 a.m. by bus."],
        ["Pukul 10.00 WIB.", "Acara selesai… semua pulang."],
    ],
)
def test_where_a_reader_would_cut(pieces: list[str]) -> None:
    assert cut(" ".join(pieces)) == pieces


def test_blank_lines_headings_and_items_separate_and_line_breaks_do_not() -> None:
    text = "# Judul\nBaris satu\nmasih satu\n\nBaris dua\n- butir satu\n- butir dua\n1. Pertama ini\n"
    assert cut(text) == [
        "# Judul",
        "Baris satu\nmasih satu",
        "Baris dua",
        "- butir satu",
        "- butir dua",
        "1. Pertama ini",
    ]


def test_every_letter_is_in_exactly_one_sentence_in_order() -> None:
    draw = random.Random(3)
    signs = [
        "Dr.",
        "Budi",
        ".",
        "“",
        "”",
        '"',
        " ",
        "\n",
        "\n\n",
        "a",
        "B.",
        "!",
        "…",
        "1.",
        "- ",
        "# ",
        "S.H.",
        "(",
        ")",
    ]
    for _ in range(500):
        text = "".join(draw.choice(signs) for _ in range(40))
        ranges = sentences(text)
        assert all(a < b for a, b in ranges)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(ranges))
        inside = {n for a, b in ranges for n in range(a, b)}
        assert all(n in inside or c.isspace() for n, c in enumerate(text))


@pytest.mark.parametrize("piece", [".", ". ", "a. A", "\n", " ", '"', '."', "# ", "...a"])
def test_crafted_text_takes_no_longer_than_its_length(piece: str) -> None:
    begun = time.process_time()
    sentences(piece * (300_000 // len(piece)) + "x")
    assert time.process_time() - begun < 2
