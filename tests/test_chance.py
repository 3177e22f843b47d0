"""How likely a difference is by chance, worked out by hand where few questions differ."""

import pytest

from backissue.search.evaluation.chance import chance

WON, LOST, TIED, BOTH = (0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (1.0, 1.0)


@pytest.mark.parametrize(
    ("pairs", "p"),
    [
        ([WON] * 5, 2 / 2**5),
        ([WON] * 6, 2 / 2**6),
        ([LOST] * 6, 2 / 2**6),
        ([WON] * 6 + [TIED] * 50 + [BOTH] * 50, 2 / 2**6),
        # Of seven tosses at most two are heads in 1 + 7 + 21 of 128 cases.
        ([WON] * 2 + [LOST] * 5, 2 * 29 / 128),
        ([WON, LOST] * 3, 1.0),
        ([WON], 1.0),
        ([TIED, BOTH], 1.0),
        ([], 1.0),
        # Sums of 0.5 and 0.25 with either sign: only one of the four is as large.
        ([(0.0, 0.5), (0.5, 0.75), BOTH], 2 / 4),
    ],
)
def test_each_question_is_a_coin_toss(
    pairs: list[tuple[float | None, float | None]], p: float
) -> None:
    assert chance(pairs) == pytest.approx(p)


def test_a_measure_may_apply_to_other_questions_in_either_run() -> None:
    # Tossed, B - A is 0 - 1, 1/2 - 0 (A has none), 0 - 1/2 (B has none) or 1 - 0.
    assert chance([(1.0, None), (None, 0.0)]) == pytest.approx(2 / 4)
    # A question that neither counts adds nothing.
    assert chance([(1.0, None), (None, 0.0), (None, None)]) == pytest.approx(2 / 4)


def test_many_differences_are_drawn_at_random_and_the_same_each_time() -> None:
    pairs = [WON] * 40 + [LOST] * 10 + [TIED] * 100
    first = chance(pairs)
    assert first == chance(pairs)
    assert 1 / 10_000 <= first < 0.01
    assert chance([WON] * 26 + [LOST] * 24) > 0.5
