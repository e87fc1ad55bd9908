"""Who says what in an article: speech verbs and their subjects, quotations and their speakers.

``-nya`` (``katanya``, ``tambahnya``) is whoever was last the subject of a speech verb, not the person named nearest: in
the article this was built on, two paragraphs mention somebody else in between.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.writeup import lexicon as lex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.records import Paragraph
    from ingest.writeup.people import Mention, Namer, Token

_OPENERS = "“„«"
_CLOSERS = "”»"
_FAR = 14  # tokens between a speech verb and the name that follows it
_GAP = 30  # tokens between a subject and its verb: "…, saat dihubungi, Senin (30/11/2020) di Jakarta, mengatakan"
# Between a subject and its verb, without meaning: "Heru juga menambahkan".
_BETWEEN = frozenset(("juga", "pun", "lalu", "kemudian", "kembali", "sendiri", "turut", "terus", "sempat"))
# Before a verb: the speech is not one that was made.
_INTENDING = frozenset(("untuk", "agar", "akan", "bisa", "dapat", "harus", "ingin", "perlu", "saling"))
_LEAST = 12  # characters of an indirect quotation


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct quotation: character ranges of its parts (one a paragraph), the last of which names the speaker."""

    parts: tuple[tuple[int, int], ...]
    closed: bool  # a closing mark stands behind the last part

    @property
    def end(self) -> int:
        return self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class Said:
    """A speech verb: its token, the token behind its phrase, and its subject. ``subject`` is a mention (maybe of an office
    alone), or None for a pronoun or ``-nya``. ``how``: active (X mengatakan), inverted (kata X), passive, or menurut."""

    first: int
    last: int
    subject: Mention | None
    how: Literal["active", "inverted", "passive", "menurut"]
    weak: bool = False
    at: int = 0  # character where the subject or verb stands, whichever comes first


# --- direct quotations: where they are ------------------------------------------------------------------------------------------


def directs(text: str, paragraphs: Sequence[Paragraph]) -> list[Direct]:
    """All stretches between quotation marks, in order; a speech that is re-opened in the next paragraph without having been
    closed is one. Titles and single words in marks are among them: :func:`is_speech` tells them apart."""
    out: list[Direct] = []
    running: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        if paragraph.heading:
            continue
        pieces, left_open = _marked(text, paragraph.start, paragraph.end)
        if running:
            first = pieces[0] if pieces else left_open
            if first and not text[paragraph.start : first[0]].strip(_OPENERS + _CLOSERS + "\"' \n"):
                if pieces:
                    out.append(Direct((*running, pieces.pop(0)), closed=True))
                    running = []
                else:
                    running.append(first)
                    left_open = None
            else:
                out.append(Direct(tuple(running), closed=False))
                running = []
        out += [Direct((piece,), closed=True) for piece in pieces]
        if left_open:
            running.append(left_open)
    if running:
        out.append(Direct(tuple(running), closed=False))
    return out


def _marked(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """The marked stretches of one paragraph, without their marks, and the one left open at its end."""
    pieces: list[tuple[int, int]] = []
    opened = -1
    for at in range(start, end):
        c = text[at]
        if c not in '“”„«»"':
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        can_open = (before.isspace() or before in "([—–-:/") and not after.isspace()
        opens = c in _OPENERS or (c in '”"' and can_open)
        if (
            opened >= 0
            and (c in _CLOSERS or c == '"')
            and not (can_open and not before.isspace())
            and not (opens and c == '"')
        ):
            if opens and c == "”" and not _closes(text, at, end):
                pieces.append((opened, _sentence_end(text, opened, at)))
                opened = at + 1
                continue
            pieces.append((opened, at))
            opened = -1
        elif opens:
            if opened >= 0 and c == '"' and not can_open:
                pieces.append((opened, at))
                opened = -1
                continue
            if opened >= 0:  # its end was forgotten
                if at - opened < 3:
                    continue
                pieces.append((opened, _sentence_end(text, opened, at)))
            opened = at + 1
    trimmed = [_trim(text, a, b) for a, b in pieces]
    left = _trim(text, opened, end) if opened >= 0 else None
    return [p for p in trimmed if p[0] < p[1]], left if left and left[0] < left[1] else None


def _closes(text: str, at: int, end: int) -> bool:
    """Whether a mark with a space before it closes all the same: what follows is a space or punctuation."""
    return at + 1 >= end or text[at + 1].isspace() or text[at + 1] in ",.;:)"


def _sentence_end(text: str, start: int, end: int) -> int:
    """Behind the last full stop in ``[start, end)``, ``end`` when there is none."""
    found = max(text.rfind(mark, start, end) for mark in ".!?")
    return found + 1 if found > start else end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in '”“"'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',”“"'):
        end -= 1
    return start, end


