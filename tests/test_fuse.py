"""Two rankings become one, always the same one."""

import random

import pytest

from backissue.indexer.match import Match
from backissue.search.fuse import RRF_K, Ranked, fuse, reciprocal_rank_fusion
from backissue.search.retrieve import Candidates


def candidates(keyword: list[int], semantic: list[int]) -> Candidates:
    """Return candidates whose scores are of different kinds, as the indexes give them."""
    return Candidates(
        [Match(passage, 9.5 - rank) for rank, passage in enumerate(keyword)],
        [Match(passage, 0.9 - rank / 100) for rank, passage in enumerate(semantic)],
    )


def test_a_passage_scores_one_over_its_rank_in_each_list() -> None:
    assert RRF_K == 60
    assert reciprocal_rank_fusion([7, 8], [8, 9]) == {
        8: 1 / 62 + 1 / 61,
        7: 1 / 61,
        9: 1 / 62,
    }


@pytest.mark.parametrize(
    ("rankings", "order"),
    [
        ([[3, 1, 2]], [3, 1, 2]),
        ([[3, 1, 2], []], [3, 1, 2]),
        ([[1, 2, 3], [1, 2, 3]], [1, 2, 3]),
        ([[1, 2, 3], [3, 2, 1]], [1, 3, 2]),
        ([[1, 2], [3, 4]], [1, 3, 2, 4]),
        ([[9, 1], [8, 1]], [1, 8, 9]),
        ([[1, 2, 3], [3, 1], [3]], [3, 1, 2]),
        ([], []),
        ([[], []], []),
    ],
    ids=str,
)
def test_what_both_lists_hold_comes_first_and_equals_come_in_the_order_of_their_keys(
    rankings: list[list[int]], order: list[int]
) -> None:
    assert list(reciprocal_rank_fusion(*rankings)) == order


def test_first_in_one_list_alone_is_less_than_tenth_in_both() -> None:
    words, meaning = [100, *range(1, 10), 50], [200, *range(11, 20), 50]
    assert next(iter(reciprocal_rank_fusion(words, meaning))) == 50


def test_the_order_of_the_lists_does_not_matter() -> None:
    chance = random.Random(17)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        one, other = (chance.sample(range(50), chance.randint(0, 30)) for _ in range(2))
        assert list(reciprocal_rank_fusion(one, other).items()) == list(
            reciprocal_rank_fusion(other, one).items()
        )


def test_a_better_rank_never_makes_a_passage_worse() -> None:
    chance = random.Random(18)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        one, other = (chance.sample(range(40), 20) for _ in range(2))
        position = chance.randrange(1, 20)
        raised = one.copy()
        raised[position - 1], raised[position] = raised[position], raised[position - 1]
        before = list(reciprocal_rank_fusion(one, other)).index(one[position])
        after = list(reciprocal_rank_fusion(raised, other)).index(one[position])
        assert after <= before


def test_fused_passages_remember_their_rank_on_either_side() -> None:
    assert fuse(candidates(keyword=[7, 8], semantic=[8, 9])) == [
        Ranked(passage=8, score=1 / 62 + 1 / 61, keyword_rank=2, semantic_rank=1),
        Ranked(passage=7, score=1 / 61, keyword_rank=1, semantic_rank=None),
        Ranked(passage=9, score=1 / 62, keyword_rank=None, semantic_rank=2),
    ]


def test_one_side_alone_keeps_its_order() -> None:
    assert [each.passage for each in fuse(candidates([3, 1, 2], []))] == [3, 1, 2]
    assert [each.passage for each in fuse(candidates([], [3, 1, 2]))] == [3, 1, 2]


def test_nothing_found_on_either_side_is_nothing() -> None:
    assert fuse(candidates([], [])) == []


def test_scores_of_either_side_count_only_by_their_order() -> None:
    near = Candidates([Match(1, 2.0), Match(2, 1.999)], [Match(2, 0.5)])
    far = Candidates([Match(1, 1e6), Match(2, 0.0)], [Match(2, -1.0)])
    assert fuse(near) == fuse(far)


def test_no_passage_is_lost_or_doubled() -> None:
    chance = random.Random(19)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        words, meaning = (chance.sample(range(60), chance.randint(0, 40)) for _ in range(2))
        ranked = fuse(candidates(words, meaning))
        assert sorted(each.passage for each in ranked) == sorted({*words, *meaning})
        scores = [each.score for each in ranked]
        assert scores == sorted(scores, reverse=True)
        for each in ranked:
            assert each.keyword_rank is None or words[each.keyword_rank - 1] == each.passage
            assert each.semantic_rank is None or meaning[each.semantic_rank - 1] == each.passage
