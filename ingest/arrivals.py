"""What came in: which of the files someone points at belong together, and what each of them is.

Knows names and folders of the outside world (Zoom, Teams, YouTube exports, same-stem sidecars); reads no contents and
writes nothing. A bundle becomes one session of the archive.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.archive import ARCHIVE_TOML, MEDIA, SESSION_TOML, WRITEUP_SUFFIXES, WRITEUPS, kind_of
from ingest.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

MAX_FILES = 20_000  # a folder with more is not a drop of webinars but somebody's whole disk
# Zoom: GMT20201123-020015_Recording_1920x1080.mp4, GMT….transcript.vtt, zoom_0.mp4, video1123.mp4, audio_only.m4a
ZOOM = re.compile(r"^(GMT\d{8}-\d{6}|zoom_\d+|video\d{6,}|audio\d{6,}|audio_only|closed_caption|chat(\.txt)?$)", re.I)
ZOOM_STEM = re.compile(r"^(GMT\d{8}-\d{6})")
DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
# what tools and people put between a recording's stem and the suffix of its sidecar
TAIL = re.compile(
    r"([ ._-]+(transcript|captions?|subtitles?|subs?|cc|chat|corrected|transkrip|takarir|notula|notulensi|notulen|minutes"
    r"|artikel|article|berita|writeup|write-up|audio|video|recording|rekaman|\d{3,4}x\d{3,4}|id|en|in|eng|ind))+$",
    re.I,
)
# fmt: off
GENERIC = frozenset({
    "transcript", "captions", "caption", "subtitles", "chat", "recording", "rekaman", "video", "audio", "writeup", "notula",
    "article", "artikel", "berita",
})
# fmt: on


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that make one session: ``(path, "media" or "writeups")``, and what their names say of title and date.

    ``left_out``: files in the same place that are none of ours, each with the reason; they are named, never guessed at.
    """

    source: Path
    files: tuple[tuple[Path, str], ...]
    title: str
    date: dt.date | None = None
    left_out: tuple[tuple[Path, str], ...] = ()

    def of(self, *kinds: str) -> tuple[Path, ...]:
        """The files of these kinds (``video audio captions chat writeup``), in order."""
        return tuple(
            p for p, part in self.files if (part == WRITEUPS and "writeup" in kinds) or kind_of(p.name) in kinds
        )


def bundles(paths: Sequence[Path]) -> tuple[Bundle, ...]:
    """Group what ``paths`` name into sessions-to-be, in the order given.

    A folder with one recording is one session, with everything in it; a folder of several recordings is one session for
    each, with the sidecars of the same stem; subfolders count for themselves. A single file brings its same-stem sidecars
    from its folder along. Raises NotFound for a path that is not there.
    """
    out: list[Bundle] = []
    singles: list[Path] = []
    for path in paths:
        if path.is_dir():
            out += _folder(path)
        elif path.is_file():
            singles += [p for p in _with_sidecars(path) if p not in singles]
        else:
            raise NotFound("no such file or folder", where=str(path), hint="check the spelling")
    return (*out, *_by_stem(singles))


def part_of(path: Path) -> str | None:
    """``media`` or ``writeups``, or None for a file that is neither."""
    if kind_of(path.name) != "other":
        return MEDIA
    return WRITEUPS if path.suffix.lower() in WRITEUP_SUFFIXES else None


def date_in(name: str) -> dt.date | None:
    """The date written in a file or folder name (``2020-11-23``, ``20201123``, Zoom's ``GMT20201123-020015``), if any."""
    for found in DATE.finditer(name.replace("GMT", "GMT ")):
        try:
            return dt.date(*map(int, found.groups()))
        except ValueError:
            continue
    return None


