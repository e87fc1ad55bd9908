"""Recordings: what a file holds, its sound in bounded pieces, exact cuts, a copy that every browser plays, pictures of
both.

The only house that knows PyAV. No ffmpeg program is needed, and whatever the file says of itself, nothing but this file
is opened.
"""

from ingest.media.copies import browser_ready, proxy
from ingest.media.cutting import Caption, cut
from ingest.media.decoding import Chunk, Sound, decode
from ingest.media.looks import waveform
from ingest.media.opening import Probe, probe

__all__ = [
    "Caption",
    "Chunk",
    "Probe",
    "Sound",
    "browser_ready",
    "cut",
    "decode",
    "probe",
    "proxy",
    "waveform",
]
