"""One recording from beginning to end: decode, cut into blocks at pauses, recognise, keep, put together."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from ingest.errors import BadInput
from ingest.records import Flag, MadeBy, Segment, Transcript
from ingest.transcribe.keeping import Shelf
from ingest.transcribe.language import Chooser, main_language, turns
from ingest.transcribe.shapes import RATE, VERSION, WINDOW, Block, Heard, Piece, Transcriber
from ingest.transcribe.windows import packed, part
from ingest.transcribe.words import doubts, holes, joined, merged, placed, refined, sentences, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.transcribe.shapes import Samples

# Sound looked at to fill one window: a stretch of speech is at most a window long, so that one always ends within.
_HORIZON = 42.0
_HOTWORD_TOKENS = 223


def transcribe(
    path: Path,
    *,
    languages: Sequence[str] = ("id", "en"),
    language: str | Sequence[str] | None = None,
    model: str = "auto",
    hotwords: Sequence[str] = (),
    device: str = "auto",
    compute_type: str = "auto",
    threads: int = 0,
    batch_size: int = 0,
    report: Callable[[float, float], None] = lambda done, total: None,
    keep: Path | None = None,
    transcriber: Transcriber | None = None,
) -> Transcript:
    """The words of the recording ``path``, in seconds from its beginning.

    ``language``: given, not asked; several: asked for each block among them; None: asked once, over several places of
    the recording, among ``languages`` (those of the archive; empty: any). ``hotwords``: names and terms, the most
    telling first, that bias the recogniser; as many as its prompt holds are used. ``keep``: a folder for the finished
    blocks; a later call with the same recording and options goes on from there. ``threads`` and ``batch_size`` 0:
    chosen for the machine. ``report(seconds done, seconds in all)``.

    Raises :class:`ModelMissing`, or :class:`BadInput` when the recording has no sound that can be decoded.
    """
    from ingest import media, models
    from ingest.transcribe.whisper import Whisper

    facts = media.probe(path)
    if not facts.has_audio:
        raise BadInput("the recording has no sound track", where=str(path), hint="add captions (.vtt, .srt) beside it")
    if transcriber is None:
        found = models.resolve(model, device=device)
        whisper = Whisper(found, device=device, compute_type=compute_type, threads=threads, batch_size=batch_size)
        transcriber = cast("Transcriber", whisper)
    total = facts.seconds or 0.0
    report(0.0, total)
    given = language if isinstance(language, str) else None
    among = tuple(languages if language is None or given else language)
    if given is None and len(among) == 1:
        given = among[0]
    terms = _fitting_terms(hotwords, transcriber)
    asked = {
        "language": given or f"one of {','.join(among)}",
        "hotwords": "; ".join(terms),
    }
    shelf = Shelf(keep, path, asked | dict(transcriber.options) | {"recogniser": transcriber.name})
    choose = Chooser(path, transcriber, given, among, total, shelf)
    done = shelf.load()
    sound = media.decode(path, rate=RATE)
    blocks = list(done)
    for block in _recognised(sound, transcriber, choose, ", ".join(terms), done[-1].end if done else 0.0):
        shelf.save(block)
        blocks.append(block)
        report(min(block.end, total) if total else block.end, total or block.end)
    duration = max(sound.seconds, total)
    report(duration, duration)
    options = [(k, v) for k, v in sorted((asked | dict(transcriber.options)).items()) if v]
    options += [("detected", choose.evidence)] if choose.evidence else []
    options += [("languages", turns(blocks))] if turns(blocks) else []
    return Transcript(
        language=main_language(blocks, choose.main or "und"),
        model=transcriber.name,
        duration=round(duration, 3),
        segments=joined(s for b in blocks for s in b.segments),
        losses=sound.losses,
        flags=tuple(merged([f for b in blocks for f in b.flags])),
        made_by=MadeBy("transcribe", VERSION, tuple(options)),
    )


def _recognised(
    sound: Iterable[Any], transcriber: Transcriber, choose: Chooser, hotwords: str, resume: float
) -> Iterator[Block]:
    """Block after block from second ``resume`` on. Where blocks end depends on the sound alone, never on when it was
    stopped.

    The sound is always decoded from its beginning: decoders give slightly other samples after a seek, and the resumed
    transcript is to equal the uninterrupted one. That costs about 2 s an hour.
    """
    import numpy as np

    horizon = round((_HORIZON + WINDOW * (transcriber.windows - 1)) * RATE)
    at = round(resume * RATE)  # sample of the recording at which ``buffer`` begins
    buffer: Samples = np.zeros(0, np.float32)
    for chunk in sound:
        begin = round(chunk.start * RATE)
        if begin + len(chunk.samples) <= at:
            continue
        buffer = np.concatenate([buffer, chunk.samples[max(0, at - begin) :] if not len(buffer) else chunk.samples])
        while len(buffer) >= horizon:
            length, block = _block(buffer[:horizon], at, False, transcriber, choose, hotwords)
            yield block
            at, buffer = at + length, buffer[length:]
    while len(buffer):
        length, block = _block(buffer[:horizon], at, len(buffer) <= horizon, transcriber, choose, hotwords)
        yield block
        at, buffer = at + length, buffer[length:]


def _block(
    samples: Samples, at: int, last: bool, transcriber: Transcriber, choose: Chooser, hotwords: str
) -> tuple[int, Block]:
    """Recognise the beginning of ``samples``; how many samples were used up, and the block."""
    pieces, length = packed(samples, transcriber.stretches(samples), transcriber.windows, last=last)
    start, end = at / RATE, (at + length) / RATE
    spoken: list[tuple[str, float, float]] = []
    segments: list[Segment] = []
    flags: list[Flag] = []
    for language, group in itertools.groupby(choose.parts(pieces), key=lambda p: p[1]):
        same = [p for p, _ in group]
        for piece, heard in _recognise(transcriber, choose, same, language, hotwords):
            said = sentences(tidy(placed(refined(heard.words, piece), piece, start), start, end))
            segments += said
            flags += doubts(heard, said, len(piece.samples) / RATE)
            if said:
                spoken.append((heard.language or language, said[0].start, said[-1].end))
    return length, Block(round(start, 5), _second(at + length), tuple(spoken), tuple(segments), tuple(flags))


def _second(sample: int) -> float:
    """The second of a sample, exact enough to come back to the very sample."""
    return round(sample / RATE, 5)


def _recognise(
    transcriber: Transcriber, choose: Chooser, pieces: list[Piece], language: str, hotwords: str
) -> list[tuple[Piece, Heard]]:
    """The words of the pieces, biased by ``hotwords``; where speech was lost, it is heard again in parts."""
    out = []
    for piece, heard in zip(pieces, transcriber.recognise(pieces, language, hotwords), strict=True):
        again = _again(transcriber, choose, piece, heard, language, hotwords)
        out += again if again else [(piece, heard)]
    return out


def _again(
    transcriber: Transcriber, choose: Chooser, piece: Piece, heard: Heard, language: str, hotwords: str
) -> list[tuple[Piece, Heard]]:
    """A window in which seconds of voice came out without words, recognised again in parts; empty when that brings nothing.

    Whisper skips what it finds foreign: another language within the window, a change of speakers, and now and then
    whatever follows hotwords. The parts are cut where the holes begin and end, each is heard in its own language and
    without hotwords.
    """
    gaps = holes(heard.words, len(piece.samples) / RATE)
    if not gaps:
        return []
    parts = [part(piece, a, b) for a, b in _cuts(piece, gaps)]
    out: list[tuple[Piece, Heard]] = []
    for p in parts:
        for q, own in choose.parts([p]) if len(parts) > 1 else [(p, language)]:
            out.append((q, replace(transcriber.recognise([q], own, "")[0], language=own)))
    return out if sum(len(h.words) for _, h in out) > len(heard.words) + 1 else []


def _cuts(piece: Piece, gaps: list[tuple[float, float]]) -> list[tuple[int, int]]:
    """Ranges of samples between the edges of the holes, each edge moved to a pause within a second of it."""
    size = len(piece.samples)
    pauses = [n for n, _, _ in piece.map]
    edges = {0, size}
    for second in (s for gap in gaps for s in gap):
        sample = round(second * RATE)
        near = min(pauses, key=lambda p: abs(p - sample))
        edges.add(near if abs(near - sample) < RATE else min(max(sample, 0), size))
    kept = [0]
    for edge in sorted(edges)[1:]:
        if edge - kept[-1] >= RATE:
            kept.append(edge)
        elif edge == size:
            kept[-1] = size
    if kept[0] != 0:
        kept.insert(0, 0)
    return list(itertools.pairwise(kept))


def _fitting_terms(hotwords: Sequence[str], transcriber: Transcriber) -> tuple[str, ...]:
    """As many terms, in order, as Whisper's prompt holds; duplicates and empty ones are left out."""
    out: list[str] = []
    count = getattr(transcriber, "tokens", lambda text: len(text) // 3 + 1)
    for term in dict.fromkeys(" ".join(t.split()) for t in hotwords if t.strip()):
        if count(", ".join([*out, term])) > _HOTWORD_TOKENS:
            break
        out.append(term)
    return tuple(out)
