"""The screens in a real browser: a question is typed, a hit opened, and the player stands where the words were said.

Needs Chromium and the ``dev`` extra's playwright; skips visibly where either is absent.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.conftest import TALK, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.archive import Archive

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: the browser tests did not run")

REPO = Path(__file__).parents[2]
SPOKEN = "2020-11-26-birokrat-tangguh"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip


class Server:
    """``streamlit run app.py`` on a free port, with the archive of the test."""

    def __init__(self, archive: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(REPO / "app.py"), "--server.port", str(self.port)],
            cwd=REPO, env={**os.environ, "SIMAK_ARCHIVE": str(archive)}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:  # it says its address when it is ready
            if "URL:" in line:
                return
        raise AssertionError(f"the server ended with {self.process.wait()}")

    def megabytes(self) -> float:
        """The memory that the server holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]

    def close(self) -> None:
        self.process.kill()  # a browser that holds half a recording open would make a polite end wait for it
        self.process.communicate()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(world(tmp_path_factory.mktemp("browser")).root)
    yield found
    found.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: the browser tests did not run"
    )
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def _page(chromium: Any, width: int = 1280, height: int = 860, **options: Any) -> Any:
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="id-ID", **options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.faults = []  # scripts that failed, and anything fetched from elsewhere
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("request", lambda request: page.faults.extend(_foreign(request.url)))
    return page


def _foreign(url: str) -> list[str]:
    return [url] if url.startswith("http") and "//127.0.0.1:" not in url else []


def _second(page: Any) -> float:
    return float(page.evaluate("document.querySelector('.desk .media').currentTime"))


