"""Stretches of speech put together to windows of the length that Whisper hears at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.transcribe.shapes import RATE, WINDOW, Piece

if TYPE_CHECKING:
    from ingest.transcribe.shapes import Samples


def packed(samples: Samples, stretches: list[tuple[int, int]], windows: int, *, last: bool) -> tuple[list[Piece], int]:
    """Stretches of speech put together to at most ``windows`` pieces of :data:`WINDOW` s, and where the block ends.

    A stretch that reaches the end of what was read may go on: it is left for the next block (unless this is the
    ``last``).
    """
    import numpy as np

    limit = round(WINDOW * RATE)
    full = len(samples)
    open_end = None
    if not last and stretches and stretches[-1][1] >= full - RATE // 4:
        if len(stretches) > 1:
            open_end = stretches[-1][0]
            stretches = stretches[:-1]
        else:
            open_end = stretches[-1][1]
    groups: list[list[tuple[int, int]]] = []
    held = 0
    rest = None
    for a, b in stretches:
        if not groups or held + b - a > limit:
            if len(groups) == windows:
                rest = a
                break
            groups.append([])
            held = 0
        groups[-1].append((a, b))
        held += b - a
    pieces = []
    for group in groups:
        where, n = [], 0
        for a, b in group:
            where.append((n, a, b - a))
            n += b - a
        pieces.append(Piece(np.concatenate([samples[a:b] for a, b in group]), tuple(where)))
    end = groups[-1][-1][1] if groups else 0
    if rest is not None:
        return pieces, (end + rest) // 2
    if open_end is not None:
        return pieces, max((end + open_end) // 2, 1) if groups else open_end
    # Silence to the end of what was read; half a second stays, for speech may be about to begin.
    return pieces, full if last else max(end, full - RATE // 2)
