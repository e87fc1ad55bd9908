"""Where each sentence of a write-up was said: write-up × transcript → alignment, nothing else read, nothing written.

Every sentence gets its places in the recording, best first, and a confidence for refusing; a direct quotation also
gets a verdict (``docs/verdicts.md``) and stands where its very words are. :func:`rank` is the same on plain texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.align.ranking import Answer, Place, rank
from ingest.records import Alignment, Link, Quote, Span, Speaker, Transcript, WriteUp
from ingest.sentences import sentences
from ingest.verdict import Judgement, Speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["REFUSE", "SURE", "Answer", "Place", "align", "rank"]

REFUSE = 0.05
"""Below this confidence a sentence gets no places. On the development meetings it refuses 1 % of the sentences that have
a source and a third of those from elsewhere; .15 would refuse 5 % and three quarters, at the cost of .02 recall@5."""

SURE = 0.36
"""From here on a link may be shown without reserve: 90 % of the sentences with a source reach it, 12 % of the others."""


def align(writeup: WriteUp, transcript: Transcript, speakers: tuple[Speaker, ...] = ()) -> Alignment:
    """One link for each sentence of ``writeup`` in order. A sentence below :data:`REFUSE` has no spans, but keeps its
    confidence.

    A sentence that quotes (mostly, or at least four words) is judged; its first span is where the quoted words are. Headings are
    sentences too, never quotations.
    """
    asked = [_Asked(writeup, n, start, end) for n, start, end in _ranges(writeup)]
    labels = _labels(transcript, speakers)
    answers = rank(
        [a.text for a in asked],
        [(s.start, s.end, s.speaker, s.text) for s in transcript.segments],
        acronyms=writeup.acronyms,
        speakers=[_label(a.speaker, labels) for a in asked],
    )
    names = [p.name for p in writeup.people] + [s.name for s in speakers]
    speech = Speech.of(transcript, names=names) if any(a.quoted for a in asked) else None
    return Alignment(
        writeup.name,
        tuple(_link(a, answer, transcript, speech) for a, answer in zip(asked, answers, strict=True)),
    )


def _ranges(writeup: WriteUp) -> list[tuple[int, int, int]]:
    """(paragraph, start, end) of each sentence, offsets in the write-up's text."""
    return [
        (n, p.start + start, p.start + end)
        for n, p in enumerate(writeup.paragraphs)
        for start, end in ([(0, len(p.text))] if p.heading else sentences(p.text))
    ]


class _Asked:
    """One sentence of the write-up, what of it is quoted, and whom it gives it to."""

    def __init__(self, writeup: WriteUp, paragraph: int, start: int, end: int) -> None:
        self.paragraph, self.start, self.end = paragraph, start, end
        self.text = writeup.text[start:end]
        inside = [(max(q.start, start), min(q.end, end), q) for q in writeup.quotes if q.start < end and q.end > start]
        direct = [(a, b, q) for a, b, q in inside if q.kind == "direct"]
        words = " ".join(writeup.text[a:b].strip() for a, b, _ in direct)
        heading = writeup.paragraphs[paragraph].heading
        mostly = sum(b - a for a, b, _ in direct) * 2 >= end - start
        self.quoted = "" if heading or not (mostly or len(words.split()) >= 4) else words
        self.speaker = _speaker([q for _, _, q in (direct if self.quoted else inside)])


def _speaker(quotes: Sequence[Quote]) -> str | None:
    return next((q.speaker for q in quotes if q.speaker), None)


def _labels(transcript: Transcript, speakers: Sequence[Speaker]) -> Mapping[str, frozenset[str]]:
    """The labels of the transcript with all the names they go by, as words."""
    out: dict[str, frozenset[str]] = {}
    for label in {s.speaker for s in transcript.segments if s.speaker}:
        known = {label, *(n for s in speakers if label in (s.name, *s.also) for n in (s.name, *s.also))}
        out[label] = frozenset(w for name in known for w in _name_words(name))
    return out


def _label(speaker: str | None, labels: Mapping[str, frozenset[str]]) -> str | None:
    """The transcript's label of a person of the write-up: the one that shares most words of the name, if exactly one
    does.
    """
    words = _name_words(speaker or "")
    shared = sorted(((len(words & theirs), label) for label, theirs in labels.items()), reverse=True)
    if not shared or not shared[0][0] or (len(shared) > 1 and shared[1][0] == shared[0][0]):
        return None
    return shared[0][1]


def _name_words(name: str) -> frozenset[str]:
    return frozenset(w for w in name.casefold().replace(".", " ").replace(",", " ").split() if len(w) >= 3)


def _link(asked: _Asked, answer: Answer, transcript: Transcript, speech: Speech | None) -> Link:
    confidence = answer.confidence
    spans = tuple(Span(p.start, p.end, (p.segment,), p.score) for p in answer.places)
    judged: Judgement | None = None
    if asked.quoted and speech is not None:
        judged = speech.judge(asked.quoted, [p.segment for p in answer.places])
        if judged.segments:
            first = Span(
                judged.start, judged.end, judged.segments, max((s.score for s in spans), default=0.0) + judged.closeness
            )
            spans = (first, *(s for s in spans if s.segments[0] not in judged.segments))
            confidence = max(confidence, judged.closeness)
    if confidence < REFUSE:
        spans = ()
    return Link(
        paragraph=asked.paragraph,
        text=asked.text,
        start=asked.start,
        end=asked.end,
        quote=bool(asked.quoted),
        speaker=asked.speaker,
        spans=spans,
        verdict=judged.verdict if judged else None,
        confidence=round(confidence, 4),
        said=judged.said if judged else "",
        reason=judged.reason if judged else "",
    )
