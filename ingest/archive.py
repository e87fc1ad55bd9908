"""The archive on disk: the only module that knows a file name in it. ``docs/archive-format.md`` is the spec.

People and program never write the same file: ``session.toml``, ``transcript.vtt``, ``verdicts.toml`` are people's (the program
writes the first ``session.toml`` of a new session and never again), ``media/`` and ``writeups/`` are given and never altered,
``derived/`` is the program's and may be deleted at any time. All writes are atomic: temporary file, fsync, rename.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest import disk, settings
from ingest.errors import ArchiveError, BadInput, NotFound, Unsafe
from ingest.records import Alignment, MadeBy, Media, MediaKind, Segment, Session, Summary, Transcript, WriteUp

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

ARCHIVE_TOML, SESSION_TOML, MANIFEST = "archive.toml", "session.toml", "manifest-sha256.txt"
CORRECTED_VTT, VERDICTS_TOML = "transcript.vtt", "verdicts.toml"
MEDIA, WRITEUPS, DERIVED, INDEX, INCOMING = "media", "writeups", "derived", ".index", ".incoming"
PEOPLE_FILES = (SESSION_TOML, CORRECTED_VTT, VERDICTS_TOML)

VIDEO = frozenset(
    {
        ".mp4",
        ".m4v",
        ".mov",
        ".mkv",
        ".webm",
        ".avi",
        ".wmv",
        ".mpg",
        ".mpeg",
        ".ts",
        ".mts",
        ".m2ts",
        ".flv",
        ".3gp",
        ".ogv",
    }
)
AUDIO = frozenset(
    {
        ".m4a",
        ".mp3",
        ".wav",
        ".ogg",
        ".oga",
        ".opus",
        ".flac",
        ".aac",
        ".wma",
        ".amr",
        ".aif",
        ".aiff",
        ".mka",
        ".weba",
        ".caf",
    }
)
CAPTIONS = frozenset({".vtt", ".srt"})
WRITEUP_SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm"})

T = TypeVar("T")


def kind_of(name: str) -> MediaKind:
    """What a file is by its name; ``other`` when the name does not tell."""
    low = name.lower()
    suffix = Path(low).suffix
    if suffix in VIDEO:
        return "video"
    if suffix in AUDIO:
        return "audio"
    if suffix in CAPTIONS:
        return "captions"
    if low.endswith(".txt") and "chat" in Path(low).stem:
        return "chat"
    return "other"


def slug(text: str, limit: int = 60) -> str:
    """``Membangun Birokrat Tangguh!`` → ``membangun-birokrat-tangguh``: ASCII, cut at a word, never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    out = ""
    for word in words:
        if out and len(out) + 1 + len(word) > limit:
            break
        out = f"{out}-{word}" if out else word[:limit]
    return out or "rekaman"


