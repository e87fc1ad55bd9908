"""Open a recording safely and say what it holds.

Every open names the protocols (plain files alone) and the formats that ffmpeg may use: a playlist called ``talk.mp4``
would otherwise make it open whatever addresses the playlist lists. Faults become one line an archivist understands.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.errors import BadInput, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


log = logging.getLogger(__name__)

# ffmpeg's names of container formats that carry nothing but their own streams. Not here: hls, dash, concat, image2,
# sdp, rtsp …
_FORMATS = ",".join(
    _words(
        "mov mp4 m4a 3gp 3g2 mj2 matroska webm mp3 wav flac ogg aac avi mpegts mpeg mpegvideo flv asf aiff caf amr w64 au"
        " ac3 eac3 mp2 opus wv ape tta"
    )
)
_PLAYLIST = (b"#EXTM3U", b"#EXT-X", b"ffconcat", b"[playlist]", b"<MPD", b"<smil", b"<asx")


@dataclass(frozen=True, slots=True)
class Probe:
    """What a recording says it holds. ``seconds`` is the container's length, None when it does not say.

    ``audio_tracks`` counts the sound tracks; the best one (the container's default) is used. ``rate`` in Hz, ``fps``
    frames a second.
    """

    container: str
    seconds: float | None
    has_video: bool
    has_audio: bool
    width: int = 0
    height: int = 0
    fps: float = 0.0
    video_codec: str = ""
    audio_codec: str = ""
    rate: int = 0
    channels: int = 0
    audio_tracks: int = 0


def probe(path: Path) -> Probe:
    """What the recording holds. Raises :class:`NotFound`, or :class:`BadInput` in one line when it is no recording."""
    with opened(path) as container:
        picture, sound = picture_of(container), sound_of(container)
        return Probe(
            container=container.format.name,
            seconds=length_of(container),
            has_video=picture is not None,
            has_audio=sound is not None,
            width=picture.codec_context.width if picture else 0,
            height=picture.codec_context.height if picture else 0,
            fps=float(picture.average_rate or 0) if picture else 0.0,
            video_codec=picture.codec_context.name if picture else "",
            audio_codec=sound.codec_context.name if sound else "",
            rate=sound.codec_context.sample_rate if sound else 0,
            channels=sound.codec_context.channels if sound else 0,
            audio_tracks=len(container.streams.audio),
        )


# --- for the other modules of this house -----------------------------------------------------------------------------


def opened(path: Path) -> Any:
    """The open PyAV container of a file; a context manager."""
    import av

    try:
        if not path.is_file():
            raise NotFound("there is no such file", where=str(path))
        if path.stat().st_size == 0:
            raise BadInput("the file is empty (0 bytes)", where=str(path), hint="copy the recording again")
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise BadInput(f"the file cannot be read ({error.strerror or error})", where=str(path)) from error
    if any(mark.lower() in head.lower() for mark in _PLAYLIST) and b"\0" not in head:
        raise BadInput(
            "this is a playlist (a list of addresses), not a recording",
            where=str(path),
            hint="add the recording itself",
        )
    try:
        return av.open(
            f"file:{path.resolve()}",
            options={"protocol_whitelist": "file", "format_whitelist": _FORMATS},
            metadata_errors="replace",
        )
    except (av.error.FFmpegError, ValueError, OSError) as error:
        raise BadInput(
            _why(error, head), where=str(path), hint="play it elsewhere to see whether the copy is whole"
        ) from error


def picture_of(container: Any) -> Any:
    """The stream of moving pictures, None when there is none (the cover image of a podcast is not one)."""
    for stream in container.streams.video:
        cover = bool(stream.disposition & type(stream.disposition).attached_pic)
        if not cover and stream.codec_context is not None and stream.codec_context.name not in ("png", "bmp", "gif"):
            return stream
    return None


def sound_of(container: Any) -> Any:
    """The best sound track, None when there is none."""
    tracks = [s for s in container.streams.audio if s.codec_context is not None]
    best = container.streams.best("audio")
    return best if best is not None and best in tracks else (tracks[0] if tracks else None)


def length_of(container: Any) -> float | None:
    """The container's length in seconds, the longest stream's where the container does not say."""
    if container.duration and container.duration > 0:
        return float(container.duration) / 1_000_000
    known = [float(s.duration * s.time_base) for s in container.streams if s.duration and s.time_base]
    return max(known) if known else None


def zero_of(container: Any) -> float:
    """The presentation time that a player shows as 0:00."""
    return float(container.start_time) / 1_000_000 if container.start_time else 0.0


def seek(container: Any, second: float) -> None:
    """Go to the keyframe before ``second`` (0: as a player shows it), or stay at the beginning where a format cannot seek."""
    import av

    begin = container.start_time or 0
    try:
        container.seek(max(begin, int(second * 1_000_000) + begin), backward=True)
    except (av.error.FFmpegError, OSError):
        # Whoever reads on skips what comes too early: slower, not wrong.
        log.debug("%s: cannot seek", container.name)


def packets(container: Any, *streams: Any) -> Iterator[Any]:
    """Demux, stepping over damaged stretches; ends at the end, or when nothing but damage comes."""
    import av

    faults = 0
    source = container.demux(*streams)
    while faults < 200:
        try:
            packet = next(source)
        except StopIteration:
            return
        except (av.error.EOFError, av.error.ExitError):
            return
        except (av.error.FFmpegError, OSError):
            # The generator is spent after an error; a new one goes on behind the damage.
            faults += 1
            source = container.demux(*streams)
            continue
        if packet.size:
            faults = 0
        yield packet


def frames(packet: Any) -> list[Any]:
    """The frames of a packet, none when it is damaged."""
    import av

    try:
        return list(packet.decode())
    except (av.error.FFmpegError, OSError, ValueError):
        return []


def _why(error: Exception, head: bytes) -> str:
    text = str(error).lower()
    if "moov" in text:
        return "the recording is cut off: its index (moov) is missing"
    if head[4:8] == b"ftyp" and "invalid data" in text:
        return "the recording is damaged or cut off: its index (moov) is missing or unreadable"
    if b"\0" not in head:
        return "this is text, not a recording, whatever its name says"
    return "this is not a recording that can be read"
