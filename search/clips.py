"""Take a moment out of a webinar: a clip cut to whole sentences, its subtitles, and the line that cites it.

A clip is decoded and encoded again, so that it begins with the very frame and holds nothing of what was said before. The archive
itself is only read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest import media, subtitles
from ingest.errors import BadInput, NotFound, Unsafe

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from ingest.archive import Archive
    from ingest.records import Media, Segment, Session, Transcript

# A sentence ends with one of these, whatever quotation mark follows.
_STOPS = ".?!…"
_QUOTES = "\"'”’»)]"
# Cues of captions that follow each other within this pause belong to one sentence, up to the length below.
_PAUSE = 1.0
_LONGEST = 25.0
# A start this near before the end of a sentence means the next one; someone clicked a moment early.
_NEAR = 0.3
# Recognisers end words a little early and listeners like a breath: a clip begins and ends this much outside its words.
_BREATH = (0.15, 0.3)

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip on disk: the stretch ``[start, end)`` s of the session that it holds, its subtitles in times of the clip."""

    file: Path
    start: float
    end: float
    seconds: float
    subtitles: tuple[Path, ...]
    citation: str


def cut(
    archive: Archive,
    session_id: str,
    start: float,
    end: float,
    out: Path | None = None,
    *,
    exact: bool = False,
    burn: bool = False,
    report: Callable[[float, float], None] = lambda done, total: None,
) -> Clip:
    """Cut ``[start, end)`` s of a session, snapped to whole sentences unless ``exact``, and write subtitles beside it.

    ``out``: ``.mp4``, or ``.m4a``/``.mp3`` for sound alone (None: in the current folder, named after session and times).
    ``burn`` draws the subtitles into the picture. ``report(seconds done, seconds in all)``.

    Raises :class:`NotFound` when the session has no recording, :class:`BadInput` for times outside it,
    :class:`Unsafe` when ``out`` lies inside the archive.
    """
    session = archive.session(session_id)
    if not 0 <= start < end:
        what = f"no stretch lies between {start:g} s and {end:g} s"
        raise BadInput(what, where=session_id, hint="the end comes after the start")
    given = _recording(session)
    source = archive.media_path(session_id, given)
    transcript = archive.transcript(session_id)
    if transcript is not None and not exact:
        start, end = snap(transcript, start, end)
    facts = media.probe(source)
    if facts.seconds is not None:
        if start >= facts.seconds:
            what = f"the recording ends at {clock(facts.seconds)}, before {clock(start)}"
            raise BadInput(what, where=session_id, hint="see its length with simak show")
        end = min(end, facts.seconds)
    file = _target(archive, session_id, start, end, out, picture=facts.has_video)
    said = subtitles.between(transcript.segments, start, end) if transcript is not None else ()
    drawn = tuple(media.Caption(s.start, s.end, s.text) for s in said) if burn else ()
    if burn and not drawn:
        raise BadInput(
            "nothing is said there that could be drawn as subtitles", where=session_id, hint="leave out --burn"
        )
    media.cut(source, start, end, file, captions=drawn, report=report)
    beside = _subtitles(file, said)
    speaker = _speakers(transcript.segments if transcript is not None else (), start, end)
    seconds = round(end - start, 3)
    return Clip(file, round(start, 3), round(end, 3), seconds, beside, citation(session, start, end, speaker))


def snap(transcript: Transcript, start: float, end: float) -> tuple[float, float]:
    """The nearest stretch of whole sentences that holds ``[start, end)``, a breath around it; as given where no one speaks."""
    sentences = _sentences(transcript.segments)
    inside = [s for s in sentences if s[1] - _NEAR > start and s[0] + _NEAR < end]
    if not inside:
        return start, end
    first, last = inside[0], inside[-1]
    before = max((s[1] for s in sentences if s[1] <= first[0]), default=0.0)
    after = min((s[0] for s in sentences if s[0] >= last[1]), default=max(transcript.duration, last[1]))
    begin = max(first[0] - _BREATH[0], (before + first[0]) / 2, 0.0)
    finish = min(last[1] + _BREATH[1], max((after + last[1]) / 2, last[1]))
    return round(begin, 3), round(finish, 3)


def citation(session: Session, start: float, end: float, speaker: str = "") -> str:
    """Who, “title,” webinar, organiser, date, from–to; what is not known is left out. In Indonesian, as readers cite.

    ``Hendra Wicaksono, “Birokrat Tangguh,” webinar, Balai Pelatihan, 26 November 2020, 12:31–12:58``
    """
    long = end >= 3600
    when = f"{clock(start, hours=long)}–{clock(end, hours=long)}"
    parts = [speaker, f"“{session.title or session.id},” webinar", session.organiser, _date(session.date), when]
    return ", ".join(p for p in parts if p)


