"""What comes part by part is played once, whoever follows it, and stops when nobody does."""

import threading
import time
from collections.abc import Callable, Generator

import pytest

from backissue.ui.work.recording import Recording


class Played:
    """Parts that come when they are let, and how often they were begun and ended."""

    def __init__(self, *parts: str) -> None:
        self.parts = parts
        self.may_go_on = threading.Semaphore(0)
        self.is_wanted: Callable[[], bool] = lambda: True
        self.begun = 0
        self.ended = threading.Event()

    def play(self, is_wanted: Callable[[], bool]) -> Generator[str]:
        self.is_wanted = is_wanted
        return self._play()

    def _play(self) -> Generator[str]:
        self.begun += 1
        try:
            for part in self.parts:
                assert self.may_go_on.acquire(timeout=10)
                yield part
        finally:
            self.ended.set()

    def let(self, number: int) -> None:
        self.may_go_on.release(number)


def test_whoever_comes_late_gets_all_parts_from_the_first_on() -> None:
    played = Played("a", "b", "c")
    recording = Recording(played.play)
    played.let(2)
    early = recording.follow()
    assert [next(early), next(early)] == ["a", "b"]
    assert (recording.age, recording.last) == (None, None)
    late = recording.follow()
    assert [next(late), next(late)] == ["a", "b"]
    played.let(1)
    assert [*early, *late] == ["c", "c"]
    assert list(recording.follow()) == ["a", "b", "c"]
    assert recording.last == "c"
    assert recording.age is not None
    assert played.begun == 1


def test_what_is_not_wanted_any_longer_is_not_waited_for() -> None:
    played = Played("a", "b")
    wanted = True
    followed = Recording(played.play).follow(lambda: wanted)
    played.let(1)
    assert next(followed) == "a"
    wanted = False
    assert list(followed) == []
    played.let(1)


def test_what_nobody_follows_is_stopped_after_a_while() -> None:
    played = Played("a", "b", "c")
    recording = Recording(played.play, grace_seconds=0.2)
    one, other = recording.follow(), recording.follow()
    played.let(1)
    assert (next(one), next(other)) == ("a", "a")
    assert isinstance(one, Generator)
    assert isinstance(other, Generator)
    other.close()
    time.sleep(0.3)
    assert played.is_wanted(), "another follows it"
    one.close()
    assert played.is_wanted(), "whoever left may be back soon"
    time.sleep(0.3)
    assert not played.is_wanted()
    assert recording.is_stopped
    played.let(1)
    assert list(recording.follow()) == ["a", "b"], "the part that was under way is the last"
    assert played.ended.wait(10)


def test_whoever_is_back_in_time_finds_it_going_on() -> None:
    played = Played("a", "b")
    recording = Recording(played.play, grace_seconds=0.5)
    one = recording.follow()
    played.let(1)
    assert next(one) == "a"
    assert isinstance(one, Generator)
    one.close()
    played.let(1)
    assert list(recording.follow()) == ["a", "b"]
    assert not recording.is_stopped


def test_an_error_ends_it_for_all_who_follow() -> None:
    def play(_: Callable[[], bool]) -> Generator[str]:
        yield "a"
        raise ValueError("no more")

    recording = Recording(play)
    for _ in range(2):
        parts: list[str] = []
        with pytest.raises(ValueError, match="no more"):
            parts.extend(recording.follow())
