"""The sound of a recording as mono pieces of a few seconds, in bounded memory, with everything lost on the way named.

faster-whisper's own decoder takes the whole file into memory and loses sound without a word (3 s left of 30 after ten
flipped bits). Here damaged packets are stepped over, every sample stands at the second at which a player would play it,
holes are filled with silence so that nothing slides, and holes of a second or more become
:class:`~ingest.records.Loss`.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.errors import BadInput
from ingest.media.opening import frames, length_of, opened, packets, seek, sound_of, zero_of
from ingest.records import Loss

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

WHISPER_RATE = 16000

# A hole in the time stamps from here on is filled: below it lies the jitter of ordinary muxers (a packet is 20–64 ms).
_JITTER = 0.12
# Losses below this are not worth an archivist's attention.
_WORTH_TELLING = 1.0
# Without a length to compare with, a longer jump of the time stamps is a flipped bit, not a hole.
_CREDIBLE_HOLE = 120.0

_DAMAGED = "damaged: this part could not be decoded"
_SILENT = "the recording has no sound here"
_CUT_OFF = "the sound ends before the recording does"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some seconds of sound from second ``start`` on: mono float32 in [-1, 1]."""

    start: float
    samples: NDArray[np.float32]


class Sound:
    """The sound of one recording, to be iterated once; afterwards ``seconds`` and ``losses`` say what was found.

    Chunks follow each other without gap or overlap, from ``start`` to the end of the sound. ``total`` is the length
    that the container claims (None: it does not say). Losses count from ``start`` on.
    """

    def __init__(self, path: Path, *, start: float = 0.0, rate: int = WHISPER_RATE, chunk: float = 5.0) -> None:
        self.path = path
        self.start = max(0.0, start)
        self.rate = rate
        self.chunk = chunk
        self.losses: tuple[Loss, ...] = ()
        self.seconds = 0.0
        self.total: float | None = None

    def __iter__(self) -> Iterator[Chunk]:
        with opened(self.path) as container:
            track = sound_of(container)
            if track is None:
                raise BadInput(
                    "the recording has no sound track", where=str(self.path), hint="add captions (.vtt, .srt) beside it"
                )
            self.total = length_of(container)
            yield from self._chunks(container, track)

    def _chunks(self, container: Any, track: Any) -> Iterator[Chunk]:
        import numpy as np

        size = int(self.chunk * self.rate)
        held: list[NDArray[np.float32]] = []
        count = 0
        sent = 0
        for piece in self._samples(container, track):
            held.append(piece)
            count += len(piece)
            while count >= size:
                whole = np.concatenate(held)
                yield Chunk(self.start + sent / self.rate, whole[:size])
                sent += size
                held, count = [whole[size:]], count - size
        if count:
            yield Chunk(self.start + sent / self.rate, np.concatenate(held))
            sent += count
        self.seconds = self.start + sent / self.rate

    def _samples(self, container: Any, track: Any) -> Iterator[NDArray[np.float32]]:
        """Pieces of sound from ``start`` on, holes filled with zeros, ``losses`` noted."""
        import numpy as np

        zero, rate = zero_of(container), self.rate
        if self.start > 1:
            # Two seconds of run-up: decoders need a moment after a seek.
            seek(container, self.start - 2)
        clock: float | None = None  # second at which the next sample belongs, by counting
        losses: list[Loss] = []
        damaged = False
        limit = self.total + 2 if self.total else None
        for stamp, piece, bad in _resampled(container, track, rate):
            damaged = damaged or bad
            at = stamp - zero if stamp is not None else None
            if clock is None:
                # Before anything came, the clock stands at ``start``: sound that begins later leaves a hole like any
                # other.
                clock = self.start if at is None else min(at, self.start)
            hole = at - clock if at is not None else 0.0
            credible = at is not None and (at <= limit if limit is not None else hole <= _CREDIBLE_HOLE)
            # Where a packet was lost, every millisecond is put right; else twenty lost packets would move the words by
            # half a second.
            if hole > (0.005 if bad else _JITTER) and credible and at is not None:
                begin = max(clock, self.start)
                if at > begin:
                    yield np.zeros(round(at * rate) - round(begin * rate), np.float32)
                    if at - begin >= _WORTH_TELLING:
                        losses.append(Loss(round(begin, 2), round(at, 2), _DAMAGED if damaged else _SILENT))
                clock, damaged = at, False
            elif -2 < hole < -_JITTER:
                # The track runs a little fast: the surplus is dropped, so that words stay where a player plays them.
                piece = piece[min(len(piece), round(-hole * rate)) :]
            end = clock + len(piece) / rate
            if end > self.start:
                yield piece[max(0, round((self.start - clock) * rate)) :]
            clock = end
        reached = max(clock or 0.0, self.start)
        if clock is None and not self.start:
            raise BadInput(
                "no sound could be decoded",
                where=str(self.path),
                hint="play it elsewhere to see whether the copy is whole",
            )
        if self.total is not None and self.total - reached >= _WORTH_TELLING:
            losses.append(Loss(round(reached, 2), round(self.total, 2), _DAMAGED if damaged else _CUT_OFF))
        self.losses = tuple(losses)
        if losses:
            log.warning(
                "%s: %d stretches of sound lost, %.1f s",
                self.path.name,
                len(losses),
                sum(x.end - x.start for x in losses),
            )


def decode(path: Path, *, start: float = 0.0, rate: int = WHISPER_RATE, chunk: float = 5.0) -> Sound:
    """The sound of ``path`` from second ``start`` on, resampled to ``rate`` Hz mono, in chunks of ``chunk`` seconds."""
    return Sound(path, start=start, rate=rate, chunk=chunk)


def _resampled(container: Any, track: Any, rate: int) -> Iterator[tuple[float | None, NDArray[np.float32], bool]]:
    """(presentation second of the first sample or None, samples, was damage met before it?)"""
    import av

    resampler: Any = None
    shape: tuple[Any, ...] = ()
    bad = False
    for packet in packets(container, track):
        decoded = frames(packet)
        bad = bad or (not decoded and packet.size > 0)
        for frame in decoded:
            stamp = float(frame.pts * frame.time_base) if frame.pts is not None and frame.time_base else None
            now = (frame.format.name, frame.layout.name, frame.sample_rate)
            frame.pts = None
            if now != shape:
                # Some recorders change channels or rate half-way.
                for out in resampler.resample(None) if resampler is not None else ():
                    yield None, out.to_ndarray()[0], False
                resampler, shape = av.AudioResampler(format="flt", layout="mono", rate=rate), now
            for out in resampler.resample(frame):
                yield stamp, out.to_ndarray()[0], bad
                stamp, bad = None, False
    for out in resampler.resample(None) if resampler is not None else ():
        yield None, out.to_ndarray()[0], False
