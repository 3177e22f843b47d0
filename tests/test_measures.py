"""Measures are means over the questions that they apply to, and say how many these are."""

from dataclasses import dataclass

import pytest

from backissue.search.evaluation.measures import Measure, Measures


@dataclass(frozen=True)
class Some:
    values: dict[str, float]


FOUR = [
    Some({"hit@1 by passages": 1.0, "F1 of all": 0.5, "search ms": 10.0}),
    Some({"hit@1 by passages": 0.0, "F1 of all": 0.0, "search ms": 40.0}),
    Some({"hit@1 by answers": 1.0, "F1 of all": 1.0, "search ms": 20.0}),
    Some({"abstention recall of the unanswerable": 1.0, "search ms": 30.0}),
]


def test_each_measure_has_its_own_questions_and_they_stand_in_order() -> None:
    assert list(Measures.of(FOUR)) == [
        Measure(name="hit@1", basis="by passages", value=0.5, questions=2),
        Measure(name="hit@1", basis="by answers", value=1.0, questions=1),
        Measure(name="F1", basis="of all", value=0.5, questions=3),
        Measure(name="abstention recall", basis="of the unanswerable", value=1.0, questions=1),
        Measure(name="search p50", basis="in ms", value=25.0, questions=4),
        # A twentieth of the way from the largest to the next, of three steps: 0.15 from 40 to 30.
        Measure(name="search p95", basis="in ms", value=38.5, questions=4),
    ]


def test_the_order_of_the_questions_does_not_matter() -> None:
    assert Measures.of(FOUR) == Measures.of(FOUR[::-1])


def test_a_measure_is_found_by_name_and_basis() -> None:
    found = Measures.of(FOUR)["hit@1 by answers"]
    assert (found.key, found.value) == ("hit@1 by answers", 1.0)


def test_a_measure_that_applies_to_no_question_is_not_there() -> None:
    with pytest.raises(KeyError, match="MRR by passages"):
        Measures.of(FOUR)["MRR by passages"]
    assert list(Measures.of([])) == []
