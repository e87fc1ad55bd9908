"""Typed text in, a page of results out: totals, order, marks, facets, suggestions."""

from __future__ import annotations

import random
import threading
import time
from typing import TYPE_CHECKING

import pytest

from search import Filters, Searcher, refresh
from tests.builders import archive, talk, webinar

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.archive import Archive


def begins(results: object) -> list[str]:
    return [hit.passage.text.split()[0] for hit in results.hits]  # type: ignore[attr-defined]


def marked(hit: object) -> list[str]:
    return [hit.passage.text[a:b] for a, b in hit.marks]  # type: ignore[attr-defined]


def test_one_word_never_said_does_not_empty_the_page(ask: Searcher) -> None:
    results = ask.find("anggaran pelatihan zeppelin")
    assert results.hits[0].passage.text.startswith("Anggaran untuk pelatihan")
    assert results.relaxed


def test_nonsense_finds_nothing(ask: Searcher) -> None:
    assert ask.find("xqzzvk wpfjj").total == 0
    assert ask.find("xqzzvk yang wpfjj").total == 0
    assert ask.find("?!…").total == 0


def test_the_form_typed_ranks_above_its_relatives(ask: Searcher) -> None:
    assert begins(ask.find("layanan"))[0] == "Layanan"
    assert begins(ask.find("pelayanan"))[0] == "Pelayanan"


def test_marks_are_the_words_that_matched(ask: Searcher) -> None:
    assert marked(ask.find("gaji rumah").hits[0]) == ["gaji", "rumah"]
    assert marked(ask.find("melayani").hits[0]) == ["melayani"] or "Pelayanan" in marked(ask.find("melayani").hits[0])
    phrase = ask.find('"pelayanan publik"').hits[0]
    assert marked(phrase) == ["Pelayanan", "publik"]


def test_a_phrase_marks_only_where_it_stands_whole(tmp_path: Path) -> None:
    into = archive(tmp_path)
    webinar(into, transcript=talk(("A B", "Warga datang. Warga kota senang, kota warga ramai.")))
    hit = Searcher.open(into).find('"warga kota"').hits[0]
    assert [hit.passage.text[a:b] for a, b in hit.marks] == ["Warga", "kota"]
    assert hit.marks[0][0] == 14


def test_facets_count_exactly_what_choosing_them_shows(ask: Searcher) -> None:
    for query in ("pelatihan", "layanan pegawai", "", "anggaran pelatihan warga"):
        results = ask.find(query)
        for name in ("speaker", "topic", "year", "series", "session"):
            for value, count in results.facets[name]:
                assert ask.find(query, Filters(**{name: (value,)})).total == count, (query, name, value)
        for value, count in results.facets["kind"]:
            assert ask.find(query, Filters(kind=value)).total == count


def test_a_facet_s_own_filter_leaves_its_other_values_to_choose(ask: Searcher) -> None:
    all_of_them = ask.find("pelatihan").facets
    narrowed = ask.find("pelatihan", Filters(speaker=("Yusuf Pratama",))).facets
    assert narrowed["speaker"] == all_of_them["speaker"]
    assert narrowed["year"] == (("2021", 1),)


def test_a_speaker_filter_takes_the_name_or_its_slug(ask: Searcher) -> None:
    for value in ("Hendra Wicaksono", "hendra-wicaksono", "HENDRA W"):
        assert ask.find("anggaran", Filters(speaker=(value,))).total == 1


def test_a_caption_label_of_another_session_is_the_same_person(ask: Searcher) -> None:
    assert dict(ask.find("pelatihan daring").facets["speaker"]) == {"Hendra Wicaksono": 1}


def test_a_paragraph_of_an_article_carries_the_second_it_is_linked_to(ask: Searcher) -> None:
    hit = ask.find("penghasilan pegawai tidak berkurang", Filters(kind="writeup")).hits[0]
    assert (hit.passage.start, hit.passage.end) == (17.5, 21.0)
    assert ask.find("Tirtamulya").hits[0].passage.start is None


def test_an_acronym_finds_its_long_form_and_says_so(ask: Searcher) -> None:
    results = ask.find("ASN wajib")
    assert results.expanded == {"ASN": ["aparatur sipil negara"]}
    assert ask.find("aparatur sipil negara").expanded == {"aparatur sipil negara": ["ASN"]}
    assert not ask.find('"ASN"').expanded


