"""What is made of models is kept whole, made again where it is damaged, and made once."""

import logging
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backissue.indexer.models.model_cache import find_export, keep_export


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "backissue" / "models"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "weights").write_bytes(b"one")
    return folder


def test_what_is_kept_is_found_again(model: Path) -> None:
    assert find_export(model, "int8") is None
    assert keep_export(model, "int8", lambda _: b"made") == b"made"
    assert find_export(model, "int8") == b"made"


def test_it_is_of_one_model_in_one_precision(model: Path) -> None:
    keep_export(model, "int8", lambda _: b"made")
    assert find_export(model, "float32") is None
    (model / "weights").write_bytes(b"two")
    assert find_export(model, "int8") is None


def test_a_damaged_export_is_made_again(
    model: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    keep_export(model, "int8", lambda _: b"made")
    (kept,) = cache.glob("*.onnx")
    kept.write_bytes(b"mode")
    with caplog.at_level(logging.WARNING, "backissue"):
        assert find_export(model, "int8") is None
    assert caplog.messages == [f"{kept} is damaged. It is made again."]
    assert keep_export(model, "int8", lambda _: b"made anew") == b"made anew"
    assert find_export(model, "int8") == b"made anew"
    assert not kept.exists()


def test_one_that_was_stopped_on_the_way_leaves_nothing_that_counts(
    model: Path, cache: Path
) -> None:
    def stopped(scratch: Path) -> bytes:
        (scratch / "half").write_bytes(b"ma")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_export(model, "int8", stopped)
    assert find_export(model, "int8") is None
    assert keep_export(model, "int8", lambda _: b"made") == b"made"
    assert sorted(path.suffix for path in cache.iterdir()) == [".lock", ".onnx"]


def test_of_many_that_need_it_at_once_one_makes_it(model: Path) -> None:
    made: list[int] = []

    def make(_: Path) -> bytes:
        made.append(len(made))
        time.sleep(0.2)
        return b"made"

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: keep_export(model, "int8", make), range(4)))
    assert found == [b"made"] * 4
    assert made == [0]


def test_where_nothing_can_be_kept_it_is_made_all_the_same(
    model: Path, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache.parent.parent.mkdir()
    cache.parent.write_text("not a folder", "utf-8")
    with caplog.at_level(logging.WARNING, "backissue"):
        assert keep_export(model, "int8", lambda scratch: scratch.name.encode())
    (said,) = caplog.messages
    assert said.startswith(f"{cache} cannot be written")
    assert keep_export(None, "int8", lambda _: b"made") == b"made"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_where_the_cache_may_not_be_read_it_is_made_all_the_same(model: Path, cache: Path) -> None:
    keep_export(model, "int8", lambda _: b"made")
    cache.parent.chmod(0)
    try:
        assert find_export(model, "int8") is None
        assert keep_export(model, "int8", lambda _: b"made again") == b"made again"
    finally:
        cache.parent.chmod(0o700)


def test_what_cannot_be_read_of_the_cache_is_made_all_the_same(model: Path, cache: Path) -> None:
    keep_export(model, "int8", lambda _: b"made")
    (kept,) = cache.glob("*.onnx")
    kept.unlink()
    kept.mkdir()  # which no user can read as a file, root neither
    assert find_export(model, "int8") is None
    assert keep_export(model, "int8", lambda _: b"made again") == b"made again"
