"""What happens to a webinar, in order. Read it from top to bottom.

    add        what came in is grouped, checked, and kept as a session of the archive
    update     1 lengths of the media · 2 write-ups read · 3 speech to words · 4 words and write-ups aligned
               5 summary for lists, manifest sealed · 6 a copy that browsers play, where the recording needs one

Each step compares the hashes of its inputs with those its last result names and runs only when they differ: resuming after
an interruption is running it again. Nothing here knows of a terminal or a page: progress goes to ``report``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ingest import arrivals, disk, guide
from ingest.archive import CORRECTED_VTT, MEDIA, SESSION_TOML, WRITEUPS, Archive, named, slug
from ingest.errors import ArchiveError, BadInput, ModelMissing
from ingest.records import MadeBy, Media, Session, Summary, Transcript, WriteUp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

Step = Literal["check", "write-up", "captions", "transcribe", "align", "access copy", "index"]

# Raised when a step's method changes: what an older one made is then out of date.
VERSIONS = {"captions": "1", "write-up": "1", "transcribe": "1", "align": "1", "summary": "1", "access copy": "1"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step is: ``done`` of ``total`` (seconds of audio when transcribing, else pieces) of ``name``."""

    name: str
    step: Step
    done: float
    total: float


@dataclass(frozen=True, slots=True)
class Options:
    """How ``add`` and ``update`` work. ``language`` and ``model`` of None: as the session and the archive say."""

    language: str | None = None
    model: str | None = None
    transcribe: bool = True
    again: bool = False  # transcribe the speech anew although it is up to date


@dataclass(frozen=True, slots=True)
class Details:
    """What someone who adds a recording says about it; empty: take it from the files."""

    title: str = ""
    date: dt.date | None = None
    speakers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    series: str = ""
    organiser: str = ""
    writeups: tuple[Path, ...] = ()
    in_place: bool = False
    session: str = ""  # the session that the files belong to; empty: they make their own


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken, and why, in one line."""

    path: str
    error: str


@dataclass(frozen=True, slots=True)
class Added:
    """What an ``add`` did: session ids, the files that failed, and those that are none of ours."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    left_out: tuple[Failure, ...] = ()


def _silent(_: Progress) -> None:
    """Report to nobody."""


# --- coming in --------------------------------------------------------------------------------------------------------


def add(
    archive: Archive,
    paths: Sequence[Path],
    details: Details = Details(),
    options: Options = Options(),
    report: Callable[[Progress], None] = _silent,
) -> Added:
    """Take files and folders in, each recording as one session, and process it. A bad file is told and stops no other.

    The same bytes a second time change nothing; a new sidecar of a recording that is here joins its session.
    """
    added: list[str] = []
    unchanged: list[str] = []
    failed: list[Failure] = []
    left_out: list[Failure] = []
    for path in paths:
        if not path.exists():
            failed.append(Failure(str(path), str(BadInput("no such file or folder", where=str(path)))))
    if details.session:
        archive.folder(details.session)  # a misspelt id is told before anything is read
    found = _grouped([p for p in paths if p.exists()], failed)
    if len(found) > 1 and details.title:
        what = f"--title names one recording, {len(found)} were given"
        raise BadInput(what, hint="add them one by one, or leave the title out")
    held = archive.holdings()
    for n, bundle in enumerate(found):
        left_out += [Failure(str(p), why) for p, why in bundle.left_out]
        report(Progress(bundle.title or bundle.source.name, "check", n, len(found)))
        good = _good(bundle, details.writeups, failed)
        if not good:
            if not bundle.files:
                failed.append(
                    Failure(
                        str(bundle.source),
                        f"{bundle.source}: nothing here that Simak knows; give a recording or captions",
                    )
                )
            continue
        session_id, new = _keep(archive, bundle, good, details, options, held)
        held |= archive.holdings(session_id)
        try:
            update(archive, session_id, options, report)
        except ArchiveError as why:
            failed.append(Failure(str(bundle.source), str(why)))
        (added if new else unchanged).append(session_id)
    return Added(_once(added), _once(u for u in unchanged if u not in added), tuple(failed), tuple(left_out))


