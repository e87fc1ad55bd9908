"""The dialects of caption files: who writes them how. A new one is a reader and a row in ``DIALECTS``.

A dialect is recognised on the whole file, never cue by cue: ``Catatan penting: …`` in one cue is no speaker, the same
form in nine cues of ten is.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ingest.captions.cues import Cue, Cues, seconds
from ingest.records import Segment, Word

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,300}|\d[\d:.]{3,20}|/?)>")
_SRT_TAG = re.compile(
    r"</?(?:i|b|u|s|c|v|em|strong|font|span|ruby|rt|lang)(?:[ .][^<>\n]{0,300})?>|\{\\[^{}\n]{0,80}\}", re.I
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]+([^<>\n]{1,200})>")
_INLINE = re.compile(r"<(?:(\d{1,3}):)?(\d{1,2}):(\d{2})\.(\d{1,3})>")
_GUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-", re.I)
_LABEL = re.compile(r"^([^\s:<>][^:<>\n]{0,79}):[ \t]+(?=\S)")
_NO_LABEL = re.compile(r"^(?:pukul|jam|tanggal|https?|pertanyaan|jawaban|catatan|contoh\w*|misal\w*|artinya|tema|judul|note"
                       r"|question|answer|example|q|a|remember|warning|ingat|penting)\b", re.I)  # fmt: skip
_CLOCK = re.compile(r"\d[.:]\d")
_NAME_WORD = re.compile(r"^[\W_]*(?:[^\W\d_a-z]|\d|(?:bin|binti|van|de|al|el|dan|and|of|i[A-Z])\b|i[A-Z])")


class Dialect(NamedTuple):
    """Its name as it stands in ``Transcript.model``, how a file of it is known, and how its cues become segments."""

    name: str
    known: Callable[[Cues], bool]
    read: Callable[[Cues], list[Segment]]


def segments(cues: Cues) -> tuple[str, list[Segment]]:
    """The name of the file's dialect and its segments in order of time. Cues without words give none."""
    dialect = next(d for d in DIALECTS if d.known(cues))
    found = [s for s in dialect.read(cues) if s.text]
    return dialect.name, sorted(found, key=lambda s: s.start)


# --- YouTube's automatic captions: rolling lines, each repeated in the next cue; words timed inside the newest ------------------


