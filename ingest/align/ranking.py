"""Plain texts in, ranked places out: the core of the alignment, knowing nothing of files, articles or recordings.

Ranking and refusing use two numbers. ``Place.score`` only orders the places of one sentence; ``Answer.confidence``
says whether the sentence was spoken about at all, and is the only one that may be compared between sentences.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.align.evidence import weigh
from ingest.align.terms import Analysis, language_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Spoken = tuple[float, float, str | None, str]  # start, end (seconds), speaker, text

PLACES = 6  # per sentence: two thirds of the sentences of minutes have their source in two or more places


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate: the segment that carries the sentence, and its ``[start, end)`` s."""

    segment: int
    start: float
    end: float
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Where one sentence was said: places best first, and the confidence in [0, 1] that it was said at all."""

    places: tuple[Place, ...]
    confidence: float


def rank(
    sentences: Sequence[str],
    segments: Sequence[Spoken],
    *,
    language: str = "",
    acronyms: Sequence[tuple[str, str]] = (),
    speakers: Sequence[str | None] = (),
    places: int = PLACES,
) -> tuple[Answer, ...]:
    """For each of ``sentences``, in the order of the write-up, the ``segments`` where it was said.

    ``language``: ``id`` or ``en``, empty: by the words. ``acronyms``: (short, long). ``speakers``: for each sentence, to whom the
    write-up gives it, as named in the segments; a hint, worth about as much as the order.
    """
    if not sentences or not segments:
        return tuple(Answer((), 0.0) for _ in sentences)
    analysis = Analysis(language or language_of([*(s[3] for s in segments), *sentences]), acronyms)
    spoken = [analysis.terms(f"{speaker or ''} {text}") for _, _, speaker, text in segments]
    if not any(spoken):
        return tuple(Answer((), 0.0) for _ in sentences)
    evidence = weigh([analysis.terms(s) for s in sentences], spoken)
    total = evidence.total
    if any(speakers):
        total = total.copy()
        for row, speaker in zip(total, speakers, strict=True):
            if speaker:
                row += _AGREES * np.array([s[2] == speaker for s in segments])
    out = []
    for i in range(len(sentences)):
        best = np.argsort(-total[i], kind="stable")[:places]
        found = tuple(Place(int(j), segments[j][0], segments[j][1], float(total[i, j])) for j in best)
        out.append(Answer(found, confidence(float(evidence.cosine[i]))))
    return tuple(out)


_AGREES = 0.7

# Logistic of the cosine: fitted on the development meetings, sentences with a source against sentences of other
# meetings.
_SLOPE, _MIDDLE = 50.0, 0.154


def confidence(cosine: float) -> float:
    """TF-IDF cosine of the best window → the chance that the sentence was said, were half of all sentences foreign."""
    return 1 / (1 + math.exp(-_SLOPE * (cosine - _MIDDLE)))
