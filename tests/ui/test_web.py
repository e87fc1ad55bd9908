"""What the server answers besides the screens: only with a signature, in ranges, and never more than was asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.ui.conftest import TALK
from ui import web
from ui.web import signing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.archive import Archive

SPOKEN = "2020-11-26-birokrat-tangguh"
SOUND = "media/rekaman.wav"


@pytest.fixture
def client(house: Archive) -> Iterator[TestClient]:
    """A browser without a face."""
    with TestClient(Starlette(routes=web.routes(), middleware=web.middleware()), follow_redirects=False) as found:
        yield found
    web.tidy()


def test_a_recording_comes_whole_or_in_ranges(client: TestClient, house: Archive) -> None:
    url = signing.address("media", SPOKEN, SOUND)
    given = (house.folder(SPOKEN) / SOUND).read_bytes()
    whole = client.get(url)
    assert whole.status_code == 200
    assert whole.content == given
    assert whole.headers["content-type"] == "audio/wav"
    part = client.get(url, headers={"range": "bytes=1000-1999"})
    assert part.status_code == 206
    assert part.content == given[1000:2000]
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(given)}"
    assert client.get(url, headers={"range": f"bytes={len(given)}-"}).status_code == 416


def test_an_address_names_no_file_and_no_session() -> None:
    url = signing.address("media", SPOKEN, SOUND)
    assert "birokrat" not in url
    assert "rekaman" not in url
    assert signing.address("media", SPOKEN, SOUND) == url, (
        "drawn again, the page must not hand the player a new address"
    )


@pytest.mark.parametrize(
    "forge",
    [
        lambda u: u[:-1] + ("0" if u[-1] != "0" else "1"),
        lambda u: u.replace("e=", "e=1"),
        lambda u: u.split("?")[0],
        lambda u: u.replace("/media/", "/transcript/"),
        lambda u: u.replace("/files/media/", "/files/media/0"),
        lambda u: u.replace("&s=", "&s=%F0%9F%98%80"),
    ],
)
def test_a_forged_address_is_refused(client: TestClient, forge: object) -> None:
    answer = client.get(forge(signing.address("media", SPOKEN, SOUND)))  # type: ignore[operator]
    assert answer.status_code == 403
    assert "valid" in answer.json()["error"]


def test_an_address_dies(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    url = signing.address("media", SPOKEN, SOUND)
    later = time.time() + 13 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert client.get(url).status_code == 403


def test_a_signature_opens_no_file_outside_the_session(client: TestClient) -> None:
    for item in ("../archive.toml", "/etc/passwd", "session.toml", "media/nothing.wav"):
        assert client.get(signing.address("media", SPOKEN, item)).status_code == 404
    assert client.get(signing.address("media", "../../etc", SOUND)).status_code == 404


def test_the_transcript_comes_as_the_player_wants_it(client: TestClient) -> None:
    url = signing.address("transcript", SPOKEN)
    answer = client.get(url)
    record = answer.json()
    assert record["speakers"] == ["Ratna Kusumawardani", "Hendra Wicaksono"]
    words = [w for p in record["paragraphs"] for sentence in p["x"] for w in sentence]
    assert [w[0] for w in words] == " ".join(s.text for s in TALK.segments).split()
    assert words[0][1:] == [0.0, 0.36]
    again = client.get(url, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_recording_without_transcript_says_so(client: TestClient) -> None:
    answer = client.get(signing.address("transcript", "2023-01-01-menunggu"))
    assert answer.status_code == 404
    assert "no transcript" in answer.json()["error"]


def test_subtitles_escape_what_was_said(client: TestClient) -> None:
    answer = client.get(signing.address("subtitles", "2024-10-08-arsip-dan-retensi"))
    assert answer.headers["content-type"].startswith("text/vtt")
    assert answer.text.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "&lt;b&gt;penting&lt;/b&gt; &amp; rahasia" in answer.text


def test_the_outline_of_the_sound_lies_between_nothing_and_all(client: TestClient) -> None:
    peaks = client.get(signing.address("waveform", SPOKEN, SOUND)).json()
    assert len(peaks) == 200
    assert max(peaks) == 1
    assert min(peaks) >= 0


def test_a_clip_is_cut_and_can_be_had_with_its_subtitles(client: TestClient) -> None:
    said = TALK.segments[1]
    made = client.post(f"{signing.address('clip', SPOKEN)}&start={said.start}&end={said.end}")
    assert made.status_code == 200, made.text
    clip = made.json()
    assert clip["start"] <= said.start
    assert clip["end"] >= said.end - 0.1
    assert {f["kind"] for f in clip["files"]} == {"m4a", "vtt", "srt"}
    assert "Birokrat Tangguh" in clip["citation"]
    for file in clip["files"]:
        answer = client.get(file["href"])
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        assert answer.content


@pytest.mark.parametrize(
    "query", ["", "&start=5", "&start=9&end=5", "&start=x&end=y", "&start=0&end=999999", "&start=0&end=2000"]
)
def test_a_clip_that_makes_no_sense_is_refused_in_words(client: TestClient, query: str) -> None:
    answer = client.post(signing.address("clip", SPOKEN) + query)
    assert answer.status_code == 422
    assert len(answer.json()["error"]) > 10


def test_a_citation_names_speaker_webinar_and_second(client: TestClient) -> None:
    answer = client.get(f"{signing.address('cite', SPOKEN)}&start=65&end=70&speaker=Hendra%20Wicaksono").json()
    assert "Hendra Wicaksono" in answer["citation"]
    assert "1:05" in answer["citation"]


def test_a_clip_address_leads_to_the_session(client: TestClient) -> None:
    answer = client.get("/clip?id=x&t=30,60")
    assert answer.status_code == 307
    assert answer.headers["location"] == "/session?id=x&t=30,60"


def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for url in (signing.address("transcript", SPOKEN), "/nowhere"):
        headers = client.get(url).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in headers["content-security-policy"]
