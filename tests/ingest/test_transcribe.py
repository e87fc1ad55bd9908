"""From sound to words: the right words at the right seconds, nothing lost to a kill, nothing made up in silence."""

from __future__ import annotations

import itertools
import json
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest import models
from ingest.errors import ArchiveError, BadInput
from ingest.records import Segment, Word
from ingest.transcribe import RATE, WINDOW, Heard, Piece, Whisper, transcribe
from ingest.transcribe.windows import packed
from ingest.transcribe.words import holes, joined, placed, sentences, tidy
from tests.ingest import sounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.transcribe.shapes import Samples

DATA = Path(__file__).parent.parent / "data"
JFK = DATA / "jfk.flac"
ROOT = Path(__file__).parents[2]


class Scripted:
    """Hears a word at every beep, named after its second; remembers what it was asked."""

    name = "scripted"
    windows = 1
    options = (("model", "scripted"),)

    def __init__(self, languages: dict[str, float] | None = None, stop_after: int | None = None) -> None:
        self.asked: list[tuple[int, str, str]] = []
        self.tongue = languages or {"id": 0.9, "en": 0.05}
        self.stop_after = stop_after

    def stretches(self, samples: Samples) -> list[tuple[int, int]]:
        found = sounds.onsets(samples, RATE)
        return [(round(t * RATE), min(len(samples), round((t + 0.1) * RATE))) for t in found]

    def languages(self, pieces: Sequence[Piece]) -> list[dict[str, float]]:
        return [self.tongue for _ in pieces]

    def recognise(self, pieces: Sequence[Piece], language: str, hotwords: str) -> list[Heard]:
        if self.stop_after is not None and len(self.asked) >= self.stop_after:
            raise KeyboardInterrupt
        self.asked.append((len(pieces), language, hotwords))
        out = []
        for piece in pieces:
            words = [Word(f" beep{n}.", t, t + 0.1, 0.9) for n, t in enumerate(sounds.onsets(piece.samples, RATE))]
            out.append(Heard(tuple(words)))
        return out


@pytest.fixture
def beeping(tmp_path: Path) -> Path:
    """Four minutes with a beep every two seconds."""
    at = tuple(float(s) for s in range(1, 240, 2))
    return sounds.write(tmp_path / "beeps.flac", sounds.beeps(240, at, RATE), codec="flac", rate=RATE)


# --- scripted ---------------------------------------------------------------------------------------------------------


def test_every_word_keeps_its_second_over_all_blocks(beeping: Path) -> None:
    transcript = transcribe(beeping, transcriber=Scripted())
    starts = [w.start for s in transcript.segments for w in s.words]
    assert starts == pytest.approx(list(range(1, 240, 2)), abs=0.02)
    assert (transcript.language, transcript.model, transcript.duration) == ("id", "scripted", 240.0)
    assert transcript.losses == ()


def test_progress_rises_to_the_end(beeping: Path) -> None:
    told: list[tuple[float, float]] = []
    transcribe(beeping, transcriber=Scripted(), report=lambda done, total: told.append((done, total)))
    assert told[0] == (0.0, 240.0)
    assert told[-1] == (240.0, 240.0)
    assert [d for d, _ in told] == sorted(d for d, _ in told)
    assert max(b - a for (a, _), (b, _) in itertools.pairwise(told)) < 90


@pytest.mark.parametrize("blocks", [1, 2, 3])
def test_a_stopped_transcription_goes_on_and_comes_to_the_same_words(
    beeping: Path, tmp_path: Path, blocks: int
) -> None:
    whole = transcribe(beeping, transcriber=Scripted())
    keep = tmp_path / "keep"
    with pytest.raises(KeyboardInterrupt):
        transcribe(beeping, transcriber=Scripted(stop_after=blocks), keep=keep)
    assert len(list(keep.glob("block-*.json"))) == blocks
    second = Scripted()
    resumed = transcribe(beeping, transcriber=second, keep=keep)
    assert resumed == whole
    third = Scripted()
    assert transcribe(beeping, transcriber=third, keep=keep) == whole
    assert third.asked == []
    assert len(second.asked) > 0


def test_a_damaged_block_is_recognised_again(beeping: Path, tmp_path: Path) -> None:
    keep = tmp_path / "keep"
    whole = transcribe(beeping, transcriber=Scripted(), keep=keep)
    blocks = sorted(keep.glob("block-*.json"))
    blocks[1].write_text('{"start": 3')
    again = Scripted()
    assert transcribe(beeping, transcriber=again, keep=keep) == whole
    assert len(again.asked) == len(blocks) - 1


def test_other_options_or_another_recording_begin_anew(beeping: Path, tmp_path: Path) -> None:
    keep = tmp_path / "keep"
    first = Scripted()
    transcribe(beeping, transcriber=first, keep=keep)
    guided = Scripted()
    transcribe(beeping, transcriber=guided, keep=keep, hotwords=("Bapelatur",))
    assert len(guided.asked) == len(first.asked)
    assert {h for _, _, h in guided.asked} == {"Bapelatur"}


