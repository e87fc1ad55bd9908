"""Finished blocks on disk, so that a transcription that was stopped at any moment goes on where it was."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any

from ingest import disk
from ingest.records import Flag, Segment, Word
from ingest.transcribe.shapes import VERSION, Block

if TYPE_CHECKING:
    from pathlib import Path


class Shelf:
    """The folder of finished blocks: one JSON file each, and a label that says of which recording and with which
    options.
    """

    def __init__(self, folder: Path | None, path: Path, options: dict[str, str]) -> None:
        self.folder = folder
        if folder is None:
            return
        label = {"version": VERSION, "bytes": path.stat().st_size, "ends": _ends_hash(path), "options": options}
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "label.json"
        try:
            same = json.loads(file.read_text(encoding="utf-8")) == label
        except (OSError, ValueError):
            same = False
        if not same:
            # Other options, another recording, or nothing yet: what lies here does not belong to it.
            for old in folder.glob("*.json"):
                old.unlink()
            self._write("label.json", label)

    def load(self) -> list[Block]:
        """The finished blocks from the beginning on, as far as they follow each other."""
        out: list[Block] = []
        if self.folder is None:
            return out
        for file in sorted(self.folder.glob("block-*.json")):
            try:
                block = _unpacked(json.loads(file.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError):
                break
            if abs(block.start - (out[-1].end if out else 0.0)) > 0.001:
                break
            out.append(block)
        return out

    def save(self, block: Block) -> None:
        if self.folder is not None:
            self._write(f"block-{round(block.start * 1000):010d}.json", dataclasses.asdict(block))

    def note(self, name: str, value: dict[str, str] | None = None) -> dict[str, str] | None:
        """Read the small fact ``name``, or keep it when a value is given."""
        if self.folder is None:
            return value
        if value is not None:
            self._write(f"{name}.json", value)
            return value
        file = self.folder / f"{name}.json"
        kept: dict[str, str] | None = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        return kept

    def _write(self, name: str, value: object) -> None:
        assert self.folder is not None
        disk.write(self.folder / name, json.dumps(value, ensure_ascii=False).encode())


def _unpacked(row: dict[str, Any]) -> Block:
    segments = tuple(
        Segment(s["start"], s["end"], s["text"], s["speaker"], tuple(Word(**w) for w in s["words"]))
        for s in row["segments"]
    )
    flags = tuple(Flag(**f) for f in row["flags"])
    spoken = tuple((str(language), float(start), float(end)) for language, start, end in row["spoken"])
    return Block(row["start"], row["end"], spoken, segments, flags)


def _ends_hash(path: Path) -> str:
    """A hash of the first and the last MB: enough to tell one recording from another of the same length."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        digest.update(file.read(1 << 20))
        file.seek(max(0, path.stat().st_size - (1 << 20)))
        digest.update(file.read(1 << 20))
    return digest.hexdigest()
