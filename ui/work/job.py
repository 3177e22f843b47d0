"""Long work in a process of its own, so that searches stay quick while it goes on."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

from backissue.indexer.build import Progress, Report, build_archive
from backissue.indexer.errors import BackissueError
from backissue.ui.lines.progress import Clock
from backissue.ui.lines.terminal import counted

Coming = TypeVar("Coming")
Done = TypeVar("Done")

# How much the process gives way to others: the most there is would starve it.
NICENESS = 10


class Job(Generic[Coming, Done]):
    """Does some work elsewhere, and hears how it goes; what it has written stays when it is ended.

    `work` is given a function that tells how far it has come, and what else it needs; it returns
    what it did. A BackissueError, or an OSError, ends it with its message.
    """

    def __init__(
        self, work: Callable[..., Done], given: Sequence[Any], begin: Coming, stopped: str
    ) -> None:
        """Begin; `stopped` is the outcome of what was ended."""
        spawn = multiprocessing.get_context("spawn")
        receiver, sender = spawn.Pipe(duplex=False)
        self.clock = Clock()
        self._process = spawn.Process(target=_work, args=(work, given, sender), daemon=True)
        self._process.start()
        sender.close()
        self.progress = begin
        """How far it has come."""
        self.outcome: Done | str | None = None
        """What it did, or why it ended; None as long as it goes on."""
        self._listener = threading.Thread(
            target=self._listen, args=(receiver, stopped), daemon=True
        )
        self._listener.start()

    @property
    def goes_on(self) -> bool:
        """Whether it has not ended yet."""
        return self.outcome is None

    def stop(self) -> None:
        """End it where it is."""
        self._process.terminate()
        self.wait()

    def wait(self) -> None:
        """Return when it has ended."""
        self._listener.join()
        self._process.join()

    def _listen(self, receiver: Connection, outcome: Done | str) -> None:
        while True:
            try:
                is_done, news = receiver.recv()
            except EOFError:
                break
            if is_done:
                outcome = news
            else:
                self.progress = news
        self.outcome = outcome


class IndexJob(Job[Progress, Report]):
    """Indexes files and folders; what it has committed is kept whenever it is stopped."""

    def __init__(self, paths: Sequence[Path], folder: Path) -> None:
        """Begin."""
        super().__init__(
            _index,
            (list(paths), folder),
            Progress(0, 0, 0.0),
            "Cancelled. What was committed is kept; add the same again to go on.",
        )

    @property
    def rate(self) -> str:
        """How far it has come in words, with its rate and the time of its end."""
        rate = self.clock.rate(self.progress.passages)
        parts = [counted(self.progress.articles, "article"), f"{rate:.0f} passages/s"]
        return self.clock.describe(self.progress.done, parts)


def _work(work: Callable[..., Any], given: Sequence[Any], sender: Connection) -> None:
    """Do it, and tell how it goes: whether it is done, with how far it has come or what it did."""
    os.nice(NICENESS)
    try:
        done = work(lambda coming: sender.send((False, coming)), *given)
    except BackissueError as error:
        done = str(error)
    except OSError as error:
        done = f"{error.filename or 'A file'} cannot be used: {error.strerror}."
    sender.send((True, done))


def _index(tell: Callable[[Progress], None], paths: list[Path], folder: Path) -> Report:
    return build_archive(paths, folder, progress=tell)