def test_silence_is_a_transcript_without_words(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "s.flac", np.zeros(200 * RATE, np.float32), codec="flac", rate=RATE)
    scripted = Scripted()
    transcript = transcribe(path, transcriber=scripted, hotwords=("Siti Rahmawati",))
    assert (transcript.segments, transcript.duration, transcript.language) == ((), 200.0, "und")
    # Hotwords over silence are written out as if spoken: the recogniser is not even asked.
    assert scripted.asked == []


def test_the_language_is_found_among_the_archives(beeping: Path) -> None:
    """Whisper takes Indonesian for Malay; an archive in Indonesian and English has no Malay."""
    malay = Scripted({"ms": 0.7, "id": 0.2, "en": 0.05})
    transcript = transcribe(beeping, transcriber=malay, languages=("id", "en"))
    assert transcript.language == "id"
    assert {language for _, language, _ in malay.asked} == {"id"}
    assert transcript.made_by is not None
    assert "heard as ms 0.70" in dict(transcript.made_by.options)["detected"]


def test_a_given_language_is_not_asked_for(beeping: Path) -> None:
    scripted = Scripted({"en": 1.0})
    transcript = transcribe(beeping, transcriber=scripted, language="id")
    assert {language for _, language, _ in scripted.asked} == {"id"}
    assert "detected" not in dict(transcript.made_by.options if transcript.made_by else ())


def test_a_recording_without_sound_and_one_cut_off(tmp_path: Path) -> None:
    film = sounds.write(tmp_path / "film.mp4", None, fps=10, seconds=1)
    with pytest.raises(BadInput, match="no sound track"):
        transcribe(film, transcriber=Scripted())
    path = sounds.write(tmp_path / "a.m4a", sounds.beeps(60, tuple(range(60))))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    transcript = transcribe(path, transcriber=Scripted())
    assert transcript.segments
    assert [round(x.end) for x in transcript.losses] == [60]


def test_hotwords_stop_where_the_prompt_is_full(beeping: Path) -> None:
    scripted = Scripted()
    transcribe(beeping, transcriber=scripted, hotwords=[f"Nama Panjang {n}" for n in range(200)])
    told = scripted.asked[0][2]
    assert told.startswith("Nama Panjang 0, Nama Panjang 1, ")
    assert len(told) // 3 < 223


# --- parts ------------------------------------------------------------------------------------------------------------


def test_windows_hold_at_most_thirty_seconds_and_end_at_the_longest_pause() -> None:
    samples = np.zeros(60 * RATE, np.float32)
    speech = [(0.0, 10.0), (10.3, 23.0), (25.0, 28.0), (28.2, 41.0), (42.0, 50.0)]
    pieces, length = packed(samples, [(round(a * RATE), round(b * RATE)) for a, b in speech], 1, last=False)
    assert len(pieces) == 1
    assert len(pieces[0].samples) <= WINDOW * RATE
    assert length / RATE == pytest.approx(24.0)  # the middle of the pause between 23 and 25


def test_speech_at_the_end_of_what_was_read_waits_for_the_rest() -> None:
    samples = np.zeros(42 * RATE, np.float32)
    stretches = [(RATE, 10 * RATE), (35 * RATE, 42 * RATE)]
    pieces, length = packed(samples, stretches, 1, last=False)
    assert pieces[0].map[-1][1] < 10 * RATE
    assert length / RATE == pytest.approx(22.5)
    pieces, length = packed(samples, stretches, 1, last=True)
    assert length == 42 * RATE
    assert pieces[0].map[-1][1] + pieces[0].map[-1][2] == 42 * RATE


def test_words_go_back_to_where_the_pauses_were() -> None:
    piece = Piece(np.zeros(4 * RATE, np.float32), ((0, 10 * RATE, 2 * RATE), (2 * RATE, 50 * RATE, 2 * RATE)))
    words = [Word(" a", 0.5, 1.0), Word(" b", 1.9, 2.3), Word(" c", math.nan, 3.0), Word(" d", 3.5, 9.0)]
    at = tidy(placed(words, piece, 100.0), 100.0, 160.0)
    assert [(w.text.strip(), round(w.start, 1)) for w in at] == [("a", 110.5), ("b", 150.0), ("c", 150.3), ("d", 151.5)]
    assert all(w.start < w.end for w in at)
    assert all(a.end <= b.start for a, b in itertools.pairwise(at))


