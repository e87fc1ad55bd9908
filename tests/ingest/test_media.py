"""Recordings: what is in them, their sound at the right second with losses named, exact cuts, copies that browsers play."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ingest import media
from ingest.errors import ArchiveError, BadInput, NotFound
from tests.ingest import sounds

JFK = Path(__file__).parent.parent / "data" / "jfk.flac"


def heard(path: Path, **options: float) -> tuple[np.ndarray, media.Sound]:
    sound = media.decode(path, **options)
    return np.concatenate([c.samples for c in sound]), sound


# --- what it holds ----------------------------------------------------------------------------------------------------


def test_probe_says_what_a_recording_holds(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mp4", sounds.tone(2), fps=10, seconds=2, layout="stereo")
    facts = media.probe(path)
    assert facts.has_video
    assert facts.has_audio
    assert (facts.width, facts.height, facts.fps, facts.video_codec) == (64, 48, 10.0, "h264")
    assert (facts.audio_codec, facts.rate, facts.channels) == ("aac", 48000, 2)
    assert facts.seconds == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.mp4", b"", "0 bytes"),
        ("text.mp4", b"Halo, ini notula rapat.\n" * 40, "this is text, not a recording"),
        ("list.mp4", b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n", "playlist"),
        ("bom.mp4", b"\xef\xbb\xbf#EXTM3U\n#EXTINF:1,\nother.ts\n", "playlist"),
        ("concat.mkv", b"ffconcat version 1.0\nfile '/etc/passwd'\n", "playlist"),
        ("noise.mp3", bytes(range(256)) * 3, "not a recording"),
        ("cut.mp4", b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + b"\0\1\0\0mdat" + bytes(5000), "moov"),
    ],
)
def test_what_is_no_recording_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        media.probe(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_playlist_never_opens_what_it_lists(tmp_path: Path) -> None:
    secret = sounds.write(tmp_path / "secret.wav", sounds.tone(1), codec="pcm_s16le")
    path = tmp_path / "talk.mp4"
    # Long white space hides the mark from a look at the first bytes; ffmpeg's own whitelist still refuses.
    path.write_text(f"\n#EXTINF:1,\n#EXTM3U\n#EXTINF:1,\n{secret.as_uri()}\n#EXT-X-ENDLIST\n")
    with pytest.raises(BadInput):
        media.probe(path)


def test_a_missing_file_and_a_silent_film_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        media.probe(tmp_path / "nowhere.mp4")
    film = sounds.write(tmp_path / "film.mp4", None, fps=10, seconds=1)
    with pytest.raises(BadInput, match="no sound track"):
        heard(film)


# --- sound ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [
        ("a.wav", "pcm_s16le", 8000, "mono"),
        ("a.m4a", "aac", 48000, "stereo"),
        ("a.mp3", "libmp3lame", 44100, "stereo"),
        ("a.ogg", "libopus", 48000, "mono"),
        ("a.mkv", "aac", 48000, "7.1"),
        ("a.flac", "flac", 22050, "mono"),
    ],
)
def test_every_sound_stands_at_its_second(tmp_path: Path, name: str, codec: str, rate: int, layout: str) -> None:
    at = (0.5, 2.0, 5.25)
    path = sounds.write(tmp_path / name, sounds.beeps(6, at, rate), codec=codec, rate=rate, layout=layout)
    samples, sound = heard(path)
    assert sounds.onsets(samples, 16000) == pytest.approx(at, abs=0.03)
    assert len(samples) / 16000 == pytest.approx(6, abs=0.1)
    assert sound.losses == ()
    later, _ = heard(path, start=1.5)
    assert sounds.onsets(later, 16000) == pytest.approx([0.5, 3.75], abs=0.03)


def test_chunks_follow_each_other_and_stay_small(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.wav", sounds.tone(7, rate=16000), codec="pcm_s16le", rate=16000)
    chunks = list(media.decode(path, chunk=2))
    assert [c.start for c in chunks] == [0, 2, 4, 6]
    assert [len(c.samples) for c in chunks] == [32000, 32000, 32000, 16000]


def test_a_truncated_recording_names_its_loss(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.m4a", sounds.beeps(30, tuple(range(30))))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    samples, sound = heard(path)
    assert len(sound.losses) == 1
    loss = sound.losses[0]
    assert loss.end == pytest.approx(30, abs=0.1)
    assert loss.start == pytest.approx(len(samples) / 16000, abs=0.1)
    assert 5 < loss.start < 25


def test_flipped_bits_lose_little_and_nothing_slides(tmp_path: Path) -> None:
    at = tuple(float(s) for s in range(1, 30))
    path = sounds.write(tmp_path / "a.m4a", sounds.beeps(30, at))
    damaged = bytearray(path.read_bytes())
    generator = np.random.default_rng(7)
    begin = damaged.index(b"mdat") + 8
    for place in generator.integers(begin, len(damaged) - 1, 10):
        damaged[place] ^= 0x55
    path.write_bytes(bytes(damaged))
    samples, sound = heard(path)
    kept = len(samples) / 16000 - sum(x.end - x.start for x in sound.losses)
    assert kept > 28
    there = [a for a in at if any(abs(a - o) < 0.04 for o in sounds.onsets(samples, 16000))]
    assert len(there) >= 27


def test_a_hole_in_the_recording_is_kept_as_silence_and_named(tmp_path: Path) -> None:
    import av

    source = sounds.write(tmp_path / "a.mka", sounds.beeps(20, (1.0, 15.0)), codec="aac")
    path = tmp_path / "hole.mka"
    with av.open(str(source)) as a, av.open(str(path), "w") as b:
        stream = b.add_stream_from_template(a.streams.audio[0])
        for packet in a.demux(audio=0):
            if packet.dts is not None and not 5 < float(packet.pts * packet.time_base) < 11:
                packet.stream = stream
                b.mux(packet)
    samples, sound = heard(path)
    assert sounds.onsets(samples, 16000) == pytest.approx([1.0, 15.0], abs=0.05)
    assert [(round(x.start), round(x.end)) for x in sound.losses] == [(5, 11)]


# --- cutting ----------------------------------------------------------------------------------------------------------


def test_a_clip_begins_with_the_very_frame_and_sample(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mp4", sounds.beeps(8, (3.5, 5.0)), fps=25, seconds=8)
    clip = media.cut(path, 3.0, 5.5, tmp_path / "clip.mp4")
    frames = sounds.brightness(clip)
    assert frames[0] == (0.0, 75 % 16)
    assert [n for _, n in frames] == [n % 16 for n in range(75, 138)]
    samples, _ = heard(clip)
    assert sounds.onsets(samples, 16000) == pytest.approx([0.5, 2.0], abs=0.03)
    assert media.probe(clip).seconds == pytest.approx(2.5, abs=0.06)
    assert media.browser_ready(clip)


def test_a_slide_shown_before_the_cut_is_on_screen_from_the_start(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mp4", sounds.tone(20), fps=1, seconds=20)
    frames = sounds.brightness(media.cut(path, 7.6, 9.4, tmp_path / "clip.mp4"))
    assert frames[0] == (0.0, 7)
    assert frames[1] == (pytest.approx(0.4, abs=0.01), 8)


@pytest.mark.parametrize("suffix", [".m4a", ".mp3"])
def test_sound_alone_is_cut_to_the_sample(tmp_path: Path, suffix: str) -> None:
    path = sounds.write(tmp_path / "a.ogg", sounds.beeps(8, (3.5, 5.0)), codec="libopus")
    clip = media.cut(path, 3.0, 5.5, tmp_path / f"clip{suffix}")
    samples, _ = heard(clip)
    assert sounds.onsets(samples, 16000) == pytest.approx([0.5, 2.0], abs=0.03)
    assert len(samples) / 16000 == pytest.approx(2.5, abs=0.03)


def test_nothing_from_before_the_cut_is_in_the_file(tmp_path: Path) -> None:
    """A copied stream keeps what was said before the cut behind an edit list: a decoder that ignores it must find nothing."""
    import av

    path = sounds.write(tmp_path / "a.mp4", sounds.beeps(8, (2.8,)), fps=25, seconds=8)
    clip = media.cut(path, 3.0, 5.0, tmp_path / "clip.mp4")
    with av.open(str(clip), options={"ignore_editlist": "1"}) as source:
        loudest = max(float(np.abs(f.to_ndarray()).max()) for f in source.decode(audio=0))
    assert loudest < 0.05


def test_subtitles_are_drawn_into_the_picture(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="Pillow, which Streamlit brings, draws subtitles")
    path = sounds.write(tmp_path / "a.mp4", sounds.tone(2), fps=10, seconds=2)
    plain = media.cut(path, 0, 2, tmp_path / "plain.mp4")
    drawn = media.cut(path, 0, 2, tmp_path / "drawn.mp4", captions=[media.Caption(0.5, 1.5, "gaji tidak dipotong")])
    same = [a == b for a, b in zip(sounds.brightness(plain), sounds.brightness(drawn), strict=True)]
    assert all(same[:5])
    assert not any(same[7:14])


@pytest.mark.parametrize(("start", "end"), [(5.0, 4.0), (-1.0, 2.0), (30.0, 31.0), (0.0, float("nan"))])
def test_times_outside_the_recording_are_refused(tmp_path: Path, start: float, end: float) -> None:
    path = sounds.write(tmp_path / "a.m4a", sounds.tone(3))
    with pytest.raises(BadInput):
        media.cut(path, start, end, tmp_path / "clip.m4a")
    assert not (tmp_path / "clip.m4a").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["a.m4a"]


def test_a_clip_that_cannot_be_written_is_an_archivists_error(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.m4a", sounds.tone(3))
    with pytest.raises(BadInput, match=r"\.mp4, \.m4a or \.mp3"):
        media.cut(path, 0, 1, tmp_path / "clip.exe")
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError):
        media.cut(path, 0, 1, tmp_path / "file" / "clip.m4a")


# --- copies and pictures ----------------------------------------------------------------------------------------------


def test_a_copy_is_made_only_where_a_browser_needs_it(tmp_path: Path) -> None:
    ready = sounds.write(tmp_path / "a.mp4", sounds.tone(2), fps=10, seconds=2)
    late = sounds.write(tmp_path / "late.mp4", sounds.beeps(2, (1.0,)), fps=10, seconds=2, faststart=False)
    other = sounds.write(tmp_path / "b.mkv", sounds.beeps(2, (1.0,)), codec="flac", fps=10, seconds=2)
    assert media.browser_ready(ready)
    assert media.browser_ready(JFK)
    for path in (late, other):
        assert not media.browser_ready(path)
        before = path.read_bytes()
        copy = media.proxy(path, tmp_path / "copies" / path.name)
        assert copy.suffix == ".mp4"
        assert media.browser_ready(copy)
        assert path.read_bytes() == before
        samples, _ = heard(copy)
        assert sounds.onsets(samples, 16000) == pytest.approx([1.0], abs=0.03)


def test_the_outline_of_the_sound(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mp4", sounds.beeps(10, (5.05,)), fps=10, seconds=10)
    peaks = media.waveform(path, 20)
    assert len(peaks) == 20
    assert peaks.index(1.0) == 10
    assert sum(p > 0.1 for p in peaks) == 1
