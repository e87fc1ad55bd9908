"""The settings of one archive: ``archive.toml`` beside the data, read once into a frozen object and passed down.

The environment says only *where* the archive is (``SIMAK_ARCHIVE``); how it behaves is written beside it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path  # noqa: TC003 - used at run time by callers' isinstance checks and by tests

from ingest.errors import BadInput

FORMAT = 1  # of the archive on disk; docs/archive-format.md is its spec


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``archive.toml`` may say. ``auto`` and 0 mean: choose for this machine.

    ``languages`` are ISO 639-1 codes; a detected language is one of these. ``model`` is a name of ``simak model list``, a
    folder, or ``auto``. ``threads`` and ``batch_size`` are those of the speech model.
    """

    format: int = FORMAT
    name: str = "Simak"
    languages: tuple[str, ...] = ("id", "en")
    model: str = "auto"
    device: str = "auto"
    compute_type: str = "auto"
    threads: int = 0
    batch_size: int = 0
    glossary: tuple[str, ...] = field(default_factory=tuple)


def read(path: Path) -> Settings:
    """Read ``archive.toml``; a missing key has its default.

    Raises BadInput when the file is not TOML, when a value has the wrong type or a key is unknown (a typo must not pass in
    silence), or when the format is newer than this program.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise BadInput(f"cannot be read ({why})", where=str(path), hint="correct the line or restore the file") from why
    known = {f.name: getattr(Settings(), f.name) for f in fields(Settings)}
    values: dict[str, object] = {}
    for key, value in data.items():
        if key not in known:
            hint = "known settings: " + ", ".join(known)
            raise BadInput(f"unknown setting {key!r}", where=str(path), hint=hint)
        default = known[key]
        if isinstance(default, tuple):
            items = [value] if isinstance(value, str) else value
            if not isinstance(items, list) or not all(isinstance(v, str) for v in items):
                raise BadInput(f"{key} must be a list of words", where=str(path), hint=f"for example {list(default)}")
            values[key] = tuple(items)
        elif type(value) is not type(default):
            raise BadInput(f"{key} = {value!r} has the wrong type", where=str(path), hint=f"for example {default!r}")
        else:
            values[key] = value
    settings = Settings(**values)  # type: ignore[arg-type]  # the types were checked one by one above
    if settings.format > FORMAT:
        what = f"this archive has format {settings.format}, this program knows {FORMAT}"
        raise BadInput(what, where=str(path), hint="install a newer Simak")
    return settings


DEFAULT_TOML = f"""# The settings of this archive (Simak). docs/archive-format.md says what each one means.
format = {FORMAT}
name = "Simak"
languages = ["id", "en"]   # spoken here; a detected language is one of these
model = "auto"             # the best speech model on this machine; `simak model list` shows them
"""
