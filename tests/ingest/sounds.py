"""Recordings made on the spot: tones and coloured frames at known seconds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

RATE = 48000


def tone(seconds: float, hertz: float = 440.0, rate: int = RATE) -> NDArray[np.float32]:
    """A sine of half loudness."""
    t = np.arange(round(seconds * rate)) / rate
    return (0.5 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def beeps(seconds: float, at: tuple[float, ...], rate: int = RATE) -> NDArray[np.float32]:
    """Silence with a 0.1 s beep at each of these seconds."""
    out = np.zeros(round(seconds * rate), np.float32)
    for second in at:
        piece = tone(0.1, 1000, rate)
        start = round(second * rate)
        out[start : start + len(piece)] = piece
    return out


def onsets(samples: NDArray[np.float32], rate: int) -> list[float]:
    """The seconds at which beeps begin."""
    loud = np.abs(samples) > 0.1
    edges = np.flatnonzero(loud & ~np.concatenate([[False], loud[:-1]]))
    out: list[float] = []
    for edge in edges:
        if not out or edge / rate - out[-1] > 0.2:
            out.append(edge / rate)
    return out


def write(
    path: Path,
    sound: NDArray[np.float32] | None,
    *,
    codec: str = "aac",
    rate: int = RATE,
    layout: str = "mono",
    fps: int = 0,
    seconds: float = 0.0,
    faststart: bool = True,
    tracks: int = 1,
) -> Path:
    """A file with ``sound`` and, with ``fps``, a picture whose brightness tells the frame's number (modulo 16)."""
    options = {"movflags": "+faststart"} if faststart and path.suffix in (".mp4", ".m4a") else {}
    with av.open(str(path), "w", options=options) as sink:
        picture = None
        if fps:
            picture = sink.add_stream("libx264", rate=fps)
            picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
            picture.options = {"preset": "ultrafast", "crf": "10", "g": "50"}
        streams = []
        for _ in range(tracks if sound is not None else 0):
            stream = sink.add_stream(codec, rate=rate, layout=layout)
            streams.append(stream)
        if picture is not None:
            for n in range(round(seconds * fps)):
                frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 16 * (n % 16), np.uint8), format="rgb24")
                frame.pts, frame.time_base = n, Fraction(1, fps)
                sink.mux(picture.encode(frame))
            sink.mux(picture.encode(None))
        for stream in streams:
            channels = stream.codec_context.channels
            fifo = av.AudioFifo()
            kind = stream.codec_context.format.name
            data = np.repeat(sound, channels)[None] if sound is not None else np.zeros((1, 0), np.float32)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(data), format="flt", layout=stream.layout.name)
            frame.sample_rate = rate
            shaped = av.AudioResampler(format=kind, layout=stream.layout.name, rate=rate)
            for piece in shaped.resample(frame):
                piece.pts = None
                fifo.write(piece)
            sent = 0
            size = stream.codec_context.frame_size or 1024
            while fifo.samples:
                piece = fifo.read(min(size, fifo.samples))
                piece.pts, piece.time_base = sent, Fraction(1, rate)
                sent += piece.samples
                sink.mux(stream.encode(piece))
            sink.mux(stream.encode(None))
    return path


def brightness(path: Path) -> list[tuple[float, int]]:
    """(second, frame number modulo 16) of every frame of a picture made by :func:`write`."""
    with av.open(str(path)) as source:
        return [
            (round(float(f.time), 4), round(float(f.to_ndarray(format="rgb24").mean()) / 16))
            for f in source.decode(video=0)
        ]
