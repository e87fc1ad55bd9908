"""A transcript as people read it: turns of one speaker, in paragraphs of sentences, every word with its second.

Captions come as cues that break anywhere, recognisers write segments of their own; here they become sentences again
(:mod:`ingest.sentences`), because the sentence is what the player lights. Where a source timed only the whole stretch,
the words get their share of it by length: a click then lands within the cue, not on the letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.records import Segment, Transcript, Word
from ingest.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A reader wants a second to hold on to about this often, also where one person speaks for long.
_PARAGRAPH = 30.0
# Automatic captions have few full stops: a silence this long ends a sentence there, or so many words at the end of a cue.
_SILENCE = 1.2
_WORDS = 28
# Within a turn, a pause this long starts a new paragraph.
_REST = 6.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some words in a row, as one thought; never empty."""

    words: tuple[Word, ...]

    @property
    def start(self) -> float:
        """The second of its first word."""
        return self.words[0].start

    @property
    def end(self) -> float:
        """The second at which its last word ends."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one speaker. ``opens``: the speaker changes here, the name is to be shown."""

    speaker: str | None
    opens: bool
    sentences: tuple[Sentence, ...]

    @property
    def start(self) -> float:
        """The second of its first word."""
        return self.sentences[0].start

    @property
    def end(self) -> float:
        """The second at which its last word ends."""
        return self.sentences[-1].end


def paragraphs(transcript: Transcript) -> tuple[Paragraph, ...]:
    """All words of the transcript, in order, none left out."""
    out: list[Paragraph] = []
    previous: str | None = None
    for speaker, words in _turns(transcript.segments):
        opens = not out or speaker != previous
        previous = speaker
        for group in _grouped(_sentences(words)):
            out.append(Paragraph(speaker, opens, group))
            opens = False
    return tuple(out)


def speakers(transcript: Transcript) -> tuple[str, ...]:
    """The speakers by order of first appearance: the order in which they get their colours."""
    return tuple(dict.fromkeys(s.speaker for s in transcript.segments if s.speaker))


def shares(transcript: Transcript) -> dict[str, float]:
    """Seconds of speech by speaker, in order of first appearance; silence between segments belongs to nobody."""
    out = dict.fromkeys(speakers(transcript), 0.0)
    for segment in transcript.segments:
        if segment.speaker:
            out[segment.speaker] += max(0.0, segment.end - segment.start)
    return out


def timed(segment: Segment) -> tuple[Word, ...]:
    """The segment's words with their seconds: its own, or its time shared out by the length of the words."""
    if segment.words:
        return tuple(Word(w.text.strip(), w.start, w.end, w.probability) for w in segment.words if w.text.strip())
    texts = segment.text.split()
    total = sum(len(text) + 1 for text in texts)
    out, at = [], 0
    span = max(0.0, segment.end - segment.start)
    for text in texts:
        start = segment.start + span * at / total
        at += len(text) + 1
        out.append(Word(text, start, segment.start + span * at / total))
    return tuple(out)


def _turns(segments: Iterable[Segment]) -> Iterator[tuple[str | None, list[tuple[Word, bool]]]]:
    """The words of each turn, each with whether it closes a segment of the source."""
    speaker: str | None = None
    words: list[tuple[Word, bool]] = []
    for segment in segments:
        if segment.speaker != speaker and words:
            yield speaker, words
            words = []
        speaker = segment.speaker
        said = timed(segment)
        words.extend((word, word is said[-1]) for word in said)
    if words:
        yield speaker, words


def _sentences(words: list[tuple[Word, bool]]) -> Iterator[Sentence]:
    """Cut where the text says so, and besides where a sentence would be longer than anyone reads at a glance."""
    text = " ".join(word.text for word, _ in words)
    ends = {end for _, end in sentences(text)}
    held: list[Word] = []
    at = 0
    for index, (word, closes) in enumerate(words):
        held.append(word)
        at += len(word.text)
        after = words[index + 1][0].start - word.end if index + 1 < len(words) else 0.0
        long = len(held) >= _WORDS // 2 and (after >= _SILENCE or (closes and len(held) >= _WORDS))
        if at in ends or long or len(held) >= 2 * _WORDS:
            yield Sentence(tuple(held))
            held = []
        at += 1
    if held:
        yield Sentence(tuple(held))


def _grouped(all_of_turn: Iterable[Sentence]) -> Iterator[tuple[Sentence, ...]]:
    held: list[Sentence] = []
    for sentence in all_of_turn:
        if held and (sentence.end - held[0].start > _PARAGRAPH or sentence.start - held[-1].end > _REST):
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)
