"""Records of ingest as the plain documents that ``--json`` promises (the contract of the command line).

Shapes only: what a field means is said where the record is defined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ingest.archive import Archive
    from ingest.records import Link, Session, Transcript, WriteUp


def session(archive: Archive, s: Session) -> dict[str, Any]:
    """A session as ``list`` and ``show`` give it."""
    summary = archive.summary(s.id)
    return {
        "id": s.id,
        "title": s.title,
        "date": s.date.isoformat() if s.date else None,
        "seconds": summary.seconds if summary else None,
        "speakers": [name for name, _ in summary.speakers] if summary else [p.name for p in s.speakers],
        "topics": list(summary.topics if summary else s.topics),
        "series": s.series,
        "organiser": s.organiser,
        "language": summary.language if summary else "",
        "writeups": list(s.writeups),
        "media": [m.path for m in s.media],
        "problem": s.problem,
    }


def transcript(t: Transcript) -> dict[str, Any]:
    """A transcript with its words; seconds are those of the recording."""
    return {
        "language": t.language,
        "model": t.model,
        "segments": [
            {
                "start": x.start,
                "end": x.end,
                "text": x.text,
                "speaker": x.speaker,
                "words": [
                    {"text": w.text, "start": w.start, "end": w.end, "probability": w.probability} for w in x.words
                ],
            }
            for x in t.segments
        ],
        "losses": [{"start": x.start, "end": x.end, "reason": x.reason} for x in t.losses],
        "flags": [{"start": x.start, "end": x.end, "reason": x.reason} for x in t.flags],
    }


def link(link: Link) -> dict[str, Any]:
    """One sentence of a write-up and where it was said."""
    return {
        "paragraph": link.paragraph,
        "text": link.text,
        "quote": link.quote,
        "speaker": link.speaker,
        "spans": [{"start": s.start, "end": s.end, "segments": list(s.segments), "score": s.score} for s in link.spans],
        "verdict": link.verdict,
        "confidence": link.confidence,
        "said": link.said,
        "reason": link.reason,
    }


def writeup(w: WriteUp) -> dict[str, Any]:
    """What was understood of a write-up; ``start``/``end`` are character offsets in ``text``."""
    from ingest.archive import as_dict

    document: dict[str, Any] = as_dict(w)
    document["acronyms"] = dict(w.acronyms)
    for key in ("made_by", "paragraphs"):
        document.pop(key)
    return document
