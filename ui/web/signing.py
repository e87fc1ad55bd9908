"""Addresses of files for one reader and some hours: an opaque id, an expiry and a signature; never a name or a path.

A page that may show a file asks :func:`address` for it; the route asks :func:`opened` what the address stands for. The
key is made when the server starts, so that an address dies with it at the latest. Login will narrow who may ask for one;
the routes need not change.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict

from ingest.errors import Unsafe

_KEY = secrets.token_bytes(32)
_KEPT = 20_000  # addresses remembered; the least recently made are forgotten first
# Valid for six to twelve hours, and the same within six: a page that is drawn again must not hand the player a new address.
_GRID = 6 * 3600

_lock = threading.Lock()
_known: OrderedDict[str, tuple[str, str, str]] = OrderedDict()


def address(purpose: str, session: str, item: str = "") -> str:
    """``/files/PURPOSE/ID?e=EXPIRY&s=SIGNATURE`` for an item of a session."""
    ident = _mac("id", purpose, session, item)[:24]
    with _lock:
        _known[ident] = (purpose, session, item)
        _known.move_to_end(ident)
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    expires = (int(time.time()) // _GRID + 2) * _GRID
    return f"/files/{purpose}/{ident}?e={expires}&s={_mac('address', purpose, ident, str(expires))[:32]}"


def opened(purpose: str, ident: str, expires: str, signature: str) -> tuple[str, str]:
    """(session, item) behind an address. Raises :class:`Unsafe` when it is forged, outlived or made for something else."""
    right = _mac("address", purpose, ident, expires)[:32]
    if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
        raise Unsafe("this address is not valid", hint="open the page again")
    if not expires.isdigit() or int(expires) < time.time():
        raise Unsafe("this address has expired", hint="open the page again")
    with _lock:
        known = _known.get(ident)
    if known is None or known[0] != purpose:
        raise Unsafe("this address is no longer known", hint="open the page again")
    return known[1], known[2]


def _mac(*parts: str) -> str:
    return hmac.new(_KEY, "\0".join(parts).encode(), hashlib.sha256).hexdigest()
