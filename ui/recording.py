"""Something that comes part by part, kept as it comes, so that any number may follow it."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Generic, TypeVar

Part = TypeVar("Part")

# How often whoever waits looks whether it is still wanted, in seconds.
LOOK_EVERY_S = 0.1


class Recording(Generic[Part]):
    """Plays some parts in a thread of its own, once, and keeps them."""

    def __init__(self, parts: Generator[Part]) -> None:
        """Begin to play."""
        self._parts: list[Part] = []
        self._followers = 0
        self._ended: float | None = None
        self._error: Exception | None = None
        self._is_stopped = False
        self._news = threading.Condition()
        threading.Thread(target=self._play, args=(parts,), daemon=True).start()

    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped before its end."""
        return self._is_stopped

    @property
    def age(self) -> float | None:
        """How long ago it ended, in seconds; None as long as it goes on."""
        return None if self._ended is None else time.monotonic() - self._ended

    @property
    def last(self) -> Part | None:
        """The last part, once it has ended."""
        return self._parts[-1] if self._ended is not None and self._parts else None

    def follow(self, is_wanted: Callable[[], bool] = lambda: True) -> Iterator[Part]:
        """Yield all parts from the first on, as they come, for as long as they are wanted.

        Raises what ended them, if anything did.
        """
        place = 0
        with self._news:
            self._followers += 1
        try:
            while is_wanted():
                with self._news:
                    if place == len(self._parts) and self._ended is None:
                        self._news.wait(LOOK_EVERY_S)
                    new, has_ended = self._parts[place:], self._ended is not None
                yield from new
                place += len(new)
                if has_ended:
                    if self._error:
                        raise self._error
                    return
        finally:
            with self._news:
                self._followers -= 1

    def leave(self) -> None:
        """Stop it before its next part, unless more than one follows it or it has ended."""
        with self._news:
            if self._ended is None and self._followers <= 1:
                self._is_stopped = True

    def _play(self, parts: Generator[Part]) -> None:
        error = None
        try:
            with closing(parts):
                for part in parts:
                    with self._news:
                        self._parts.append(part)
                        self._news.notify_all()
                    if self._is_stopped:
                        break
        except Exception as raised:  # noqa: BLE001 - whoever follows hears of it
            error = raised
        with self._news:
            self._ended, self._error = time.monotonic(), error
            self._news.notify_all()
