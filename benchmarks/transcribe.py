"""How fast a recording is transcribed, beside bare faster-whisper on the same file, and how much memory it takes.

    python benchmarks/transcribe.py RECORDING [--language id] [--rounds 3]

Runs are paired (ours, theirs, ours, …) so that a busy machine hurts both alike; each run is a process of its own, so that
memory is its own. Prints seconds, times real time, peak memory, and the ratio of the medians of CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def ours(path: Path, language: str | None) -> dict[str, float]:
    """Simak: bounded blocks, words put right, skipped speech heard again."""
    from ingest import models, transcribe

    whisper = transcribe.Whisper(models.resolve("auto"))
    start, cpu = time.perf_counter(), time.process_time()
    transcript = transcribe.transcribe(path, language=language, transcriber=whisper)
    words = sum(len(s.words) for s in transcript.segments)
    return _figures(start, cpu, transcript.duration, words)


def theirs(path: Path, language: str | None) -> dict[str, float]:
    """faster-whisper's batched pipeline as its README shows it, with word times, the same model, threads and precision."""
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    from ingest import models, transcribe

    model = WhisperModel(
        str(models.resolve("auto").folder), device="cpu", compute_type="int8", cpu_threads=transcribe.cpu_cores()
    )
    pipeline = BatchedInferencePipeline(model)
    start, cpu = time.perf_counter(), time.process_time()
    found, info = pipeline.transcribe(str(path), language=language, word_timestamps=True, batch_size=8)
    words = sum(len(s.words or ()) for s in found)
    return _figures(start, cpu, info.duration, words)


def _figures(start: float, cpu: float, duration: float, words: int) -> dict[str, float]:
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "wall": wall,
        "cpu": time.process_time() - cpu,
        "speed": duration / wall,
        "peak": peak,
        "words": words,
    }


def main() -> None:
    """Run the pairs and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("recording", type=Path)
    parser.add_argument("--language", default=None)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", choices=("ours", "theirs"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps({"ours": ours, "theirs": theirs}[args.one](args.recording, args.language)))
        return
    rows: dict[str, list[dict[str, float]]] = {"ours": [], "theirs": []}
    for _ in range(args.rounds):
        for name, done in rows.items():
            command = [sys.executable, __file__, str(args.recording), "--one", name]
            command += ["--language", args.language] if args.language else []
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            done.append(json.loads(out.splitlines()[-1]))
            one = done[-1]
            print(
                f"{name:7} {one['wall']:6.1f} s  {one['cpu']:6.1f} CPU s  {one['speed']:5.1f} x real time  "
                f"peak {one['peak']:5.0f} MB  {one['words']:.0f} words",
                flush=True,
            )
    for what in ("wall", "cpu"):
        ratio = statistics.median(r[what] for r in rows["ours"]) / statistics.median(r[what] for r in rows["theirs"])
        print(f"ours / theirs, {what} seconds: {ratio:.2f}")


if __name__ == "__main__":
    main()
