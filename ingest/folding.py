"""Letters without what only their spelling adds: case, accents, typographic apostrophes."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Lower case without accents; typographic apostrophes become plain ones. Not reversible: the length may change."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.lower()
