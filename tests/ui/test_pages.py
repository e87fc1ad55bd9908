"""The pages, drawn without a browser: what they hand to the components."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest

from ui.article import quoted
from ui.search import parts

if TYPE_CHECKING:
    from ingest.archive import Archive

SPOKEN = "2020-11-26-birokrat-tangguh"


def _draw(page: str, **query: str | list[str]) -> Any:
    """The data of the page's component, or the texts where the page drew none. A fault of ours is an error here."""
    script = f"from ui.{page} import page\npage()\n" if page != "main" else "from ui.main import main\nmain()\n"
    app = AppTest.from_string(script, default_timeout=30)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    drawn = [e for e in app.main if e.type == "bidi_component"]
    if not drawn:
        return [getattr(e, "value", "") for e in app.main]
    return json.loads(drawn[-1].proto.json)


def test_the_first_page_greets_with_what_there_is(house: Archive) -> None:
    greeting = _draw("main", lang="id")["greeting"]
    assert greeting["stats"].startswith("3 webinar")
    assert "3 pembicara" in greeting["stats"]
    assert 1 <= len(greeting["examples"]) <= 3
    assert [r["title"] for r in greeting["recent"]] == ["Arsip dan Retensi", "Menunggu", "Birokrat Tangguh"]
    for example in greeting["examples"]:
        assert _draw("search", q=example["text"])["cards"], example["text"]