def _is_youtube(cues: Cues) -> bool:
    some = cues.cues
    timed = sum(any(_INLINE.search(line) for line in c.lines) for c in some)
    if timed >= max(1, len(some) // 5):
        return True
    rolling = sum(_plain(a.lines[-1]) == _plain(b.lines[0]) != "" for a, b in pairwise(some) if len(b.lines) > 1)
    return rolling >= 3 and rolling * 3 >= len(some)


def _youtube(cues: Cues) -> list[Segment]:
    out: list[Segment] = []
    before: set[str] = set()
    for cue in cues.cues:
        shown = []
        for line in cue.lines:
            text = _plain(line)
            shown.append(text)
            if not text:
                continue
            timed = bool(_INLINE.search(line))
            alone = len(cue.lines) == 1 and cue.end - cue.start > 0.5
            if (
                timed
                or text not in before
                or (alone and out and cue.start >= out[-1].end and not _repeats(out[-1], cue))
            ):
                words = _timed_words(line, cue) if timed else ()
                out.append(Segment(cue.start, cue.end, text, None, words))
        before = set(shown)
    return _without_overlap(out)


def _repeats(last: Segment, cue: Cue) -> bool:
    """A cue that only keeps the last line on the screen follows it at once and brings nothing new."""
    return cue.start - last.end < 0.05


def _timed_words(line: str, cue: Cue) -> tuple[Word, ...]:
    """The words of a line with inline times: a word starts at the time before it and lasts until the next."""
    parts: list[tuple[float, str]] = []
    at, start = cue.start, 0
    for mark in _INLINE.finditer(line):
        parts.append((at, line[start : mark.start()]))
        at, start = seconds(*mark.groups()), mark.end()
    parts.append((at, line[start:]))
    told = [(t, words) for t, piece in parts if (words := _plain(piece))]
    out = []
    for n, (t, text) in enumerate(told):
        end = told[n + 1][0] if n + 1 < len(told) else cue.end
        out.append(Word(text, t, max(t, end)))
    return tuple(out)


def _without_overlap(found: list[Segment]) -> list[Segment]:
    """Rolling lines stay on the screen while the next is spoken: each ends where the next begins."""
    out = []
    for n, s in enumerate(found):
        end = s.end
        if n + 1 < len(found) and s.start < found[n + 1].start < end:
            end = found[n + 1].start
        words = tuple(Word(w.text, w.start, min(w.end, max(end, w.start))) for w in s.words)
        out.append(Segment(s.start, end, s.text, None, words))
    return out


# --- voices (<v Name>): Teams, and WebVTT as Simak and others write it ----------------------------------------------------------


def _has_voices(cues: Cues) -> bool:
    return any(_VOICE.search(line) for c in cues.cues for line in c.lines)


def _is_teams(cues: Cues) -> bool:
    ids = sum(bool(_GUID.match(c.id)) for c in cues.cues)
    return _has_voices(cues) and ids * 2 >= len(cues.cues)


def _voices(cues: Cues) -> list[Segment]:
    out = []
    for cue in cues.cues:
        turns = _turns("\n".join(cue.lines))
        # Several voices in one cue share its time by the length of what they say.
        total = sum(len(text) for _, text in turns) or 1
        at = cue.start
        for n, (name, text) in enumerate(turns):
            end = cue.end if n == len(turns) - 1 else round(at + (cue.end - cue.start) * len(text) / total, 3)
            out.append(Segment(at, end, text, name))
            at = end
    return out


def _turns(text: str) -> list[tuple[str | None, str]]:
    """``(name, text)`` of each stretch of a cue; None before the first voice. Stretches without words are left out."""
    out: list[tuple[str | None, str]] = []
    name, start = None, 0
    for voice in (*_VOICE.finditer(text), None):
        said = _plain(text[start : voice.start() if voice else len(text)])
        if said:
            out.append((name, said))
        if voice:
            name, start = " ".join(html.unescape(voice[1]).split()) or None, voice.end()
    return out


# --- Zoom: "Name: text" ---------------------------------------------------------------------------------------------------------


def _labels(cues: Cues) -> Counter[str]:
    return Counter(label for c in cues.cues if (label := _label(c)))


def _label(cue: Cue) -> str:
    """What stands before the first colon of a cue, where it could be a name; else nothing."""
    found = _LABEL.match(_untagged(cue.lines[0], srt=True))
    if not found:
        return ""
    label = " ".join(found[1].split())
    possible = any(ch.isalpha() for ch in label) and not _NO_LABEL.match(label) and not _CLOCK.search(label)
    return label if possible and len(label.split()) <= 8 and label[-1] not in ".,;!?" else ""


def _speakers(cues: Cues) -> frozenset[str]:
    """The labels that are speakers of this file; none when it does not name its speakers."""
    labels = _labels(cues)
    total = len(cues.cues)
    named = [label for label in labels if all(_NAME_WORD.match(w) for w in label.split())]
    again = [label for label, n in labels.items() if n >= 2]
    share = sum(labels.values()) / total
    if share >= 0.8:  # every cue says who speaks: who speaks once is a speaker too
        return frozenset(
            {*named, *(label for label in again), *(w for w in labels if " " not in w)} if total > 3 else named
        )
    if share >= 0.5:
        return frozenset({*again, *named})
    # Only changes of speaker are marked: names, and more than once.
    often = [label for label in named if labels[label] >= 3]
    if len(often) >= 2 and sum(labels[label] for label in often) >= 0.1 * total:
        return frozenset(label for label in named if labels[label] >= 2)
    return frozenset()


def _is_zoom(cues: Cues) -> bool:
    return bool(_speakers(cues))


def _zoom(cues: Cues) -> list[Segment]:
    speakers = _speakers(cues)
    out = []
    for cue in cues.cues:
        label = _label(cue)
        text = _text(cue, cues)
        name = None
        if label in speakers:
            name, text = html.unescape(label), text[text.index(":") + 1 :].strip()
        out.append(Segment(cue.start, cue.end, text, name))
    return out


# --- everything else ------------------------------------------------------------------------------------------------------------


def _simple(cues: Cues) -> list[Segment]:
    return [Segment(c.start, c.end, _text(c, cues)) for c in cues.cues]


def _text(cue: Cue, cues: Cues) -> str:
    return _clean(_untagged("\n".join(cue.lines), srt=not cues.vtt))


def _plain(text: str) -> str:
    return _clean(_untagged(text, srt=False))


def _untagged(text: str, srt: bool) -> str:
    return (_SRT_TAG if srt else _TAG).sub("", text)


def _clean(text: str) -> str:
    return " ".join(html.unescape(text).replace("\u200b", "").split())


# The first that knows the file reads it.
DIALECTS = (
    Dialect("youtube", _is_youtube, _youtube),
    Dialect("teams", _is_teams, _voices),
    Dialect("voices", _has_voices, _voices),
    Dialect("zoom", _is_zoom, _zoom),
    Dialect("plain", lambda _cues: True, _simple),
)
