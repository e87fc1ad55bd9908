"""Small worlds in a line: a talk, captions, an article, an archive with a session in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.archive import Archive
from ingest.records import Segment, Transcript, Word

if TYPE_CHECKING:
    from pathlib import Path

SAID = (
    ("Ratna Kusumawardani", "Selamat pagi Bapak Ibu sekalian, kita mulai webinar hari ini."),
    ("Hendra Wicaksono", "Dari sisi gaji tidak ada kendala apa pun selama WFH."),
    ("Hendra Wicaksono", "Penghasilan tetap diterima setiap bulan oleh tiga puluh pegawai."),
    ("Ratna Kusumawardani", "Terima kasih Pak Sekda, silakan pertanyaan dari peserta."),
)


def segment(text: str, start: float = 0.0, speaker: str | None = None, pace: float = 0.4) -> Segment:
    """A segment whose words follow each other every ``pace`` seconds."""
    words = tuple(Word(w, start + n * pace, start + (n + 0.9) * pace, 0.9) for n, w in enumerate(text.split()))
    return Segment(start, words[-1].end if words else start, text, speaker, words)


def talk(*said: tuple[str, str], gap: float = 1.0, language: str = "id") -> Transcript:
    """A transcript of ``(speaker, text)`` turns, one after another with ``gap`` seconds between them."""
    out: list[Segment] = []
    at = 0.0
    for speaker, text in said or SAID:
        out.append(segment(text, at, speaker))
        at = out[-1].end + gap
    return Transcript(language, "test", at, tuple(out))


def vtt(transcript: Transcript) -> str:
    """Zoom's captions of a transcript."""
    cues = []
    for n, s in enumerate(transcript.segments, 1):
        name = f"{s.speaker}: " if s.speaker else ""
        cues.append(f"{n}\n{_stamp(s.start)} --> {_stamp(s.end)}\n{name}{s.text}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def archive(root: Path) -> Archive:
    """An empty archive."""
    return Archive.create(root / "archive")


def webinar(
    into: Archive, title: str = "Birokrat Tangguh", transcript: Transcript | None = None, **fields: object
) -> str:
    """A session with a transcript but no files; returns its id."""
    date = fields.pop("date", dt.date(2020, 11, 26))
    assert isinstance(date, dt.date)
    session_id = into.new_session(title, date, fields=fields)
    into.save_transcript(session_id, replace(transcript or talk()))
    return session_id


def _stamp(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"
