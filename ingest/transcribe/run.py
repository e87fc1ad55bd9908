"""One recording from beginning to end: decode, cut into blocks at pauses, recognise, keep, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ingest.errors import BadInput
from ingest.records import Flag, MadeBy, Segment, Transcript
from ingest.transcribe.keeping import Shelf
from ingest.transcribe.language import Chooser, main_language, turns
from ingest.transcribe.shapes import RATE, VERSION, WINDOW, Block, Heard, Piece, Transcriber
from ingest.transcribe.windows import packed
from ingest.transcribe.words import doubts, merged, placed, sentences, tidy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from ingest.transcribe.shapes import Samples

# Sound looked at to fill one window: a stretch of speech is at most a window long, so that one always ends within.
_HORIZON = 42.0
# A guided window with fewer words a second of voice than this may have lost speech.
_FEW_WORDS = 0.7
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
    options += [("languages", turns(blocks))] if len({b.language for b in blocks if b.segments}) > 1 else []
    return Transcript(
        language=main_language(blocks, choose.main or "und"),
        model=transcriber.name,
        duration=round(duration, 3),
        segments=tuple(s for b in blocks for s in b.segments),
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
    stretches = transcriber.stretches(samples)
    pieces, length = packed(samples, stretches, transcriber.windows, last=last)
    voiced = sum(len(p.samples) for p in pieces) / RATE
    start, end = at / RATE, (at + length) / RATE
    language = choose(pieces)
    segments: list[Segment] = []
    flags: list[Flag] = []
    for piece, heard in zip(pieces, _recognise(transcriber, pieces, language, hotwords), strict=True):
        words = tidy(placed(heard.words, piece, start), start, end)
        said = sentences(words)
        segments += said
        flags += doubts(heard, said, len(piece.samples) / RATE)
    return length, Block(
        round(start, 4), _second(at + length), language, round(voiced, 2), tuple(segments), tuple(flags)
    )


def _second(sample: int) -> float:
    """The second of a sample, exact enough to come back to the very sample."""
    return round(sample / RATE, 5)


def _recognise(transcriber: Transcriber, pieces: list[Piece], language: str, hotwords: str) -> list[Heard]:
    """The words of the pieces, biased by ``hotwords``; a window in which that lost speech is heard again without."""
    if not pieces:
        return []
    heard = transcriber.recognise(pieces, language, hotwords)
    for n, (piece, one) in enumerate(zip(pieces, heard, strict=True)):
        seconds = len(piece.samples) / RATE
        if hotwords and seconds > 3 and len(one.words) / seconds < _FEW_WORDS:
            plain = transcriber.recognise([piece], language, "")[0]
            if len(plain.words) > 1.3 * len(one.words):
                heard[n] = plain
    return heard


def _fitting_terms(hotwords: Sequence[str], transcriber: Transcriber) -> tuple[str, ...]:
    """As many terms, in order, as Whisper's prompt holds; duplicates and empty ones are left out."""
    out: list[str] = []
    count = getattr(transcriber, "tokens", lambda text: len(text) // 3 + 1)
    for term in dict.fromkeys(" ".join(t.split()) for t in hotwords if t.strip()):
        if count(", ".join([*out, term])) > _HOTWORD_TOKENS:
            break
        out.append(term)
    return tuple(out)