def _grouped(paths: Sequence[Path], failed: list[Failure]) -> tuple[arrivals.Bundle, ...]:
    """The bundles, folders apart so that one that cannot be read does not hold up the others."""
    files = [p for p in paths if not p.is_dir()]
    out: list[arrivals.Bundle] = []
    for group in [[p] for p in paths if p.is_dir()] + ([files] if files else []):
        try:
            found = arrivals.bundles(group)
            if not found:
                failed.append(Failure(str(group[0]), f"{group[0]}: an empty folder; name one with recordings"))
            out += found
        except ArchiveError as why:
            failed.append(Failure(str(group[0]), str(why)))
    return tuple(out)


def _good(bundle: arrivals.Bundle, extra: Iterable[Path], failed: list[Failure]) -> list[tuple[Path, str]]:
    """The files of a bundle (and write-ups named beside it) that can be read as what they are; the others are told."""
    good = []
    for path, part in (*bundle.files, *((p, WRITEUPS) for p in extra)):
        try:
            _try(path, part)
        except (ArchiveError, OSError) as why:
            failed.append(Failure(str(path), str(why)))
        else:
            good.append((path, part))
    return good


def _try(path: Path, part: str) -> None:
    """Read a file as far as needed to know that it is what it says. Raises BadInput."""
    from ingest import captions, media, writeup
    from ingest.archive import kind_of

    if part == WRITEUPS:
        writeup.read(path)
    elif kind_of(path.name) == "captions":
        captions.read(path)
    elif kind_of(path.name) in ("video", "audio"):
        media.probe(path)


def _keep(
    archive: Archive,
    bundle: arrivals.Bundle,
    good: list[tuple[Path, str]],
    details: Details,
    options: Options,
    held: dict[str, tuple[str, str]],
) -> tuple[str, bool]:
    """Put the good files of a bundle into a session, an existing one when its recording is known; (id, anything new?)."""
    there = {path: held[digest] for path, _ in good if (digest := disk.sha256(path)) in held}
    homes = {path: session_id for path, (session_id, _) in there.items()}
    leading = [path for path, part in good if part == MEDIA] or [path for path, _ in good]
    home = details.session or next((homes[path] for path in leading if path in homes), None)
    if home:
        missing = [(path, part) for path, part in good if homes.get(path) != home]
        mended = [archive.mend(*place, path) for path, place in there.items() if place[0] == home]
        for path, part in missing:
            archive.take(home, path, part, in_place=details.in_place and part == MEDIA)
        return home, bool(missing) or any(mended)
    articles = [_read(path) for path, part in good if part == WRITEUPS]
    title = details.title or next((a.title for a in articles if a.title), "") or bundle.title
    date = details.date or bundle.date or next((d for a in articles if (d := a.event_date or a.date)), None)
    fields: dict[str, object] = {
        "organiser": details.organiser,
        "series": details.series,
        "language": options.language,
        "topics": list(details.topics),
        "speaker": [{"name": name} for name in details.speakers],
    }
    in_place = [path for path, part in good if part == MEDIA] if details.in_place else []
    wanted = slug(f"{date.isoformat() if date else ''} {_LONG_DATE.sub('', title)}")
    return archive.new_session(title, date, files=good, in_place=in_place, session_id=wanted, fields=fields), True


# a date written out in a title says in the id what stands at its front already
_LONG_DATE = re.compile(r"\b(?:\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}|[A-Z][a-z]{2,8}\s+\d{1,2},\s*\d{4})\b")


def _read(path: Path) -> WriteUp:
    from ingest import writeup

    return writeup.read(path)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


# --- one session, step by step ----------------------------------------------------------------------------------------


