"""What can go wrong in an archive, said in words an archivist uses.

Every anticipated trouble is an :class:`ArchiveError`: *what happened*, *where*, and *what to do next*. It is raised
once, where it is found; only ``cli.py`` and ``ui/`` catch the base class and turn it into one line. Any other exception
is a bug and is let be seen.

    ArchiveError
    ├── NotFound        nothing of that name (session, file, model, …)
    ├── BadInput        a file or a value that cannot be read as what it claims to be
    ├── ModelMissing    a speech model is not on this machine
    ├── IndexTrouble    the search index cannot be used or written
    └── Unsafe          refused for safety: a path that escapes, a forged address, too large
"""

from __future__ import annotations


class ArchiveError(Exception):
    """Anticipated trouble: ``what`` happened, ``where`` (path, line, session; or empty), ``hint``: what to do next."""

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """One line, whatever the parts contain: a file name may hold a newline, the terminal's line may not."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{head}; {self.hint}" if self.hint else head
        return " ".join(line.split())


class NotFound(ArchiveError):
    """Nothing of that name is here."""


class BadInput(ArchiveError):
    """A file or a value cannot be read as what it claims to be."""


class ModelMissing(ArchiveError):
    """A speech model is asked for that is not on this machine."""


class IndexTrouble(ArchiveError):
    """The search index cannot be used or written."""


class Unsafe(ArchiveError):
    """Refused for safety: a path that escapes the archive, a forged address, a file too large to be honest."""
