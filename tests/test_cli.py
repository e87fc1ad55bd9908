"""The terminal door as a script uses it: exit codes, one JSON document on stdout, one line of trouble on stderr."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

import cli
from tests.builders import talk, vtt
from tests.ingest.test_pipeline import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "2020-11-26 Birokrat Tangguh"
    folder.mkdir()
    (folder / "transcript.vtt").write_text(vtt(talk()))
    (folder / "artikel.md").write_text(ARTICLE)
    assert run(tmp_path / "a", "add", folder).exit_code == 0
    return tmp_path / "a"


def run(root: Path, *args: object) -> Result:
    return CliRunner().invoke(cli.main, ["--archive", str(root), *map(str, args)])


def answer(root: Path, *args: object) -> Any:
    done = run(root, *args, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_add_list_show_tell_the_same_story(home: Path) -> None:
    (session,) = answer(home, "list")["sessions"]
    assert {"id", "title", "date", "seconds", "speakers", "topics", "series", "writeups", "media"} <= set(session)
    assert "Hendra Wicaksono" in session["speakers"]
    shown = answer(home, "show", session["id"], "--transcript")
    assert shown["transcript"]["segments"][1]["speaker"] == "Hendra Wicaksono"
    assert {"language", "model", "segments", "losses", "flags"} <= set(shown["transcript"])


def test_search_answers_with_marks_facets_and_an_address(home: Path) -> None:
    found = answer(home, "search", "gaji kendala")
    assert found["total"] >= 1
    hit = next(h for h in found["hits"] if h["kind"] == "speech")
    assert {hit["text"][a:b].lower() for a, b in hit["marks"]} == {"gaji", "kendala"}
    assert hit["url"].startswith("/session?id=2020-11-26-")
    assert {"speaker", "topic", "year", "session"} <= set(found["facets"])
    assert answer(home, "search", "xqzzvk wpfjj")["total"] == 0


def test_a_query_needs_no_quotes(home: Path) -> None:
    assert answer(home, "search", "gaji", "kendala") == answer(home, "search", "gaji kendala") | {
        "took_ms": pytest.approx(0, abs=10_000)
    }


def test_a_batch_is_a_document_a_line(home: Path, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text('gaji\nselamat pagi\n"\n')
    rows = run(home, "search", "--batch", tmp_path / "q.txt", "--json").stdout.splitlines()
    assert [json.loads(row)["query"] for row in rows] == ["gaji", "selamat pagi", '"']


def test_align_works_on_two_files_alone(tmp_path: Path) -> None:
    (tmp_path / "t.vtt").write_text(vtt(talk()))
    (tmp_path / "w.md").write_text(ARTICLE)
    links = answer(tmp_path / "none", "align", "--transcript", tmp_path / "t.vtt", "--writeup", tmp_path / "w.md")[
        "links"
    ]
    quotes = {link["text"]: link["verdict"] for link in links if link["quote"]}
    assert "contradicted" in quotes.values()
    assert "verbatim" in quotes.values()
    assert all(set(s) == {"start", "end", "segments", "score"} for link in links for s in link["spans"])


def test_the_directories_and_the_keepers_answer(home: Path) -> None:
    assert any(row["name"] == "Hendra Wicaksono" for row in answer(home, "speakers")["speakers"])
    assert answer(home, "topics")["topics"] is not None
    assert set(answer(home, "index")) == {"sessions", "passages", "seconds"}
    assert answer(home, "check") == {"problems": []}
    assert {"checks", "model"} == set(answer(home, "doctor"))
    assert any(row["name"] == "base" for row in answer(home, "model", "list")["models"])


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("show", "no-such-session"), 1),
        (("add", "nothing.mp4"), 1),
        (("clip", "no-such-session", "1", "2"), 1),
        (("transcribe", "nothing.mp4"), 1),
        (("writeup", "nothing.md"), 1),
        (("search",), 2),
        (("align",), 2),
        (("frobnicate",), 2),
        (("clip", "x", "soon", "later"), 2),
        (("search", "x", "--since", "kemarin"), 2),
        (("add", "x.mp3", "--language", "bahasa planet"), 2),
    ],
)
def test_trouble_is_one_line_and_an_exit_code(home: Path, args: tuple[str, ...], code: int) -> None:
    done = run(home, *args)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.stderr
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_failed_file_is_in_the_document_too(tmp_path: Path) -> None:
    (tmp_path / "rusak.mp4").write_bytes(b"bukan film")
    done = run(tmp_path / "a", "add", tmp_path / "rusak.mp4", "--json")
    assert done.exit_code == 1
    (failed,) = json.loads(done.stdout)["failed"]
    assert failed["path"].endswith("rusak.mp4")


@pytest.mark.parametrize(
    ("text", "seconds"), [("812", 812), ("13:32", 812), ("1:02:03", 3723), ("1h2m3s", 3723), ("2m", 120), ("4.5", 4.5)]
)
def test_times_are_written_as_people_write_them(text: str, seconds: float) -> None:
    assert cli._seconds(text) == seconds