# --- speech verbs and their subjects --------------------------------------------------------------------------------------------


class Speech:
    """The speech verbs of a text outside its direct quotations, with their subjects, in order."""

    def __init__(
        self, text: str, toks: list[Token], namer: Namer, marked: Sequence[Direct], breaks: Sequence[int]
    ) -> None:
        self.text, self.toks, self.namer = text, toks, namer
        self._ranges = sorted(part for d in marked for part in d.parts)
        self._from = [a for a, _ in self._ranges]
        self._breaks = list(breaks)
        self._starts = [t.start for t in toks]
        self.said: list[Said] = self._find()
        self._firsts = [s.first for s in self.said]

    def token_at(self, char: int) -> int:
        """The first token that begins at or behind this character."""
        return bisect_left(self._starts, char)

    def within(self, first: int, last: int) -> list[Said]:
        """The speech verbs whose tokens lie in ``[first, last)``."""
        return self.said[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def before(self, token: int) -> Iterator[Said]:
        """The speech verbs before this token, the nearest first."""
        for n in range(bisect_left(self._firsts, token) - 1, -1, -1):
            yield self.said[n]

    def quoted(self, char: int) -> bool:
        """Whether the character lies inside quotation marks."""
        n = bisect_right(self._from, char) - 1
        return n >= 0 and char < self._ranges[n][1]

    def sentence(self, char: int) -> int:
        """Where the sentence begins that this character belongs to; quotations do not break sentences."""
        n = bisect_right(self._breaks, char) - 1
        while n > 0 and self.quoted(self._breaks[n] - 1):
            n -= 1
        return self._breaks[n] if n >= 0 else 0

    def _find(self) -> list[Said]:
        out: list[Said] = []
        for n, t in enumerate(self.toks):
            if not t.text[0].isalpha() or self.quoted(t.start):
                continue
            found = self._said(n, t)
            if found:
                out.append(found)
        return out

    def _said(self, n: int, t: Token) -> Said | None:
        low = t.low
        if low in lex.SAYS and low not in lex.ENGLISH_SAID and t.text.islower():
            return self._active(n)
        if low in lex.ENGLISH_SAID and t.text.islower():
            return self._inverted(n, n + 1, sure=False) if self._name_next(n + 1) else self._active(n)
        if low in ("menurut", "menurutnya"):
            if low == "menurutnya":
                return Said(n, n + 1, None, "menurut", at=t.start)
            return self._with_phrase(n, n + 1, "menurut")
        if low == "according" and n + 1 < len(self.toks) and self.toks[n + 1].low == "to":
            return self._with_phrase(n, n + 2, "menurut")
        if low in lex.TOLD_BY:
            return self._passive(n)
        if low.endswith("nya") and low[:-3] in lex.SAID:
            if low[:-3] not in lex.SAID_SURE and not self._after_quote(n):
                return None
            return Said(n, n + 1, None, "inverted", at=t.start)
        if low in lex.SAID and t.text.islower():
            return self._inverted(n, n + 1, sure=low in lex.SAID_SURE or self._after_quote(n))
        return None

    def _after_quote(self, n: int) -> bool:
        """Whether the token stands right behind a closing mark."""
        return (n > 0 and self.toks[n - 1].text in '”»"') or (
            n > 1 and self.toks[n - 1].text in ",." and self.toks[n - 2].text in '”»"'
        )

    def _name_next(self, n: int) -> bool:
        return n < len(self.toks) and self.toks[n].capital and self.namer.at(n) is not None

    def _inverted(self, n: int, at: int, sure: bool) -> Said | None:
        """kata X, kata dia, kata Ketua Y. Without quotation marks beside it only a name right behind will do."""
        toks = self.toks
        while at < len(toks) and toks[at].low in ("lagi", "pula", "juga", "oleh", "pak", "bu", "bapak", "ibu", "sang"):
            at += 1
        if at >= len(toks):
            return None
        if toks[at].low in lex.PRONOUNS:
            return Said(n, at + 1, None, "inverted", at=toks[n].start)
        phrase = self._phrase(at)
        if phrase is None:
            return None
        if not sure and not (self._comma_before(n) and (phrase.name or phrase.role)):
            return None
        return Said(n, phrase.last, phrase, "inverted", at=toks[n].start)

    def _comma_before(self, n: int) -> bool:
        return n > 0 and self.toks[n - 1].text in ',”»"'

    def _with_phrase(self, n: int, at: int, how: Literal["menurut", "passive"]) -> Said | None:
        if at < len(self.toks) and self.toks[at].low in lex.PRONOUNS:
            return Said(n, at + 1, None, how, at=self.toks[n].start)
        phrase = self._phrase(at)
        return Said(n, phrase.last, phrase, how, at=self.toks[n].start) if phrase else None

    def _passive(self, n: int) -> Said | None:
        """disampaikan (oleh) X."""
        at = n + 1
        while at < len(self.toks) and self.toks[at].low in ("oleh", "juga", "pula", "lagi", "langsung"):
            at += 1
        return self._with_phrase(n, at, "passive")

    def _phrase(self, at: int) -> Mention | None:
        """The person or office whose phrase begins at this token, its words in capitals or not."""
        toks, limit = self.toks, min(len(self.toks), at + _FAR)
        if at >= len(toks) or not (toks[at].capital or toks[at].low in lex.ROLES or toks[at].text in ("dr", "drg")):
            return None
        for n in range(at, limit):
            mention = self.namer.at(n)
            if mention is None:
                t = toks[n]
                goes_on = (
                    t.capital
                    or t.low in lex.ROLES
                    or t.low in lex.INSTITUTIONS
                    or t.low in ("(", ")", "yang", "juga", "sekaligus")
                )
                if not goes_on or self.quoted(t.start):
                    return None
                continue
            if mention.name or n == at:
                return self._completed(mention)
            return mention
        return None

    def _completed(self, mention: Mention) -> Mention:
        """An office whose holder stands behind a comma list ("Kepala Dinas Tenaga Kerja, Transmigrasi, dan Energi Andri")."""
        if mention.name:
            return mention
        for later in self.namer.between(mention.first + 1, mention.last + _FAR):
            if later.first <= mention.first and later.name:
                return later
        return mention

    def _active(self, n: int) -> Said | None:
        """X mengatakan: the nearest mention before the verb in its sentence that is no object of a preposition."""
        toks = self.toks
        begin = max(self.token_at(self.sentence(toks[n].start)), n - _GAP * 2)
        if n == begin or toks[n - 1].low == "yang":
            return None
        weak = toks[n].low in lex.SAYS_WEAK or toks[n - 1].low in _INTENDING
        subject = n - 1
        while subject > begin and toks[subject].low in _BETWEEN:
            subject -= 1
        pointing = toks[subject].low in ("itu", "tersebut", "ini") and self._office_to(begin, subject)
        if toks[subject].low in lex.PRONOUNS or pointing:
            # "ia melanjutkan"; "Mantan Koordinator … itu menambahkan" is someone named before.
            return Said(n, n + 1, None, "active", weak, toks[subject].start)
        office: Mention | None = None
        for mention in reversed(self.namer.between(begin, n)):
            if n - mention.last > _GAP:
                break
            if mention.last > n or self.quoted(mention.start) or self._governed(mention, begin):
                continue
            if any(t.text in ";:" for t in toks[mention.last : n]):
                continue
            if not mention.name:
                office = office or mention
            elif mention.sure or self._near(mention, n):
                mention = self._described(mention, begin)
                return Said(n, n + 1, mention, "active", weak, mention.start)
        if any(t.low in lex.PRONOUNS and not self.quoted(t.start) for t in toks[max(begin, n - 3) : n]):
            return Said(n, n + 1, None, "active", weak, toks[n - 1].start)
        if office is not None and self._near(office, n):
            return Said(n, n + 1, office, "active", weak, office.start)
        return None

    def _office_to(self, begin: int, n: int) -> bool:
        """Whether the words before token ``n`` are an office that opens the sentence ("Mantan Ketua Komisi X itu")."""
        return self.toks[begin].low in lex.ROLES and n - begin <= _GAP

    def _described(self, mention: Mention, begin: int) -> Mention:
        """The person whom this mention only describes: "Abdian Saputra, Koordinator Ekajaya Fast Boat, mengatakan"."""
        before = self.namer.between(begin, mention.first)
        if not before or not mention.role:
            return mention
        person = before[-1]
        at = person.last
        if at < len(self.toks) and self.toks[at].text == "(":
            at += 3
        apposed = at + 1 == mention.first and self.toks[at].text == ","
        return person if apposed and len(person.name.split()) > 1 else mention

    def _governed(self, mention: Mention, begin: int) -> bool:
        """Whether a preposition stands before the phrase ("kepada Budi" says nothing), or it is told to ("meminta Budi")."""
        before = self.toks[mention.first - 1].low if mention.first > begin else ""
        return (before in lex.PREPOSITIONS and before != "dari") or before in lex.SAYS or before == "yang"

    def _near(self, mention: Mention, n: int) -> bool:
        """Whether a bare name stands where a subject stands: right before the verb, or with only a phrase in commas between."""
        between = self.toks[mention.last : n]
        words = [t for t in between if t.text[0].isalpha()]
        return len(words) <= 3 or (between[0].text in ",(" and between[-1].text in ",)" and len(words) <= 20)


# --- whose words ----------------------------------------------------------------------------------------------------------------


def is_speech(text: str, direct: Direct, speech: Speech) -> bool:
    """Whether marked words are somebody's, not a title or a single word held with tongs."""
    begin, end = direct.parts[0][0], direct.end
    if len(direct.parts) > 1 or not direct.closed:
        return end - begin > 40
    inside = text[begin:end]
    words = inside.split()
    behind = text[end : end + 3].lstrip()[:2]
    comma = text[end : end + 1] == ","  # trimmed off with the mark
    following = _behind(speech, end)
    by_verb = following is not None and (
        following.low in lex.SAID or following.low.removesuffix("nya") in lex.SAID or following.low in lex.ENGLISH_SAID
    )
    if by_verb:
        return len(words) >= 2 or comma or inside[-1:] in "!?"
    before = text[max(0, begin - 4) : begin].rstrip('“”"„« ')
    led = before.endswith((":", ",")) and _verb_before(speech, begin)
    titled = sum(w[:1].isupper() for w in words) * 3 >= len(words) * 2
    if led and not (titled and len(words) > 2 and inside[-1:] not in ".!?"):
        return len(words) >= 2
    if comma and len(words) >= 2 and not titled:
        return True
    ended = comma or inside[-1:] in ".!?…" or behind[:1] in ".!?"
    return (ended and len(words) >= 4 and not titled and (comma or inside[-1:] in ".!?…")) or (
        len(words) >= 14 and not titled
    )


def _behind(speech: Speech, char: int) -> Token | None:
    """The first word behind the closing mark, with nothing but punctuation between."""
    n = speech.token_at(char)
    while n < len(speech.toks) and not speech.toks[n].text[0].isalnum():
        if speech.toks[n].start - char > 6:
            return None
        n += 1
    return speech.toks[n] if n < len(speech.toks) else None


def _verb_before(speech: Speech, char: int) -> bool:
    """Whether the sentence up to here holds a speech verb near."""
    at = speech.token_at(char)
    begin = speech.sentence(max(0, char - 3))
    said = next(speech.before(at), None)
    return said is not None and speech.toks[said.first].start >= begin and at - said.last < 20


def attribution(text: str, direct: Direct, speech: Speech) -> Said | None:
    """The speech verb that this quotation hangs on: behind it, else before it; None when the sentence names nobody."""
    toks = speech.toks
    behind = _behind(speech, direct.end)
    if behind is not None and direct.closed:
        at = speech.token_at(behind.start)
        said = next(iter(speech.within(at, at + 12)), None)
        if said is not None and said.first == at:
            return said
        # "…," Doni menambahkan
        stopped = any(t.text in ".!?" for t in toks[speech.token_at(direct.end) : at])
        if said and said.how == "active" and said.subject is not None and said.subject.first == at and not stopped:
            return said
    begin = direct.parts[0][0]
    first = speech.token_at(begin)
    lead = text[max(0, begin - 4) : begin].rstrip('“”"„«')
    sentence = speech.sentence(max(0, begin - len(lead) - 1) if lead.strip() else begin)
    for said in speech.before(first):
        if toks[said.first].start < sentence:
            break
        if first - said.last < 25:
            return said
    return None


def indirects(
    text: str, speech: Speech, sentences: Sequence[tuple[int, int]], told: Sequence[tuple[int, int]]
) -> list[tuple[Said, int, int]]:
    """What is reported without marks: the speech verb and the character range of the words it reports.

    ``X mengatakan bahwa …`` and ``Menurut X, …`` report what follows to the end of the sentence; ``…, kata X, …`` the longer
    side of it. Sentences that hold some of the direct quotations ``told`` report nothing beside them.
    """
    out = []
    ends = [b for _, b in told]
    for start, end in sentences:
        inside = speech.within(speech.token_at(start), speech.token_at(end))
        n = bisect_right(ends, start)
        if not inside or (n < len(told) and told[n][0] < end):
            continue
        said = inside[0]
        last = min(said.last, len(speech.toks) - 1)
        after = speech.toks[last - 1].end
        a, b = _bare(text, after, end)
        if said.how in ("inverted", "passive"):
            before = _bare(text, start, speech.toks[said.first].start)
            if said.how == "passive":
                continue
            if before[1] - before[0] > b - a:
                a, b = before
        if said.how == "active" and said.weak:
            continue
        if b - a >= _LEAST and " " in text[a:b]:
            out.append((said, a, b))
    return out


_LEAD = re.compile(r"[\s,:;]*(?:(?:bahwa|bahwasanya|jika|kalau|that)\b)?[\s,:;]*")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without joining words before it and punctuation around it."""
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;:"):
        end -= 1
    return start, end
