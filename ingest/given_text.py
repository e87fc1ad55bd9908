"""Text files as people hand them in: any of the usual encodings and line ends, never larger than is honest.

Knows bytes, not formats: captions, chats and write-ups all come through here.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from ingest.errors import BadInput, NotFound, Unsafe

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = {c: None for c in (*range(9), 11, 12, *range(14, 32), 127)}


def read(path: Path, most: int) -> str:
    """The text of the file, at most ``most`` bytes of it, with ``\\n`` line ends.

    Raises NotFound when there is none, Unsafe when it is larger, BadInput when it is empty or no text.
    """
    return decode(read_bytes(path, most), str(path))


def read_bytes(path: Path, most: int) -> bytes:
    """The bytes of the file; errors as for :func:`read`."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except FileNotFoundError:
        raise NotFound("no such file", where=str(path), hint="check the spelling") from None
    except IsADirectoryError:
        raise BadInput("a folder, not a file", where=str(path), hint="name the file in it") from None
    except OSError as why:
        raise BadInput(f"cannot be opened ({why.strerror})", where=str(path), hint="check its permissions") from why
    if len(data) > most:
        hint = "text of this kind is never so large: is it the right file?"
        raise Unsafe(f"larger than {_size(most)}", where=str(path), hint=hint)
    if not data.strip():
        raise BadInput("the file is empty", where=str(path), hint="export it again")
    return data


def decode(data: bytes, where: str = "") -> str:
    """Text from bytes: by its byte order mark, else UTF-16 when every other byte is zero, else UTF-8, else Windows-1252.

    Control characters are dropped, line ends become ``\\n``. Raises BadInput for what is no text at all.
    """
    text = _decoded(data, where)
    if _no_text(text):
        raise BadInput("not a text file", where=where, hint="is it the right file?")
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def _decoded(data: bytes, where: str) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, errors="replace")
    head = data[:4096]
    if len(head) >= 8 and head.count(0) > len(head) // 4:
        odd = head[1::2].count(0) >= head[0::2].count(0)
        return data.decode("utf-16-le" if odd else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as why:
        if _mostly_utf8(data, why):
            return data.decode("utf-8", errors="replace")
        return data.decode("cp1252", errors="replace")


def _mostly_utf8(data: bytes, why: UnicodeDecodeError) -> bool:
    """Whether one broken spot stands in text that is UTF-8 otherwise (a file cut off in the middle of a letter)."""
    good = data[: why.start]
    return why.start >= len(data) - 4 and any(b > 127 for b in good)


def _no_text(text: str) -> bool:
    head = text[:65536]
    odd = sum(c in "\x00�" or (ord(c) < 32 and c not in "\t\n\r\f\x1b") for c in head)
    return odd * 20 > len(head)


def _size(count: int) -> str:
    return f"{count // 1_000_000} MB" if count >= 1_000_000 else f"{count // 1000} kB"
