"""Runs of questions over an archive, each kept in a file beside it: measured, listed and read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backissue.indexer.errors import QuestionsInvalid
from backissue.indexer.sources.record import Problem
from backissue.search.archive import Archive
from backissue.search.evaluation.details import Details, read_details
from backissue.search.evaluation.evaluate import evaluate, read_questions, unfindable
from backissue.search.evaluation.outcome import Outcome, read_outcomes
from backissue.ui.commands.command import json_text

# Where the files are, in the folder of the archive.
FOLDER = "runs"

UNFIT = re.compile(r"[^\w.-]+")
LONGEST_STEM = 60


@dataclass(frozen=True, slots=True)
class Coming:
    """How many of the questions are done."""

    questions: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A run that came to its end."""

    name: str
    questions: int
    skipped: tuple[Problem, ...]
    """Lines that could not be used."""
    missing: tuple[Problem, ...]
    """What is named as relevant but not in the archive: it counts as not found."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of each question, by its id."""

    name: str
    outcomes: Mapping[str, Outcome]
    details: Mapping[str, Details]


def new_name(questions: str, *, search_only: bool) -> str:
    """Return a name for a run of a file of questions that starts now."""
    stem = UNFIT.sub("-", Path(questions).stem)[:LONGEST_STEM].strip("-.") or "questions"
    kind = "-search" if search_only else ""
    return f"{stem}{kind}-{datetime.now().astimezone():%Y%m%d-%H%M%S}"


def names(archive: Path) -> list[str]:
    """Return the names of the runs of an archive, the latest first."""
    files = (archive / FOLDER).glob("*.jsonl")
    return [file.stem for file in sorted(files, key=lambda file: -file.stat().st_mtime)]


def read_run(archive: Path, name: str) -> Run:
    """Read a run. Raises QuestionsInvalid where there is none of that name, or it is damaged."""
    if name not in names(archive):
        raise QuestionsInvalid(
            f"There is no run {name!r:.80} in {archive / FOLDER}. Choose one from the list."
        )
    file = archive / FOLDER / f"{name}.jsonl"
    return Run(name, read_outcomes(file), read_details(file))


def measure(
    tell: Callable[[Coming], None], file: Path, archive: Path, name: str, *, search_only: bool
) -> Measured:
    """Ask every question of a file, and write what came of each at once.

    Raises QuestionsInvalid and what opening an archive raises, or OSError.
    """
    questions, skipped = read_questions(file)
    out = archive / FOLDER / f"{name}.jsonl"
    out.parent.mkdir(exist_ok=True)
    with Archive.open(archive) as opened:
        missing = tuple(unfindable(opened, questions))
        results = evaluate(opened, questions, ask=not search_only)
        tell(Coming(0, len(questions)))
        for number, result in enumerate(results, start=1):
            with out.open("a", encoding="utf-8") as stream:
                stream.write(f"{json_text(result.record())}\n")
            tell(Coming(number, len(questions)))
    return Measured(name=name, questions=len(questions), skipped=tuple(skipped), missing=missing)
