"""A process that forks leaves an open archive to its child that can be read as before."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from backissue.indexer import build_archive

from another_process import edition
from conftest import ROOT, WordEmbedder

COMMAND = (sys.executable, "tests/another_process.py")

FORKS = 20


def test_a_child_sees_what_is_committed_after_its_parent_has_gone(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder, pid = tmp_path / "archive", tmp_path / "pid"
    build_archive(edition(0), folder, embedder=embedder)
    with subprocess.Popen(
        [*COMMAND, "fork_and_leave", folder, pid],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == '"reading"\n'
        process.wait()
        seen = []
        try:
            for number in (1, 2, 3):
                build_archive(edition(number), folder, embedder=embedder)
                process.stdin.write("\n")
                process.stdin.flush()
                seen.append(json.loads(process.stdout.readline()))
        finally:
            os.kill(int(pid.read_text("utf-8")), signal.SIGKILL)
    assert seen == [1, 2, 3]


def test_a_child_waits_for_no_thread_of_its_parent(tmp_path: Path, embedder: WordEmbedder) -> None:
    folder = tmp_path / "archive"
    build_archive(edition(0), folder, embedder=embedder)
    assert ends_of("fork_while_searching", folder) == [0] * FORKS


def test_nor_for_one_that_a_model_is_at_work_for(corpus_archive: Path) -> None:
    assert ends_of("fork_while_embedding", corpus_archive) == [0] * FORKS


def ends_of(what: str, folder: Path) -> list[int]:
    """Return how the children ended of a process that forks while its threads are at work."""
    said = subprocess.run(
        [*COMMAND, what, folder, str(FORKS)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    ends: list[int] = json.loads(said)
    return ends