def test_from_a_question_to_the_second_where_it_was_said(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(server.url)
    page.fill("input[name=q]", "penghasilan tetap diterima")
    page.keyboard.press("Enter")
    page.locator("a.hit", has_text="Penghasilan").first.click()
    page.wait_for_selector(".s.lit")
    page.wait_for_function(
        "document.querySelector('.desk .media').readyState >= 1 && !document.querySelector('.desk .media').seeking"
    )
    first = TALK.segments[1].words[0]
    assert abs(_second(page) - first.start) <= 0.3
    assert "gaji" in page.locator(".s.lit").inner_text()
    assert page.locator(".w.found", has_text="Penghasilan").count() == 1
    there = page.url
    assert f"id={SPOKEN}" in there

    fresh = _page(chromium)  # a colleague opens the address
    fresh.goto(there)
    fresh.wait_for_selector(".s.lit")
    fresh.wait_for_function(
        "document.querySelector('.desk .media').readyState >= 1 && !document.querySelector('.desk .media').seeking"
    )
    assert abs(_second(fresh) - first.start) <= 0.3
    assert fresh.locator(".s.lit").inner_text() == page.locator(".s.lit").inner_text()

    page.go_back()
    page.wait_for_selector("a.hit")
    assert page.locator("input[name=q]").input_value() == "penghasilan tetap diterima"
    assert page.faults == fresh.faults == []


def test_a_facet_narrows_and_the_address_shows_the_same_afresh(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(f"{server.url}/?q=gaji")
    page.wait_for_selector(".card")
    assert page.locator(".card").count() == 2
    page.locator(".value[data-key=year][data-value='2024']").click()
    page.wait_for_selector(".chip")
    assert page.locator(".card h2").all_inner_texts() == ["Arsip dan Retensi"]
    fresh = _page(chromium)
    fresh.goto(page.url)
    fresh.wait_for_selector(".chip")
    assert fresh.locator(".card h2").all_inner_texts() == ["Arsip dan Retensi"]
    fresh.locator(".chip").first.click()
    fresh.wait_for_selector(".chip", state="detached")
    assert fresh.locator(".card").count() == 2
    assert page.faults == []


def test_a_click_on_a_word_plays_it_and_a_linked_sentence_plays_its_second(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(f"{server.url}/session?id={SPOKEN}")
    word = TALK.segments[3].words[3]
    page.locator(".w", has_text=word.text).last.click()
    page.wait_for_function("!document.querySelector('.desk .media').paused")
    assert -0.05 <= _second(page) - word.start <= 1.5
    page.keyboard.press("k")
    page.locator(".article .l").first.click()
    page.wait_for_function(
        f"Math.abs(document.querySelector('.desk .media').currentTime - {TALK.segments[1].start}) < 1.5"
    )
    assert "gaji" in page.locator(".s.lit").inner_text()
    assert "tidak" in page.locator(".compare mark").all_inner_texts()
    assert page.locator(".sign b").inner_text() == "bertentangan"
    assert page.faults == []


def test_selected_words_become_a_clip(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(f"{server.url}/session?id={SPOKEN}")
    page.wait_for_selector(".s.lit")
    ends = [page.locator(".w", has_text=text).first.bounding_box() for text in ("Dari", "WFH.")]
    page.mouse.move(ends[0]["x"] + 2, ends[0]["y"] + 8)
    page.mouse.down()
    page.mouse.move(ends[1]["x"] + ends[1]["width"] - 2, ends[1]["y"] + 8, steps=4)
    page.mouse.up()
    page.wait_for_selector(".w.in")
    assert page.locator(".w.in").count() == 10
    page.get_by_role("button", name="Buat klip").click()
    page.wait_for_selector(".report a", timeout=60_000)
    assert page.locator(".report a").all_inner_texts() == ["m4a", "vtt", "srt"]
    assert page.faults == []


def test_what_was_said_is_text_and_never_markup(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(f"{server.url}/session?id=2024-10-08-arsip-dan-retensi")
    page.wait_for_selector(".w")
    assert "<b>penting</b>" in page.locator(".text").inner_text()
    page.goto(f"{server.url}/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20naskah")
    page.wait_for_selector(".meta")
    assert page.locator("img").count() == 0
    assert page.faults == []


def test_nothing_is_wider_than_a_phone_in_light_and_dark(chromium: Any, server: Server) -> None:
    everywhere = (
        ("/", ".greeting"),
        ("/?q=gaji", ".card"),
        (f"/session?id={SPOKEN}&q=gaji", ".s.lit"),
        ("/speakers", "table"),
        ("/speakers?id=hendra-wicaksono", "table"),
        ("/topics", "table"),
        ("/archive", "table"),
    )
    for scheme, places in (("light", everywhere), ("dark", everywhere[1:3])):
        page = _page(chromium, 390, 844, color_scheme=scheme)
        for path, there in places:
            page.goto(server.url + path)
            page.wait_for_selector(there)
            widths = (
                "[...document.querySelectorAll('[data-testid=stMain], html')].map(e => e.scrollWidth - e.clientWidth)"
            )
            assert max(page.evaluate(widths)) == 0, (path, scheme)
        assert page.faults == []
        page.context.close()


def test_both_languages_and_the_switch_stays_in_the_address(chromium: Any, server: Server) -> None:
    page = _page(chromium)
    page.goto(f"{server.url}/?q=gaji")
    page.wait_for_selector(".card")
    page.locator(".langs button[lang=en]").click()
    page.wait_for_selector("nav >> text=Speakers")
    assert "lang=en" in page.url
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("nav a", has_text="Archive").click()
    page.wait_for_selector("h1 >> text=Archive")
    assert "lang=en" in page.url


def test_memory_stays_flat_while_a_gigabyte_plays(chromium: Any, house: Archive) -> None:
    folder = house.folder(SPOKEN)
    big = folder / "media" / "rekaman.wav"
    with big.open(
        "r+b"
    ) as file:  # a valid, sparse recording of 18 hours: silence, but every byte of it is read like any other
        size = 1 << 30
        file.truncate(size)
        file.seek(4)
        file.write((size - 8).to_bytes(4, "little"))
        file.seek(40)
        file.write((size - 44).to_bytes(4, "little"))
    server = Server(house.root)
    try:
        page = _page(chromium)
        page.goto(f"{server.url}/session?id={SPOKEN}")
        page.wait_for_function("document.querySelector('.desk .media')?.readyState >= 1")
        assert page.evaluate("document.querySelector('.desk .media').duration") > 60_000
        before = server.megabytes()
        for second in (60_000, 10_000, 45_000):
            page.evaluate(
                f"document.querySelector('.desk .media').currentTime = {second}; document.querySelector('.desk .media').play()"
            )
            page.wait_for_function(f"document.querySelector('.desk .media').currentTime > {second} + 0.2")
        source = page.evaluate("document.querySelector('.desk .media').src")
        with urllib.request.urlopen(source) as answer:  # and somebody downloads it: a quarter says enough
            for _ in range(64):
                assert len(answer.read(1 << 22)) == 1 << 22
        assert server.megabytes() - before < 60
    finally:
        server.close()
