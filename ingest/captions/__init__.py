"""Captions become a transcript: WebVTT and SRT as Zoom, Teams, YouTube and people write them, and Zoom's chat.

A caption file needs no model and no recording: its words, times and speakers are taken as they stand. What cannot be read
is left out, counted and flagged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import given_text, subtitles
from ingest.captions import cues, dialects
from ingest.captions.chat import ChatLine, read_chat
from ingest.errors import ArchiveError, BadInput
from ingest.language import language
from ingest.records import Flag, Segment, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["ChatLine", "looks_like_captions", "read", "read_chat", "read_text", "write_srt", "write_vtt"]

LARGEST = 20_000_000  # bytes; ten hours of YouTube's word-timed captions are about 4 MB


def read(path: Path) -> Transcript:
    """The transcript that a caption file holds; ``model`` is ``captions`` and its dialect (``zoom teams youtube …``).

    One segment a cue (YouTube: a line), in order of time; speakers as the file names them; words only where the file
    times them. Raises NotFound, Unsafe (over 20 MB) or BadInput when nothing can be read.
    """
    return read_text(given_text.read(path, LARGEST), str(path))


def read_text(text: str, name: str) -> Transcript:
    """As :func:`read`, from text; ``name`` is what an error calls it."""
    found = cues.scan(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), name)
    dialect, segments = dialects.segments(found)
    if not segments:
        raise BadInput("its cues hold no words", where=name, hint="export the captions again")
    duration = max(s.end for s in segments)
    flags = []
    if found.skipped:
        flags.append(Flag(0.0, duration, f"{found.skipped} of the captions had no readable time and were left out"))
    if found.mended:
        flags.append(
            Flag(0.0, duration, f"{found.mended} of the captions ended before they began; their ends are guessed")
        )
    spoken = language(" ".join(s.text for s in segments))
    return Transcript(spoken, f"captions {dialect}", duration, tuple(segments), flags=tuple(flags))


def looks_like_captions(path: Path) -> bool:
    """Whether the file is WebVTT or SRT by what is in it: a header or a time line among its first lines."""
    try:
        with path.open("rb") as file:
            head = given_text.decode(file.read(65_536))
    except (OSError, ArchiveError):
        return False
    return head.startswith("WEBVTT") or any(cues.is_time_line(line) for line in head.split("\n")[:200])


def write_vtt(of: Transcript | Iterable[Segment]) -> str:
    """WebVTT text: one cue a segment, speakers as ``<v Name>``. Reading it back gives the same, times to the millisecond."""
    return subtitles.write_vtt(_segments(of))


def write_srt(of: Transcript | Iterable[Segment]) -> str:
    """SRT text: one cue a segment, speakers as ``Name: text``."""
    return subtitles.write_srt(_segments(of))


def _segments(of: Transcript | Iterable[Segment]) -> Iterable[Segment]:
    return of.segments if isinstance(of, Transcript) else of
