"""Progress in a terminal: how many are done, and how far the one at work is; plain lines where stderr is no terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol

import click

from ui.clock import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as RichProgress

    from ingest.pipeline import Progress


class Shown(Protocol):
    """What a job may tell while it runs. Calling it with a :class:`~ingest.pipeline.Progress` shows that step."""

    def __call__(self, progress: Progress) -> None: ...

    def say(self, line: str) -> None:
        """A line that stays, without tearing the bars."""

    def finished(self, line: str = "") -> None:
        """One of the whole is done; ``line`` stays."""

    def counting(self, name: str) -> Callable[[int, int], None]:
        """A ``report(done, total)`` for a job that counts."""


@contextlib.contextmanager
def bars(total: int = 0) -> Iterator[Shown]:
    """Progress on stderr. ``total``: how many things (webinars) there are to do; 0 shows no bar over all."""
    if not sys.stderr.isatty():
        yield _Lines(total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[step]:<10}", markup=False),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[figures]}", markup=False),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as live:
        yield _Bars(live, total)


class _Bars:
    def __init__(self, live: RichProgress, total: int) -> None:
        self._live, self._total, self._done = live, total, 0
        self._whole = live.add_task("", total=total, step="webinars", figures=f"0 of {total}") if total else None
        self._now = live.add_task("", total=1, step="", figures="", visible=False)
        self._key: tuple[str, str] | None = None

    def __call__(self, progress: Progress) -> None:
        key = (progress.name, progress.step)
        if key != self._key:  # another step: its time left is its own
            self._key = key
            self._live.reset(self._now, total=progress.total or 1, visible=True)
        elapsed = self._live.tasks[self._now].elapsed or 0.0
        figures = ""
        if progress.step == "transcribe":
            speed = f"  {progress.done / elapsed:.1f} x" if elapsed and progress.done else ""
            figures = f"{clock(progress.done)} / {clock(progress.total)}{speed}"
        name = progress.name if len(progress.name) <= 30 else progress.name[:29] + "…"
        total = progress.total or 1
        self._live.update(
            self._now, completed=progress.done, total=total, description=name, step=progress.step, figures=figures
        )

    def say(self, line: str) -> None:
        self._live.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def finished(self, line: str = "") -> None:
        self._done += 1
        if self._whole is not None:
            self._live.update(self._whole, completed=self._done, figures=f"{self._done} of {self._total}")
        if line:
            self.say(line)

    def counting(self, name: str) -> Callable[[int, int], None]:
        return _counting(self, name)


class _Lines:
    """For logs and pipes: a line when a step begins, and at each tenth of a transcription."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._told: dict[tuple[str, str], int] = {}

    def __call__(self, progress: Progress) -> None:
        long = progress.step == "transcribe"
        tenth = int(10 * progress.done / progress.total) if progress.total and long else 0
        if self._told.get((progress.name, progress.step), -1) < tenth:
            self._told[progress.name, progress.step] = tenth
            self.say(f"{progress.step:<10} {progress.name}" + (f" {tenth * 10} %" if long else ""))

    def say(self, line: str) -> None:
        click.echo(line, err=True)

    def finished(self, line: str = "") -> None:
        self._done += 1
        if line:
            self.say(line + (f"  [{self._done} of {self._total}]" if self._total else ""))

    def counting(self, name: str) -> Callable[[int, int], None]:
        return _counting(self, name)


def _counting(shown: Shown, name: str) -> Callable[[int, int], None]:
    from ingest.pipeline import Progress

    return lambda done, total: shown(Progress(name, "index", done, total))
