"""docs/query-language.md, line by line: what each query of the table finds in a small archive."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from search import Searcher

PAGE = Path(__file__).parents[2] / "docs" / "query-language.md"

# Query → how the found passages begin, best first where it says so. "…" at the end: others may follow.
BUDGET, SALARY, EARN = "Anggaran untuk", "Lalu bagaimana", "Penghasilan tetap"
ONLINE, SMILE, SERVICE, OFFLINE = "Pelatihan kita", "Layanan yang", "Pelayanan publik", "Pelatihan luring"
MILK, DATA, ASN, INCOME = "Selamat pagi", "We are", "Aparatur Sipil", "Penghasilan pegawai"
TANGGUH = {MILK, BUDGET, SALARY, EARN, ASN, INCOME}
KELAS = {ONLINE, SMILE, SERVICE, OFFLINE}

FOUND: dict[str, set[str] | list[str]] = {
    "anggaran pelatihan": [BUDGET],
    "penghasilan tetap mereka terima setiap bulan sekali": [EARN],
    "layanan": [SMILE, SERVICE, ASN],
    '"pelayanan publik"': [SERVICE],
    '"layanan"': [SMILE],
    "pelayan*": [SERVICE],
    "anggaran AND pelatihan": [BUDGET],
    "daring OR luring": {ONLINE, OFFLINE},
    "pelatihan (daring OR luring)": {ONLINE, OFFLINE},
    "pelatihan NOT daring": {BUDGET, OFFLINE},
    "pelatihan -daring": {BUDGET, OFFLINE},
    '-"secara daring" pelatihan': {BUDGET, OFFLINE},
    "anggaran NEAR/5 pelatihan": [BUDGET],
    "speaker:hendra anggaran": [BUDGET],
    'pembicara:"Hendra Wicaksono"': {BUDGET, EARN, ONLINE, SERVICE, INCOME},
    "speaker:(hendra ratna) anggaran": [BUDGET],
    "topic:anggaran": TANGGUH,
    'topik:"belanja daerah"': TANGGUH,
    "title:tangguh": TANGGUH,
    "judul:tangguh": TANGGUH,
    "series:kelas": KELAS,
    "seri:kelas": KELAS,
    "session:2020-11-26-birokrat": TANGGUH,
    "sesi:2020-11-26-birokrat-tangguh": TANGGUH,
    "year:2020": TANGGUH,
    "tahun:2020": TANGGUH,
    "date:2020-11": TANGGUH,
    "date:november 2020": TANGGUH,
    "tanggal:26 november 2020": TANGGUH,
    "date:2020-10..2020-12": TANGGUH,
    "since:2020-11 until:2020": TANGGUH,
    "sejak:2020-11 hingga:2020": TANGGUH,
    "lang:en": [DATA],
    "bahasa:inggris": [DATA],
    "kind:writeup": {ASN, INCOME},
    "jenis:tulisan": {ASN, INCOME},
    "ASN": {ASN, SERVICE},
    "aparatur sipil negara": {ASN, SERVICE},
    "susu dan roti": [MILK],
    "Hendra anggaran": [BUDGET],
}


def lines() -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)


def test_the_page_and_this_test_name_the_same_queries() -> None:
    assert lines() == list(FOUND)


@pytest.mark.parametrize("query", FOUND)
def test_each_line_of_the_page(ask: Searcher, query: str) -> None:
    results = ask.find(query)
    begins = [" ".join(hit.passage.text.split()[:2]) for hit in results.hits]
    expected = FOUND[query]
    if isinstance(expected, list):
        assert begins == expected
    else:
        assert set(begins) == expected
    assert results.total == len(begins)
    assert not results.ignored


@pytest.mark.parametrize(
    "query",
    ['anggaran"', "(anggaran", "anggaran)", "AND anggaran", "anggaran OR", "anggaran a*", "anggaran year:kapan", "NOT"],
)
def test_malformed_input_is_searched_as_far_as_it_goes_and_what_was_left_out_is_said(ask: Searcher, query: str) -> None:
    results = ask.find(query)
    assert results.ignored
    if "anggaran" in query:
        assert results.hits[0].passage.text.startswith(BUDGET)


def test_limits_are_said(ask: Searcher) -> None:
    assert any("64" in line for line in ask.find(" ".join(f"k{n}" for n in range(90))).ignored)
    assert any("1000" in line for line in ask.find("anggaran " * 500).ignored)
    assert any("16" in line for line in ask.find("(" * 40 + "anggaran" + ")" * 40).ignored)
    assert any("8" in line for line in ask.find(" ".join(f"pe{c}*" for c in "abcdefghijkl")).ignored)
