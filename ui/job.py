"""An indexing run in a process of its own, so that searches stay quick while it goes on."""

import multiprocessing
import os
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from backissue.indexer.build import Progress, Report, build_archive
from backissue.indexer.errors import BackissueError
from backissue.ui.progress import Clock

News: TypeAlias = Progress | Report | str

# How much the process gives way to others: the most there is would starve it.
NICENESS = 10


class Job:
    """Indexes files and folders; what it has committed is kept whenever it is stopped."""

    def __init__(self, paths: Sequence[Path], folder: Path) -> None:
        """Begin."""
        spawn = multiprocessing.get_context("spawn")
        receiver, sender = spawn.Pipe(duplex=False)
        self._clock = Clock()
        self._process = spawn.Process(
            target=_index, args=(list(paths), folder, sender), daemon=True
        )
        self._process.start()
        sender.close()
        self.progress = Progress(0, 0, 0.0)
        """How far it has come."""
        self.outcome: Report | str | None = None
        """What it did, or why it ended; None as long as it goes on."""
        self._listener = threading.Thread(target=self._listen, args=(receiver,), daemon=True)
        self._listener.start()

    @property
    def rate(self) -> str:
        """How far it has come in words, with its rate and the time of its end."""
        rate = self._clock.rate(self.progress.passages)
        parts = [f"{self.progress.articles:,} articles", f"{rate:.0f} passages/s"]
        return self._clock.describe(self.progress.done, parts)

    def stop(self) -> None:
        """End it where it is."""
        self._process.terminate()
        self.wait()

    def wait(self) -> None:
        """Return when it has ended."""
        self._listener.join()
        self._process.join()

    def _listen(self, receiver: Connection) -> None:
        outcome: Report | str = "Stopped. What was committed is kept; add the same again to go on."
        while True:
            try:
                news: News = receiver.recv()
            except EOFError:
                break
            if isinstance(news, Progress):
                self.progress = news
            else:
                outcome = news
        self.outcome = outcome


def _index(paths: list[Path], folder: Path, sender: Connection) -> None:
    """Index, and tell how it goes."""
    os.nice(NICENESS)
    try:
        sender.send(build_archive(paths, folder, progress=sender.send))
    except BackissueError as error:
        sender.send(str(error))
