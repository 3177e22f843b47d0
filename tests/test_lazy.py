"""A package loads what is used of it, and nothing else."""

import subprocess
import sys

import pytest

import backissue.search
from backissue.indexer.lazy import lazily
from backissue.search.archive import Archive


def test_a_name_is_found_in_its_module() -> None:
    find = lazily("backissue.search", {"Archive": "archive"})
    assert find("Archive") is Archive is backissue.search.Archive


def test_what_is_not_offered_is_missing_as_from_any_module() -> None:
    find = lazily("backissue.search", {"Archive": "archive"})
    with pytest.raises(AttributeError, match=r"module 'backissue\.search' has no attribute 'Arch'"):
        find("Arch")
    assert not hasattr(backissue.search, "Arch")


def test_importing_search_loads_neither_numpy_nor_what_indexes() -> None:
    loaded = _loaded("import backissue.search")
    assert "backissue.search" in loaded
    assert not {"numpy", "backissue.indexer.build", "backissue.search.archive"} & loaded


def test_what_searches_does_not_load_what_reads_files() -> None:
    loaded = _loaded("from backissue.search import Archive")
    assert "backissue.search.archive" in loaded
    assert not {"backissue.indexer.build", "backissue.indexer.sources.read"} & loaded


def _loaded(statement: str) -> set[str]:
    """Return the modules that a fresh process has after a statement."""
    program = f"{statement}; import sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(run.stdout.split())
