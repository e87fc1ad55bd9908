"""Progress in a terminal: bars with the speed and the time left, or plain lines where stderr is no terminal."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.pipeline import Progress


@contextlib.contextmanager
def bars() -> Iterator[Callable[[Progress], None]]:
    """Progress on stderr: bars with the time left on a terminal, else a plain line per step and tenth."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich import progress as rich_progress
    from rich.console import Console
    from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[step]:10}"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[speed]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    tasks: dict[tuple[str, str], TaskID] = {}
    with rich_progress.Progress(*columns, console=Console(stderr=True)) as shown:

        def report(p: Any) -> None:
            key = (p.name, p.step)
            if key not in tasks:
                for other in tasks.values():  # one step at a time: whatever ran before has ended
                    shown.update(other, completed=shown.tasks[other].total)
                tasks[key] = shown.add_task(p.name[:44], total=p.total or 1, step=p.step, speed="")
            task = shown.tasks[tasks[key]]
            speed = f"{p.done / task.elapsed:.1f} x" if p.step == "transcribe" and task.elapsed and p.done else ""
            shown.update(tasks[key], completed=p.done, total=p.total or 1, speed=speed)

        yield report
        for task in tasks.values():
            shown.update(task, completed=shown.tasks[task].total)


def _lines() -> Callable[[Any], None]:
    """Progress for logs and pipes: a line when a step begins and at each tenth of a transcription."""
    told: dict[tuple[str, str], int] = {}

    def report(p: Any) -> None:
        tenth = int(10 * p.done / p.total) if p.total and p.step == "transcribe" else 0
        if told.get((p.name, p.step), -1) < tenth:
            told[p.name, p.step] = tenth
            part = f" {tenth * 10} %" if p.step == "transcribe" else ""
            click.echo(f"{p.step:10} {p.name}{part}", err=True)

    return report


def counting(step: str, report: Callable[[Any], None]) -> Callable[[int, int], None]:
    """A ``report(done, total)`` for a job that counts sessions."""
    from ingest.pipeline import Progress

    return lambda done, total: report(Progress("search index", step, done, total))  # type: ignore[arg-type]
