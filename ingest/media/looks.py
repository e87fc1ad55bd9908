"""How a recording looks at a glance: the outline of its sound."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from ingest.media.decoding import decode

if TYPE_CHECKING:
    from pathlib import Path


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
