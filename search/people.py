"""Who is who across sessions: one person is a name that sessions give, with every label that captions gave them
(``also``)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from search import analysis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Named(Protocol):
    """What this module needs of a person: ``ingest.records.Speaker`` has it."""

    @property
    def name(self) -> str: ...

    @property
    def also(self) -> tuple[str, ...]: ...


# Labels that call programs and offices leave behind. A label is no person when one of its words says so.
_DEVICE = re.compile(
    r"\b(?:iphone|ipad|ipod|galaxy|samsung|oppo|vivo|xiaomi|redmi|poco|realme|huawei|android|laptop|macbook|desktop|pc|zoom|teams|webex|"
    r"host|co-?host|admin|administrator|operator|moderator|panitia|peserta|participants?|"
    r"speakers?|narasumber|pembicara|mc|humas|user|guest|tamu|"
    r"pusdiklat|bkpsdm|bpsdm|bkd|bkn|menpan|kemenpan|dinas|badan|kantor|sekretariat|kecamatan|"
    r"unknown|tidak dikenal|penonton|audience|"
    r"meeting|room|ruang|studio|notulis|recorder|otter|fireflies|read\.ai)\b|^speaker[_ ]?\d+$|^\W*\d[\d\W]*$",
    re.IGNORECASE,
)


def is_person(label: str) -> bool:
    """Whether a caption label may name somebody: ``Wahyu's iPhone``, ``Host`` and ``BKPSDM Kota`` do not."""
    return bool(label.strip()) and not _DEVICE.search(label)


def key(name: str) -> str:
    """What two spellings of one name have in common: folded words."""
    return " ".join(token.folded for token in analysis.tokens(name))


class People:
    """The persons of an archive. ``canonical`` turns any label into the name that the archive uses most."""

    def __init__(self, sessions: Iterable[Sequence[Named]]) -> None:
        spelled: dict[str, Counter[str]] = {}
        labels: dict[str, Counter[str]] = {}
        for speakers in sessions:
            for person in speakers:
                spelled.setdefault(key(person.name), Counter())[person.name] += 1
                for label in person.also:
                    labels.setdefault(key(label), Counter())[key(person.name)] += 1
        self.known = {k: min(c, key=lambda name: (-c[name], name)) for k, c in spelled.items() if k}
        # A label that meant two people in two sessions (Host, Ruang 1) means nobody in a third.
        self._labels = {
            label: next(iter(meant))
            for label, meant in labels.items()
            if label and len(meant) == 1 and is_person(label)
        }

    def canonical(self, label: str) -> str:
        """The person's name for a name or caption label; the label itself when nobody is known by it."""
        folded = key(label)
        return self.known.get(folded) or self.known.get(self._labels.get(folded, "")) or label
