"""What is asked of every system in benchmarks/peers.py; it needs nothing but Python itself."""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

# How many passages a question is answered with.
LIMIT = 10

Ready: TypeAlias = Callable[[], None]
Find: TypeAlias = Callable[[str], list[int]]

_began = time.perf_counter()


@dataclass(frozen=True, slots=True)
class Job:
    """What to index and to ask, and where to keep the index."""

    model: str
    """The folder of the embedding model."""
    inputs: Path
    folder: Path

    def passages(self) -> list[str]:
        """Return what is indexed: each passage under its article's headline, source and day."""
        return [json.loads(line) for line in _lines(self.inputs / "passages.jsonl")]

    def questions(self) -> list[str]:
        """Return what is asked."""
        return [json.loads(line) for line in _lines(self.inputs / "questions.jsonl")]


def run(build: Callable[[Job, Ready], None], open_index: Callable[[Job], Find]) -> None:
    """Do what the command line says with a system, and print what came of it as JSON.

    `build` indexes the passages, numbered from 0, into the job's folder, and calls `ready` once its
    model is loaded. `open_index` returns what finds the numbers of LIMIT passages, best first.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=("build", "cold", "warm"))
    parser.add_argument("model")
    parser.add_argument("inputs", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    job = Job(arguments.model, arguments.inputs, arguments.folder)
    if arguments.task == "build":
        said = _build(job, build)
    else:
        find = open_index(job)
        first, *others = job.questions()
        said = {"found": [find(first)]}
        if arguments.task == "warm":
            said = _ask(find, [first, *others])
    print(json.dumps({**said, "peak_mib": _peak_mib()}))


def _build(job: Job, build: Callable[[Job, Ready], None]) -> dict[str, object]:
    loaded: list[float] = []
    build(job, lambda: loaded.append(time.perf_counter()))
    return {"load_s": loaded[0] - _began, "index_s": time.perf_counter() - loaded[0]}


def _ask(find: Find, questions: list[str]) -> dict[str, object]:
    found, times = [], []
    for question in questions:
        started = time.perf_counter()
        found.append(find(question))
        times.append((time.perf_counter() - started) * 1000)
    return {"found": found, "ms": times}


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _peak_mib() -> int:
    """Return the most memory that this process has had; ru_maxrss may be its parent's."""
    for line in _lines(Path("/proc/self/status")):
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    raise OSError("/proc/self/status does not say how much memory there was at most.")
