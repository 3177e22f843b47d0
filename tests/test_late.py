"""A part is loaded once, when it is needed or before."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from backissue.indexer.errors import ModelUnusable
from backissue.search.reading.late import Late


def test_a_part_is_loaded_once_by_whoever_needs_it_first() -> None:
    loaded: list[int] = []
    ready = threading.Barrier(8)

    def load() -> str:
        loaded.append(1)
        return "part"

    def get(part: Late[str]) -> str:
        ready.wait()
        return part.get()

    part = Late(load)
    assert loaded == []
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(get, [part] * 8)) == ["part"] * 8
    assert loaded == [1]


def test_what_was_begun_is_waited_for_and_not_loaded_again() -> None:
    loaded: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def load() -> str:
        begun.set()
        assert go_on.wait(10)
        loaded.append(threading.current_thread().name)
        return "part"

    part = Late(load)
    part.begin()
    assert begun.wait(10)
    assert loaded == []
    go_on.set()
    assert part.get() == "part"
    assert loaded == ["backissue-ahead"]


def test_what_fails_ahead_says_why_when_it_is_needed() -> None:
    tries: list[int] = []
    failed = threading.Event()

    def load() -> str:
        tries.append(1)
        failed.set()
        raise ModelUnusable("It is not there.")

    part = Late(load)
    part.begin()
    assert failed.wait(10)
    with pytest.raises(ModelUnusable, match="not there"):
        part.get()
    assert len(tries) == 2