def said(text: str, pause: dict[int, float] | None = None) -> list[Word]:
    out, at = [], 0.0
    for n, word in enumerate(text.split()):
        at += (pause or {}).get(n, 0.0)
        out.append(Word(" " + word, at, at + 0.3))
        at += 0.35
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Satu hal. Pelayanan jalan.", ["Satu hal.", "Pelayanan jalan."]),
        ("Kata Dr. Emily begitu. Ya?", ["Kata Dr. Emily begitu.", "Ya?"]),
        ("Lihat hal. 5 sekarang.", ["Lihat hal. 5 sekarang."]),
        ("Prof. Lestari, M.M. hadir", ["Prof. Lestari, M.M. hadir"]),
    ],
)
def test_segments_are_sentences(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(said(text))] == expected


def test_a_long_pause_ends_a_sentence_and_a_long_one_is_cut_at_a_pause() -> None:
    assert [s.text for s in sentences(said("satu dua tiga empat", {2: 1.5}))] == ["satu dua", "tiga empat"]
    long = sentences(said(" ".join(f"kata{n}" for n in range(80)), {40: 0.8}))
    assert max(s.end - s.start for s in long) <= 20
    assert long[0].text.endswith("kata39")


def test_a_sentence_cut_by_a_window_is_put_together() -> None:
    first = Segment(0, 2, "bagaimana meyakinkan", None, (Word("meyakinkan", 1, 2),))
    second = Segment(2.3, 4, "pimpinan?", None, (Word("pimpinan?", 2.3, 4),))
    third = Segment(4.1, 5, "Baik.")
    assert [s.text for s in joined([first, second, third])] == ["bagaimana meyakinkan pimpinan?", "Baik."]


def test_voice_without_words_is_noticed() -> None:
    words = (Word(" a", 0.2, 0.5), Word(" b", 0.6, 6.0), Word(" c", 6.2, 6.5))
    assert holes(words, 12.0) == [pytest.approx((1.3, 6.2)), pytest.approx((6.5, 12.0))]
    assert holes(words[:1], 2.0) == []


# --- the real model ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    try:
        return Whisper(models.resolve("base"))
    except ArchiveError as why:
        pytest.skip(f"no Whisper base here: {why}")


def test_eleven_seconds_of_english_word_for_word(whisper: Whisper) -> None:
    transcript = transcribe(JFK, transcriber=whisper)
    text = " ".join(s.text for s in transcript.segments)
    plain = re.sub(r"[^a-z ]", "", text.lower())
    assert plain == (
        "and so my fellow americans ask not what your country can do for you ask what you can do for your country"
    )
    assert (transcript.language, transcript.model, transcript.duration) == ("en", "whisper base", 11.0)
    at = {w.text.lower().strip(",."): w.start for s in transcript.segments for w in s.words}
    # Heard by ear and seen in the waveform.
    assert at["and"] == pytest.approx(0.3, abs=0.3)
    assert at["americans"] == pytest.approx(1.7, abs=0.3)
    words = [w for s in transcript.segments for w in s.words]
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert next(w.start for w in words if w.text.strip() == "what") == pytest.approx(5.38, abs=0.3)  # after a pause


def test_noise_and_hotwords_make_no_words(whisper: Whisper, tmp_path: Path) -> None:
    hiss = np.random.default_rng(3).normal(0, 0.02, 20 * RATE).astype(np.float32)
    path = sounds.write(tmp_path / "hiss.flac", hiss, codec="flac", rate=RATE)
    transcript = transcribe(path, transcriber=whisper, hotwords=("Siti Rahmawati", "Joko Santoso"))
    assert transcript.segments == ()


def test_the_demos_speech_has_its_words_at_their_seconds(whisper: Whisper, tmp_path: Path) -> None:
    """A stretch of the demo: Indonesian and English by turns, true words and seconds known."""
    from rapidfuzz.distance import Levenshtein

    from ingest import media

    truth = ROOT / "tools/demo_speech/scripts/2023-05-10-inovasi-layanan.truth.json"
    recording = ROOT / "recordings/2023-05-10-inovasi-layanan/media/kelas-layanan-publik-inovasi.mp3"
    if not truth.exists() or not recording.exists():
        pytest.skip("the demo's recordings are not here")
    start, end = 7.8, 42.5
    clip = media.cut(recording, start, end, tmp_path / "clip.m4a")
    transcript = transcribe(clip, transcriber=whisper)
    true = [
        s
        for u in json.loads(truth.read_text(encoding="utf-8"))["utterances"]
        for s in u["sentences"]
        if start <= s["start"] and s["end"] <= end
    ]
    expected = [w for s in true for w in re.findall(r"\w+", s["text"].lower())]
    got = [w for s in transcript.segments for w in re.findall(r"\w+", s.text.lower())]
    assert Levenshtein.distance(expected, got) / len(expected) < 0.2
    starts = [w.start + start for s in transcript.segments for w in s.words]
    near = [min(abs(s["start"] - t) for t in starts) <= 0.3 for s in true]
    assert sum(near) >= len(near) - 1
