"""Zoom's chat log: who wrote what, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest import given_text
from ingest.errors import BadInput

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 10_000_000
_TIME = r"^(\d{1,2}):(\d{2}):(\d{2})"
_CLOUD = re.compile(_TIME + r"\t([^\t\n]{1,200}?):\t(.*)$")
_LOCAL = re.compile(
    _TIME
    + r"[ \t]+(?:From|Dari)[ \t]+(.{1,200}?)(?:[ \t]+(?:to|To|ke|kepada)[ \t]+([^:\n]{1,200}?))?[ \t]*:[ \t]*(.*)$"
)


@dataclass(frozen=True, slots=True)
class ChatLine:
    """One message. ``at`` is in seconds as the log counts: from the start of a cloud recording, from midnight in a chat that
    was saved on someone's computer. ``text`` may run over several lines."""

    at: float
    name: str
    text: str


def read_chat(path: Path) -> tuple[ChatLine, ...]:
    """The messages of a Zoom ``chat.txt`` in order. Raises BadInput when there is none, NotFound, Unsafe when over 10 MB."""
    out: list[tuple[float, str, list[str]]] = []
    for line in given_text.read(path, LARGEST).split("\n"):
        found = _CLOUD.match(line)
        name, text = (found[4], found[5]) if found else ("", "")
        if not found and (found := _LOCAL.match(line)):
            name, text = found[4], found[6]
        if found:
            at = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
            out.append((float(at), " ".join(name.split()), [text]))
        elif out:
            out[-1][2].append(line)
    if not out:
        hint = "a chat log has lines such as 00:13:46, name, text"
        raise BadInput("no chat messages in it", where=str(path), hint=hint)
    return tuple(ChatLine(at, name, "\n".join(lines).strip()) for at, name, lines in out)
