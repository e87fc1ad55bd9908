"""Search at size: made-up passages indexed and searched by Simak and by SQLite FTS5 in the same run, on the same words.

    python benchmarks/search.py [--passages 100000] [--queries 40] [--keep FOLDER]

Words are drawn by Zipf's law from Indonesian roots with their affixes. Both engines get the same folded words, so that for exact
queries FTS5 is also the oracle: the totals must agree. For each class of queries the 50th and 95th percentile are
printed in milliseconds of CPU (one thread; the clock tells more of the neighbours than of the engines), cold (first time
a query is asked) and warm, and the ratio of the warm 95th percentiles (below 1: Simak is ahead).
Simak's figure is always the whole engine (total, order, six facets, twenty texts); FTS5's is the twenty best and the count, and
in the class "facets" also the six groupings.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent.parent))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.hits import Passage

WORDS, A_SESSION, SPEAKERS = 40_000, 150, 300


def vocabulary(chance: random.Random) -> list[str]:
    """Words as Indonesian has them: the commonest first, a third of them with affixes."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    roots = sorted({w for w in StemmerFactory().get_words() if w.isalpha() and w.isascii() and 3 < len(w) < 10})
    chance.shuffle(roots)
    small = "yang dan di ini itu dengan untuk kita pada dari ada juga saya tidak ke bisa akan atau karena kami".split()  # noqa: SIM905
    words = dict.fromkeys(small)
    while len(words) < WORDS:
        root = roots[min(int(chance.expovariate(1 / 8000)), len(roots) - 1)]
        shape = chance.choice(("{}", "{}", "{}an", "ber{}", "di{}", "pe{}an", "me{}kan", "{}nya", "ke{}an", "ter{}"))
        words[shape.format(root)] = None
    return list(words)


def texts(count: int, seed: int = 1) -> Iterator[list[str]]:
    """The words of each passage."""
    import numpy as np

    words = np.array(vocabulary(random.Random(seed)), dtype=object)
    weights = 1 / (np.arange(len(words)) + 2.7)
    chance = np.random.default_rng(seed)
    cumulated = np.cumsum(weights / weights.sum())
    for at in range(0, count, 1000):
        lengths = chance.integers(45, 105, min(1000, count - at))
        drawn = words[np.minimum(np.searchsorted(cumulated, chance.random(int(lengths.sum()))), len(words) - 1)]
        begin = 0
        for length in lengths:
            yield drawn[begin : begin + length].tolist()
            begin += length


def passages(count: int) -> Iterator[list[Passage]]:
    """Sessions of passages."""
    from search.hits import Passage

    chance, session = random.Random(2), []
    for number, words in enumerate(texts(count)):
        n, at = divmod(number, A_SESSION)
        date = dt.date(2015, 1, 1) + dt.timedelta(days=3 * n % 3600)
        speaker = f"Pembicara {'ABCDEFGHIJKLMNOPQRST'[n % 20]}{chance.randrange(SPEAKERS // 20)}"
        session.append(
            Passage(
                f"s{n}/s{at}", f"s{n}", f"Webinar {n}", date, f"Seri {n % 7}", "speech", at * 30.0, at * 30.0 + 30, speaker,
                (f"topik {n % 40}",), " ".join(words), "id", "", (at, at + 1),
            )
        )  # fmt: skip
        if len(session) == A_SESSION or number == count - 1:
            yield session
            session = []


# --- building: each in a process of its own, so that its memory can be told ------------------------------------------------


def build_simak(folder: Path, count: int) -> None:
    from search import stamp
    from search.engine import Entry, WhooshEngine

    home = folder / ".index"
    home.mkdir(parents=True, exist_ok=True)
    engine = WhooshEngine.create(home / "a0")

    def entries() -> Iterator[Entry]:
        for found in passages(count):
            p = found[0]
            yield Entry(p.session, p.title, p.date, p.series, p.topics, (), (), frozenset(), tuple(found))

    engine.replace(entries(), ())
    stamp.write(home, stamp.Stamp("a0", 1, engine.size(), {}, stamp.sums(home / "a0")))


