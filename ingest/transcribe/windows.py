"""Stretches of speech put together to windows of the length that Whisper hears at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.transcribe.shapes import RATE, WINDOW, Piece

if TYPE_CHECKING:
    from ingest.transcribe.shapes import Samples

# Silence kept around each stretch: words begin before a voice detector notices them.
_PAD = round(0.4 * RATE)
# A window may end at a pause once it holds this much speech; the longest pause wins. Fuller windows cost less, but a
# sentence cut in two is recognised worse than both halves of it would be.
_FULL_ENOUGH = round(22.0 * RATE)
_LIMIT = round(WINDOW * RATE)


def packed(samples: Samples, stretches: list[tuple[int, int]], windows: int, *, last: bool) -> tuple[list[Piece], int]:
    """Stretches (ranges of samples, in order) as at most ``windows`` pieces of :data:`WINDOW` s, and where the block
    ends.

    A stretch that reaches the end of what was read may go on: it is left for the next block (unless this is the
    ``last``).
    """
    full = len(samples)
    whole = list(stretches)
    if not last and len(whole) > 1 and whole[-1][1] >= full - RATE // 4:
        whole.pop()
    padded = _padded(stretches, full)[: len(whole)]
    groups: list[tuple[int, int]] = []  # ranges of indices
    first = 0
    while first < len(whole) and len(groups) < windows:
        stop = _end_of_window(whole, padded, first, last=last and len(whole) == len(stretches))
        groups.append((first, stop))
        first = stop
    pieces = [piece(samples, padded[a:b]) for a, b in groups]
    if first < len(stretches):
        # Silence on both sides of the cut: half of the pause goes to each block.
        before = stretches[first - 1][1] if first else 0
        return pieces, max((before + stretches[first][0]) // 2, 1) if first else stretches[first][0]
    # Silence to the end of what was read; half a second stays, for speech may be about to begin.
    end = stretches[-1][1] if stretches else 0
    return pieces, full if last else max(end, full - RATE // 2)


def piece(samples: Samples, ranges: list[tuple[int, int]]) -> Piece:
    """The ranges of ``samples`` one after another."""
    import numpy as np

    where, n = [], 0
    for a, b in ranges:
        where.append((n, a, b - a))
        n += b - a
    return Piece(np.concatenate([samples[a:b] for a, b in ranges]), tuple(where))


def part(whole: Piece, begin: int, end: int) -> Piece:
    """The samples ``[begin, end)`` of a piece, as a piece of the same block."""
    where = []
    for n, source, length in whole.map:
        a, b = max(begin, n), min(end, n + length)
        if a < b:
            where.append((a - begin, source + a - n, b - a))
    return Piece(whole.samples[begin:end], tuple(where))


def _padded(stretches: list[tuple[int, int]], full: int) -> list[tuple[int, int]]:
    out = []
    for i, (a, b) in enumerate(stretches):
        before = (stretches[i - 1][1] + a) // 2 if i else 0
        after = (b + stretches[i + 1][0]) // 2 if i + 1 < len(stretches) else full
        out.append((max(a - _PAD, before), min(b + _PAD, after)))
    return out


def _end_of_window(stretches: list[tuple[int, int]], padded: list[tuple[int, int]], first: int, *, last: bool) -> int:
    """The index behind the last stretch of a window that begins with ``first``."""
    held = 0
    fits = first
    choices = []
    for i in range(first, len(padded)):
        held += padded[i][1] - padded[i][0]
        if held > _LIMIT and i > first:
            break
        fits = i + 1
        if held >= _FULL_ENOUGH and fits < len(stretches):
            choices.append((stretches[fits][0] - stretches[i][1], fits))
    if fits == len(stretches) and last:
        return fits
    return max(choices)[1] if choices else fits
