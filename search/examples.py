"""Three searches that a newcomer may try: taken from the archive, so that each of them finds something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search import analysis
from search.searcher import Searcher
from search.words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.archive import Archive
    from search.hits import Passage, Results


def examples(archive: Archive) -> tuple[str, ...]:
    """A topic, a person with a word of theirs, and words someone said, in quotation marks. Fewer where the archive has
    less; the same for the same archive."""
    searcher = Searcher.open(archive)
    return searcher.remember("examples", lambda: _examples(searcher))


def _examples(searcher: Searcher) -> tuple[str, ...]:
    everything = searcher.find("", limit=200)
    out: list[str] = []
    for make in (_topic, _person, _said):
        text = next((text for text in make(searcher, everything) if text not in out), None)
        if text:
            out.append(text)
    for make in (_said, _person, _topic):  # an archive without topics, say: more of what it has
        for text in make(searcher, everything):
            if len(out) < 3 and text not in out:
                out.append(text)
    return tuple(out)


def _topic(searcher: Searcher, everything: Results) -> Iterator[str]:
    for topic, _ in everything.facets["topic"][:20]:
        found = searcher.find(topic.lower(), limit=1)
        if found.total and not found.relaxed and found.hits[0].marks:
            yield topic.lower()


def _person(searcher: Searcher, everything: Results) -> Iterator[str]:
    """``Wahyu anggaran``: the person's first name, and the word that is theirs rather than everybody's."""
    for name, _ in everything.facets["speaker"][:8]:
        speech = [h.passage for h in everything.hits if h.passage.speaker == name and h.passage.kind == "speech"]
        counts: dict[str, int] = {}
        for passage in speech:
            for word in {t.folded for t in analysis.tokens(passage.text) if not t.capital}:
                if (
                    len(word) > 5
                    and word.isalpha()
                    and word not in STOP_WORDS
                    and analysis.is_common(analysis.indonesian(word))
                ):
                    counts[word] = counts.get(word, 0) + 1
        best = sorted(counts, key=lambda w: (-counts[w] / (3 + searcher.engine.frequency(w)), w))
        for word in best[:3]:
            text = f"{name.split()[0]} {word}"
            found = searcher.find(text, limit=1)
            if found.total and found.hits[0].passage.speaker == name and not found.relaxed:
                yield text


def _said(searcher: Searcher, everything: Results) -> Iterator[str]:
    """Three words that were said together more than once, in few webinars: a term that people will remember."""
    where: dict[str, list[str]] = {}
    speech = [h.passage for h in everything.hits if h.passage.kind == "speech"]
    for passage in [p for p in speech if p.language == "id"] or speech:
        for run in set(_runs(passage)):
            where.setdefault(run, []).append(passage.session)

    def worth(run: str) -> float:
        rare = sum(1 / (1 + searcher.engine.frequency(word)) for word in run.split())
        return (len(where[run]) - 0.9) * (1 + rare) / len(set(where[run]))

    for run in sorted(where, key=lambda run: (-worth(run), run))[:20]:
        text = f'"{run}"'
        if searcher.find(text, limit=1).total:
            yield text


def _runs(passage: Passage) -> Iterator[str]:
    found = analysis.tokens(passage.text)
    for i in range(len(found) - 2):
        run = found[i : i + 3]
        words = [t.folded for t in run]
        joined = passage.text[run[0].start : run[-1].end]
        if any(w in STOP_WORDS or not w.isalpha() for w in (words[0], words[-1])) or joined != " ".join(joined.split()):
            continue
        if any(t.capital for t in run) or any(c in joined for c in '.,;:?!"()-…–') or len(set(words)) < 3:
            continue
        if all(analysis.is_common(analysis.indonesian(w)) for w in words):
            yield joined.lower()
