"""Recordings: what a file holds, its sound in bounded pieces, exact cuts, a copy that every browser plays, pictures of
both.

The only house that knows PyAV. No ffmpeg program is needed, and whatever the file says of itself, nothing but this file
is opened.
"""

from ingest.media.copies import browser_ready, proxy
from ingest.media.cutting import Caption, cut
from ingest.media.decoding import Chunk, Sound, decode
from ingest.media.looks import waveform
from ingest.media.opening import AUDIO_SUFFIXES, VIDEO_SUFFIXES, Probe, is_media, probe

__all__ = [
    "AUDIO_SUFFIXES",
    "VIDEO_SUFFIXES",
    "Caption",
    "Chunk",
    "Probe",
    "Sound",
    "browser_ready",
    "cut",
    "decode",
    "is_media",
    "probe",
    "proxy",
    "waveform",
]