def clock(seconds: float, *, hours: bool = False) -> str:
    """``12:31``, or ``1:02:03`` from an hour on (or when ``hours``)."""
    whole = int(seconds)
    if hours or whole >= 3600:
        return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return f"{whole // 60}:{whole % 60:02d}"


# --- parts ------------------------------------------------------------------------------------------------------------


def _recording(session: Session) -> Media:
    """The recording to cut from: with picture rather than without, in the order given."""
    found = session.of_kind("video") or session.of_kind("audio")
    if not found:
        raise NotFound(
            "there is no recording to cut from, only text",
            where=session.id,
            hint="add it with simak add FILE; the passage can be cited as it is",
        )
    return found[0]


def _target(archive: Archive, session_id: str, start: float, end: float, out: Path | None, *, picture: bool) -> Path:
    if out is None:
        span = f"{clock(start)}-{clock(end)}".replace(":", ".")
        out = Path.cwd() / f"{session_id} {span}{'.mp4' if picture else '.m4a'}"
    elif not out.suffix:
        out = out.with_suffix(".mp4" if picture else ".m4a")
    target = out.resolve()
    if out.is_dir():
        raise BadInput("this is a folder; a clip is a file", where=str(out), hint="name a file, such as klip.mp4")
    if target.is_relative_to(archive.root.resolve()):
        raise Unsafe("a clip is not written into the archive", where=str(out), hint="write it somewhere else")
    if target.suffix.lower() == ".mp4" and not picture:
        hint = f"{out.with_suffix('.m4a').name} or {out.with_suffix('.mp3').name} would fit"
        raise BadInput("the recording has no picture", where=out.name, hint=hint)
    if not target.parent.is_dir():
        raise BadInput("there is no such folder", where=str(out.parent), hint="make it first, or name another")
    _spare(archive, session_id, target)
    return target


def _spare(archive: Archive, session_id: str, target: Path) -> None:
    """Refuse to write over a recording left in place, or over files that are no earlier clip (a clip and its subtitles)."""
    written = (target, target.with_suffix(".vtt"), target.with_suffix(".srt"))
    given = {Path(m.path).resolve() for m in archive.session(session_id).media if Path(m.path).is_absolute()}
    there = [path for path in written if path.exists()]
    if given & set(written) or len(there) in (1, 2):
        what = "is there already and is no clip of ours"
        raise Unsafe(what, where=str(there[0]), hint="name another file")


def _subtitles(file: Path, said: tuple[Segment, ...]) -> tuple[Path, ...]:
    """``clip.vtt`` and ``clip.srt`` beside ``clip.mp4``; none when nothing is said."""
    from ingest import disk

    if not said:
        return ()
    vtt, srt = file.with_suffix(".vtt"), file.with_suffix(".srt")
    disk.write(vtt, subtitles.write_vtt(said).encode())
    disk.write(srt, subtitles.write_srt(said).encode())
    return vtt, srt


def _sentences(segments: Iterable[Segment]) -> list[tuple[float, float]]:
    """Where sentences begin and end, in seconds, in order of time.

    A segment with words is cut after its stops. Segments without them (cues of captions) are joined until one ends in a
    stop, the speaker changes, or a pause comes.
    """
    pieces: list[tuple[float, float, str, str | None]] = []
    for segment in sorted(segments, key=lambda s: s.start):
        begin = segment.start
        for n, word in enumerate(segment.words[:-1]):
            if _stops(word.text):
                pieces.append((begin, word.end, word.text, segment.speaker))
                begin = segment.words[n + 1].start
        pieces.append((begin, max(segment.end, begin), segment.text, segment.speaker))
    out: list[tuple[float, float]] = []
    open_speaker: str | None = None
    ended = True
    for start, end, text, speaker in pieces:
        joins = not ended and speaker == open_speaker and start - out[-1][1] < _PAUSE and end - out[-1][0] < _LONGEST
        if joins:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
        open_speaker, ended = speaker, _stops(text)
    return out


def _stops(text: str) -> bool:
    bare = text.rstrip().rstrip(_QUOTES)
    if not bare.endswith(tuple(_STOPS)):
        return False
    # "Dr." and "S.H." end no sentence; a clip that begins behind them would begin with half a name.
    last = bare.rsplit(None, 1)[-1]
    return not (last.endswith(".") and last[0].isupper() and len(last) <= 4)


def _speakers(segments: Iterable[Segment], start: float, end: float) -> str:
    """Who speaks in ``[start, end)``, by length of speech: one name, two, or the first ``dkk.``"""
    seconds: Counter[str] = Counter()
    for s in segments:
        overlap = min(s.end, end) - max(s.start, start)
        if s.speaker and overlap > 0:
            seconds[s.speaker] += round(overlap * 1000)
    total = sum(seconds.values())
    # A breath around the clip may catch the neighbour's last syllable.
    names = [n for n, ms in seconds.most_common() if ms >= 0.05 * total]
    return names[0] + " dkk." if len(names) > 2 else " dan ".join(names)


def _date(day: dt.date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""
