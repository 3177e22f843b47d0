"""Something that comes part by part, kept as it comes, so that any number may follow it."""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Generic, TypeVar

Part = TypeVar("Part")

# How often whoever waits looks whether it is still wanted, in seconds.
LOOK_EVERY_S = 0.1

# How long it goes on with nobody there, in seconds: a page that is loaded anew is back by then.
GRACE_S = 2.0


class Recording(Generic[Part]):
    """Plays some parts in a thread of its own, once, and keeps them."""

    def __init__(
        self, play: Callable[[Callable[[], bool]], Generator[Part]], grace_seconds: float = GRACE_S
    ) -> None:
        """Begin to play what `play` returns, which is told how to see whether it is still wanted.

        It is not once nobody has followed it for `grace_seconds`, and then stops for good.
        """
        self._parts: list[Part] = []
        self._grace = grace_seconds
        self._followers = 0
        self._left = time.monotonic()
        self._ended: float | None = None
        self._error: Exception | None = None
        self._is_stopped = False
        self._news = threading.Condition()
        parts = play(self._is_wanted)
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
                self._left = time.monotonic()

    def _is_wanted(self) -> bool:
        with self._news:
            if not self._followers and time.monotonic() - self._left >= self._grace:
                self._is_stopped = True
            return not self._is_stopped

    def _play(self, parts: Generator[Part]) -> None:
        error = None
        try:
            with closing(parts):
                for part in parts:
                    with self._news:
                        self._parts.append(part)
                        self._news.notify_all()
                    if not self._is_wanted():
                        break
        except Exception as raised:  # noqa: BLE001 - whoever follows hears of it
            error = raised
        with self._news:
            self._ended, self._error = time.monotonic(), error
            self._news.notify_all()
