"""Bytes on disk for :mod:`ingest.archive`: atomic writes, hashes, manifests, and how each record is written and read.

Knows formats (JSON, TOML, manifest lines), not where in the archive a file lies.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

from ingest.errors import BadInput
from ingest.language import code
from ingest.records import Flag, Loss, MadeBy, Segment, Session, Speaker, Transcript, Word

REFERENCE = ".ref"  # media/<name>.ref: a big file left in place, by path, SHA-256 and size
T = TypeVar("T")

# --- writing ----------------------------------------------------------------------------------------------------------


def write(path: Path, data: bytes) -> None:
    """Write a file atomically: whole and on the disk, or not at all (temporary file beside it, fsync, rename, fsync)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fd, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
    temporary = Path(name)
    try:
        with os.fdopen(fd, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` durable (POSIX: the folder's own entry must reach the disk)."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def copy(source: Path, target: Path) -> str:
    """Copy a file of any size in pieces of 1 MiB, whole or not at all; returns the SHA-256 of the bytes written.

    Never replaces: raises FileExistsError when ``target`` is there.
    """
    digest = hashlib.sha256()
    fd, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-")
    temporary = Path(name)
    try:
        with source.open("rb") as src, os.fdopen(fd, "wb") as out:
            while piece := src.read(1 << 20):
                digest.update(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(0o644)
        target.hardlink_to(temporary)  # unlike a rename, it fails where the name is taken
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(target.parent)
    return digest.hexdigest()


# --- hashes -----------------------------------------------------------------------------------------------------------


def sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cached_hash(path: Path, cache: Path, name: str) -> str:
    """SHA-256 of ``path``, kept in the JSON file ``cache`` under ``name`` for as long as size and time stay the same."""
    st = path.stat()
    known: dict[str, tuple[int, int, str]] = {}
    if cache.is_file():
        try:
            known = msgspec.json.decode(cache.read_bytes(), type=dict[str, tuple[int, int, str]])
        except msgspec.DecodeError:
            known = {}  # a cache: what cannot be read is made anew
    row = known.get(name)
    if row and row[:2] == (st.st_size, st.st_mtime_ns):
        return row[2]
    digest = sha256(path)
    known[name] = (st.st_size, st.st_mtime_ns, digest)
    write(cache, msgspec.json.format(msgspec.json.encode(known), indent=1))
    return digest


def read_manifest(path: Path) -> dict[str, str]:
    """Name → SHA-256 of a ``sha256sum`` file; empty when there is none. Raises BadInput on a line that is none."""
    if not path.is_file():
        return {}
    out: dict[str, str] = {}
    for n, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        digest, sep, name = line.partition("  ")
        if not sep or len(digest) != 64:
            hint = "restore the manifest from a copy; it is what proves that nothing changed"
            raise BadInput(f"line {n} is not `SHA-256  name`", where=str(path), hint=hint)
        out[name] = digest
    return out


def write_manifest(path: Path, names: dict[str, str]) -> None:
    """Write a manifest that ``sha256sum -c`` reads, in the order of names."""
    write(path, "".join(f"{names[name]}  {name}\n" for name in sorted(names)).encode())


# --- references to big files left in place --------------------------------------------------------------------------------


def write_reference(path: Path, source: Path) -> None:
    """Write ``media/<name>.ref`` for a file that stays where it is."""
    import tomlkit

    data = {"path": str(source.resolve()), "sha256": sha256(source), "bytes": source.stat().st_size}
    write(path, tomlkit.dumps(data).encode())


def read_reference(path: Path) -> tuple[str, str, int]:
    """(absolute path, SHA-256, bytes) of a ``.ref`` file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        return str(data["path"]), str(data["sha256"]), int(data["bytes"])
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as why:
        raise BadInput(f"cannot be read ({why})", where=str(path), hint="it needs path, sha256 and bytes") from why


# --- session.toml -----------------------------------------------------------------------------------------------------


def session_toml(title: str, date: dt.date | None, fields: dict[str, object]) -> bytes:
    """The first ``session.toml`` of a session; from then on it belongs to people."""
    import tomlkit

    doc = tomlkit.document()
    doc.add(
        tomlkit.comment("About this webinar. Yours to correct: the program reads this file and never writes it again.")
    )
    doc["title"] = title
    if date:
        doc["date"] = date
    speakers = fields.get("speaker")
    for key, value in fields.items():
        if key != "speaker" and value:
            doc[key] = value
    if speakers:
        rows = tomlkit.aot()
        for speaker in cast("list[dict[str, object]]", speakers):
            table = tomlkit.table()
            for key, value in speaker.items():
                if value:
                    table[key] = value
            rows.append(table)
        doc["speaker"] = rows
    return tomlkit.dumps(doc).encode()


def read_session(path: Path, session_id: str) -> Session:
    """Read ``session.toml``. What cannot be read is left at its default and told in ``Session.problem``."""
    if not path.is_file():
        return Session(session_id, _title_of(session_id), _date_of(session_id), problem="session.toml is missing")
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        problem = f"session.toml cannot be read ({why})"
        return Session(session_id, _title_of(session_id), _date_of(session_id), problem=problem)
    faults: list[str] = []

    def text(table: dict[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            faults.append(f"{key} must be text")
            return ""
        return value.strip()

    def texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(v, str) for v in items):
            faults.append(f"{key} must be a list of texts")
            return ()
        return tuple(v.strip() for v in items if v.strip())

    date = data.get("date")
    if isinstance(date, dt.datetime):
        date = date.date()
    elif isinstance(date, str):
        try:
            date = dt.date.fromisoformat(date)
        except ValueError:
            faults.append("date must be like 2020-11-23")
            date = None
    elif date is not None and not isinstance(date, dt.date):
        faults.append("date must be like 2020-11-23")
        date = None
    rows = data.get("speaker", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        faults.append("speakers are written as [[speaker]] tables")
        rows = []
    speakers = tuple(
        Speaker(text(r, "name"), text(r, "titles_before"), text(r, "titles_after"), text(r, "role"), texts(r, "also"))
        for r in rows
        if text(r, "name") or faults.append("a [[speaker]] has no name")  # type: ignore[func-returns-value]
    )
    title = text(data, "title") or _title_of(session_id)
    topics = texts(data, "topics")
    languages: tuple[str, ...] = ()
    for name in texts(data, "language"):
        try:
            languages = (*languages, code(name))
        except BadInput as why:
            faults.append(str(why))
    organiser, series = text(data, "organiser"), text(data, "series")
    problem = "session.toml: " + "; ".join(faults) if faults else ""
    return Session(session_id, title, date, organiser, series, languages, topics, speakers, problem=problem)


def _date_of(session_id: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(session_id[:10])
    except ValueError:
        return None


def _title_of(session_id: str) -> str:
    words = session_id[11:] if _date_of(session_id) and len(session_id) > 11 else session_id
    return words.replace("-", " ").replace("_", " ").strip().capitalize()


# --- records as JSON --------------------------------------------------------------------------------------------------


class _Head(msgspec.Struct):
    made_by: MadeBy | None = None


class _Seconds(msgspec.Struct):
    seconds: dict[str, float]


class _Row(msgspec.Struct):
    start: float
    end: float
    text: str
    speaker: str | None = None
    words: list[tuple[str, float, float, float | None]] = []


class _TranscriptFile(msgspec.Struct):
    language: str
    model: str
    duration: float
    segments: list[_Row]
    made_by: MadeBy | None = None
    losses: tuple[Loss, ...] = ()
    flags: tuple[Flag, ...] = ()


def plain(record: Any) -> Any:
    """A record as dicts, lists, strings and numbers; dates become ``2020-11-23``."""
    return msgspec.to_builtins(record, str_keys=True)


def pack(record: Any) -> bytes:
    """A record as indented JSON that opens with ``made_by``: readable by a person, comparable by a program."""
    data = plain(record)
    head = {"format": 1, "made_by": data.pop("made_by", None)}
    return msgspec.json.format(msgspec.json.encode(head | data), indent=1)


def unpack(path: Path, kind: type[T]) -> T:
    """Read a record written by :func:`pack`. Raises BadInput when the file is damaged: it may be deleted and made anew."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as why:
        raise BadInput(f"is damaged ({why})", where=str(path), hint="delete it and run `simak index`") from why


def made_by(path: Path) -> MadeBy | None:
    """What made a derived file; None when the file is damaged (it is then made anew)."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Head).made_by
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def pack_transcript(transcript: Transcript) -> bytes:
    """A transcript as JSON, a segment a line, its words as rows ``[text, start, end, probability]``."""
    import json

    data = plain(transcript)
    head = {"format": 1, "made_by": data["made_by"]}
    head |= {key: data[key] for key in ("language", "model", "duration", "losses", "flags")}
    rows = []
    for segment in transcript.segments:
        words = [[w.text, _ms(w.start), _ms(w.end), w.probability and round(w.probability, 3)] for w in segment.words]
        row = {"start": _ms(segment.start), "end": _ms(segment.end), "speaker": segment.speaker, "text": segment.text}
        rows.append("  " + json.dumps(row | {"words": words}, ensure_ascii=False))
    top = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return (top + ',\n "segments": [\n' + ",\n".join(rows) + "\n ]\n}\n").encode()


def unpack_transcript(path: Path) -> Transcript:
    """Read a transcript written by :func:`pack_transcript`."""
    data = unpack(path, _TranscriptFile)
    segments = tuple(
        Segment(r.start, r.end, r.text, r.speaker, tuple(Word(t, a, b, p) for t, a, b, p in r.words))
        for r in data.segments
    )
    return Transcript(data.language, data.model, data.duration, segments, data.losses, data.flags, data.made_by)


def read_seconds(path: Path) -> dict[str, float]:
    """The kept lengths of media files; empty when there is no such file."""
    return unpack(path, _Seconds).seconds if path.is_file() else {}


def _ms(seconds: float) -> float:
    return round(seconds, 3)
