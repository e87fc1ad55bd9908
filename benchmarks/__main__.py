"""``make bench``: each measurement that needs nothing but this checkout, against its peer in the same run.

search: Simak beside SQLite FTS5 on the same made-up passages. transcribe: Simak beside bare faster-whisper on the same file.
verdicts: how often a verdict is right on quotations made from the demo. ``align.py`` and ``quotes.py`` need judged data of
your own and are run by themselves.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SPEECH = HERE.parent / "recordings" / "2022-08-24-pelindungan-data-pribadi" / "media" / "literasi-digital-pdp.ogg"

for name, *options in (
    ("search", "--passages", "20000"),
    ("transcribe", str(SPEECH), "--language", "id"),
    ("verdicts",),
):
    print(f"\n=== {name}", flush=True)
    subprocess.run([sys.executable, str(HERE / f"{name}.py"), *options], check=True)
