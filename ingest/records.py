"""The records that pass between the stations of Simak: frozen, slotted, tuples inside, no behaviour of their own.

Seconds are floats from the start of the recording; ranges are half-open ``[start, end)``; character offsets count
Unicode code points in the text as stored. Records keep what the source said (case, punctuation, hesitations);
normalised forms stand beside it. What a program made says what made it (:class:`MadeBy`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["verbatim", "paraphrased", "contradicted", "not found"]
QuoteKind = Literal["direct", "indirect"]
MediaKind = Literal["video", "audio", "captions", "chat", "other"]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Provenance of a derived record: tool, version, options, and each input's SHA-256 by its name in the session."""

    tool: str
    version: str
    options: tuple[tuple[str, str], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()


# --- speech ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written (with punctuation), its seconds, and the recogniser's probability (None: from captions)."""

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech by one speaker, about a sentence or a cue.

    ``speaker`` is the label of the source, None when unknown. ``words`` is empty when the source timed only the whole.
    """

    start: float
    end: float
    text: str
    speaker: str | None = None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A stretch ``[start, end)`` of the recording that could not be decoded, and why, in plain words."""

    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch whose words are doubtful (text over silence, a loop, …), and why, in plain words."""

    start: float
    end: float
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """Everything said in a recording, in order of time. ``language``: ISO 639-1, ``"und"`` when it is not known.

    ``model`` says where the words come from: ``whisper base``, ``captions zoom``, ``corrected by hand`` …
    ``duration`` is the length of the recording in seconds (for captions alone: the end of the last cue).
    """

    language: str
    model: str
    duration: float
    segments: tuple[Segment, ...]
    losses: tuple[Loss, ...] = ()
    flags: tuple[Flag, ...] = ()
    made_by: MadeBy | None = None


# --- the write-up ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a write-up: ``text == writeup.text[start:end]``. ``heading``: a heading or the title itself."""

    text: str
    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a write-up puts into someone's mouth: ``text == writeup.text[start:end]``, without the marks."""

    text: str
    speaker: str | None
    kind: QuoteKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named in a write-up. ``quoted``: words of theirs are given; ``spoke``: the text says that they spoke."""

    name: str
    titles_before: str = ""
    titles_after: str = ""
    role: str = ""
    aliases: tuple[str, ...] = ()
    quoted: bool = False
    spoke: bool = False


@dataclass(frozen=True, slots=True)
class WriteUp:
    """What a reader understood of an article or of minutes.

    ``name`` is its file name; ``text`` the text that all offsets refer to.
    """

    name: str
    text: str
    title: str
    date: dt.date | None = None
    event_date: dt.date | None = None
    language: str = "id"
    outlet: str = ""
    url: str = ""
    author: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    acronyms: tuple[tuple[str, str], ...] = ()  # (short, long)
    topics: tuple[str, ...] = ()
    made_by: MadeBy | None = None


# --- the alignment ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the transcript, ``[start, end)`` seconds: its segments' indices, best first, and its ranking score."""

    start: float
    end: float
    segments: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """One sentence of a write-up and where it was said. ``spans``: best first, empty when refused.

    ``paragraph`` indexes ``writeup.paragraphs``; ``start``/``end`` are offsets in ``writeup.text``. ``quote``: the
    sentence lies in a direct quotation; only then is there a ``verdict``. ``confidence`` in [0, 1] is for refusing, not
    for ranking. ``said`` holds the transcript's words that the verdict compared, ``reason`` what made it, plainly.
    """

    paragraph: int
    text: str
    start: int
    end: int
    quote: bool
    speaker: str | None
    spans: tuple[Span, ...]
    verdict: Verdict | None
    confidence: float
    said: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """All sentences of one write-up, in order, against one transcript."""

    writeup: str
    links: tuple[Link, ...]
    made_by: MadeBy | None = None


# --- the session -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person of a session as people wrote it down. ``also``: other spellings and caption labels of this person."""

    name: str
    titles_before: str = ""
    titles_after: str = ""
    role: str = ""
    also: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """``Dr. Ir. Hendra Wicaksono, M.M.``"""
        name = f"{self.titles_before} {self.name}".strip()
        return f"{name}, {self.titles_after}" if self.titles_after else name


@dataclass(frozen=True, slots=True)
class Media:
    """A given file of a session. ``path``: relative to the session folder, or absolute when the file was left in place.

    ``seconds`` is the decoded or container length where known. ``corrected``: a caption file that a person corrected.
    """

    path: str
    kind: MediaKind
    sha256: str
    bytes: int
    seconds: float | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """One webinar of the archive. ``id`` is the folder's name; ``languages`` as spoken, ISO 639-1, empty: detect."""

    id: str
    title: str
    date: dt.date | None = None
    organiser: str = ""
    series: str = ""
    languages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    media: tuple[Media, ...] = ()
    writeups: tuple[str, ...] = ()  # file names below writeups/
    problem: str = ""  # why session.toml could not be read in full, in one line; empty when it could

    def of_kind(self, *kinds: MediaKind) -> tuple[Media, ...]:
        """The given files of these kinds, in the order in which they are kept."""
        return tuple(m for m in self.media if m.kind in kinds)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list needs to know of a session without reading its transcript.

    ``seconds``: length of the recording, or of the captions; None when neither is there. ``speakers``: those of
    ``session.toml``, then everyone heard or reported to have spoken, each with the seconds of talk (0: only reported).
    ``topics``: people's, or else the write-ups'. ``transcribed``: there is a transcript.
    """

    seconds: float | None
    language: str
    model: str
    speakers: tuple[tuple[str, float], ...]
    topics: tuple[str, ...]
    words: int
    transcribed: bool
    made_by: MadeBy | None = None