def update(
    archive: Archive,
    session_id: str,
    options: Options = Options(),
    report: Callable[[Progress], None] = _silent,
) -> tuple[Step, ...]:
    """Bring everything derived of a session up to date; returns the steps that had work to do.

    Raises ArchiveError when a step cannot be done; what was done before it is kept. A missing speech model is raised last,
    after everything that needs none.
    """
    session = archive.session(session_id)
    done: list[Step] = []
    without_model: ModelMissing | None = None

    _lengths(archive, session)
    if _writeups(archive, session, report):
        done.append("write-up")
    try:
        if step := _words(archive, session, options, report):
            done.append(step)
    except ModelMissing as why:
        without_model = why
    if _alignments(archive, session, report):
        done.append("align")
    _summary(archive, session)
    archive.seal(session_id)
    if _access(archive, session, report):
        done.append("access copy")
    if without_model:
        raise without_model
    return tuple(done)


def stale(archive: Archive, session_id: str) -> tuple[Step, ...]:
    """The steps that :func:`update` would do, without doing them."""
    session = archive.session(session_id)
    steps: list[Step] = []
    if any(_writeup_stale(archive, session, name) for name in session.writeups):
        steps.append("write-up")
    source = _source(archive, session)
    if source and _words_stale(archive, session, source):
        steps.append("captions" if source[0] == "captions" else "transcribe")
    anew = bool(source) and bool(session.writeups) and steps != []
    if anew or any(_alignment_stale(archive, session, name) for name in session.writeups):
        steps.append("align")
    if any(_access_stale(archive, session, m) for m in session.of_kind("video", "audio")):
        steps.append("access copy")
    return tuple(steps)


def _lengths(archive: Archive, session: Session) -> None:
    """1. How long is each recording? Read from its container once."""
    from ingest import media

    recordings = session.of_kind("video", "audio")
    if all(m.seconds is not None for m in recordings):
        return
    seconds = {m.path: media.probe(archive.media_path(session.id, m)).seconds for m in recordings}
    archive.save_seconds(session.id, {path: s for path, s in seconds.items() if s is not None})


def _writeups(archive: Archive, session: Session, report: Callable[[Progress], None]) -> bool:
    """2. What does each write-up say?"""
    from ingest import writeup

    worked = False
    for n, name in enumerate(session.writeups):
        if not _writeup_stale(archive, session, name):
            continue
        report(Progress(session.title, "write-up", n, len(session.writeups)))
        understood = writeup.read(archive.writeup_path(session.id, name))
        inputs = ((f"{WRITEUPS}/{name}", archive.hash_of(session.id, f"{WRITEUPS}/{name}")),)
        made = MadeBy("write-up", VERSIONS["write-up"], (), inputs)
        archive.save_writeup(session.id, replace(understood, name=name, made_by=made))
        worked = True
    return worked


def _writeup_stale(archive: Archive, session: Session, name: str) -> bool:
    made = archive.provenance(session.id, f"{WRITEUPS}/{name}")
    inputs = ((f"{WRITEUPS}/{name}", archive.hash_of(session.id, f"{WRITEUPS}/{name}")),)
    return made is None or made.version != VERSIONS["write-up"] or made.inputs != inputs


Source = tuple[Literal["captions", "transcribe"], str]  # the step, and the file's name in the session


def _source(archive: Archive, session: Session) -> Source | None:
    """Which file the words come from: people's transcript, corrected captions, captions, then the recording itself."""
    if (archive.folder(session.id) / CORRECTED_VTT).is_file():
        return "captions", CORRECTED_VTT
    captions = session.of_kind("captions")
    if captions:
        spoken = session.languages or archive.settings.languages
        best = min(captions, key=lambda m: (not m.corrected, _foreign(m, spoken), -m.bytes))
        return "captions", best.path
    recordings = session.of_kind("video", "audio")
    return ("transcribe", recordings[0].path) if recordings else None


