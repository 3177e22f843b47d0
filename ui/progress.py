"""An indexing run as it goes: a bar on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from backissue.indexer.build import Progress

# Where there is no terminal, a line this often shows that it goes on, in seconds.
LINE_EVERY_S = 15.0

# Before this share is done, an end time would be a guess.
SHARE_FOR_END = 0.01


class Clock:
    """Turns progress into a rate and an end time."""

    def __init__(self) -> None:
        """Start counting now."""
        self._started = time.monotonic()

    def describe(self, progress: Progress) -> str:
        """Return articles, passages a second and, once it can be told, the time of the end."""
        elapsed = time.monotonic() - self._started
        rate = progress.passages / elapsed if elapsed else 0.0
        parts = [f"{progress.articles:,} articles", f"{rate:.0f} passages/s"]
        if progress.done is not None and SHARE_FOR_END <= progress.done < 1:
            left = timedelta(seconds=elapsed / progress.done * (1 - progress.done))
            end = datetime.now().astimezone() + left
            parts.append(f"ends about {end:%H:%M}, in {_duration(left)}")
        return " · ".join(parts)


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Lend a function that shows progress on standard error."""
    if sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    clock = Clock()
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def show(progress: Progress) -> None:
            total = None if progress.done is None else 1.0
            bar.update(
                task, total=total, completed=progress.done, description=clock.describe(progress)
            )

        yield show


def _lines() -> Callable[[Progress], None]:
    clock = Clock()
    last = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_S:
            last = time.monotonic()
            share = "" if progress.done is None else f"{progress.done:.0%} · "
            sys.stderr.write(f"{share}{clock.describe(progress)}\n")

    return show


def _duration(time_left: timedelta) -> str:
    minutes, seconds = divmod(int(time_left.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes else f"{seconds} s"
