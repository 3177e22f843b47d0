"""Two runs are compared over the questions that both have."""

import pytest

from backissue.indexer.errors import QuestionsInvalid
from backissue.search.evaluation.compare import Changed, compare
from backissue.search.evaluation.measures import Measure
from backissue.search.evaluation.outcome import Outcome


def outcome(key: str, **values: float) -> Outcome:
    names = {
        "mrr": "MRR by passages",
        "f1": "F1 of all",
        "answered": "F1 of the answered",
        "ms": "search ms",
    }
    return Outcome(
        id=key,
        question=f"What of {key}?",
        answer=None,
        rank=None,
        values={names[name]: value for name, value in values.items()},
    )


def run(*outcomes: Outcome) -> dict[str, Outcome]:
    return {each.id: each for each in outcomes}


def test_a_measure_of_both_their_difference_and_who_won() -> None:
    compared = compare(
        run(outcome("1", mrr=1.0), outcome("2", mrr=0.5), outcome("3", mrr=0.25)),
        run(outcome("1", mrr=1.0), outcome("2", mrr=0.25), outcome("3", mrr=1.0)),
    )
    (difference,) = compared.differences
    assert difference.a == Measure(name="MRR", basis="by passages", value=1.75 / 3, questions=3)
    assert difference.b == Measure(name="MRR", basis="by passages", value=0.75, questions=3)
    assert difference.change == pytest.approx(0.5 / 3)
    assert (difference.wins, difference.ties, difference.losses) == (1, 1, 1)
    # -0.25 and +0.75 with either sign: of four sums only +1 is larger than +0.5, and it is.
    assert difference.p == pytest.approx(1.0)
    assert (compared.questions, compared.only_a, compared.only_b) == (3, 0, 0)


def test_questions_of_one_run_alone_are_left_out_and_counted() -> None:
    compared = compare(
        run(outcome("1", mrr=1.0), outcome("2", mrr=0.0), outcome("3", mrr=0.0)),
        run(outcome("4", mrr=0.0), outcome("1", mrr=1.0)),
    )
    assert (compared.questions, compared.only_a, compared.only_b) == (1, 2, 1)
    (difference,) = compared.differences
    assert difference.change == 0.0
    assert difference.measure.questions == 1


def test_runs_without_a_question_in_common_are_refused() -> None:
    with pytest.raises(QuestionsInvalid, match="No question is in both files"):
        compare(run(outcome("1")), run(outcome("2")))


def test_another_question_of_the_same_id_is_refused() -> None:
    other = Outcome(id="1", question="Where?", answer=None, rank=None, values={})
    with pytest.raises(QuestionsInvalid, match=r"Question '1' is 'What of 1\?' in one file"):
        compare(run(outcome("1")), run(other))


def test_a_measure_that_only_one_run_has_is_shown_without_a_difference() -> None:
    compared = compare(run(outcome("1", mrr=1.0)), run(outcome("1", mrr=1.0, f1=0.5)))
    _, answers = compared.differences
    assert answers.a is None
    assert answers.b == Measure(name="F1", basis="of all", value=0.5, questions=1)
    assert answers.measure == answers.b
    assert (answers.change, answers.p) == (None, None)
    assert (answers.wins, answers.ties, answers.losses) == (0, 0, 0)


def test_a_measure_of_other_questions_in_either_run_says_how_many() -> None:
    compared = compare(
        run(outcome("1", answered=1.0), outcome("2"), outcome("3", answered=0.5)),
        run(outcome("1"), outcome("2", answered=0.0), outcome("3", answered=0.5)),
    )
    (difference,) = compared.differences
    assert difference.a is not None
    assert difference.b is not None
    assert (difference.a.value, difference.a.questions) == (0.75, 2)
    assert (difference.b.value, difference.b.questions) == (0.25, 2)
    assert (difference.wins, difference.ties, difference.losses) == (0, 1, 0)
    # Tossed, B - A is 0.25 - 0.75, 2/3 - 0.5, 0.5 - 2/3 or 0.75 - 0.25.
    assert difference.p == pytest.approx(2 / 4)


def test_times_are_compared_without_a_test() -> None:
    compared = compare(run(outcome("1", ms=10.0)), run(outcome("1", ms=4.0)))
    assert [(each.measure.key, each.change, each.p) for each in compared.differences] == [
        ("search p50 in ms", -6.0, None),
        ("search p95 in ms", -6.0, None),
    ]


def test_the_questions_that_changed_most_come_first() -> None:
    a = [
        outcome("same", mrr=0.5, f1=1.0),
        outcome("worse", mrr=1.0, f1=1.0),
        outcome("mixed", mrr=0.5, f1=0.0),
        outcome("found", mrr=0.5),
    ]
    b = [
        outcome("same", mrr=0.5, f1=1.0),
        outcome("worse", mrr=0.5, f1=0.0),
        outcome("mixed", mrr=0.0, f1=0.5),
        outcome("found", mrr=1.0),
    ]
    assert compare(run(*a), run(*b)).changed == (
        Changed(a=a[1], b=b[1], search=-0.5, answer=-1.0),
        Changed(a=a[2], b=b[2], search=-0.5, answer=0.5),
        Changed(a=a[3], b=b[3], search=0.5, answer=0.0),
    )
