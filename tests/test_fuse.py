"""Two lists and what is known of days become one ranking, always the same one."""

import random

import numpy as np
import numpy.typing as npt
import pytest

from backissue.indexer.catalogue import Catalogue, Entry, Integers
from backissue.indexer.match import Match
from backissue.search.retrieval.fuse import REPEATED, Ranked, fuse, spread
from backissue.search.retrieval.retrieve import Candidates


def candidates(keyword: list[int], semantic: list[int]) -> Candidates:
    """Return candidates whose scores are of different kinds, as the indexes give them."""
    return Candidates(
        [Match(passage, 10.0 - rank) for rank, passage in enumerate(keyword)],
        [Match(passage, 0.8 - rank / 100) for rank, passage in enumerate(semantic)],
    )


def at_no_time(passages: Integers) -> npt.NDArray[np.float64]:
    return np.zeros(len(passages))


def order(keyword: list[int], semantic: list[int]) -> list[int]:
    return [each.passage for each in fuse(candidates(keyword, semantic), at_no_time)]


def catalogue(*passages: int) -> Catalogue:
    """Return a catalogue of articles that have so many passages each."""
    entries = []
    first = 1
    for key, count in enumerate(passages, start=1):
        entry = dict.fromkeys(Entry._fields, None) | {"key": key, "first_passage": first}
        entries.append(Entry(**(entry | {"passages": count, "added": 1, "removed": 0})))  # type: ignore[arg-type]
        first += count
    return Catalogue.from_entries(entries, 1)


def test_a_passage_scores_its_share_of_the_best_on_either_side_and_its_nearness() -> None:
    found = Candidates([Match(7, 8.0), Match(8, 4.0)], [Match(8, 0.6), Match(9, 0.3)])

    def near(passages: Integers) -> npt.NDArray[np.float64]:
        return np.where(passages == 9, 1.0, 0.0)

    fused = fuse(found, near)
    assert [(each.passage, each.keyword_rank, each.semantic_rank) for each in fused] == [
        (8, 2, 1),
        (9, None, 2),
        (7, 1, None),
    ]
    assert [each.score for each in fused] == pytest.approx([0.5 * 0.5 + 0.5, 0.5 * 0.5 + 0.35, 0.5])


def test_what_both_sides_hold_comes_before_what_one_alone_puts_first() -> None:
    assert order([100, 50], [200, 50])[0] == 50


def test_one_side_alone_keeps_its_order() -> None:
    assert order([3, 1, 2], []) == [3, 1, 2]
    assert order([], [3, 1, 2]) == [3, 1, 2]


def test_nothing_found_on_either_side_is_nothing() -> None:
    assert fuse(candidates([], []), at_no_time) == []


def test_equals_come_in_the_order_of_their_keys() -> None:
    same = Candidates([Match(9, 2.0), Match(1, 2.0)], [Match(5, 0.5), Match(4, 0.5)])
    assert [each.passage for each in fuse(same, at_no_time)] == [1, 4, 5, 9]


@pytest.mark.parametrize("best", [0.0, -0.2])
def test_a_side_on_which_nothing_is_alike_says_nothing(best: float) -> None:
    found = Candidates([Match(1, 3.0)], [Match(2, best), Match(1, best - 0.1)])
    assert [(each.passage, each.score) for each in fuse(found, at_no_time)] == [(1, 0.5), (2, 0.0)]


def test_the_unit_of_a_side_does_not_matter() -> None:
    plain = Candidates([Match(1, 2.0), Match(2, 1.5)], [Match(2, 0.5), Match(3, 0.4)])
    times = Candidates([Match(1, 200.0), Match(2, 150.0)], [Match(2, 5.0), Match(3, 4.0)])
    assert fuse(plain, at_no_time) == fuse(times, at_no_time)


def test_a_better_score_never_makes_a_passage_worse() -> None:
    chance = random.Random(18)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        scores = sorted((chance.random() for _ in range(20)), reverse=True)
        words = [Match(passage, score) for passage, score in enumerate(scores)]
        meaning = [Match(chance.randrange(30), chance.random())]
        place = chance.randrange(1, 20)
        raised = [
            Match(place, scores[place - 1]) if match.passage == place else match for match in words
        ]
        before, after = (
            [each.passage for each in fuse(Candidates(some, meaning), at_no_time)].index(place)
            for some in (words, raised)
        )
        assert after <= before


def test_no_passage_is_lost_or_doubled() -> None:
    chance = random.Random(19)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        words, meaning = (chance.sample(range(60), chance.randint(0, 40)) for _ in range(2))
        ranked = fuse(candidates(words, meaning), at_no_time)
        assert sorted(each.passage for each in ranked) == sorted({*words, *meaning})
        scores = [each.score for each in ranked]
        assert scores == sorted(scores, reverse=True)
        for each in ranked:
            assert each.keyword_rank is None or words[each.keyword_rank - 1] == each.passage
            assert each.semantic_rank is None or meaning[each.semantic_rank - 1] == each.passage


def test_each_further_passage_of_an_article_loses_as_much_again() -> None:
    assert REPEATED == 0.1
    held = catalogue(4, 1, 2)  # passages 1 to 4, then 5, then 6 and 7
    scores = {1: 0.9, 2: 0.85, 3: 0.82, 5: 0.7, 6: 0.65, 4: 0.6, 7: 0.5}
    ranked = [
        Ranked(passage=passage, score=score, keyword_rank=None, semantic_rank=None)
        for passage, score in scores.items()
    ]
    spread_out = spread(ranked, held)
    assert [each.passage for each in spread_out] == [1, 2, 5, 6, 3, 7, 4]
    assert [each.score for each in spread_out] == pytest.approx(
        [0.9, 0.75, 0.7, 0.65, 0.62, 0.4, 0.3]
    )


def test_much_of_one_article_comes_first_where_nothing_else_is_near() -> None:
    held = catalogue(3, 1)
    ranked = [
        Ranked(passage=passage, score=score, keyword_rank=None, semantic_rank=None)
        for passage, score in ((1, 1.0), (2, 0.9), (3, 0.8), (4, 0.3))
    ]
    assert [each.passage for each in spread(ranked, held)] == [1, 2, 3, 4]


def test_what_only_words_found_counts_for_its_meaning_too() -> None:
    found = Candidates([Match(7, 8.0), Match(8, 4.0)], [Match(8, 0.6)], [Match(7, 0.3)])
    fused = fuse(found, at_no_time)
    assert [(each.passage, each.keyword_rank, each.semantic_rank) for each in fused] == [
        (7, 1, None),
        (8, 2, 1),
    ]
    assert [each.score for each in fused] == pytest.approx([0.75, 0.75])


def test_a_ranking_of_nothing_stays_empty() -> None:
    assert spread([], catalogue(1)) == []