def build_fts(folder: Path, count: int) -> None:
    db = sqlite3.connect(folder / "fts.sqlite")
    db.execute("create virtual table f using fts5 (text, tokenize = 'unicode61')")
    db.execute(
        "create table p (id integer primary key, session text, speaker text, topic text, series text, year text, kind text)"
    )
    number = 0
    for found in passages(count):
        for p in found:
            number += 1
            db.execute("insert into f (rowid, text) values (?, ?)", (number, p.text))
            row = (number, p.session, p.speaker, p.topics[0], p.series, str(p.date.year if p.date else ""), p.kind)
            db.execute("insert into p values (?, ?, ?, ?, ?, ?, ?)", row)
    db.commit()
    db.execute("insert into f (f) values ('optimize')")
    db.commit()


# --- asking ------------------------------------------------------------------------------------------------------------------


def queries(count: int, each: int) -> dict[str, list[tuple[Any, str]]]:
    """By class: (Simak's tree, FTS5's expression)."""
    from search.query import And, Bag, Or, Phrase, Prefix, Word

    chance = random.Random(3)
    words = vocabulary(random.Random(1))
    sample = [text for n, text in enumerate(texts(min(count, 3000))) if n % 3 == 0]

    def mid() -> str:
        return words[int(30 + chance.random() ** 2 * 4000)]

    out: dict[str, list[tuple[Any, str]]] = {
        name: [] for name in ("or", "and", "words", "phrase", "stop phrase", "prefix", "facets")
    }
    for _ in range(each):
        some = list(dict.fromkeys(mid() for _ in range(chance.randrange(2, 5))))
        out["or"].append((Or(tuple(Phrase((w,)) for w in some)), " OR ".join(some)))
        out["and"].append((And(tuple(Phrase((w,)) for w in some[:2])), " AND ".join(some[:2])))
        out["words"].append((Bag(tuple(Word(w) for w in some)) if len(some) > 1 else Word(some[0]), " OR ".join(some)))
        text = chance.choice(sample)
        at = chance.randrange(len(text) - 3)
        out["phrase"].append((Phrase(tuple(text[at : at + 2])), f'"{" ".join(text[at : at + 2])}"'))
        small = [chance.choice(words[:12]) for _ in range(2)]
        out["stop phrase"].append((Phrase(tuple(small)), f'"{" ".join(small)}"'))
        head = mid()[: chance.randrange(3, 6)]
        out["prefix"].append((Prefix(head), f"{head}*"))
        out["facets"].append((Phrase((some[0],)), some[0]))
    return out


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1000


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.process_time()
    answer = ask()
    return time.process_time() - begun, answer


def ask_all(folder: Path, count: int, each: int) -> dict[str, Any]:
    from search.engine import WhooshEngine
    from search.hits import Filters
    from search.marks import Marker, snippet
    from search.query import parse
    from search.suggest import Suggester

    opened, engine = timed(lambda: WhooshEngine(folder / ".index" / "a0"))
    db = sqlite3.connect(folder / "fts.sqlite")
    filters = Filters(speaker=("Pembicara A0", "Pembicara B1", "Pembicara C2"), since=dt.date(2016, 1, 1))

    def simak(tree: Any, narrow: bool) -> int:
        return engine.find(tree, filters if narrow else Filters(), limit=20, offset=0, sort="relevance").total

    def fts(expression: str, groups: bool) -> int:
        db.execute(
            "select rowid, bm25(f), text from f where f match ? order by rank limit 20", (expression,)
        ).fetchall()
        if groups:
            for column in ("speaker", "topic", "year", "series", "session", "kind"):
                db.execute(
                    f"select {column}, count(*) from p where id in (select rowid from f where f match ?) group by 1",
                    (expression,),
                ).fetchall()
        return int(db.execute("select count(*) from f where f match ?", (expression,)).fetchone()[0])

    report: dict[str, Any] = {"opened_ms": round(opened * 1000, 1), "classes": {}, "differ": []}
    for name, some in queries(count, each).items():
        rounds: dict[str, list[list[float]]] = {"simak": [], "fts5": []}
        for turn in range(3):
            for who in rounds:
                rounds[who].append([])
            for tree, expression in some:
                ours, total = timed(lambda t=tree: simak(t, False))  # type: ignore[misc]
                theirs, oracle = timed(lambda e=expression, g=name == "facets": fts(e, g))  # type: ignore[misc]
                rounds["simak"][-1].append(ours)
                rounds["fts5"][-1].append(theirs)
                if turn == 0 and name != "words" and total != oracle:
                    report["differ"].append([name, expression, total, oracle])
        report["classes"][name] = {
            who: {
                "cold": [round(percentile(r[0], q), 2) for q in (0.5, 0.95)],
                "warm": [round(percentile(r[1] + r[2], q), 2) for q in (0.5, 0.95)],
            }
            for who, r in rounds.items()
        }
    narrowed = [timed(lambda t=t: simak(t, True))[0] for t, _ in queries(count, each)["facets"]]  # type: ignore[misc]
    report["filtered_p95_ms"] = round(percentile(narrowed, 0.95), 2)
    tree = parse("anggaran pelatihan pegawai daerah").root
    found = engine.find(tree, Filters(), limit=20, offset=0, sort="relevance")
    marker = Marker(tree)

    def snippets() -> None:
        for p, _ in found.passages:
            snippet(p.text, marker.marks(p.text, p.language)[0])

    snippets()
    report["snippets_ms"] = round(timed(snippets)[0] * 1000, 2)
    names, counts = engine.words()
    suggester = Suggester(dict(zip(names, counts, strict=True)))
    report["words"] = len(names)
    report["did_you_mean_ms"] = round(
        percentile([timed(lambda: suggester.nearest("pelatihna"))[0] for _ in range(9)], 0.5), 2
    )
    return report


