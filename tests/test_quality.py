"""Search and answers on the example archive are no worse than what was reached before."""

import hashlib
import json
from pathlib import Path

import pytest

from backissue.search import Archive
from backissue.search.evaluate import Measures, evaluate, read_questions

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


def measured(measures: Measures) -> dict[str, float]:
    """Return what has a floor, by name."""
    return {
        **{f"recall@{depth}": value for depth, value in measures.recall.items()},
        "supported": measures.supported,
        "f1": measures.f1,
        "citation exactness": measures.citation_exactness,
        "abstention precision": measures.abstention_precision,
        "abstention recall": measures.abstention_recall,
    }


@pytest.fixture(scope="module")
def found(corpus_archive: Path) -> dict[str, float]:
    with Archive.open(corpus_archive) as archive:
        return measured(evaluate(archive, read_questions(CORPUS / "questions.jsonl")))


def test_the_floors_are_those_of_this_corpus() -> None:
    assert json.loads(FLOORS.read_text())["corpus"] == corpus_digest(), (
        "The example archive has changed: measure it again with python benchmarks/floors.py"
    )


@pytest.mark.parametrize("name", sorted(json.loads(FLOORS.read_text())["floors"]))
def test_no_measure_falls_below_its_floor(name: str, found: dict[str, float]) -> None:
    floor = json.loads(FLOORS.read_text())["floors"][name]
    assert found[name] >= floor


def test_every_citation_is_word_for_word(found: dict[str, float]) -> None:
    assert found["citation exactness"] == 1.0
