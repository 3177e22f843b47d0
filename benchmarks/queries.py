"""Measures how long it takes to read what is typed, with its signs and its times.

Run it from the project's folder: python benchmarks/queries.py

It reads the questions of corpus/questions.jsonl as they are, with a time added to each, and with
signs, each on the day it was asked. Times are of one query in a process that is warm; what comes
first is measured apart.
"""

import json
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from backissue.search.query.query import read_query

QUESTIONS = Path(__file__).parent.parent / "corpus" / "questions.jsonl"

TIMES = ("last week", "in February 2020", "since March 2015", "between 3 and 9 July 2020")
SIGNS = ('"so they say" {} -opinion', "title:news {} after:2020", "({}) AND troop* NOT source:post")

ROUNDS = 20


def main() -> None:
    """Print what is measured."""
    records = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    plain = [(record["question"], record.get("asked")) for record in records]
    timed = [
        (f"{text} {TIMES[place % len(TIMES)]}", asked) for place, (text, asked) in enumerate(plain)
    ]
    signed = [
        (SIGNS[place % len(SIGNS)].format(text), asked) for place, (text, asked) in enumerate(plain)
    ]
    first = {
        "the first words": _once("harbour ice"),
        "the first time in words": _once("harbour ice last week"),
        "the first foreign date": _once("after:3. Juli 2020"),
    }
    for name, took in first.items():
        print(f"{name}: {took:.1f} ms")
    for name, queries in {"as asked": plain, "with a time": timed, "with signs": signed}.items():
        print(f"{name}: {_percentiles(queries)}")


def _once(text: str, asked: str | None = "2020-07-08") -> float:
    started = time.perf_counter()
    read_query(text, asked=asked)
    return (time.perf_counter() - started) * 1000


def _percentiles(queries: Sequence[tuple[str, str | None]]) -> str:
    times = sorted(_once(text, asked) for _ in range(ROUNDS) for text, asked in queries)
    return f"p50 {statistics.median(times):.3f} ms, p95 {times[int(0.95 * len(times))]:.3f} ms"


if __name__ == "__main__":
    main()
