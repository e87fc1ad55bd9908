"""The terminal door: ``simak VERB …``. Each verb asks ``ingest`` or ``search`` and prints the answer; it decides nothing.

Exit 0 fine, 1 trouble explained in one line, 2 wrong usage. With ``--json`` stdout holds one JSON document and nothing
else; progress and warnings go to stderr. ``SIMAK_ARCHIVE`` names the archive folder (default ``recordings``).
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest import answers
from ingest.errors import ArchiveError, BadInput
from search import answers as found
from ui import terminal
from ui.clock import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.archive import Archive
    from ingest.records import Alignment
    from search import Results

PATH = click.Path(path_type=Path)
_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)")
_HMS = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?")


class _Door(click.Group):
    """The one place in the terminal where anticipated trouble becomes a line and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ArchiveError as why:
            click.echo(f"simak: {why}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("simak: stopped; run it again and it goes on where it was", err=True)
            ctx.exit(130)
        except BrokenPipeError:  # the reader of a pipe went away: not our trouble
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - stays open until the interpreter ends
            ctx.exit(0)


@click.group(cls=_Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--archive",
    "root",
    type=PATH,
    envvar="SIMAK_ARCHIVE",
    default="recordings",
    show_default=True,
    help="The archive folder.",
)
@click.option("-v", "--verbose", is_flag=True, help="Say more on stderr.")
@click.version_option(package_name="simak")
@click.pass_context
def main(ctx: click.Context, root: Path, verbose: bool) -> None:
    """Simak: a webinar archive and transcript search engine. Who said what, down to the second.

    \b
    simak add ~/Zoom/2020-11-23* artikel.md     take a recording and its write-up in
    simak search "gaji saat WFH"                find where it was said
    simak serve                                 open the archive in the browser
    """
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(name)s: %(message)s", stream=sys.stderr)
    ctx.obj = root


def _json(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--json`` for a verb; the verb returns the document when it is asked for and prints for people otherwise."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
    @functools.wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        document = command(*args, **kwargs)
        if kwargs["as_json"] and document is not None:
            click.echo(json.dumps(document, ensure_ascii=False))

    return wrapped


def _open(root: Path) -> Archive:
    from ingest.archive import Archive

    return Archive.open(root)


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as why:
        raise click.BadParameter("a date is written 2020-11-23") from why


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from ingest.language import code

    try:
        return code(value) if value else None
    except ArchiveError as why:
        raise click.BadParameter(str(why)) from why


# --- bringing in ------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--title", default="", help="Of the one recording given.")
@click.option("--date", callback=_date, help="When it was held, 2020-11-23.")
@click.option("--speaker", multiple=True, help="Someone who speaks; may be repeated.")
@click.option("--topic", multiple=True, help="A topic; may be repeated.")
@click.option("--series", default="", help="The series it belongs to.")
@click.option("--organiser", default="", help="Who held it.")
@click.option("--session", default="", help="The session that the files belong to, when it is here already.")
@click.option("--writeup", multiple=True, type=PATH, help="An article or minutes about it; may be repeated.")
@click.option(
    "--language", callback=_language, help="Spoken language (id, en, …); default: the archive's languages, detected."
)
@click.option("--model", help="Speech model; default: as archive.toml says, else the best one here.")
@click.option("--no-transcribe", is_flag=True, help="Keep the recording, recognise the speech later (simak update).")
@click.option("--in-place", is_flag=True, help="Leave big media files where they are and refer to them.")
@_json
@click.pass_obj
def add(root: Path, /, paths: tuple[Path, ...], as_json: bool, no_transcribe: bool, **said: Any) -> Any:
    """Take recordings, captions and write-ups in: files, folders, Zoom folders.

    \b
    simak add rapat.mp4 rapat.vtt --writeup artikel.html --date 2020-11-23
    simak add artikel-kedua.md --session 2020-11-23-rapat
    """
    from ingest import pipeline
    from ingest.archive import Archive

    archive = Archive.create(root)
    writeups = tuple(said.pop("writeup"))
    for path in writeups:
        if not path.is_file():
            raise click.BadParameter(f"{path} is no file", param_hint="--writeup")
    details = pipeline.Details(
        title=said["title"],
        date=said["date"],
        speakers=said["speaker"],
        topics=said["topic"],
        series=said["series"],
        organiser=said["organiser"],
        writeups=writeups,
        in_place=said["in_place"],
        session=said["session"],
    )
    options = pipeline.Options(language=said["language"], model=said["model"], transcribe=not no_transcribe)
    with terminal.bars() as report:
        done = pipeline.add(archive, paths, details, options, report)
    if done.added:
        _refresh(archive)
    if done.unchanged and any(said[key] for key in ("title", "date", "speaker", "topic", "series", "organiser")):
        click.echo("here already: what is said about it stands in its session.toml; correct it there", err=True)
    for skipped in done.left_out:
        click.echo(f"left out  {skipped.path}: {skipped.error}", err=True)
    for failure in done.failed:
        click.echo(f"failed    {failure.error}", err=True)
    if not as_json:
        for word, ids in (("added", done.added), ("unchanged", done.unchanged)):
            for session_id in ids:
                click.echo(f"{word:9} {session_id}")
    else:
        failed = [{"path": f.path, "error": f.error} for f in done.failed]
        left_out = [{"path": f.path, "reason": f.error} for f in done.left_out]
        document = {
            "added": list(done.added),
            "unchanged": list(done.unchanged),
            "failed": failed,
            "left_out": left_out,
        }
        click.echo(json.dumps(document, ensure_ascii=False))
    if done.failed:
        click.get_current_context().exit(1)


@main.command()
@click.argument("sessions", nargs=-1)
@click.option("--language", callback=_language, help="Spoken language, instead of what session.toml says.")
@click.option("--model", help="Speech model, instead of what archive.toml says.")
@click.option("--again", is_flag=True, help="Recognise the speech anew, with another model for example.")
@click.pass_obj
def update(root: Path, sessions: tuple[str, ...], language: str | None, model: str | None, again: bool) -> None:
    """Do whatever is to be done in the sessions named (default: all): recognise speech, read, align, index.

    \b
    simak update 2020-11-26-birokrat-tangguh --again --model small
    """
    from ingest import pipeline

    archive = _open(root)
    options = pipeline.Options(language=language, model=model, again=again)
    failed = _update(archive, sessions or archive.ids(), options)
    _refresh(archive)
    if failed:
        click.get_current_context().exit(1)


def _update(archive: Archive, ids: tuple[str, ...], options: Any) -> int:
    """Update sessions one after another; a bad one is told and stops no other. Returns how many failed."""
    from ingest import pipeline

    failed = 0
    with terminal.bars(len(ids)) as shown:
        for session_id in ids:
            try:
                steps = pipeline.update(archive, session_id, options, shown)
            except ArchiveError as why:
                failed += 1
                shown.finished(f"failed     {session_id}: {why}")
            else:
                if problem := archive.session(session_id).problem:
                    shown.say(f"careful    {session_id}: {problem}; correct the file")
                done = f"done       {session_id}  ({', '.join(steps)})"
                shown.finished(done if steps else f"current    {session_id}")
    return failed


def _refresh(archive: Archive, rebuild: bool = False) -> Any:
    from search import refresh

    with terminal.bars() as shown:
        return refresh(archive, rebuild=rebuild, report=shown.counting("search index"))


@main.command()
@click.argument("media", type=PATH)
@click.option("--language", callback=_language, help="Spoken language; default: detected among Indonesian and English.")
@click.option("--model", default="auto", show_default=True, help="Speech model: a name, a folder, or auto.")
@click.option("--writeup", type=PATH, help="A write-up whose names guide the recogniser.")
@_json
def transcribe(media: Path, language: str | None, model: str, writeup: Path | None, as_json: bool) -> Any:
    """Recognise the speech of one file; nothing is kept.

    \b
    simak transcribe rapat.m4a --language id --json > rapat.json
    """
    from ingest import guide, pipeline, subtitles
    from ingest import transcribe as speech
    from ingest import writeup as reader
    from ingest.records import Session

    hotwords = guide.hotwords(Session("", ""), (reader.read(writeup),)) if writeup else ()
    with terminal.bars() as report:
        transcript = speech.transcribe(
            media,
            language=language,
            model=model,
            hotwords=hotwords,
            report=lambda done, total: report(pipeline.Progress(media.name, "transcribe", done, total)),
        )
    if as_json:
        return {"duration": transcript.duration} | answers.transcript(transcript)
    click.echo(subtitles.write_vtt(transcript.segments), nl=False)
    return None


# --- looking ----------------------------------------------------------------------------------------------------------


@main.command("list")
@_json
@click.pass_obj
def list_(root: Path, as_json: bool) -> Any:
    """The sessions of the archive, newest first."""
    archive = _open(root)
    rows = [answers.session(archive, session) for session in archive.sessions()]
    if as_json:
        return {"sessions": rows}
    for row in rows:
        length = clock(row["seconds"]) if row["seconds"] else "-"
        click.echo(f"{row['id']:44} {length:>8}  {row['title']}")
    return None


@main.command()
@click.argument("session")
@click.option("--transcript", is_flag=True, help="With everything said.")
@click.option("--vtt", is_flag=True, help="Only what was said, as WebVTT: a start for a corrected transcript.vtt.")
@_json
@click.pass_obj
def show(root: Path, session: str, transcript: bool, vtt: bool, as_json: bool) -> Any:
    """One session: what is known of it, and with --transcript what was said.

    \b
    simak show 2020-11-26-rapat --vtt > recordings/2020-11-26-rapat/transcript.vtt
    """
    archive = _open(root)
    if vtt:
        from ingest import subtitles

        said = archive.transcript(session)
        if said is None:
            raise BadInput("no transcript yet", where=session, hint=f"simak update {session}")
        click.echo(subtitles.write_vtt(said.segments), nl=False)
        return None
    document = answers.session(archive, archive.session(session))
    words = archive.transcript(session)
    if transcript:
        document["transcript"] = answers.transcript(words) if words else None
    if as_json:
        return document
    for key, value in document.items():
        if key != "transcript" and value:
            shown = clock(value) if key == "seconds" else "; ".join(value) if isinstance(value, list) else value
            click.echo(f"{key:11} {shown}")
    for loss in words.losses if words else ():
        click.echo(f"lost        {clock(loss.start)}-{clock(loss.end)} {loss.reason}")
    for segment in words.segments if words and transcript else ():
        click.echo(f"{clock(segment.start):>8}  {segment.speaker + ': ' if segment.speaker else ''}{segment.text}")
    return None


@main.command()
@click.argument("query", nargs=-1)
@click.option("--batch", type=PATH, help="A file with a query a line; with --json one document a line.")
@click.option("--speaker", multiple=True, help="Only this speaker; may be repeated.")
@click.option("--topic", multiple=True, help="Only this topic; may be repeated.")
@click.option("--session", multiple=True, help="Only this session; may be repeated.")
@click.option("--series", multiple=True, help="Only this series; may be repeated.")
@click.option("--year", multiple=True, help="Only this year; may be repeated.")
@click.option("--since", callback=_date, help="Held on or after, 2020-11-23.")
@click.option("--until", callback=_date, help="Held on or before.")
@click.option("--kind", type=click.Choice(["speech", "writeup"]), help="Only what was said, or only what was written.")
@click.option("--sort", type=click.Choice(["relevance", "date", "time"]), default="relevance", show_default=True)
@click.option("--limit", type=click.IntRange(0, 1000), default=20, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0)
@_json
@click.pass_obj
def search(root: Path, /, query: tuple[str, ...], batch: Path | None, as_json: bool, **narrow: Any) -> Any:
    """Find where it was said. docs/query-language.md says what a query may hold.

    \b
    simak search "gaji saat WFH" --speaker "Hendra Wicaksono"
    """
    from search import Filters, Searcher

    if bool(query) == (batch is not None):
        raise click.UsageError("give a QUERY or --batch FILE")
    page = {key: narrow.pop(key) for key in ("limit", "offset", "sort")}
    filters = Filters(**(narrow | {"kind": narrow["kind"] or ""}))
    searcher = Searcher.open(_open(root))
    if batch is None:
        results = searcher.find(" ".join(query), filters, **page)
        if as_json:
            return found.results(results)
        _print(results)
        return None
    if not batch.is_file():
        raise click.BadParameter(f"{batch} is no file", param_hint="--batch")
    try:
        lines = batch.read_text("utf-8").splitlines()
    except UnicodeDecodeError as why:
        raise BadInput("is not UTF-8 text", where=str(batch), hint="save it as UTF-8") from why
    for line in lines:
        results = searcher.find(line, filters, **page)
        if as_json:
            click.echo(json.dumps(found.results(results), ensure_ascii=False))
        else:
            _print(results)
    return None


@main.command()
@click.argument("session", required=False)
@click.option("--transcript", type=PATH, help="A caption file, instead of a session.")
@click.option("--writeup", type=PATH, help="A write-up, instead of a session's.")
@_json
@click.pass_obj
def align(root: Path, session: str | None, transcript: Path | None, writeup: Path | None, as_json: bool) -> Any:
    """Where each sentence of a write-up was said, and whether its quotations are right.

    \b
    simak align --transcript rapat.vtt --writeup artikel.md --json
    """
    if (session is None) == (transcript is None or writeup is None):
        raise click.UsageError("give a SESSION, or both --transcript FILE and --writeup FILE")
    found: tuple[Alignment, ...]
    if session is not None:
        found = _open(root).alignments(session)
    else:
        from ingest import align as method
        from ingest import captions
        from ingest import writeup as reader

        assert transcript is not None
        assert writeup is not None
        found = (method.align(reader.read(writeup), captions.read(transcript)),)
    links = [answers.link(link) | ({"writeup": a.writeup} if session else {}) for a in found for link in a.links]
    if as_json:
        return {"links": links}
    for link in links:
        where = clock(link["spans"][0]["start"]) if link["spans"] else "-"
        click.echo(f"{where:>8}  {link['verdict'] or '':12}  {link['text']}")
    return None


@main.command()
@click.argument("file", type=PATH)
@_json
def writeup(file: Path, as_json: bool) -> Any:
    """What Simak understands of a write-up: people, quotations, dates, acronyms, topics."""
    from ingest import writeup as reader

    document = answers.writeup(reader.read(file))
    if as_json:
        return document
    for key in ("title", "outlet", "date", "event_date", "language"):
        click.echo(f"{key:11} {document[key] or '-'}")
    for person in document["people"]:
        full = f"{person['titles_before']} {person['name']}".strip() + (
            f", {person['titles_after']}" if person["titles_after"] else ""
        )
        did = "quoted" if person["quoted"] else "spoke" if person["spoke"] else "named"
        click.echo(f"{did:11} {full}" + (f" - {person['role']}" if person["role"] else ""))
    for quote in document["quotes"]:
        click.echo(f"{quote['kind']:11} {quote['speaker'] or '?'}: {quote['text']}")
    for short, long in document["acronyms"].items():
        click.echo(f"{'acronym':11} {short} = {long}")
    click.echo(f"{'topics':11} {', '.join(document['topics'])}")
    return None


@main.command()
@_json
@click.pass_obj
def speakers(root: Path, as_json: bool) -> Any:
    """Everyone who speaks in the archive, with sessions and seconds."""
    from ingest.archive import as_dict
    from search import speakers as directory

    rows = directory(_open(root))
    if as_json:
        return {"speakers": [as_dict(row) for row in rows]}
    for row in rows:
        click.echo(f"{row.name:40} {row.sessions:>3} sessions  {clock(row.seconds):>8}  {row.role}")
    return None


@main.command()
@_json
@click.pass_obj
def topics(root: Path, as_json: bool) -> Any:
    """The topics of the archive, with sessions."""
    from ingest.archive import as_dict
    from search import topics as directory

    rows = directory(_open(root))
    if as_json:
        return {"topics": [as_dict(row) for row in rows]}
    for row in rows:
        click.echo(f"{row.name:40} {row.sessions:>3} sessions")
    return None


# --- taking out -------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("session")
@click.argument("start")
@click.argument("end")
@click.option("-o", "--output", type=PATH, help="The file to write; its suffix chooses mp4, m4a or mp3.")
@click.option("--srt", is_flag=True, help="Kept for scripts: .vtt and .srt are always written beside the clip.")
@click.option("--burn", is_flag=True, help="Draw the subtitles into the picture.")
@click.option("--exact", is_flag=True, help="Cut at these very seconds instead of whole sentences.")
@_json
@click.pass_obj
def clip(
    root: Path,
    session: str,
    start: str,
    end: str,
    output: Path | None,
    srt: bool,
    burn: bool,
    exact: bool,
    as_json: bool,
) -> Any:
    """Cut a passage out, with subtitles and a citation. START and END: 812, 13:32, 1:02:03 or 1h2m3s.

    \b
    simak clip 2020-11-26-birokrat-tangguh 1:10 1:42 -o gaji.mp4
    """
    from search import clips

    made = clips.cut(_open(root), session, _seconds(start), _seconds(end), output, exact=exact, burn=burn)
    document = {
        "file": str(made.file),
        "start": made.start,
        "end": made.end,
        "seconds": made.seconds,
        "subtitles": [str(path) for path in made.subtitles],
        "citation": made.citation,
    }
    if as_json:
        return document
    for line in (made.file, *made.subtitles, made.citation):
        click.echo(str(line))
    return None


# --- keeping ----------------------------------------------------------------------------------------------------------


@main.command()
@click.option("--rebuild", is_flag=True, help="Build the index anew beside the old one, then switch.")
@_json
@click.pass_obj
def index(root: Path, rebuild: bool, as_json: bool) -> Any:
    """Take people's edits over and bring the search index up to date. Speech is not recognised here (simak update)."""
    from ingest import pipeline

    archive = _open(root)
    failed = _update(archive, archive.ids(), pipeline.Options(transcribe=False))
    report = _refresh(archive, rebuild)
    if as_json:
        document = {"sessions": report.sessions, "passages": report.passages, "seconds": round(report.seconds, 3)}
        click.echo(json.dumps(document))
    else:
        click.echo(f"{report.sessions} sessions, {report.passages} passages, {report.seconds:.1f} s")
    if failed:
        click.get_current_context().exit(1)


@main.command()
@click.option("--full", is_flag=True, help="Also hash every given file.")
@_json
@click.pass_obj
def check(root: Path, full: bool, as_json: bool) -> Any:
    """Is everything there, unchanged and up to date? Says every problem, changes nothing; exit 1 when there is one."""
    from ingest import check as checker

    problems = checker.check(_open(root), full=full)
    if as_json:
        click.echo(
            json.dumps(
                {
                    "problems": [
                        {"session": p.session, "path": p.path, "kind": p.kind, "detail": p.detail} for p in problems
                    ]
                }
            )
        )
    else:
        for p in problems:
            click.echo(f"{p.kind:10} {'/'.join(x for x in (p.session, p.path) if x)}: {p.detail}")
        click.echo(f"{len(problems)} problems" if problems else "no problems")
    if problems:
        click.get_current_context().exit(1)


@main.command()
@_json
@click.pass_obj
def doctor(root: Path, as_json: bool) -> Any:
    """What this machine can do, and what to do about what it cannot."""
    from ingest import doctor as examiner

    checks, model = examiner.examine(root)
    if as_json:
        rows = [{"name": c.name, "ok": c.ok, "detail": c.detail, "fix": c.fix} for c in checks]
        return {"checks": rows, "model": {"name": model.name, "folder": str(model.folder)} if model else None}
    for c in checks:
        click.echo(f"{'ok' if c.ok else 'no':3} {c.name:17} {c.detail}" + (f"; {c.fix}" if c.fix else ""))
    return None


@main.group()
def model() -> None:
    """The speech models."""


@model.command("list")
@_json
def model_list(as_json: bool) -> Any:
    """Which models there are, which are here, and how the others are had."""
    from ingest import models

    rows = [
        {
            "name": row.offer.name,
            "folder": str(row.folder) if row.folder else None,
            "present": row.present,
            "source": row.source or row.offer.repo,
            "megabytes": row.offer.megabytes,
            "languages": row.offer.languages,
            "licence": row.offer.licence,
            "fix": row.fix,
        }
        for row in models.list_models()
    ]
    if as_json:
        return {"models": rows}
    for row in rows:
        click.echo(f"{row['name']:16} {row['megabytes']:>5} MB  {'here' if row['present'] else row['fix']}")
    return None


@model.command("get")
@click.argument("name")
@_json
def model_get(name: str, as_json: bool) -> Any:
    """Fetch a model from its hub and verify it."""
    from ingest import models, pipeline

    with terminal.bars() as report:
        got = models.get(name, lambda done, total: report(pipeline.Progress(name, "check", done, total)))
    document = {"name": got.name, "folder": str(got.folder), "present": True, "source": got.source}
    if as_json:
        return {"models": [document]}
    click.echo(f"{got.name} in {got.folder}")
    return None


# --- the app ----------------------------------------------------------------------------------------------------------


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="0.0.0.0 opens it to the network: nobody is asked who they are.",
)
@click.pass_obj
def serve(root: Path, port: int, host: str) -> None:
    """Open the archive in the browser."""
    _open(root)
    _serve(root, port, host)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--no-serve", is_flag=True, help="Only build it.")
@click.pass_obj
def demo(root: Path, port: int, no_serve: bool) -> None:
    """Take the demo webinars through the whole pipeline and open them in the browser."""
    from ingest import pipeline

    archive = _open(root)
    failed = _update(archive, archive.ids(), pipeline.Options())
    report = _refresh(archive)
    click.echo(f"{report.sessions} sessions, {report.passages} passages indexed", err=True)
    if failed:
        click.get_current_context().exit(1)
    if not no_serve:
        _serve(root, port, "127.0.0.1")


def _serve(root: Path, port: int, host: str) -> None:
    root = root.resolve()
    app = Path(__file__).with_name("app.py")
    click.echo(f"Simak: http://{'localhost' if host == '127.0.0.1' else host}:{port}  (Ctrl+C ends it)", err=True)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(app),
        "--server.port",
        str(port),
        "--server.address",
        host,
        "--server.headless",
        "true",
    ]
    os.chdir(app.parent)  # where .streamlit lies
    os.execve(command[0], command, {**os.environ, "SIMAK_ARCHIVE": str(root)})


