"""Measures searches of an archive that is open already, by one caller and by many at once.

Run it from the project's folder: python benchmarks/warm.py ARCHIVE QUESTIONS [--rounds 6]

QUESTIONS is what `backissue evaluate` takes, each question asked as it stands, without a day. In
each round the archive is opened anew, so that no question's vector is remembered, one caller asks
every other question, and many callers the rest; in the next round it is the other way round.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from backissue.search import Archive
from backissue.search.evaluation.evaluate import read_questions

MODES = ("keyword", "semantic", "hybrid")
CALLERS = 16
WARM_UP = "How many votes were there, and who counted them?"


def main() -> None:
    """Print what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--rounds", type=int, default=6)
    arguments = parser.parse_args()
    read, _ = read_questions(arguments.questions)
    questions = [each.question for each in read]
    for mode in MODES:
        with fresh(arguments.archive) as archive:
            report(mode, [timed(archive.search, each, mode=mode) for each in questions])
    with fresh(arguments.archive) as archive:
        report("ask", [timed(archive.ask, each) for each in questions[::10]])
    alone: list[float] = []
    together: list[float] = []
    for turn in range(arguments.rounds):
        halves = questions[turn % 2 :: 2], questions[1 - turn % 2 :: 2]
        with fresh(arguments.archive) as archive, ThreadPoolExecutor(CALLERS) as pool:
            each_warms_up(pool, archive)
            alone.append(per_question(lambda some: [archive.search(q) for q in some], halves[0]))
            together.append(
                per_question(lambda some: list(pool.map(archive.search, some)), halves[1])
            )
        print(f"  one {alone[-1]:.2f} ms a question, {CALLERS} {together[-1]:.2f}", flush=True)
    ratio = statistics.median(alone) / statistics.median(together)
    print(f"{CALLERS} callers get {ratio:.2f} x as much done as one (medians)")


def fresh(folder: Path) -> Archive:
    """Open an archive with a model that remembers nothing, and search it once."""
    archive = Archive.open(folder)
    archive.ask(WARM_UP)
    return archive


def each_warms_up(pool: ThreadPoolExecutor, archive: Archive) -> None:
    """Let every thread open what it needs."""
    list(pool.map(archive.search, [f"{WARM_UP} {number}" for number in range(4 * CALLERS)]))


def report(name: str, times: Sequence[float]) -> None:
    """Print what half and what 95 of a hundred calls take at most."""
    p95 = sorted(times)[int(0.95 * len(times))]
    print(f"{name:9} p50 {statistics.median(times):6.1f} ms, p95 {p95:6.1f} ms", flush=True)


def timed(call: Callable[..., object], question: str, **options: str) -> float:
    """Return how long a call takes, in milliseconds."""
    started = time.perf_counter()
    call(question, **options)
    return (time.perf_counter() - started) * 1000


def per_question(ask: Callable[[Sequence[str]], object], questions: Sequence[str]) -> float:
    """Return how long each of some questions takes on average, in milliseconds."""
    started = time.perf_counter()
    ask(questions)
    return (time.perf_counter() - started) * 1000 / len(questions)


if __name__ == "__main__":
    main()
