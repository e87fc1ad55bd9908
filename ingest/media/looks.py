"""Small pictures of a recording: one frame as JPEG, and the outline of its sound."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ingest.errors import BadInput
from ingest.media.copies import written
from ingest.media.decoding import decode
from ingest.media.opening import frames, length_of, opened, packets, picture_of, seek, zero_of

if TYPE_CHECKING:
    from pathlib import Path


def thumbnail(path: Path, at: float, out: Path, *, width: int = 480) -> Path:
    """Write the frame shown at second ``at`` as a JPEG of ``width`` pixels; a black one gives way to the next that is
    not.

    Raises :class:`BadInput` when there is no picture.
    """
    import av

    with opened(path) as container:
        stream = picture_of(container)
        if stream is None:
            raise BadInput("the recording has no picture", where=str(path), hint="it is sound alone: use the waveform")
        length, zero = length_of(container) or at, zero_of(container)
        at = min(max(0.0, at), max(0.0, length - 0.5))
        seek(container, at)
        chosen = None
        for packet in packets(container, stream):
            for frame in frames(packet):
                chosen = frame
                second = float(frame.pts * frame.time_base) - zero if frame.pts is not None else at
                if second >= at - 0.02 and (second > at + 10 or _bright(frame)):
                    break
            else:
                continue
            break
        if chosen is None:
            raise BadInput("no frame could be decoded", where=str(path))
        height = max(2, round(chosen.height * width / chosen.width / 2) * 2)
        small = chosen.reformat(width=width, height=height, format="yuvj420p")
        encoder = av.CodecContext.create("mjpeg", "w")
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
        encoder.options = {"qscale": "4"}
        from fractions import Fraction

        encoder.time_base = Fraction(1, 25)
        small.pts = 0
        data = b"".join(bytes(p) for p in [*encoder.encode(small), *encoder.encode(None)])
    with written(out) as part:
        part.write_bytes(data)
    return out


def waveform(path: Path, n: int = 600) -> tuple[float, ...]:
    """The outline of the sound: ``n`` peaks in [0, 1] over the whole length, the loudest being 1 (all 0 for
    silence).
    """
    import numpy as np

    tenths: list[float] = []
    rate = 8000
    for chunk in decode(path, rate=rate, chunk=10.0):
        loud = np.abs(chunk.samples)
        step = rate // 10
        tenths.extend(float(loud[i : i + step].max()) for i in range(0, len(loud), step))
    edges = np.linspace(0, len(tenths), n + 1)
    peaks = [max(tenths[int(a) : max(int(a) + 1, int(b))], default=0.0) for a, b in itertools.pairwise(edges)]
    top = max(peaks, default=0.0)
    return tuple(round(p / top, 3) if top > 1e-4 else 0.0 for p in peaks)


def _bright(frame: object) -> bool:
    import numpy as np

    grey = frame.reformat(width=32, height=18, format="gray").to_ndarray()  # type: ignore[attr-defined]
    return float(np.mean(grey)) > 12