def title_in(name: str) -> str:
    """What a file or folder name says of the title: without dates, times, meeting numbers and tool words; may be empty."""
    text = re.sub(r"^GMT\d{8}-\d{6}(_Recording)?", " ", name)
    text = DATE.sub(" ", text)
    text = re.sub(r"(?<!\d)\d{1,2}[.:_]\d{2}([.:_]\d{2})?(?!\d)", " ", text)  # Zoom's local start time
    text = re.sub(r"(?<!\d)\d{8,}(?!\d)", " ", text)  # Zoom's meeting number
    text = re.sub(r"[\s_]+|-+(?=\s)|(?<=\s)-+", " ", TAIL.sub("", text)).strip(" -.#")
    text = " ".join((text if " " in text else text.replace("-", " ")).split())
    if not text or text.lower() in GENERIC or ZOOM.match(name):
        return ""
    return text[0].upper() + text[1:]


def _with_sidecars(path: Path) -> list[Path]:
    """``path`` first, then the files beside it that carry its stem."""
    stem = _stem(path)
    beside = [p for p in sorted(path.parent.iterdir()) if p != path and p.is_file() and part_of(p) and _stem(p) == stem]
    return [path, *(beside if stem.lower() not in GENERIC else [])]


def _stem(path: Path) -> str:
    """The part of a name that a recording and its sidecars share."""
    name = path.stem
    if zoom := ZOOM_STEM.match(name):
        return zoom.group(1)
    return TAIL.sub("", name) or name


def _folder(folder: Path) -> list[Bundle]:
    if (folder / ARCHIVE_TOML).is_file() or (folder / SESSION_TOML).is_file():
        hint = "it is an archive already: name it with SIMAK_ARCHIVE, or copy its folders into yours"
        raise NotFound("no new recordings here", where=str(folder), hint=hint)
    entries = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    if len(entries) > MAX_FILES:
        raise NotFound(f"{len(entries)} files in one folder", where=str(folder), hint="name the recordings themselves")
    files = [p for p in entries if p.is_file()]
    below = [b for p in entries if p.is_dir() for b in _folder(p)]
    known = [p for p in files if part_of(p)]
    left_out = tuple((p, _why_not(p)) for p in files if not part_of(p))
    if not known:
        if not below and files:
            below = [Bundle(folder, (), "", None, left_out)]
        return below
    recordings = {_stem(p) for p in known if kind_of(p.name) in ("video", "audio")}
    captions = {_stem(p) for p in known if kind_of(p.name) == "captions"}
    if not recordings and not captions:  # a folder of articles: each is about something of its own
        return [*_attach(_by_stem(known), left_out), *below]
    zoom = sum(bool(ZOOM.match(p.name)) for p in known) >= 2
    if zoom or len(recordings) == 1 or (not recordings and len(captions) <= 1):
        return [_bundle(folder, known, left_out, folder.name), *below]
    several = _by_stem(known)
    return [*_attach(several, left_out), *below]


def _by_stem(files: Iterable[Path]) -> list[Bundle]:
    groups: dict[tuple[Path, str], list[Path]] = {}
    for path in files:
        groups.setdefault((path.parent, _stem(path)), []).append(path)
    out = []
    for (_, stem), members in groups.items():
        unknown = tuple((p, _why_not(p)) for p in members if not part_of(p))
        out.append(_bundle(members[0], [p for p in members if part_of(p)], unknown, stem))
    return out


def _attach(found: list[Bundle], left_out: tuple[tuple[Path, str], ...]) -> list[Bundle]:
    """Give a folder's left-out files to its first bundle, so that they are told once."""
    first = found[0]
    return [Bundle(first.source, first.files, first.title, first.date, first.left_out + left_out), *found[1:]]


def _bundle(source: Path, files: Sequence[Path], left_out: tuple[tuple[Path, str], ...], name: str) -> Bundle:
    names = [name, *(p.name for p in files)]
    date = next((d for n in names if (d := date_in(n))), None)
    titles = [title_in(name), *(title_in(p.stem) for p in files)]
    title = next((t for t in titles if t), "") or source.stem
    order = {"video": 0, "audio": 1, "captions": 2, "chat": 4}
    rank = sorted(files, key=lambda p: (order.get(kind_of(p.name), 3), p.name))
    return Bundle(source, tuple((p, part_of(p) or MEDIA) for p in rank), title, date, left_out)


def _why_not(path: Path) -> str:
    suffix = path.suffix.lower() or "no suffix"
    return f"not a recording, captions, chat or write-up ({suffix}); left where it is"