def test_did_you_mean_comes_from_the_archive(ask: Searcher) -> None:
    for typed, meant in {
        "anggran": "anggaran",
        "pelatihna": "pelatihan",
        "penghasialn": "penghasilan",
        "kecamtan": "kecamatan",
        "Wicaksoni": "wicaksono",
        "senyumm petugas": "senyum petugas",
    }.items():
        assert ask.find(typed).did_you_mean == meant


def test_sorting_by_date_and_by_time(ask: Searcher) -> None:
    dates = [hit.passage.date for hit in ask.find("pelatihan", sort="date").hits]
    assert dates == sorted(dates, reverse=True)
    hits = ask.find("", Filters(session=("2020-11-26-birokrat-tangguh",), kind="speech"), sort="time").hits
    starts = [hit.passage.start for hit in hits]
    assert starts == sorted(starts)


def test_pages_follow_each_other_without_gap_or_repeat(ask: Searcher) -> None:
    whole = [hit.passage.id for hit in ask.find("pelatihan layanan pegawai OR warga OR data").hits]
    paged = [
        ask.find("pelatihan layanan pegawai OR warga OR data", limit=1, offset=n).hits[0].passage.id
        for n in range(len(whole))
    ]
    assert paged == whole


def test_the_timeline_lists_when_the_hits_of_a_session_begin(ask: Searcher) -> None:
    times = ask.find("pelatihan").timeline["2021-03-18-kelas-layanan"]
    assert len(times) == 2
    assert times == tuple(sorted(times))


def test_hostile_queries_are_answered_or_refused_quickly(ask: Searcher) -> None:
    chance = random.Random(7)
    parts = [
        '"',
        "(",
        ")",
        "-",
        "*",
        "AND ",
        "OR ",
        "NOT ",
        "NEAR/5 ",
        "speaker:",
        "date:",
        "pe*",
        "anggaran ",
        "\0",
        "：",
        "ﷺ",
        "🙂",
        "é",
    ]
    begun = time.perf_counter()
    for _ in range(400):
        text = "".join(chance.choice(parts) for _ in range(chance.randrange(1, 300)))
        results = ask.find(text, limit=3)
        for hit in results.hits:
            assert all(0 <= a < b <= len(hit.passage.text) for a, b in hit.marks)
    assert time.perf_counter() - begun < 40


def test_eight_threads_search_while_sessions_are_added(tmp_path: Path) -> None:
    into = archive(tmp_path)
    for n in range(3):
        webinar(into, f"Webinar {n}", talk(("A B", f"Anggaran nomor {n} untuk pelatihan dan pelayanan warga.")))
    searcher, problems, stop = Searcher.open(into), [], threading.Event()

    def search() -> None:
        while not stop.is_set():
            try:
                results = searcher.find("anggaran pelatihan", limit=50)
                if results.total != len(results.hits) or results.total < 3:
                    problems.append(f"torn: {results.total} of {len(results.hits)}")
                if any("nggaran" not in hit.passage.text for hit in results.hits):
                    problems.append("a passage that does not match")
            except Exception as why:
                problems.append(repr(why))
                return

    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for n in range(3, 15):
        webinar(into, f"Webinar {n}", talk(("A B", f"Anggaran nomor {n} untuk pelatihan.")))
        refresh(into)
    stop.set()
    for thread in threads:
        thread.join()
    assert not problems
    assert searcher.find("anggaran pelatihan").total == 15


@pytest.mark.parametrize("text", ["Anggaran untuk pelatihan pegawai tidak dipotong", "roti dan susu hari ini webinar"])
def test_a_sentence_as_it_comes_finds_its_passage(ask: Searcher, text: str) -> None:
    assert ask.find(text).hits[0].passage.session == "2020-11-26-birokrat-tangguh"


def test_examples_each_find_something(three: Archive, ask: Searcher) -> None:
    from search import examples

    shown = examples(three)
    assert len(shown) == 3
    assert shown == examples(three)
    for text in shown:
        assert ask.find(text).total > 0
