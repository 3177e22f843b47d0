"""A long run as it goes: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeAlias

from backissue.indexer.build import Progress
from backissue.ui.lines.terminal import counted

# Where there is no terminal, a line this often shows that it goes on, in seconds.
LINE_EVERY_S = 15.0

# Before this share is done, an end time would be a guess.
SHARE_FOR_END = 0.01


# How far a run has come: the share that is done, 0 to 1, or None where it is not known, and what
# else is to be said.
Show: TypeAlias = Callable[[float | None, Sequence[str]], None]


class Clock:
    """Turns progress into a rate and an end time."""

    def __init__(self) -> None:
        """Start counting now."""
        self._started = time.monotonic()

    def rate(self, number: int) -> float:
        """Return how many there were of something a second."""
        elapsed = time.monotonic() - self._started
        return number / elapsed if elapsed else 0.0

    def describe(self, done: float | None, parts: Sequence[str]) -> str:
        """Return the parts in one line with, once it can be told, the time of the end."""
        elapsed = time.monotonic() - self._started
        if done is not None and SHARE_FOR_END <= done < 1:
            left = timedelta(seconds=elapsed / done * (1 - done))
            end = datetime.now().astimezone() + left
            parts = [*parts, f"ends about {end:%H:%M}, in {_duration(left)}"]
        return " · ".join(parts)


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Lend a function that shows the progress of indexing on standard error."""
    clock = Clock()
    with _shown(clock) as show:

        def show_progress(progress: Progress) -> None:
            rate = clock.rate(progress.passages)
            show(progress.done, [counted(progress.articles, "article"), f"{rate:.0f} passages/s"])

        yield show_progress


@contextmanager
def shown_count(total: int, noun: str) -> Iterator[Callable[[int], None]]:
    """Lend a function that shows on standard error how many of a known number are done."""
    with _shown(Clock()) as show:
        yield lambda number: show(number / total, [f"{number:,} of {total:,} {noun}"])


@contextmanager
def _shown(clock: Clock) -> Iterator[Show]:
    if sys.stderr.isatty():
        with _bar(clock) as show:
            yield show
    else:
        yield _lines(clock)


@contextmanager
def _bar(clock: Clock) -> Iterator[Show]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def show(done: float | None, parts: Sequence[str]) -> None:
            total = None if done is None else 1.0
            bar.update(task, total=total, completed=done, description=clock.describe(done, parts))

        yield show


def _lines(clock: Clock) -> Show:
    last = time.monotonic()

    def show(done: float | None, parts: Sequence[str]) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_S:
            last = time.monotonic()
            share = "" if done is None else f"{done:.0%} · "
            sys.stderr.write(f"{share}{clock.describe(done, parts)}\n")

    return show


def _duration(time_left: timedelta) -> str:
    minutes, seconds = divmod(int(time_left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
