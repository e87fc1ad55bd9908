"""How well write-up sentences find their place in a transcript, measured on data that says where they belong.

    python benchmarks/align.py GOLD.jsonl > PRED.jsonl     meetings: one document a line, for a scorer of its own
    python benchmarks/align.py --calls FOLDER              calls: FOLDER/*/transcript.vtt beside gold.json (seconds)

A line of GOLD is ``{"id", "transcript": [{"start"?, "end"?, "speaker", "text"}], "writeup": [{"text", …}]}``; only
those texts are looked at. A line of PRED is ``{"id", "alignments": [[segment, best first]], "spans": [[highlighted
segments]], "scores": [confidence]}``. For calls the shares within 30 and 60 s are printed for each half (every other
call): of the first place's beginning, and of its whole.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.align.ranking import Spoken, rank

_CUE = re.compile(r"(?:(\d+):)?(\d+):(\d+)[.,](\d+) --> (?:(\d+):)?(\d+):(\d+)[.,](\d+)")


def meetings(gold: Path) -> None:
    """Print a prediction for each line of ``gold``; on stderr the CPU seconds a meeting took."""
    spent = []
    for line in gold.read_text("utf-8").splitlines():
        meeting: dict[str, Any] = json.loads(line)
        segments: list[Spoken] = [
            (s.get("start", 5.0 * n), s.get("end", 5.0 * n + 5), s["speaker"], s["text"])
            for n, s in enumerate(meeting["transcript"])
        ]
        begun = time.process_time()
        answers = rank([w["text"] for w in meeting["writeup"]], segments)
        spent.append(time.process_time() - begun)
        found = [[p.segment for p in a.places] for a in answers]
        out = {
            "id": meeting["id"],
            "alignments": found,
            "spans": [f[:2] for f in found],
            "scores": [a.confidence for a in answers],
        }
        print(json.dumps(out))
    print(f"{sum(spent) / len(spent):.3f} CPU s a meeting, {max(spent):.3f} at most", file=sys.stderr)


def calls(folder: Path) -> None:
    """Print how often the first place lies within 30 and 60 s of the true second."""
    tally = [[0.0] * 5, [0.0] * 5]
    for n, gold in enumerate(sorted(folder.glob("*/gold.json"))):
        items = json.loads(gold.read_text("utf-8"))["items"]
        segments = _cues(gold.with_name("transcript.vtt"))
        row = tally[n % 2]
        for item, answer in zip(items, rank([i["text"] for i in items], segments), strict=True):
            place = answer.places[0]
            stretches = (
                (place.start, place.start),
                (place.start, place.end),
            )
            for k, (start, end) in enumerate(stretches):
                away = max(0.0, start - item["time"], item["time"] - end)
                row[2 * k] += away <= 30
                row[2 * k + 1] += away <= 60
            row[4] += 1
    for name, rows in (("even", tally[:1]), ("odd", tally[1:]), ("all", tally)):
        share = [sum(r[k] for r in rows) / sum(r[4] for r in rows) for k in range(4)]
        print(
            f"{name:5} {sum(r[4] for r in rows):4.0f} lines   beginning {share[0]:.3f} {share[1]:.3f}   "
            f"whole {share[2]:.3f} {share[3]:.3f}   (30 s, 60 s)"
        )


def _cues(path: Path) -> list[Spoken]:
    out: list[Spoken] = []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        if (cue := _CUE.search(block)) is None:
            continue
        at = [int(x or 0) for x in cue.groups()]
        text = " ".join(block[cue.end() :].split())
        named = re.match(r"([^:]{1,60}): (.*)", text)
        speaker, text = named.groups() if named else (None, text)
        start, end = (3600 * h + 60 * m + s + ms / 1000 for h, m, s, ms in (at[:4], at[4:]))
        out.append((start, end, speaker, text))
    return out


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--calls":
        calls(Path(sys.argv[2]))
    elif len(sys.argv) == 2:
        meetings(Path(sys.argv[1]))
    else:
        sys.exit(__doc__)
