"""Is this Indonesian or English? Told by the small words that every sentence needs.

Meant for texts of a sentence or more in one of the archive's two languages; anything else is ``und``.
"""

from __future__ import annotations

import re

from ingest.errors import BadInput

_WORD = re.compile(r"[a-z]+")
_MOST = 200_000  # characters looked at: more tells nothing new

_ID = (
    "yang dan di ini itu dengan untuk dari pada dalam tidak akan ke kita saya kami mereka anda dia ia adalah juga "
    "sudah ada bisa oleh karena atau jadi lebih agar sebagai telah harus tersebut saat bahwa seperti kalau nya ya apa "
    "masih para secara menjadi hanya sehingga maka bagi belum lagi dapat kepada hal banyak semua setiap antara terima "
    "kasih bapak ibu selamat kata ujar pak bu teman nah gitu enggak nggak gak sih kan aja tapi tetapi bukan jangan "
    "sama baik "
)
_EN = (
    "the and of to is that it for with this we you are be on have not as was they but so at or from by what there can "
    "will your our if would an about which just do like know think all their has he she been when more some were i up "
    "out how who them then than these those because very my me yeah okay right "
)
_SMALL = {"id": frozenset(_ID.split()), "en": frozenset(_EN.split())}


def language(text: str, fewest: int = 4) -> str:
    """``id``, ``en``, or ``und`` when fewer than ``fewest`` small words tell, or the two languages come out alike."""
    words = _WORD.findall(text[:_MOST].lower())
    counts = {name: sum(w in small for w in words) for name, small in _SMALL.items()}
    best, other = sorted(counts, key=lambda name: -counts[name])
    if counts[best] < fewest or counts[best] < 1.3 * counts[other] or counts[best] * 14 < len(words):
        return "und"
    return best


_NAMES = {
    "bahasa": "id", "indonesia": "id", "indonesian": "id", "ind": "id", "in": "id",
    "inggris": "en", "english": "en", "eng": "en",
}  # fmt: skip


def code(name: str) -> str:
    """The ISO 639-1 code of a language as people write it: ``id``, ``Indonesia``, ``English``.

    Raises BadInput for what is neither a code of two letters nor a name known here.
    """
    low = name.strip().lower().removeprefix("bahasa ")
    found = _NAMES.get(low, low)
    if not re.fullmatch(r"[a-z]{2}", found):
        raise BadInput(f"no language is called {name!r}", hint="write id, en, or another ISO 639-1 code")
    return found
