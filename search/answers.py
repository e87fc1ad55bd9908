"""Results of a search as the plain document that ``--json`` promises (the contract of the command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from search.hits import Results


def results(results: Results) -> dict[str, Any]:
    """One page of results; ``marks`` are character ranges in ``text``, ``url`` opens the app at the hit's second."""
    hits = []
    for hit in results.hits:
        p = hit.passage
        url = "/session?" + urlencode(
            {"id": p.session} | ({"t": f"{p.start:.2f}"} if p.start is not None else {}) | {"q": results.query}
        )
        hits.append(
            {
                "session": p.session,
                "title": p.title,
                "date": p.date.isoformat() if p.date else None,
                "kind": p.kind,
                "start": p.start,
                "end": p.end,
                "speaker": p.speaker,
                "text": p.text,
                "marks": [list(m) for m in hit.marks],
                "score": round(hit.score, 4),
                "url": url,
                "why": list(hit.why),
            }
        )
    return {
        "query": results.query,
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "did_you_mean": results.did_you_mean,
        "expanded": results.expanded,
        "relaxed": results.relaxed,
        "ignored": list(results.ignored),
        "facets": {name: [{"value": v, "count": n} for v, n in rows] for name, rows in results.facets.items()},
        "hits": hits,
    }
