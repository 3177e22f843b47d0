"""Of several copies one is shown, and copies do not count as independent."""

import random
from itertools import combinations

import numpy as np
import pytest

from backissue.search.retrieval.stories import (
    Keep,
    every_passage,
    independent_origins,
    one_of_each,
    without_copies,
)

# The articles and stories of five passages, best first: 7 and 8 are copies.
ARTICLES = np.array([7, 8, 7, 9, 8])
STORIES = np.array([7, 7, 7, 9, 7])


def test_of_each_story_the_best_passage_is_kept() -> None:
    assert one_of_each(ARTICLES, STORIES).tolist() == [0, 3]


def test_copies_can_be_left_out_and_all_of_the_best_article_kept() -> None:
    assert without_copies(ARTICLES, STORIES).tolist() == [0, 2, 3]


def test_all_can_be_kept() -> None:
    assert every_passage(ARTICLES, STORIES).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("keep", [one_of_each, without_copies, every_passage])
def test_of_nothing_nothing_is_kept(keep: Keep) -> None:
    nothing = np.empty(0, np.int64)
    assert len(keep(nothing, nothing)) == 0


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], 0),
        ([(1, "Wire")], 1),
        ([(1, "Wire"), (1, "Post"), (1, "Courier")], 1),
        ([(1, "Wire"), (2, "Wire"), (3, "WIRE")], 1),
        ([(1, "Wire"), (2, "Post")], 2),
        ([(1, "Wire"), (1, "Post"), (2, "Post")], 2),
        ([(1, "Post"), (1, "Wire"), (2, "Post")], 2),
        ([(1, "Wire"), (1, "Post"), (2, "Wire"), (2, "Post"), (3, "Post")], 2),
        ([(1, None), (2, None)], 1),
        ([(1, None), (2, "Post")], 2),
        ([("removed", "Wire"), (1, "Post")], 2),
    ],
    ids=str,
)
def test_articles_of_one_story_or_one_source_count_once(
    told: list[tuple[int | str, str | None]], expected: int
) -> None:
    assert independent_origins(told) == expected


def test_the_count_is_the_largest_number_of_which_no_two_share_anything() -> None:
    dice = random.Random(1)  # noqa: S311 - for variety, not for secrets
    for _ in range(100):
        told = [(dice.randrange(4), dice.choice("abcd")) for _ in range(dice.randrange(7))]
        largest = max(
            size
            for size in range(len(told) + 1)
            for some in combinations(told, size)
            if len({story for story, _ in some}) == len({source for _, source in some}) == size
        )
        assert independent_origins(told) == largest