# --- the run -------------------------------------------------------------------------------------------------------------------


def phase(name: str, folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """One step in a fresh process; its answer, seconds and peak memory."""
    command = [sys.executable, __file__, "--phase", name, "--keep", str(folder)]
    command += ["--passages", str(arguments.passages), "--queries", str(arguments.queries)]
    begun = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer | {"seconds": round(time.perf_counter() - begun, 1)}


def size(*paths: Path) -> float:
    files = [f for p in paths for f in (p.rglob("*") if p.is_dir() else p.parent.glob(p.name + "*")) if f.is_file()]
    return sum(f.stat().st_size for f in files) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--keep", type=Path, help="a folder for the indexes (default: a temporary one)")
    parser.add_argument("--phase", choices=["simak", "fts", "ask"], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.phase:
        answer = {}
        if arguments.phase == "ask":
            answer = ask_all(arguments.keep, arguments.passages, arguments.queries)
        else:
            (build_simak if arguments.phase == "simak" else build_fts)(arguments.keep, arguments.passages)
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps(answer | {"peak_mb": used.ru_maxrss // 1024, "cpu": round(used.ru_utime + used.ru_stime, 1)}))
        return
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="simak-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        run(folder, arguments)
    finally:
        if not arguments.keep:
            shutil.rmtree(folder)


def run(folder: Path, arguments: argparse.Namespace) -> None:
    print(f"{arguments.passages:,} passages")
    if not (folder / ".index").exists():
        simak, fts = phase("simak", folder, arguments), phase("fts", folder, arguments)
        for name, built, parts in (
            ("Simak", simak, (folder / ".index",)),
            ("FTS5", fts, (folder / "fts.sqlite",)),
        ):
            rate = arguments.passages / built["cpu"]
            print(
                f"{name:6} built in {built['cpu']:>6} s of CPU ({rate:,.0f} passages/s; {built['seconds']} s by the clock),"
                f" {size(*parts):,.0f} MB, peak {built['peak_mb']} MB"
            )
    asked = phase("ask", folder, arguments)
    print(f"opened in {asked['opened_ms']} ms; both asked: peak {asked['peak_mb']} MB; {asked['words']:,} words")
    print(f"{'class':12} {'Simak cold':>16} {'Simak warm':>16} {'FTS5 warm':>16} {'ratio p95':>10}")
    for name, c in asked["classes"].items():
        pairs = [f"{a:7.2f} {b:8.2f}" for a, b in (c["simak"]["cold"], c["simak"]["warm"], c["fts5"]["warm"])]
        print(
            f"{name:12} {pairs[0]} {pairs[1]} {pairs[2]} {c['simak']['warm'][1] / max(c['fts5']['warm'][1], 0.001):10.2f}"
        )
    print(f"filters and facets p95 {asked['filtered_p95_ms']} ms; 20 snippets {asked['snippets_ms']} ms; "
          f"did you mean {asked['did_you_mean_ms']} ms")  # fmt: skip
    print(f"totals that differ from FTS5's: {len(asked['differ'])} {asked['differ'][:5]}")


if __name__ == "__main__":
    main()
