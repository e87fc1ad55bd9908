"""From the sound of a recording to words with seconds, piece by piece, so that a long recording needs no more memory
than a short one.

The sound is decoded by :mod:`ingest.media`, cut at pauses into blocks that hold no more speech than Whisper hears at
once, and each finished block is kept on disk: a transcription that was killed goes on behind its last block, and comes
to the same words as one that was not. The only house that knows faster-whisper.
"""

from ingest.transcribe.run import transcribe
from ingest.transcribe.shapes import RATE, VERSION, WINDOW, Block, Heard, Piece, Transcriber
from ingest.transcribe.whisper import Whisper, cpu_cores

__all__ = ["RATE", "VERSION", "WINDOW", "Block", "Heard", "Piece", "Transcriber", "Whisper", "cpu_cores", "transcribe"]
