"""What an article says: its people and whose words it gives, from text and paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.records import Person, Quote
from ingest.sentences import sentences
from ingest.writeup import lexicon as lex
from ingest.writeup import speech as sp
from ingest.writeup.cast import Cast
from ingest.writeup.people import Namer, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.records import Paragraph
    from ingest.writeup.people import Mention


@dataclass(frozen=True, slots=True)
class Understood:
    """People in the order in which they are named, quotations in the order of the text."""

    people: tuple[Person, ...]
    quotes: tuple[Quote, ...]


def understand(text: str, paragraphs: Sequence[Paragraph]) -> Understood:
    """People and quotations of ``text``; ``paragraphs`` say where it may be read (not its headings)."""
    toks = tokens(text)
    namer = Namer(text, toks, paragraphs)
    marked = sp.directs(text, paragraphs)
    cuts = [s for p in paragraphs for s in _sentences(text, p)]
    speech = sp.Speech(text, toks, namer, marked, [a for a, _ in cuts])
    subjects = [s.subject for s in speech.said if s.subject is not None]
    cast = Cast(namer.mentions, subjects)

    quotes: list[Quote] = []
    told: list[tuple[int, int]] = []
    before: tuple[sp.Direct, str | None] | None = None
    for direct in marked:
        if not sp.is_speech(text, direct, speech):
            continue
        said = sp.attribution(text, direct, speech)
        if said is not None:
            speaker = _speaker(said, speech, cast)
        elif before is not None and _goes_on(text, before[0], direct, speech):
            speaker = before[1]
        else:
            speaker = _last(speech, cast, speech.token_at(direct.parts[0][0]))
        before = (direct, speaker)
        told += direct.parts
        quotes += [Quote(text[a:b], speaker, "direct", a, b) for a, b in direct.parts]
    for said, a, b in sp.indirects(text, speech, cuts, told):
        speaker = _speaker(said, speech, cast)
        if speaker:
            quotes.append(Quote(text[a:b], speaker, "indirect", a, b))
    quotes.sort(key=lambda q: q.start)

    quoted = {q.speaker for q in quotes if q.speaker and q.kind == "direct"}
    loud = [s for s in speech.said if toks[s.first].low not in lex.QUIET and not _hearsay(s, speech)]
    spoke = {n for s in loud if s.subject and s.subject.name and (n := cast.speaker(s.subject))}
    spoke |= _announced(speech, cast)
    return Understood(cast.people(spoke, quoted), tuple(quotes))


def _sentences(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    if paragraph.heading:
        return []
    return [(paragraph.start + a, paragraph.start + b) for a, b in sentences(text[paragraph.start : paragraph.end])]


def _speaker(said: sp.Said, speech: sp.Speech, cast: Cast) -> str | None:
    if said.subject is not None:
        return cast.speaker(said.subject)
    return _last(speech, cast, said.first)


def _last(speech: sp.Speech, cast: Cast, token: int) -> str | None:
    """The last subject of a speech verb before this token: whom ``-nya`` and ``dia`` mean."""
    for said in speech.before(token):
        if said.subject is not None and not said.weak:
            return cast.speaker(said.subject)
    return None


def _hearsay(said: sp.Said, speech: sp.Speech) -> bool:
    """Whether somebody else tells it: "Menurut Sofwan, Kiai Said berpesan …"."""
    begin = speech.token_at(speech.sentence(speech.toks[said.first].start))
    others = speech.within(begin, said.first)
    return said.how == "active" and any(o.how == "menurut" and o.subject is not None for o in others)


def _goes_on(text: str, one: sp.Direct, other: sp.Direct, speech: sp.Speech) -> bool:
    """Whether a quotation follows another so closely that it is the same person's: only who spoke stands between."""
    between = text[one.end : other.parts[0][0]]
    first = speech.token_at(one.end)
    last = speech.token_at(other.parts[0][0])
    return len(between) < 160 and len(speech.within(first, last)) <= 1 and between.count(". ") <= 1


def _announced(speech: sp.Speech, cast: Cast) -> set[str]:
    """Who is said to have been a speaker, panellist or moderator, though no word of theirs is given."""
    out: set[str] = set()
    toks = speech.toks
    for n, t in enumerate(toks):
        if t.low not in lex.SPOKE or speech.quoted(t.start):
            continue
        begin = speech.token_at(speech.sentence(t.start))
        for m in speech.namer.between(begin, min(len(toks), n + 40)):
            if m.name and m.sure and _same_sentence(speech, m, t.start) and _close(m, n):
                name = cast.speaker(m)
                if name:
                    out.add(name)
    return out


def _same_sentence(speech: sp.Speech, mention: Mention, char: int) -> bool:
    return speech.sentence(mention.start) == speech.sentence(char)


def _close(mention: Mention, token: int) -> bool:
    return abs(mention.last - token) <= 8 or abs(mention.first - token) <= 40