def test_an_empty_archive_says_what_to_do(house: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests import builders

    empty = builders.archive(house.root.parent / "empty")
    monkeypatch.setenv("SIMAK_ARCHIVE", str(empty.root))
    assert "simak add" in _draw("search", lang="id")["greeting"]["problem"]


def test_a_search_groups_hits_by_recording_and_leads_to_the_second(house: Archive) -> None:
    found = _draw("search", q="gaji", lang="id")
    assert found["line"].startswith("3 momen dalam 2 rekaman") or found["line"].startswith("2 momen dalam 2 rekaman")
    card = next(c for c in found["cards"] if c["id"] == SPOKEN)
    hit = next(h for h in card["hits"] if h["speaker"] == "Hendra Wicaksono")
    assert [text for text, marked in hit["parts"] if marked] == ["gaji"]
    assert f"id={SPOKEN}" in hit["href"]
    assert "q=gaji" in hit["href"]
    assert "lang=id" in hit["href"]


def test_a_facet_narrows_and_can_be_taken_back(house: Archive) -> None:
    found = _draw("search", q="gaji", speaker="Siti Rahman", lang="id")
    assert [c["title"] for c in found["cards"]] == ["Arsip dan Retensi"]
    assert [(c["key"], c["value"]) for c in found["chips"]] == [("speaker", "Siti Rahman")]
    facet = next(f for f in found["facets"] if f["key"] == "speaker")
    assert {"Siti Rahman", "Hendra Wicaksono"} <= {v["value"] for v in facet["values"]}


def test_no_result_says_what_was_searched_and_what_to_do(house: Archive) -> None:
    found = _draw("search", q="zzzqqqxxx", year="2020", lang="id")
    assert found["cards"] == []
    assert "zzzqqqxxx" in found["nothing"]["searched"]
    assert any("Hapus saringan" in hint["text"] for hint in found["nothing"]["hints"])
    assert found["nothing"]["examples"]


def test_a_session_comes_with_media_article_verdict_and_both_texts(house: Archive) -> None:
    data = _draw("session", id=SPOKEN, t="6.2", q="gaji", lang="id")
    assert data["media"]["kind"] == "audio"
    assert data["media"]["src"].startswith("/files/media/")
    assert data["start"] == {"t": 6.2, "end": None}
    assert data["hits"][0]["words"] == ["gaji"]
    (article,) = data["writeups"]
    assert article["url"] == "", "a script is no source"
    (link,) = article["links"]
    assert link["verdict"] == "contradicted"
    written, said = link["diff"]
    assert next(text for text, differs in said if differs).startswith("tidak")
    assert "".join(text for text, _ in written) == "Dari sisi gaji ada kendala selama WFH,"
    people = next(s for s in data["details"] if s["title"] == "Orang")["rows"]
    assert people[0]["value"] == "Dr. Ir. Hendra Wicaksono"
    assert people[0]["label"].startswith("bicara")


def test_a_session_without_recording_can_still_be_read(house: Archive) -> None:
    data = _draw("session", id="2024-10-08-arsip-dan-retensi", lang="id")
    assert data["media"]["kind"] == ""
    assert "transkrip tetap dapat dibaca" in data["media"]["note"]
    assert data["transcript"].startswith("/files/transcript/")
    rows = {row["label"]: row["value"] for section in data["details"] for row in section["rows"]}
    assert rows["Suara hilang"] == "0:01–0:03 rusak"


def test_a_recording_without_transcript_says_how_to_make_one(house: Archive) -> None:
    data = _draw("session", id="2023-01-01-menunggu", lang="id")
    assert data["transcript"] == ""
    assert "belum punya transkrip" in data["noTranscript"]
    assert "simak " in data["noTranscript"]


def test_a_lost_recording_is_named(house: Archive) -> None:
    (house.folder(SPOKEN) / "media/rekaman.wav").unlink()
    data = _draw("session", id=SPOKEN, lang="id")
    assert data["media"]["kind"] == ""


@pytest.mark.parametrize("ident", ["nope", "../../etc/passwd", "<script>", ""])
def test_a_wrong_address_is_answered_in_words(house: Archive, ident: str) -> None:
    said = " ".join(map(str, _draw("session", id=ident, lang="id")))
    assert "rekaman" in said.lower()


@pytest.mark.parametrize("t", ["-1", "abc", "1e999", "9" * 40, "12,", ",5", "\x00"])
def test_a_wrong_second_is_the_beginning_or_the_second_that_can_be_read(house: Archive, t: str) -> None:
    assert _draw("session", id=SPOKEN, t=t)["start"]["t"] in (0.0, 12.0)


def test_the_directory_knows_everyone_and_a_person_has_a_page(house: Archive) -> None:
    rows = _draw("speakers", lang="id")["sections"][0]["rows"]
    assert {row["cells"][0]["text"] for row in rows} == {"Hendra Wicaksono", "Ratna Kusumawardani", "Siti Rahman"}
    person = _draw("speakers", id="hendra-wicaksono", lang="id")
    assert person["title"] == "Dr. Ir. Hendra Wicaksono"
    assert person["lead"] == "Sekretaris Daerah"
    quoted = next(s for s in person["sections"] if s["title"] == "Dikutip")
    assert "bertentangan" in quoted["quotes"][0]["note"]
    assert "tidak ada" in _draw("speakers", id="nobody", lang="id")["lead"].lower()


def test_topics_lead_to_a_search(house: Archive) -> None:
    rows = _draw("topics", lang="en")["sections"][0]["rows"]
    links = {row["cells"][0]["text"]: row["cells"][0]["href"] for row in rows}
    assert links["WFH"] == "/?topic=WFH&lang=en"


def test_the_archive_table_says_what_is_wrong(house: Archive) -> None:
    rows = _draw("archive", lang="id")["sections"][0]["rows"]
    wrong = {row["cells"][1]["text"]: row["cells"][-1]["text"] for row in rows}
    assert wrong["Menunggu"] == "belum ditranskrip"
    assert "1 kutipan bertentangan" in wrong["Birokrat Tangguh"]
    assert "1 bagian suara hilang" in wrong["Arsip dan Retensi"]


def test_without_an_archive_the_page_says_how_to_start_one(house: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMAK_ARCHIVE", str(house.root / "nowhere"))
    app = AppTest.from_string("from ui.main import main\nmain()\n", default_timeout=30).run()
    assert any("simak add" in text.value for text in app.text)


def test_a_snippet_keeps_its_words_and_marks() -> None:
    text = "aaa bbb ccc " * 40
    pieces = parts(text, ((4, 7), (16, 19)), (0, 0))
    assert [piece for piece, marked in pieces if marked] == ["bbb", "bbb"]
    assert pieces[-1] == (" …", False)
    assert parts("<b>x</b>", ((3, 4),), (0, 8)) == [("<b>", False), ("x", True), ("</b>", False)]
    assert "".join(piece for piece, _ in parts("satu dua", (), (0, 0))) == "satu dua"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("“Satu dua,” kata Budi.", "Satu dua,"),
        ("Budi berkata, “Satu dua.”", "Satu dua."),
        ("Satu dua,” katanya.", "Satu dua,"),
        ("“Satu dua.", "Satu dua."),
        ("Satu dua.", "Satu dua."),
        ('"Satu," kata Budi, "dua."', 'Satu," kata Budi, "dua.'),
    ],
)
def test_what_is_compared_is_what_stands_in_quotation_marks(sentence: str, words: str) -> None:
    assert quoted(sentence) == words
