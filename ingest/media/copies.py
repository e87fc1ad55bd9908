"""Can a browser play and seek the recording as it is, and if not, a copy that it can. The original is never altered."""

from __future__ import annotations

import os
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import ArchiveError, BadInput
from ingest.media.opening import opened, packets, picture_of, probe, sound_of, zero_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PICTURES = {"h264", "vp8", "vp9", "libdav1d", "av1"}
_MP4_PICTURES = {"h264"}
_MP4_SOUNDS = {"aac", "mp3", "mp3float"}
_SOUNDS = {
    "aac",
    "mp3",
    "mp3float",
    "opus",
    "libopus",
    "vorbis",
    "flac",
    "pcm_s16le",
    "pcm_u8",
    "pcm_s24le",
    "pcm_f32le",
}
_SUFFIXES = {
    "mov,mp4,m4a,3gp,3g2,mj2": {".mp4", ".m4a", ".m4v"},
    "matroska,webm": {".webm", ".weba"},
    "mp3": {".mp3"},
    "wav": {".wav"},
    "flac": {".flac"},
    "ogg": {".ogg", ".oga", ".opus"},
}


def browser_ready(path: Path) -> bool:
    """Do today's browsers play this file and jump about in it without loading it whole?

    Container, codecs, a known length, and for mp4 its index (moov) before the pictures and no fragments.
    """
    facts = probe(path)
    if path.suffix.lower() not in _SUFFIXES.get(facts.container, set()) or facts.seconds is None:
        return False
    if facts.has_video and facts.video_codec not in _PICTURES:
        return False
    if facts.has_audio and facts.audio_codec not in _SOUNDS:
        return False
    return "mp4" not in facts.container or _faststart(path)


def proxy(path: Path, out: Path, report: Callable[[float, float], None] = lambda done, total: None) -> Path:
    """Write the access copy of ``path``: ``out`` with suffix ``.mp4``, or ``.m4a`` without a picture; returns where it
    is.

    Streams that a browser plays are copied bit by bit, others become H.264 and AAC; seconds stay those of the original.
    ``report(seconds done, seconds in all)``. Raises :class:`BadInput` when the file cannot be read.
    """
    facts = probe(path)
    out = out.with_suffix(".mp4" if facts.has_video else ".m4a")
    copied = (not facts.has_video or facts.video_codec in _MP4_PICTURES) and (
        not facts.has_audio or facts.audio_codec in _MP4_SOUNDS
    )
    if not copied:
        from ingest.media.cutting import cut

        return cut(path, 0.0, None, out, report=report)
    with written(out) as part, opened(path) as source, muxer(part) as sink:
        _remux(source, sink, facts.seconds or 0.0, report)
    return out


class written:  # noqa: N801  reads as a clause: with written(out) as part
    """A temporary file beside ``out`` that takes its place when all went well, and is gone when not."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def __enter__(self) -> Path:
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                prefix=f".{self.out.stem[:40]}-", suffix=self.out.suffix, dir=self.out.parent
            )
            os.close(handle)
        except OSError as error:
            raise _unwritable(self.out, error) from error
        self.part = Path(name)
        return self.part

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            umask = os.umask(0)
            os.umask(umask)
            self.part.chmod(0o666 & ~umask)
            self.part.replace(self.out)
            return
        self.part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, ArchiveError):
            raise _unwritable(self.out, error) from error


def _unwritable(out: Path, error: OSError) -> ArchiveError:
    hint = "choose another place, or free some space"
    return ArchiveError(f"could not be written ({error.strerror or error})", where=str(out), hint=hint)


def muxer(part: Path) -> Any:
    """An open output container, chosen by the suffix (.mp4, .m4a, .mp3), index first."""
    import av

    suffix = part.suffix.lower()
    if suffix == ".mp3":
        return av.open(f"file:{part.resolve()}", "w", format="mp3")
    return av.open(
        f"file:{part.resolve()}", "w", format="ipod" if suffix == ".m4a" else "mp4", options={"movflags": "+faststart"}
    )


def _remux(source: Any, sink: Any, total: float, report: Callable[[float, float], None]) -> None:
    wanted = [s for s in (picture_of(source), sound_of(source)) if s is not None]
    if not wanted:
        raise BadInput("the recording has neither picture nor sound", where=str(source.name))
    pairs = {s.index: sink.add_stream_from_template(s) for s in wanted}
    zero = Fraction(zero_of(source)).limit_denominator(1_000_000)
    last: dict[int, int] = {}
    told = -1.0
    for packet in packets(source, *wanted):
        if packet.dts is None or packet.pts is None:
            continue
        shift = round(zero / packet.time_base)
        index = packet.stream.index
        packet.pts -= shift
        packet.dts -= shift
        if packet.dts <= last.get(index, packet.dts - 1):
            continue  # a damaged or repeated time stamp; a muxer refuses it
        last[index] = packet.dts
        at = float(packet.pts * packet.time_base)
        packet.stream = pairs[index]
        sink.mux(packet)
        if at - told >= 5:
            told = at
            report(min(at, total), total)


def _faststart(path: Path) -> bool:
    """Is the index before the data, in one piece?"""
    order = list(_atoms(path))
    return "moov" in order and "moof" not in order and "mdat" in order and order.index("moov") < order.index("mdat")


def _atoms(path: Path) -> Iterator[str]:
    """Names of the top-level boxes of an mp4, at most a hundred."""
    size = path.stat().st_size
    with path.open("rb") as file:
        at = 0
        for _ in range(100):
            file.seek(at)
            head = file.read(16)
            if len(head) < 8:
                return
            length = int.from_bytes(head[:4], "big")
            if length == 1:
                length = int.from_bytes(head[8:16], "big")
            yield head[4:8].decode("latin-1")
            if length < 8 or at + length > size:
                return
            at += length