# --- for people ---


def _print(results: Results) -> None:
    click.echo(f"{results.total} moments, {results.took_ms:.0f} ms" + (" (not all words)" if results.relaxed else ""))
    for line in results.ignored:
        click.echo(f"ignored: {line}")
    if results.did_you_mean:
        click.echo(f"did you mean: {results.did_you_mean}")
    for hit in results.hits:
        p = hit.passage
        at = clock(p.start) if p.start is not None else "artikel"
        who = f"{p.speaker}: " if p.speaker else ""
        click.echo(f"\n{click.style(p.title, bold=True)}  {p.date or ''}")
        click.echo(f"{at:>8}  {who}{_marked(p.text, hit.marks)}")


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    out, at = [], 0
    for a, b in marks:
        out += [text[at:a], click.style(text[a:b], fg="yellow", bold=True)]
        at = b
    return "".join([*out, text[at:]])


def _seconds(text: str) -> float:
    """``812``, ``13:32``, ``1:02:03``, ``1h2m3s`` as seconds."""
    m = _CLOCK.fullmatch(text) or (_HMS.fullmatch(text) if text else None)
    if m is None:
        raise click.BadParameter(f"{text!r} is no time; write 812, 13:32, 1:02:03 or 1h2m3s")
    hours, minutes, seconds = (float(x or 0) for x in m.groups())
    return hours * 3600 + minutes * 60 + seconds


if __name__ == "__main__":
    main()