def _foreign(media: Media, spoken: Sequence[str]) -> int:
    """0 for captions in the first spoken language by their name (``talk.id.vtt``), more for others; 0 when unnamed."""
    marks = media.path.lower().split(".")[1:-1]
    return next(
        (n for n, code in enumerate(spoken) if code in marks), len(spoken) if marks and len(marks[-1]) == 2 else 0
    )


def _words_stale(archive: Archive, session: Session, source: Source) -> bool:
    step, name = source
    made = archive.provenance(session.id, "transcript")
    inputs = ((name, archive.hash_of(session.id, name)),)
    if made is None or made.version != VERSIONS[step] or made.inputs != inputs:
        return True
    return step == "captions" and made.options != _spoken(session)


def _spoken(session: Session) -> tuple[tuple[str, str], ...]:
    """What people say of the language, as an option of what is made from captions."""
    return (("language", session.languages[0]),) if len(session.languages) == 1 else ()


def _words(archive: Archive, session: Session, options: Options, report: Callable[[Progress], None]) -> Step | None:
    """3. What was said, word by word? From captions where there are some, else from the speech itself."""
    source = _source(archive, session)
    if source is None:
        return None
    step, name = source
    if not _words_stale(archive, session, source) and not (options.again and step == "transcribe"):
        return None
    inputs = ((name, archive.hash_of(session.id, name)),)
    path = archive.media_path(session.id, Media(name, "other", "", 0))
    if archive.damaged(session.id, name):  # what it gave when it was whole is better than what it would give now
        raise BadInput(
            "its bytes are not those that were given", where=str(path), hint="add a good copy again to mend it"
        )
    if step == "captions":
        report(Progress(session.title, "captions", 0, 1))
        transcript = _from_captions(path, session, name)
        made = MadeBy("captions", VERSIONS["captions"], _spoken(session), inputs)
    elif options.transcribe:
        transcript = _from_speech(archive, session, path, options, report)
        tool = transcript.made_by or MadeBy("transcribe", VERSIONS["transcribe"])
        made = MadeBy("transcribe", VERSIONS["transcribe"], tool.options, inputs)
    else:
        return None
    archive.save_transcript(session.id, replace(transcript, made_by=made))
    archive.finish_blocks(session.id)
    return step


def _from_captions(path: Path, session: Session, name: str) -> Transcript:
    from ingest import captions

    transcript = captions.read(path)
    if name == CORRECTED_VTT or "corrected" in name.lower():
        transcript = replace(transcript, model=f"{transcript.model}, corrected by hand")
    if len(session.languages) == 1:
        transcript = replace(transcript, language=session.languages[0])
    length = max((m.seconds or 0.0 for m in session.media), default=0.0)
    return replace(transcript, duration=max(transcript.duration, length))


def _from_speech(
    archive: Archive, session: Session, path: Path, options: Options, report: Callable[[Progress], None]
) -> Transcript:
    from ingest import transcribe

    config = archive.settings
    spoken = session.languages or config.languages
    return transcribe.transcribe(
        path,
        languages=spoken,
        language=options.language or (spoken[0] if len(spoken) == 1 else None),
        model=options.model or config.model,
        hotwords=guide.hotwords(session, archive.writeups(session.id), config.glossary),
        device=config.device,
        compute_type=config.compute_type,
        threads=config.threads,
        batch_size=config.batch_size,
        report=lambda done, total: report(Progress(session.title, "transcribe", done, total)),
        keep=archive.derived(session.id, "blocks"),
    )


def _alignments(archive: Archive, session: Session, report: Callable[[Progress], None]) -> bool:
    """4. Where was each sentence of the write-ups said, and were the quotations right?"""
    from ingest import align

    todo = [name for name in session.writeups if _alignment_stale(archive, session, name)]
    if not todo:
        return False
    transcript = archive.transcript(session.id)
    if transcript is None:
        return False
    understood = {w.name: w for w in archive.writeups(session.id)}
    for n, name in enumerate(todo):
        report(Progress(session.title, "align", n, len(todo)))
        alignment = align.align(understood[name], transcript, session.speakers)
        made = MadeBy("align", VERSIONS["align"], (), _alignment_inputs(archive, session, name))
        archive.save_alignment(session.id, replace(alignment, writeup=name, made_by=made))
    return True


