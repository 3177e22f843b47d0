"""Disks without room: an error that says so, nothing lost, and on it goes once there is room."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backissue.indexer import Article, BackissueError, build_archive
from backissue.indexer.errors import ArchiveUnwritable
from backissue.indexer.truth.database import FILE
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import ROOT, WordEmbedder, article
from mounts import cannot_mount, mounted, unmount
from patience import tried


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not mounted("-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)):
        cannot_mount()
    yield disk
    unmount(disk)


def ferry(number: int) -> Article:
    return article(number, f"The ferry to island{number} left the harbour. " * 40)


def leave_free(disk: Path, free: int) -> None:
    """Fill a disk until so many bytes are left."""
    state = os.statvfs(disk)
    (disk / "ballast").write_bytes(bytes(max(0, state.f_bavail * state.f_bsize - free)))


@pytest.mark.parametrize("free_kb", [0, 8, 40, 72, 80, 88, 96, 104, 112, 120, 128, 144, 160, 256])
def test_a_full_disk_loses_nothing_and_indexing_goes_on_once_there_is_room(
    small_disk: Path, free_kb: int
) -> None:
    folder, embedder = small_disk / "archive", WordEmbedder()
    build_archive([ferry(number) for number in range(3)], folder, embedder=embedder)
    leave_free(small_disk, free_kb * 1024)
    done, error = 3, None
    while error is None:
        try:
            build_archive(ferry(done), folder, embedder=embedder)
            done += 1
        except BackissueError as caught:
            error = caught
    assert isinstance(error, ArchiveUnwritable)
    assert "Make room" in str(error) or "No space left" in str(error)
    found = tried(lambda: everything(folder))
    if not isinstance(found, ArchiveUnwritable):  # no room even for what readers share
        assert found in (ferries(done), ferries(done + 1))
    (small_disk / "ballast").unlink()
    assert everything(folder)[:done] == ferries(done)
    build_archive([ferry(number) for number in range(done + 2)], folder, embedder=embedder)
    assert everything(folder) == ferries(done + 2)
    assert verify_archive(folder)


def ferries(count: int) -> list[str]:
    return [ferry(number).id for number in range(count)]


def everything(folder: Path) -> list[str]:
    """Return the ids of all articles, which both kinds of search have to find."""
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        found = [
            {
                hit.passage.article
                for hit in archive.search("ferry", limit=10_000, mode=mode, fold_copies=False)
            }
            for mode in ("keyword", "semantic")
        ]
    assert found[0] == found[1]
    return [each.id for each in sorted(found[0], key=lambda each: int(each.id.split("-")[1]))]


def test_an_archive_on_a_full_disk_can_still_be_read(small_disk: Path) -> None:
    build_archive([ferry(number) for number in range(3)], small_disk / "a", embedder=WordEmbedder())
    leave_free(small_disk, 0)
    assert everything(small_disk / "a") == ferries(3)


@pytest.mark.parametrize("largest_file", [2_000, 20_000, 60_000, 100_000])
def test_files_that_may_not_grow_are_as_a_full_disk(tmp_path: Path, largest_file: int) -> None:
    folder = tmp_path / "archive"
    command = [sys.executable, "tests/another_process.py", "index_in_little_space", str(folder)]
    ended = subprocess.run(
        [*command, str(largest_file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    *done, (kind, message) = [json.loads(line) for line in ended.stdout.splitlines()]
    assert kind == "ArchiveUnwritable", message
    if done or (folder / FILE).exists():
        assert everything(folder)[: len(done)] == ferries(len(done))
    build_archive(ferry(len(done)), folder, embedder=WordEmbedder())
    assert everything(folder) == ferries(len(done) + 1)
    assert verify_archive(folder)
