"""How often a verdict on a quotation is right, on an adversarial set made from the demo archive's own captions.

    python benchmarks/verdicts.py [--show CLASS] [--limit N]

From each webinar with captions, sentences of 7 to 32 words are quoted: as they are; paraphrased; with a negation added
or taken away; with a number or a name changed; against another webinar. The speech beside them is given recognition
errors at 0, 10 and 20 % of its words: half have letters changed, a quarter are run together with the next (what Whisper
base mostly does), the rest torn apart, dropped or replaced by another word. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from typing import TYPE_CHECKING

from ingest.captions import read
from ingest.numbers import numbers
from ingest.sentences import sentences
from ingest.verdict import Speech

if TYPE_CHECKING:
    from ingest.records import Segment, Transcript

SEED = 20201123
RATES = (0.0, 0.1, 0.2)

_SYNONYMS = """
harus=wajib perlu=mesti bisa=dapat masyarakat=warga warga=penduduk kita=kami kami=kita bapak=pak sangat=amat
karena=sebab tetapi=namun tapi=namun jadi=maka supaya=agar agar=supaya seperti=misalnya sudah=telah akan=bakal
orang=individu membuat=menyusun memberi=menyerahkan melihat=menyaksikan datang=hadir kantor=instansi
pegawai=karyawan petugas=staf kerja=tugas bekerja=bertugas hari=waktu besar=raya sekarang=kini banyak=sejumlah
ini=tersebut itu=tersebut kalau=apabila ketika=saat lalu=kemudian juga=pun hanya=cuma semua=segala setiap=tiap
bertanya=mengajukan menjawab=membalas rumah=hunian pelayanan=layanan layanan=servis laporan=berkas surat=dokumen
data=informasi pimpinan=atasan dengan=bersama
"""
_PARAPHRASE = dict(pair.split("=") for pair in _SYNONYMS.split())
_DENIALS = ("tidak", "bukan", "belum", "jangan")
_DENIABLE = """
bisa harus boleh akan perlu mau sudah dapat mungkin punya ada membuat membaca melihat menjadi menunggu mengubah
meminta memakai mengerti memahami wajib cukup takut percaya tahu ingin selesai masuk datang diberi dibuka dipakai
diminta disimpan bekerja berarti
"""
_BEFORE_DENIAL = frozenset(_DENIABLE.split())
_PEOPLE = ("Hendra Wicaksono", "Larasati Dewi", "Bambang Sutrisno", "Fitriani Lubis", "Yohanes Tarigan")


def main(argv: list[str]) -> int:
    """Build the set, judge it, print the table of verdicts and the figures."""
    show = argv[argv.index("--show") + 1] if "--show" in argv else ""
    limit = int(argv[argv.index("--limit") + 1]) if "--limit" in argv else 40
    root = Path(__file__).resolve().parent.parent / "recordings"
    talks = [read(p) for p in sorted([*root.glob("*/media/*.vtt"), *root.glob("*/media/*.srt")])]
    rng = random.Random(SEED)
    table: dict[tuple[str, float], Counter[str]] = defaultdict(Counter)
    spent = judged = 0.0
    for n, talk in enumerate(talks):
        quotes = _quotes(talk)
        rng.shuffle(quotes)
        cases = [(kind, text) for q in quotes[:limit] for kind, text in _variants(q, rng)]
        other = _quotes(talks[(n + 1) % len(talks)])
        cases += [("other webinar", q) for q in rng.sample(other, min(limit // 2, len(other)))]
        for rate in RATES:
            heard = _spoil(talk, rate, random.Random(SEED + n))
            speech = Speech.of(heard, names=_PEOPLE)
            begun = time.perf_counter()
            for kind, quote in cases:
                found = speech.judge(quote)
                table[kind, rate][found.verdict] += 1
                if show == kind and found.verdict != _WANTED[kind]:
                    print(
                        f"{rate:.0%} {found.verdict} ({found.closeness:.2f}) {found.reason}\n  Q {quote}\n  S {found.said}"
                    )
            spent += time.perf_counter() - begun
            judged += len(cases)
    _print(table)
    count = judged / len(RATES)
    print(
        f"{len(talks)} talks, {count:.0f} quotations at {len(RATES)} error rates, {1000 * spent / judged:.1f} ms each"
    )
    return 0


_WANTED = {
    "genuine": "verbatim",
    "paraphrased": "paraphrased",
    "negated": "contradicted",
    "number": "contradicted",
    "name": "contradicted",
    "other webinar": "not found",
}


def _print(table: dict[tuple[str, float], Counter[str]]) -> None:
    print(
        f"{'quotations':16}{'errors':>7}{'n':>6}"
        + "".join(f"{v:>14}" for v in ("verbatim", "paraphrased", "contradicted", "not found"))
    )
    for (kind, rate), row in sorted(table.items()):
        n = row.total()
        shares = "".join(f"{row[v] / n:14.3f}" for v in ("verbatim", "paraphrased", "contradicted", "not found"))
        print(f"{kind:16}{rate:7.0%}{n:6}{shares}")
    for rate in RATES:
        verbatim = {kind: table[kind, rate]["verbatim"] for kind in _WANTED}
        present = [table[kind, rate] for kind in _WANTED if kind != "other webinar"]
        lost = sum(r["not found"] for r in present) / sum(r.total() for r in present)
        print(
            f"errors {rate:4.0%}: verbatim precision {verbatim['genuine'] / max(1, sum(verbatim.values())):.3f} "
            f"recall {verbatim['genuine'] / table['genuine', rate].total():.3f}, "
            f"negations caught {table['negated', rate]['contradicted'] / table['negated', rate].total():.3f}, "
            f"present but not found {lost:.3f}"
        )


def _quotes(talk: Transcript) -> list[str]:
    text = " ".join(s.text for s in talk.segments)
    found = (text[a:b].strip() for a, b in sentences(text))
    return [q for q in dict.fromkeys(found) if 7 <= len(q.split()) <= 32]


# --- the variants ---------------------------------------------------------------------------------------------------------


def _variants(quote: str, rng: random.Random) -> list[tuple[str, str]]:
    out = [("genuine", _tidy(quote))]
    for kind, change in (("paraphrased", _paraphrased), ("negated", _negated), ("number", _number), ("name", _named)):
        if (changed := change(quote, rng)) is not None:
            out.append((kind, changed))
    return out


def _tidy(quote: str) -> str:
    """As a newspaper would print it: without fillers and doubled words."""
    words = [w for w in quote.split() if w.strip(",.").casefold() not in ("eh", "em", "nah", "anu", "hmm", "ee")]
    return " ".join(
        w for n, w in enumerate(words) if n == 0 or w.strip(",.").casefold() != words[n - 1].strip(",.").casefold()
    )


def _paraphrased(quote: str, rng: random.Random) -> str | None:
    """Synonyms for at least a fifth of the words, and the halves turned round where a comma allows it."""
    words = _tidy(quote).split()
    new = [_PARAPHRASE.get(w.casefold().strip(",."), w) for w in words]
    changed = sum(a != b for a, b in zip(words, new, strict=True))
    commas = [n for n, w in enumerate(new) if w.endswith(",") and 2 < n < len(new) - 3]
    if commas and rng.random() < 0.7:
        half = rng.choice(commas) + 1
        new = [*new[half:], *new[:half]]
        changed += 2
    return " ".join(w.strip(".") for w in new) if changed * 5 >= len(words) else None


def _negated(quote: str, rng: random.Random) -> str | None:
    words = _tidy(quote).split()
    denials = [n for n, w in enumerate(words) if w.strip(",.").casefold() in _DENIALS]
    if denials:
        del words[rng.choice(denials)]
        return " ".join(words)
    places = [n for n, w in enumerate(words) if n and w.strip(",.").casefold() in _BEFORE_DENIAL]
    if not places:
        return None
    words.insert(rng.choice(places), "tidak")
    return " ".join(words)


def _number(quote: str, rng: random.Random) -> str | None:
    found = [
        n
        for n in numbers(quote)
        if n.value.isdigit() and n.value not in ("1", "2") and not quote[n.start : n.end].startswith("ke")
    ]
    if not found:
        return None
    number = rng.choice(found)
    value = int(number.value)
    other = rng.choice([v for v in (value + 10, value * 2, value + 3, value * 10) if v != value])
    return _tidy(quote[: number.start] + str(other) + quote[number.end :])


def _named(quote: str, rng: random.Random) -> str | None:
    found = re.search(
        r"(?<=\b(?:Pak|Ibu|Mas|Mba) )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*|(?<=\bBapak )[A-Z][a-z]{3,}|(?<=\bBu )[A-Z][a-z]{3,}",
        quote,
    )
    if found is None or found.group().split()[0] in ("Sekda", "Camat", "Lurah", "Bupati", "Kepala", "Bapak"):
        return None
    name = rng.choice(_PEOPLE).split()
    if name[0] == found.group().split()[0]:
        return None
    return _tidy(quote[: found.start()] + " ".join(name[: len(found.group().split())]) + quote[found.end() :])


# --- recognition errors ---------------------------------------------------------------------------------------------------


_SWAPS = (
    ("p", "b"),
    ("d", "t"),
    ("k", "g"),
    ("s", "z"),
    ("m", "n"),
    ("a", "e"),
    ("i", "e"),
    ("u", "o"),
    ("r", "l"),
    ("y", "i"),
)


def _spoil(talk: Transcript, rate: float, rng: random.Random) -> Transcript:
    vocabulary = [w for s in talk.segments for w in s.text.split()]
    return replace(talk, segments=tuple(_spoiled(s, rate, rng, vocabulary) for s in talk.segments))


def _spoiled(segment: Segment, rate: float, rng: random.Random, vocabulary: list[str]) -> Segment:
    out: list[str] = []
    glue = False
    for word in segment.text.split():
        new = word
        if rng.random() < rate:
            kind = rng.random()
            if kind < 0.5:
                new = _misheard(word, rng)
            elif kind < 0.78:
                glue = True
                out.append(word.rstrip(",."))
                continue
            elif kind < 0.9 and len(word) > 6:
                new = f"{word[: len(word) // 2]} {word[len(word) // 2 :]}"
            elif kind < 0.95:
                new = rng.choice(vocabulary)
            else:
                continue
        if glue and out:
            out[-1] += new
        else:
            out.append(new)
        glue = False
    return replace(segment, text=" ".join(out), words=())


def _misheard(word: str, rng: random.Random) -> str:
    """One or two letters for ones that sound like them, or one lost."""
    for _ in range(1 if len(word) < 6 else 2):
        swaps = [(n, b if c == a else a) for n, c in enumerate(word) for a, b in _SWAPS if c in (a, b)]
        if swaps and rng.random() < 0.8:
            n, letter = rng.choice(swaps)
            word = word[:n] + letter + word[n + 1 :]
        elif len(word) > 3:
            n = rng.randrange(1, len(word) - 1)
            word = word[:n] + word[n + 1 :]
    return word


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