def _alignment_inputs(archive: Archive, session: Session, name: str) -> tuple[tuple[str, str], ...]:
    made = archive.provenance(session.id, "transcript") or MadeBy("none", "")
    words = "/".join((made.tool, made.version, *(f"{key}={value}" for key, value in made.options)))
    names = [SESSION_TOML] if (archive.folder(session.id) / SESSION_TOML).is_file() else []
    given = tuple((n, archive.hash_of(session.id, n)) for n in (*names, f"{WRITEUPS}/{name}"))
    return (*made.inputs, ("transcript", words), *given)


def _alignment_stale(archive: Archive, session: Session, name: str) -> bool:
    if archive.provenance(session.id, "transcript") is None:
        return False
    made = archive.provenance(session.id, f"alignment/{name}")
    return made is None or made.version != VERSIONS["align"] or made.inputs != _alignment_inputs(archive, session, name)


def _summary(archive: Archive, session: Session) -> None:
    """What lists show, kept so that they need not read every transcript."""
    session = archive.session(session.id)
    summary = summarise(session, archive.transcript(session.id), archive.writeups(session.id))
    if summary != archive.summary(session.id):
        archive.save_summary(session.id, summary)


def _access(archive: Archive, session: Session, report: Callable[[Progress], None]) -> bool:
    """6. Can a browser play it? If not, a copy that it can; the original is never altered. True when a copy was made."""
    from ingest import media

    made_one = False
    for recording in session.of_kind("video", "audio"):
        if not _access_stale(archive, session, recording):
            continue
        path = archive.media_path(session.id, recording)
        if not media.browser_ready(path):
            out = archive.derived(session.id, "access", f"{path.name}.mp4")
            media.proxy(path, out, lambda done, total: report(Progress(session.title, "access copy", done, total)))
            made_one = True
        archive.save_access(session.id, recording, _access_made(archive, session, recording))
    return made_one


def _access_made(archive: Archive, session: Session, recording: Media) -> MadeBy:
    inputs = ((recording.path, archive.hash_of(session.id, recording.path)),)
    return MadeBy("access copy", VERSIONS["access copy"], (), inputs)


def _access_stale(archive: Archive, session: Session, recording: Media) -> bool:
    name = Path(recording.path).name
    return archive.provenance(session.id, f"access/{name}") != _access_made(archive, session, recording)


def summarise(session: Session, transcript: Transcript | None, writeups: Sequence[WriteUp]) -> Summary:
    """The summary of a session: length, language, who speaks for how long, topics."""
    talk: dict[str, float] = {s.name: 0.0 for s in session.speakers}
    words = 0
    if transcript:
        for segment in named(transcript, session).segments:
            words += len(segment.text.split())
            if segment.speaker:
                talk[segment.speaker] = talk.get(segment.speaker, 0.0) + segment.end - segment.start
    if not talk:  # nobody is named in the words or by people: those who the write-ups say spoke
        talk = {p.name: 0.0 for w in writeups for p in w.people if p.spoke or p.quoted}
    lengths = [m.seconds for m in session.of_kind("video", "audio") if m.seconds]
    seconds = max([*lengths, transcript.duration if transcript else 0.0], default=0.0) or None
    return Summary(
        seconds=seconds,
        language=transcript.language if transcript else "",
        model=transcript.model if transcript else "",
        speakers=tuple((name, round(s, 1)) for name, s in talk.items()),
        topics=session.topics or _once(t for w in writeups for t in w.topics),
        words=words,
        transcribed=transcript is not None,
        made_by=MadeBy("summary", VERSIONS["summary"]),
    )