class Archive:
    """An archive folder. Cheap to make; keeps nothing in memory but its settings; safe to share between threads."""

    def __init__(self, root: Path, config: settings.Settings) -> None:
        self.root = root
        self.settings = config

    # --- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def open(cls, root: Path) -> Archive:
        """Open an existing archive. Raises NotFound when ``root`` holds no ``archive.toml``, BadInput when it is damaged."""
        if not (root / ARCHIVE_TOML).is_file():
            hint = "name the archive with SIMAK_ARCHIVE or --archive, or start one with `simak add FILE…`"
            raise NotFound("no archive here", where=str(root), hint=hint)
        return cls(root, settings.read(root / ARCHIVE_TOML))

    @classmethod
    def create(cls, root: Path) -> Archive:
        """Open the archive at ``root``, making the folder and its ``archive.toml`` where they are missing."""
        if not (root / ARCHIVE_TOML).is_file():
            if root.exists() and not root.is_dir():
                raise BadInput("is a file, not an archive folder", where=str(root), hint="name another folder")
            root.mkdir(parents=True, exist_ok=True)
            disk.write(root / ARCHIVE_TOML, settings.DEFAULT_TOML.encode())
        return cls.open(root)

    # --- reading ------------------------------------------------------------------------------------------------------

    def ids(self) -> tuple[str, ...]:
        """The sessions' ids (folder names), newest first as the dates at their front say."""
        found = [p.name for p in self.root.iterdir() if self._is_session(p)]
        return tuple(sorted(found, reverse=True))

    def folder(self, session_id: str) -> Path:
        """The folder of a session. The id may come from a URL: it is compared with what is there, never joined blindly."""
        if session_id and session_id[0] != "." and not set(session_id) & set("/\\\0"):
            path = self.root / session_id
            if self._is_session(path):
                return path
        raise NotFound(f"no session {session_id!r}", where=str(self.root), hint="`simak list` shows what is there")

    def session(self, session_id: str) -> Session:
        """Read a session: what people wrote in ``session.toml`` and the files it was given.

        A damaged ``session.toml`` does not hide the session: it comes with what its folder tells and ``problem`` says why.
        """
        folder = self.folder(session_id)
        session = disk.read_session(folder / SESSION_TOML, session_id)
        return replace(session, media=self._media(session_id, folder), writeups=self._names(folder / WRITEUPS))

    def sessions(self) -> Iterator[Session]:
        """All sessions, newest first."""
        return map(self.session, self.ids())

    def media_path(self, session_id: str, media: Media) -> Path:
        """The real file of a media record. Raises NotFound when it is gone, Unsafe when it would lead out of the session."""
        given = Path(media.path)
        if given.is_absolute():  # left in place when it was added; the reference file in media/ says so
            path = given
        else:
            folder = self.folder(session_id)
            path = folder / given
            if not path.resolve().is_relative_to(folder.resolve()):
                raise Unsafe("leads out of its session", where=str(path), hint="remove the link")
        if not path.is_file():
            raise NotFound("the file is gone", where=str(path), hint="restore it, or run `simak check`")
        return path

    def playable(self, session_id: str, media: Media) -> Path:
        """What a player should read: the access copy where the recording needed one, else the given file itself."""
        copy = self.access_copy(session_id, media)
        return copy if copy else self.media_path(session_id, media)

    def access_copy(self, session_id: str, media: Media) -> Path | None:
        """The copy that browsers play of a recording that they do not; None when there is none."""
        base = self.folder(session_id) / DERIVED / "access" / Path(media.path).name
        found = (base.with_name(f"{base.name}{suffix}") for suffix in (".mp4", ".m4a"))
        return next((path for path in found if path.is_file()), None)

    def writeup_path(self, session_id: str, name: str) -> Path:
        """The given file of a write-up."""
        if name not in self._names(self.folder(session_id) / WRITEUPS):
            raise NotFound(f"no write-up {name!r}", where=session_id, hint="`simak show` lists them")
        return self.folder(session_id) / WRITEUPS / name

    def transcript(self, session_id: str) -> Transcript | None:
        """The transcript that counts, speakers by their names in the session; None when there is none yet."""
        path = self.folder(session_id) / DERIVED / "transcript.json"
        if not path.is_file():
            return None
        transcript = disk.unpack_transcript(path)
        return named(transcript, self.session(session_id))

    def writeups(self, session_id: str) -> tuple[WriteUp, ...]:
        """The write-ups as understood, in the order of their names; those not read yet are missing."""
        return self._derived_all(session_id, WRITEUPS, WriteUp)

    def alignments(self, session_id: str) -> tuple[Alignment, ...]:
        """The alignments made, in the order of the write-ups' names."""
        return self._derived_all(session_id, "alignment", Alignment)

    def summary(self, session_id: str) -> Summary | None:
        """What a list shows of the session; None before it was first processed."""
        path = self.folder(session_id) / DERIVED / "summary.json"
        return disk.unpack(path, Summary) if path.is_file() else None

    def provenance(self, session_id: str, what: str) -> MadeBy | None:
        """What made a derived file (``transcript``, ``writeups/NAME``, ``alignment/NAME``); None when there is none."""
        path = self.folder(session_id) / DERIVED / f"{what}.json"
        return disk.made_by(path) if path.is_file() else None

    def fingerprint(self, session_id: str) -> str:
        """Changes when anything changes that search shows of the session. Looks at sizes and times, not at contents."""
        folder = self.folder(session_id)
        derived = folder / DERIVED
        paths = [folder / SESSION_TOML, derived / "transcript.json"]
        paths += sorted((derived / WRITEUPS).glob("*.json")) + sorted((derived / "alignment").glob("*.json"))
        stamp = hashlib.sha256()
        for path in paths:
            if path.is_file():
                st = path.stat()
                stamp.update(f"{path.relative_to(folder)}\0{st.st_size}\0{st.st_mtime_ns}\n".encode())
        return stamp.hexdigest()[:32]

    @property
    def index_folder(self) -> Path:
        """Where the search index lies; it may be deleted at any time."""
        return self.root / INDEX

    def derived(self, session_id: str, *parts: str) -> Path:
        """A place below ``derived/`` for a file the program makes (an access copy, blocks of a transcription)."""
        return self.folder(session_id).joinpath(DERIVED, *parts)

    # --- what was derived ---------------------------------------------------------------------------------------------

    def save_transcript(self, session_id: str, transcript: Transcript) -> None:
        """Keep the derived transcript."""
        disk.write(self.derived(session_id, "transcript.json"), disk.pack_transcript(transcript))

    def save_writeup(self, session_id: str, writeup: WriteUp) -> None:
        """Keep what was understood of a write-up."""
        disk.write(self.derived(session_id, WRITEUPS, f"{writeup.name}.json"), disk.pack(writeup))

    def save_alignment(self, session_id: str, alignment: Alignment) -> None:
        """Keep the alignment of a write-up."""
        disk.write(self.derived(session_id, "alignment", f"{alignment.writeup}.json"), disk.pack(alignment))

    def save_summary(self, session_id: str, summary: Summary) -> None:
        """Keep what a list shows."""
        disk.write(self.derived(session_id, "summary.json"), disk.pack(summary))

    def save_seconds(self, session_id: str, seconds: dict[str, float]) -> None:
        """Keep the media files' lengths (path in the session → seconds), so that a list needs no decoder."""
        made = MadeBy("media", "1", (), tuple((p, self.hash_of(session_id, p)) for p in sorted(seconds)))
        disk.write(self.derived(session_id, "media.json"), disk.pack({"made_by": made, "seconds": seconds}))

    def save_access(self, session_id: str, media: Media, made: MadeBy) -> None:
        """Note what made the access copy of a recording (or that it needs none)."""
        disk.write(self.derived(session_id, "access", f"{Path(media.path).name}.json"), disk.pack({"made_by": made}))

    def finish_blocks(self, session_id: str) -> None:
        """Remove the blocks of a transcription that is done."""
        shutil.rmtree(self.folder(session_id) / DERIVED / "blocks", ignore_errors=True)

    # --- what is given ------------------------------------------------------------------------------------------------

    def hash_of(self, session_id: str, name: str) -> str:
        """SHA-256 of a file of the session, read anew only when its size or time changed. An absolute name is left in place."""
        folder = self.folder(session_id)
        return disk.cached_hash(folder / name, folder / DERIVED / "hashes.json", name)

    def holdings(self, *ids: str) -> dict[str, tuple[str, str]]:
        """SHA-256 → (session, file) of everything given, by the manifests; of the sessions named, or of all."""
        return {
            digest: (session_id, name)
            for session_id in ids or self.ids()
            for name, digest in self.manifest(session_id).items()
            if name.startswith((f"{MEDIA}/", f"{WRITEUPS}/"))
        }

    def manifest(self, session_id: str) -> dict[str, str]:
        """File name → SHA-256 as sealed; empty before the first seal."""
        return disk.read_manifest(self.folder(session_id) / MANIFEST)

    def given_files(self, session_id: str) -> tuple[str, ...]:
        """The names of all files of PEOPLE and GIVEN that are there, as the manifest names them."""
        folder = self.folder(session_id)
        people = [name for name in PEOPLE_FILES if (folder / name).is_file()]
        given = [f"{part}/{name}" for part in (MEDIA, WRITEUPS) for name in self._names(folder / part)]
        return (*people, *given)

    def seal(self, session_id: str) -> bool:
        """Bring the manifest up to date: new files in, people's edits taken over. True when it changed.

        A given file that no longer matches is *not* taken over: that is what ``simak check`` is for.
        """
        folder = self.folder(session_id)
        known = self.manifest(session_id)
        sealed = dict(known)
        for name in self.given_files(session_id):
            if name in PEOPLE_FILES or name not in known:
                sealed[name] = self.hash_of(session_id, name)
        for name in PEOPLE_FILES:  # people may take their own files away again
            if name in sealed and not (folder / name).is_file():
                del sealed[name]
        if sealed == known:
            return False
        disk.write_manifest(folder / MANIFEST, sealed)
        return True

    def new_session(
        self,
        title: str,
        date: dt.date | None = None,
        *,
        files: Sequence[tuple[Path, str]] = (),
        in_place: Iterable[Path] = (),
        session_id: str = "",
        fields: dict[str, object] | None = None,
    ) -> str:
        """Make a session of the files given, each ``(source, "media" or "writeups")``; returns its id.

        It is built aside and appears whole or not at all. ``in_place``: sources that are referred to, not copied.
        ``fields`` are further keys of ``session.toml`` (``organiser``, ``series``, ``topics``, ``language``, ``speaker``).
        """
        wanted = session_id or slug(f"{date.isoformat() if date else ''} {title}")
        (self.root / INCOMING).mkdir(exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=self.root / INCOMING))
        try:
            disk.write(staging / SESSION_TOML, disk.session_toml(title, date, fields or {}))
            sealed = {SESSION_TOML: disk.sha256(staging / SESSION_TOML)}
            stay = {p.resolve() for p in in_place}
            for source, part in files:
                name, digest = self._take(staging, source, part, refer=source.resolve() in stay)
                sealed[name] = digest
            disk.write_manifest(staging / MANIFEST, sealed)
            staging.chmod(0o755)
            return self._publish(staging, wanted)
        except OSError as why:
            raise ArchiveError(
                f"could not be kept ({why.strerror})", where=title, hint="free space, then add again"
            ) from why
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def take(self, session_id: str, source: Path, part: str, *, in_place: bool = False) -> str:
        """Add a given file to a session; returns its name there. The same bytes a second time change nothing."""
        folder = self.folder(session_id)
        digest = disk.sha256(source)
        for name, known in self.manifest(session_id).items():
            if known == digest and name.startswith(f"{part}/"):
                return name
        try:
            name, _ = self._take(folder, source, part, refer=in_place)
        except OSError as why:
            hint = "free space, then add again"
            raise ArchiveError(f"could not be kept ({why.strerror})", where=str(source), hint=hint) from why
        self.seal(session_id)
        return name

    def mend(self, session_id: str, name: str, source: Path) -> bool:
        """Put a given file back that is gone or no longer what was given; ``source`` holds the bytes as sealed.

        True when there was something to mend. What was rotten is kept beside it under a name of its own.
        """
        path = self.folder(session_id) / name
        if path.is_file() and disk.sha256(path) == self.manifest(session_id)[name]:
            return False
        if path.is_file():
            path.replace(path.with_name(f".damaged-{path.name}"))
        path.parent.mkdir(exist_ok=True)
        disk.copy(source, path)
        return True

    def damaged(self, session_id: str, name: str) -> bool:
        """Does a given file differ from what was sealed? (Hashed anew only when its size or time changed.)"""
        sealed = self.manifest(session_id).get(name)
        return sealed is not None and name not in PEOPLE_FILES and self.hash_of(session_id, name) != sealed

    # --- inside -------------------------------------------------------------------------------------------------------

    def _is_session(self, path: Path) -> bool:
        if path.name.startswith(".") or not path.is_dir():
            return False
        return any((path / part).exists() for part in (SESSION_TOML, MEDIA, WRITEUPS))

    @staticmethod
    def _names(folder: Path) -> tuple[str, ...]:
        if not folder.is_dir():
            return ()
        return tuple(sorted(p.name for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")))

    def _media(self, session_id: str, folder: Path) -> tuple[Media, ...]:
        hashes = self.manifest(session_id)
        seconds = disk.read_seconds(folder / DERIVED / "media.json")
        out = []
        for name in self._names(folder / MEDIA):
            rel = f"{MEDIA}/{name}"
            if name.endswith(disk.REFERENCE):
                path, digest, size = disk.read_reference(folder / rel)
                kind = kind_of(path)
                out.append(Media(path, kind, digest, size, seconds.get(path), "corrected" in Path(path).stem.lower()))
            else:
                kind, size = kind_of(name), (folder / rel).stat().st_size
                out.append(Media(rel, kind, hashes.get(rel, ""), size, seconds.get(rel), "corrected" in name.lower()))
        return tuple(out)

    def _derived_all(self, session_id: str, part: str, kind: type[T]) -> tuple[T, ...]:
        folder = self.folder(session_id)
        paths = [folder / DERIVED / part / f"{name}.json" for name in self._names(folder / WRITEUPS)]
        return tuple(disk.unpack(path, kind) for path in paths if path.is_file())

    @staticmethod
    def _take(folder: Path, source: Path, part: str, *, refer: bool) -> tuple[str, str]:
        """Copy (or refer to) ``source`` into ``folder/part`` under a free name; returns (name in the session, SHA-256)."""
        (folder / part).mkdir(parents=True, exist_ok=True)
        base = unicodedata.normalize("NFC", source.name).lstrip(".") or "berkas"
        base += disk.REFERENCE if refer else ""
        name, n = base, 1
        while (folder / part / name).exists():
            n += 1
            name = f"{Path(base).stem}-{n}{Path(base).suffix}"
        target = folder / part / name
        if refer:
            disk.write_reference(target, source)
            return f"{part}/{name}", disk.sha256(target)
        return f"{part}/{name}", disk.copy(source, target)

    def _publish(self, staging: Path, wanted: str) -> str:
        """Rename a finished folder to its place; a second session of that name gets ``-2``, ``-3``, …"""
        for n in range(1, 1000):
            session_id = wanted if n == 1 else f"{wanted}-{n}"
            target = self.root / session_id
            if target.exists():
                continue
            try:
                os.rename(staging, target)  # noqa: PTH104 - Path.rename is the same; the name says that it must not replace
            except OSError:
                if target.exists():  # another process took the name between the two lines
                    continue
                raise
            disk.sync_folder(self.root)
            return session_id
        raise ArchiveError("a thousand sessions of one name", where=wanted, hint="give another --title")


def named(transcript: Transcript, session: Session) -> Transcript:
    """The transcript with each speaker label that the session knows (``also``) replaced by the person's name."""
    names = {_fold(label): s.name for s in session.speakers for label in (s.name, s.full, *s.also)}

    def rename(segment: Segment) -> Segment:
        name = names.get(_fold(segment.speaker)) if segment.speaker else None
        return replace(segment, speaker=name) if name and name != segment.speaker else segment

    return replace(transcript, segments=tuple(map(rename, transcript.segments)))


def _fold(label: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def as_dict(record: Any) -> Any:
    """A record as plain JSON data (dicts, lists, strings, numbers), for ``--json`` and for pages."""
    return disk.plain(record)
