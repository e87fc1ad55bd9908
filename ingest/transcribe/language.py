"""In which language a recording, or a part of it, is to be heard."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ingest.transcribe.shapes import RATE, WINDOW
from ingest.transcribe.windows import packed, part
from ingest.transcribe.words import COMPRESSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.transcribe.keeping import Shelf
    from ingest.transcribe.shapes import Block, Piece, Transcriber

# Languages that Whisper takes for one another; their votes count for the archive's language.
_KIN = {"id": ("ms", "jw", "su"), "ms": ("id",), "nb": ("no", "nn", "da"), "hr": ("sr", "bs")}
# A vote is clear when one of the languages has this share of what the archive's languages got, and they got this much.
_CLEAR = 0.9
_CLEAR_MASS = 0.5
# Seconds of speech from which Whisper tells a language fairly well.
_SHORT = 5.0


class Chooser:
    """Says in which language a block is to be heard.

    A given language is taken. Otherwise the recording is asked at several places; a block that clearly speaks another
    of the languages ``among`` is heard in that one. Whisper takes a voice it finds strange for Latin or Albanian: where
    it is not sure, a piece is recognised in each language, and the one in which the words come out most fluently is
    taken.
    """

    def __init__(
        self,
        path: Path,
        transcriber: Transcriber,
        given: str | None,
        among: tuple[str, ...],
        total: float,
        shelf: Shelf,
    ) -> None:
        self.path, self.transcriber, self.among, self.total, self.shelf = path, transcriber, among, total, shelf
        self.evidence = ""
        self.given = given
        self.main = given
        kept = shelf.note("language") if given is None else None
        if kept:
            self.main, self.evidence = kept["language"], kept["evidence"]

    def parts(self, pieces: list[Piece]) -> list[tuple[Piece, str]]:
        """The pieces in order, each with its language; one that speaks two of the languages is cut where they change."""
        if not pieces:
            return []
        if self.given is not None:
            return [(p, self.given) for p in pieces]
        if self.main is None:
            self.main, self.evidence = self._ask(pieces[0])
            self.shelf.note("language", {"language": self.main, "evidence": self.evidence})
        out: list[tuple[Piece, str]] = []
        # Whisper's encoder has to hear the pieces anyway: asking costs next to nothing.
        for one, heard in zip(pieces, self.transcriber.languages(pieces), strict=True):
            best, share, mass = _weighed(heard, self.among)
            clear = share >= _CLEAR and mass >= _CLEAR_MASS
            if not clear and mass >= _CLEAR_MASS and len(one.samples) >= 2 * _SHORT * RATE:
                out += self._divided(one)
            else:
                out.append((one, best if clear else self.main))
        return out

    def _divided(self, whole: Piece) -> list[tuple[Piece, str]]:
        """A piece of several languages, cut at pauses where one gives way to another."""
        cuts = [0]
        for n, _, length in whole.map:
            if n + length - cuts[-1] >= _SHORT * RATE:
                cuts.append(n + length)
        cuts[max(1, len(cuts) - 1) :] = [len(whole.samples)]
        runs: list[tuple[int, int, str]] = []
        for a, b in itertools.pairwise(cuts):
            best, share, mass = _weighed(self.transcriber.languages([part(whole, a, b)])[0], self.among)
            own = best if share >= _CLEAR and mass >= _CLEAR_MASS else self.main or best
            if runs and runs[-1][2] == own:
                runs[-1] = (runs[-1][0], b, own)
            else:
                runs.append((a, b, own))
        return [(part(whole, a, b), own) for a, b, own in runs]

    def _ask(self, first: Piece) -> tuple[str, str]:
        """Votes from up to five places of the recording: one place may be music, a prayer, or a song of another
        land.
        """
        votes: defaultdict[str, float] = defaultdict(float)
        raw: defaultdict[str, float] = defaultdict(float)
        asked: list[Piece] = []
        places = 1 if self.total < 60 else 2 if self.total < 300 else 3 if self.total < 1200 else 5
        for n in range(places):
            piece = first if n == 0 else self._piece(self.total * n / places)
            if piece is None:
                continue
            heard = self.transcriber.languages([piece])[0]
            asked.append(piece)
            for code, p in heard.items():
                raw[code] += p
            best, share, mass = _weighed(heard, self.among)
            votes[best] += share * mass
            if len(asked) >= 2 and len(votes) == 1 and votes[best] / len(asked) > _CLEAR:
                break
        total = sum(votes.values())
        chosen = max(votes, key=lambda c: votes[c])
        top = sorted(raw, key=lambda c: -raw[c])[:3]
        evidence = "heard as " + ", ".join(f"{c} {raw[c] / len(asked):.2f}" for c in top)
        if len(self.among) > 1 and (total / len(asked) < _CLEAR_MASS or votes[chosen] / total < _CLEAR):
            fluency = {c: self._fluency(c, asked[-1]) for c in self.among}
            chosen = max(fluency, key=lambda c: fluency[c])
            evidence += "; fluency " + ", ".join(f"{c} {f:.2f}" for c, f in fluency.items())
        return chosen, f"{chosen} at {len(asked)} places ({evidence})"

    def _fluency(self, language: str, piece: Piece) -> float:
        """How well the words of a piece come out in a language: Whisper's mean log probability, loops marked down."""
        heard = self.transcriber.recognise([piece], language, "")[0]
        return heard.log_probability - max(0.0, heard.compression - COMPRESSION)

    def _piece(self, at: float) -> Piece | None:
        from ingest import media

        sound = media.decode(self.path, start=at, rate=RATE, chunk=WINDOW)
        chunk = next(iter(sound), None)
        if chunk is None:
            return None
        pieces, _ = packed(chunk.samples, self.transcriber.stretches(chunk.samples), 1, last=True)
        return pieces[0] if pieces and len(pieces[0].samples) >= 3 * RATE else None


def _weighed(heard: dict[str, float], among: Sequence[str]) -> tuple[str, float, float]:
    """The most likely of the languages ``among`` (empty: any), its share of what was given to them, and how much that
    was.

    Kin count: Malay heard in an archive that has Indonesian is Indonesian.
    """
    if not among:
        best = max(heard, key=lambda c: heard[c])
        return best, heard[best], 1.0
    sums = {c: heard.get(c, 0.0) + sum(heard.get(k, 0.0) for k in _KIN.get(c, ()) if k not in among) for c in among}
    best = max(sums, key=lambda c: sums[c])
    mass = sum(sums.values())
    return best, sums[best] / (mass or 1.0), mass


def main_language(blocks: list[Block], fallback: str) -> str:
    """The language that is spoken for the longest time."""
    seconds: Counter[str] = Counter()
    for language, start, end in _spoken(blocks):
        seconds[language] += round((end - start) * 100)
    return seconds.most_common(1)[0][0] if seconds else fallback


def turns(blocks: list[Block]) -> str:
    """``id 0-24, en 24-74``: which language was heard from where to where, empty when it was one alone."""
    out = []
    for language, group in itertools.groupby(_spoken(blocks), key=lambda s: s[0]):
        members = list(group)
        out.append(f"{language} {members[0][1]:.0f}-{members[-1][2]:.0f}")
    return ", ".join(out) if len(out) > 1 else ""


def _spoken(blocks: list[Block]) -> list[tuple[str, float, float]]:
    return [s for b in blocks for s in b.spoken]
