"""What passes between the parts of a transcription, and what a recogniser must offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ingest.records import Flag, Segment, Word

    Samples = NDArray[np.float32]

VERSION = "1"
RATE = 16000
#: Seconds of speech that Whisper hears at once; a block holds one to a few such windows, and a kill loses at most a block.
WINDOW = 30.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Speech to recognise: ``samples`` (mono, 16 kHz, pauses shortened) and where they came from.

    ``map``: (sample in ``samples``, sample in the block, length) of each stretch, in order.
    """

    samples: Samples
    map: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was recognised in one piece: words in seconds of its ``samples``, and Whisper's own doubts."""

    words: tuple[Word, ...]
    compression: float = 1.0
    no_speech: float = 0.0
    log_probability: float = 0.0
    language: str = ""  # when it is another than was asked for


@dataclass(frozen=True, slots=True)
class Block:
    """A finished block ``[start, end)`` s of the recording. ``spoken``: (language, start, end) of each part with words."""

    start: float
    end: float
    spoken: tuple[tuple[str, float, float], ...]
    segments: tuple[Segment, ...]
    flags: tuple[Flag, ...] = ()


class Transcriber(Protocol):
    """What recognises speech. Whisper does, and the scripted one of the tests."""

    name: str
    options: tuple[tuple[str, str], ...]
    windows: int  # pieces that are recognised best at one time

    def stretches(self, samples: Samples) -> list[tuple[int, int]]:
        """Where there is speech, as ranges of samples, each at most :data:`WINDOW` s long."""

    def languages(self, pieces: Sequence[Piece]) -> list[dict[str, float]]:
        """Probabilities of the languages spoken in each piece."""

    def recognise(self, pieces: Sequence[Piece], language: str, hotwords: str) -> list[Heard]:
        """The words of each piece."""
