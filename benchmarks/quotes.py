"""How well the write-up reader knows who said what, on annotated Indonesian news.

    python benchmarks/quotes.py GOLD.jsonl [--predict OUT.jsonl]

A line of GOLD is an article: ``{"id", "text", "speakers": [{"name"}], "quotes": [{"start", "end", "speaker", "how"}]}``, ``how``
being ``after`` (``kata X``) or ``coref`` (``katanya``). Printed for the two halves of the articles (by a hash of their
ids: errors were read in the first only, but scores and a count of verbs over both steered the rules, so neither half is
unseen) and for all: the speakers found, once those who are quoted directly
and once all who spoke; the direct quotations found (half of the characters in common, at least); and of those with a
known speaker, how many are given the right one. Precision is a lower bound where annotators left speakers out.
``--predict`` writes ``{"id", "speakers", "quotes"}`` lines for another scorer.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import zlib
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest import names
from ingest.records import Paragraph, Quote
from ingest.writeup.understand import Understood, understand


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--predict", type=Path)
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    begun = time.perf_counter()
    found = [understand(a["text"], _paragraphs(a["text"])) for a in articles]
    seconds = time.perf_counter() - begun
    if args.predict:
        lines = [json.dumps(_prediction(a, u), ensure_ascii=False) for a, u in zip(articles, found, strict=True)]
        args.predict.write_text("\n".join(lines) + "\n", encoding="utf-8")
    pairs = list(zip(articles, found, strict=True))
    halves = [zlib.crc32(a["id"].encode()) % 2 for a in articles]
    for title, wanted in (("first half", (0,)), ("second half", (1,)), ("all", (0, 1))):
        chosen = [pair for pair, half in zip(pairs, halves, strict=True) if half in wanted]
        print(f"{title}: {len(chosen)} articles")
        for line in _report(chosen):
            print(f"  {line}")
    print(f"{1000 * seconds / max(1, len(articles)):.0f} ms an article")


def _paragraphs(text: str) -> list[Paragraph]:
    out, at = [], 0
    for piece in text.split("\n"):
        if piece.strip():
            out.append(Paragraph(piece, at, at + len(piece)))
        at += len(piece) + 1
    return out


def _prediction(article: dict[str, Any], u: Understood) -> dict[str, Any]:
    quotes = [{"start": q.start, "end": q.end, "speaker": q.speaker} for q in u.quotes if q.kind == "direct"]
    return {"id": article["id"], "speakers": [p.name for p in u.people if p.spoke], "quotes": quotes}


def _report(pairs: list[tuple[dict[str, Any], Understood]]) -> list[str]:
    count: Counter[str] = Counter()
    for article, u in pairs:
        gold = [s["name"] for s in article["speakers"]]
        for kind, people in (
            ("quoted", [p.name for p in u.people if p.quoted]),
            ("spoke", [p.name for p in u.people if p.spoke]),
        ):
            count[f"{kind} said"] += len(people)
            count[f"{kind} right"] += sum(any(names.same(p, g) for g in gold) for p in people)
            count[f"{kind} found"] += sum(any(names.same(p, g) for p in people) for g in gold)
        count["speakers"] += len(gold)
        direct = [q for q in u.quotes if q.kind == "direct"]
        count["quotes"] += len(article["quotes"])
        for quote in article["quotes"]:
            same = [q for q in direct if _common(q, quote) >= 0.5]
            count["quotes found"] += bool(same)
            if quote["speaker"]:
                count[f"{quote['how']}"] += 1
                count[f"{quote['how']} right"] += any(
                    q.speaker and names.same(q.speaker, quote["speaker"]) for q in same
                )
    share = partial(_share, count)
    return [
        f"speakers quoted: recall {share('quoted found', 'speakers')} precision {share('quoted right', 'quoted said')}",
        f"speakers in all: recall {share('spoke found', 'speakers')} precision {share('spoke right', 'spoke said')}",
        f"direct quotations: recall {share('quotes found', 'quotes')}",
        f"speaker of 'kata X': {share('after right', 'after')}   of 'katanya': {share('coref right', 'coref')}",
    ]


def _common(q: Quote, gold: dict[str, Any]) -> float:
    inside = max(0, min(q.end, gold["end"]) - max(q.start, gold["start"]))
    return float(inside / (max(q.end, gold["end"]) - min(q.start, gold["start"])))


def _share(count: Counter[str], part: str, whole: str) -> str:
    return f"{count[part] / max(1, count[whole]):.3f} ({count[part]}/{count[whole]})"


if __name__ == "__main__":
    main()
