"""Search and answers on the example archive are no worse than what was reached before."""

import hashlib
import json
from pathlib import Path

import pytest

from backissue.search import Archive
from backissue.search.evaluation.evaluate import Measures, evaluate, read_questions, unfindable

from conftest import ROOT

CORPUS = ROOT / "corpus"
FLOORS = CORPUS / "floors.json"


def corpus_digest() -> str:
    """SHA-256 over the names and contents of all articles and of the questions."""
    digest = hashlib.sha256()
    for path in [*sorted((CORPUS / "articles").rglob("*.txt")), CORPUS / "questions.jsonl"]:
        digest.update(path.relative_to(CORPUS).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


# What has a floor.
FLOORED = (
    "hit@1 by passages",
    "hit@5 by passages",
    "hit@10 by passages",
    "MRR by passages",
    "nDCG@10 by passages",
    "exact match of the answerable",
    "F1 of the answerable",
    "supported of the answerable",
    "citation exactness of the answered",
    "abstention precision of the abstained",
    "abstention recall of the unanswerable",
)


def measured(measures: Measures) -> dict[str, float]:
    """Return what has a floor, by name."""
    return {key: measures[key].value for key in FLOORED}


@pytest.fixture(scope="module")
def found(corpus_archive: Path) -> dict[str, float]:
    questions, problems = read_questions(CORPUS / "questions.jsonl")
    assert not problems
    with Archive.open(corpus_archive) as archive:
        assert not list(unfindable(archive, questions))
        return measured(Measures.of(evaluate(archive, questions)))


def test_the_floors_are_those_of_this_corpus() -> None:
    assert json.loads(FLOORS.read_text())["corpus"] == corpus_digest(), (
        "The example archive has changed: measure it again with python benchmarks/floors.py"
    )


@pytest.mark.parametrize("name", sorted(json.loads(FLOORS.read_text())["floors"]))
def test_no_measure_falls_below_its_floor(name: str, found: dict[str, float]) -> None:
    floor = json.loads(FLOORS.read_text())["floors"][name]
    assert found[name] >= floor


def test_every_citation_is_word_for_word(found: dict[str, float]) -> None:
    assert found["citation exactness of the answered"] == 1.0
