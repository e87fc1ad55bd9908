"""What one hit is: a session cut into passages of about half a minute, and the paragraphs of its write-ups.

A passage of speech ends where a sentence ends, never spans two speakers (except for a "Ya, betul." thrown in), and
leaves out what the transcript flags as doubtful: a sentence that nobody said must not be found. A paragraph carries the
seconds of the span that it is best linked to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.sentences import sentences
from search import analysis
from search.hits import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ingest.records import Alignment, Flag, Link, Segment, Session, Transcript, WriteUp

AIM = 25.0  # s; a passage is closed at the next end of a sentence
LIMIT = 45.0  # s; … and here wherever it stands
WORDS_AIM, WORDS_LIMIT = 75, 150  # the same two limits for speech without honest times
TINY_SECONDS, TINY_WORDS = 4.0, 5  # a turn below both joins the passage it interrupts
PAUSE = 20.0  # s of silence that always separate
FLAGGED_SHARE = 0.5  # of a segment's length within flagged stretches, from which it is left out

_END = (".", "?", "!", "…", '."', '?"', '!"', ".”", "?”", "!”")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A segment, or a sentence of one that is too long to be a passage."""

    start: float
    end: float
    text: str
    speaker: str
    segment: int


def passages(
    session: Session,
    transcript: Transcript | None,
    writeups: Sequence[WriteUp] = (),
    alignments: Sequence[Alignment] = (),
) -> tuple[Passage, ...]:
    """All passages of a session: speech in order of time, then the write-ups' paragraphs in their order."""
    linked = {alignment.writeup: alignment for alignment in alignments}
    out = [*_speech(session, transcript)] if transcript else []
    for writeup in writeups:
        out += _paragraphs(session, writeup, linked.get(writeup.name))
    return tuple(out)


# --- speech
# -------------------------------------------------------------------------------------------------------------


def _speech(session: Session, transcript: Transcript) -> Iterator[Passage]:
    default = transcript.language if transcript.language != "und" else (session.languages or ("id",))[0]
    for number, group in enumerate(_groups(_pieces(transcript))):
        text = " ".join(piece.text for piece in group)
        yield Passage(
            id=f"{session.id}/s{number:04d}",
            session=session.id,
            title=session.title,
            date=session.date,
            series=session.series,
            kind="speech",
            start=group[0].start,
            end=max(piece.end for piece in group),
            speaker=_main_speaker(group),
            topics=session.topics,
            text=text,
            language=analysis.language_of(text, default),
            segments=(group[0].segment, max(p.segment for p in group) + 1),
        )


def _pieces(transcript: Transcript) -> Iterator[_Piece]:
    for index, segment in enumerate(transcript.segments):
        text = " ".join(segment.text.split())
        if not text or _flagged(segment, transcript.flags):
            continue
        speaker = segment.speaker or ""
        if segment.end - segment.start <= LIMIT and text.count(" ") < WORDS_LIMIT:
            yield _Piece(segment.start, segment.end, text, speaker, index)
            continue
        for start, end, part in _split(segment, text):
            yield _Piece(start, end, part, speaker, index)


def _flagged(segment: Segment, flags: Sequence[Flag]) -> bool:
    length = segment.end - segment.start
    inside = sum(max(0.0, min(segment.end, f.end) - max(segment.start, f.start)) for f in flags)
    return length > 0 and inside >= FLAGGED_SHARE * length


def _split(segment: Segment, text: str) -> Iterator[tuple[float, float, str]]:
    """Sentences of a long segment with their times: from its words where it has them, else by their share of the
    letters."""
    cuts = [part for span in sentences(text) for part in _chop(text, *span)]
    words = segment.words
    counts = [len(text[a:b].split()) for a, b in cuts]
    if words and len(words) == sum(counts):
        at = 0
        for (a, b), count in zip(cuts, counts, strict=True):
            yield words[at].start, words[at + count - 1].end, text[a:b]
            at += count
        return
    length = segment.end - segment.start
    for a, b in cuts:
        yield segment.start + length * a / len(text), segment.start + length * b / len(text), text[a:b]


