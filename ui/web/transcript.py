"""The transcript as the player reads it: paragraphs, sentences, words with their seconds; and as subtitles for the picture."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from ingest.errors import NotFound
from ui import shelf, turns
from ui.web.guard import signed

if TYPE_CHECKING:
    from starlette.requests import Request

    from ingest.records import Transcript


@signed("transcript")
def transcript(request: Request, session: str, _item: str) -> Response:
    """JSON: ``{"language", "duration", "speakers": [name], "paragraphs": […], "losses", "flags"}``.

    A paragraph is ``{"s": index of its speaker or -1, "opens": a new turn, "x": sentences of [word, start, end]}``.
    """
    return _cached(request, "application/json", _json(session, shelf.archive().fingerprint(session)), session)


@signed("subtitles")
def subtitles(request: Request, session: str, _item: str) -> Response:
    """WebVTT, a cue a sentence."""
    return _cached(request, "text/vtt; charset=utf-8", _vtt(session, shelf.archive().fingerprint(session)), session)


def as_json(record: Transcript) -> dict[str, Any]:
    """The transcript as the player wants it; seconds with two decimals."""
    names = turns.speakers(record)
    numbers = {name: index for index, name in enumerate(names)}
    return {
        "language": record.language,
        "duration": round(record.duration, 2),
        "speakers": list(names),
        "paragraphs": [
            {
                "s": numbers[paragraph.speaker] if paragraph.speaker else -1,
                "opens": paragraph.opens,
                "x": [
                    [[word.text, round(word.start, 2), round(word.end, 2)] for word in sentence.words]
                    for sentence in paragraph.sentences
                ],
            }
            for paragraph in turns.paragraphs(record)
        ],
        "losses": [[round(x.start, 2), round(x.end, 2), x.reason] for x in record.losses],
        "flags": [[round(x.start, 2), round(x.end, 2), x.reason] for x in record.flags],
    }


@functools.lru_cache(maxsize=32)
def _json(session: str, _fingerprint: str) -> bytes:
    return json.dumps(as_json(_read(session)), ensure_ascii=False, separators=(",", ":")).encode()


@functools.lru_cache(maxsize=8)
def _vtt(session: str, _fingerprint: str) -> bytes:
    cues = ["WEBVTT"]
    for paragraph in turns.paragraphs(_read(session)):
        for sentence in paragraph.sentences:
            text = " ".join(word.text for word in sentence.words)
            safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            cues.append(f"{_stamp(sentence.start)} --> {_stamp(max(sentence.end, sentence.start + 0.2))}\n{safe}")
    return ("\n\n".join(cues) + "\n").encode()


def _read(session: str) -> Transcript:
    record = shelf.archive().transcript(session)
    if record is None:
        raise NotFound("this recording has no transcript yet", where=session, hint="add it again to transcribe it")
    return record


def _cached(request: Request, kind: str, body: bytes, session: str) -> Response:
    tag = f'"{shelf.archive().fingerprint(session)[:32]}"'
    headers = {"etag": tag, "cache-control": "private, max-age=0, must-revalidate"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _stamp(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{thousandths:03d}"