def _chop(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without end (captions that know no full stops) in stretches of ``WORDS_AIM`` words."""
    words = text[start:end].split(" ")
    at = start
    for i in range(0, len(words), WORDS_AIM):
        stretch = " ".join(words[i : i + WORDS_AIM])
        yield at, at + len(stretch)
        at += len(stretch) + 1


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    turns = _turns(pieces)
    for number, turn in enumerate(turns):
        interrupts = group and _tiny(turn) and turn[0].start - group[-1].end < PAUSE and _before_same(turns, number)
        if group and not interrupts and turn[0].speaker != _main_speaker(group):
            yield group
            group = []
        for piece in turn:
            if group and (piece.start - group[-1].end > PAUSE or _full(group, piece)):
                yield group
                group = []
            group.append(piece)
    if group:
        yield group


def _turns(pieces: Iterable[_Piece]) -> list[list[_Piece]]:
    turns: list[list[_Piece]] = []
    for piece in pieces:
        if turns and turns[-1][0].speaker == piece.speaker:
            turns[-1].append(piece)
        else:
            turns.append([piece])
    return turns


def _before_same(turns: list[list[_Piece]], number: int) -> bool:
    """The speaker before this turn goes on after it: then it is thrown in, not an exchange."""
    return 0 < number < len(turns) - 1 and turns[number - 1][0].speaker == turns[number + 1][0].speaker


def _tiny(turn: list[_Piece]) -> bool:
    words = sum(len(piece.text.split()) for piece in turn)
    return words <= TINY_WORDS and turn[-1].end - turn[0].start <= TINY_SECONDS


def _full(group: list[_Piece], piece: _Piece) -> bool:
    """Whether the group should be closed before this piece."""
    seconds, words = piece.end - group[0].start, sum(len(p.text.split()) for p in group)
    if seconds > LIMIT or words + len(piece.text.split()) > WORDS_LIMIT:
        return True
    long_enough = group[-1].end - group[0].start >= AIM or words >= WORDS_AIM
    return long_enough and group[-1].text.endswith(_END)


def _main_speaker(group: list[_Piece]) -> str:
    spoken: dict[str, int] = {}
    for piece in group:
        spoken[piece.speaker] = spoken.get(piece.speaker, 0) + len(piece.text)
    return max(spoken, key=lambda name: spoken[name])


# --- write-ups
# ----------------------------------------------------------------------------------------------------------


def _paragraphs(session: Session, writeup: WriteUp, alignment: Alignment | None) -> Iterator[Passage]:
    links: dict[int, list[Link]] = {}
    for link in alignment.links if alignment else ():
        links.setdefault(link.paragraph, []).append(link)
    heading = ""
    for index, paragraph in enumerate(writeup.paragraphs):
        text = paragraph.text.strip()
        if not text:
            continue
        if paragraph.heading:  # a heading alone is no answer: it opens the paragraph below it
            heading = f"{heading}\n{text}" if heading else text
            continue
        whole = f"{heading}\n{text}" if heading else text
        heading = ""
        start, end, speaker = _place(links.get(index, []))
        for number, part in enumerate(_parts(whole)):
            suffix = f".{number}" if number else ""
            yield Passage(
                id=f"{session.id}/w{index:03d}{suffix}/{writeup.name}",
                session=session.id,
                title=session.title,
                date=session.date or writeup.event_date or writeup.date,
                series=session.series,
                kind="writeup",
                start=start,
                end=end,
                speaker=speaker,
                topics=session.topics,
                text=part,
                language=analysis.language_of(part, writeup.language),
                writeup=writeup.name,
            )


def _place(links: list[Link]) -> tuple[float | None, float | None, str]:
    """Where a paragraph was said: the first span of its surest link; its speaker when all its links agree on one."""
    placed = [link for link in links if link.spans]
    speakers = {link.speaker for link in links if link.speaker}
    speaker = speakers.pop() if len(speakers) == 1 else ""
    if not placed:
        return None, None, speaker
    best = max(placed, key=lambda link: (link.confidence, -link.start)).spans[0]
    return best.start, best.end, speaker


def _parts(text: str) -> Iterator[str]:
    """A paragraph as it is, or a very long one in stretches that end at sentences."""
    if text.count(" ") < 2 * WORDS_LIMIT:
        yield text
        return
    begin = end = count = 0
    cuts = [part for span in sentences(text) for part in _chop(text, *span)]
    for start, stop in cuts:
        words = text.count(" ", start, stop) + 1
        if count and count + words > WORDS_LIMIT:
            yield text[begin:end]
            begin, count = start, 0
        end, count = stop, count + words
    yield text[begin:end]
