"""Two lists and what is known of days become one ranking, always the same one."""

import random

import numpy as np
import numpy.typing as npt
import pytest

from backissue.indexer.indexes.match import Matches
from backissue.indexer.truth.catalogue import Catalogue, Entry, Integers
from backissue.search.retrieval.fuse import REPEATED, Ranking, fuse, spread
from backissue.search.retrieval.retrieve import Candidates


def matches(scores: dict[int, float]) -> Matches:
    """Return passages by their keys, with their scores."""
    return Matches(np.array(list(scores), np.int64), np.array(list(scores.values())))


def ranking(scores: dict[int, float]) -> Ranking:
    """Return passages with their scores, found on neither side."""
    nowhere = np.zeros(len(scores), np.int64)
    found = matches(scores)
    return Ranking(found.passages, found.scores, nowhere, nowhere)


def candidates(keyword: list[int], semantic: list[int]) -> Candidates:
    """Return candidates whose scores are of different kinds, as the indexes give them."""
    return Candidates(
        matches({passage: 10.0 - rank for rank, passage in enumerate(keyword)}),
        matches({passage: 0.8 - rank / 100 for rank, passage in enumerate(semantic)}),
    )


def at_no_time(passages: Integers) -> npt.NDArray[np.float64]:
    return np.zeros(len(passages))


def order(keyword: list[int], semantic: list[int]) -> list[int]:
    return list(fuse(candidates(keyword, semantic), at_no_time).passages)


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
    found = Candidates(matches({7: 8.0, 8: 4.0}), matches({8: 0.6, 9: 0.3}))

    def near(passages: Integers) -> npt.NDArray[np.float64]:
        return np.where(passages == 9, 1.0, 0.0)

    fused = fuse(found, near)
    assert fused.passages.tolist() == [8, 9, 7]
    assert fused.keyword_ranks.tolist() == [2, 0, 1]
    assert fused.semantic_ranks.tolist() == [1, 2, 0]
    assert fused.scores == pytest.approx([0.5 * 0.5 + 0.5, 0.5 * 0.5 + 0.35, 0.5])


def test_a_whole_article_that_has_none_of_the_words_takes_nothing_away() -> None:
    keyword, semantic = matches({7: 8.0, 8: 4.0}), matches({9: 0.6})
    alone = fuse(Candidates(keyword, semantic), at_no_time)
    whole = fuse(Candidates(keyword, semantic, whole=matches({7: 0, 8: 0, 9: 0})), at_no_time)
    assert whole.scores.tolist() == alone.scores.tolist()


def test_the_whole_article_has_a_share_in_what_the_words_say() -> None:
    keyword, semantic = matches({7: 8.0, 8: 4.0}), matches({9: 0.6})
    found = Candidates(keyword, semantic, whole=matches({7: 1.0, 8: 4.0, 9: 2.0}))
    fused = fuse(found, at_no_time)
    assert dict(zip(fused.passages.tolist(), fused.scores.tolist(), strict=True)) == pytest.approx(
        {
            7: 0.5 * (0.7 * 1 + 0.3 * 0.25),
            8: 0.5 * (0.7 * 0.5 + 0.3 * 1),
            9: 0.5 * (0.3 * 0.5) + 0.5 * 1,
        }
    )


def test_what_both_sides_hold_comes_before_what_one_alone_puts_first() -> None:
    assert order([100, 50], [200, 50])[0] == 50


def test_one_side_alone_keeps_its_order() -> None:
    assert order([3, 1, 2], []) == [3, 1, 2]
    assert order([], [3, 1, 2]) == [3, 1, 2]


def test_nothing_found_on_either_side_is_nothing() -> None:
    assert len(fuse(candidates([], []), at_no_time)) == 0


def test_equals_come_in_the_order_of_their_keys() -> None:
    same = Candidates(matches({9: 2.0, 1: 2.0}), matches({5: 0.5, 4: 0.5}))
    assert fuse(same, at_no_time).passages.tolist() == [1, 4, 5, 9]


@pytest.mark.parametrize("best", [0.0, -0.2])
def test_a_side_on_which_nothing_is_alike_says_nothing(best: float) -> None:
    found = Candidates(matches({1: 3.0}), matches({2: best, 1: best - 0.1}))
    fused = fuse(found, at_no_time)
    assert (fused.passages.tolist(), fused.scores.tolist()) == ([1, 2], [0.5, 0.0])


def test_the_unit_of_a_side_does_not_matter() -> None:
    plain = Candidates(matches({1: 2.0, 2: 1.5}), matches({2: 0.5, 3: 0.4}))
    times = Candidates(matches({1: 200.0, 2: 150.0}), matches({2: 5.0, 3: 4.0}))
    one, other = (fuse(found, at_no_time) for found in (plain, times))
    assert one.passages.tolist() == other.passages.tolist()
    assert one.scores.tolist() == other.scores.tolist()


def test_a_better_score_never_makes_a_passage_worse() -> None:
    chance = random.Random(18)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        scores = sorted((chance.random() for _ in range(20)), reverse=True)
        words = dict(enumerate(scores))
        meaning = matches({chance.randrange(30): chance.random()})
        place = chance.randrange(1, 20)
        raised = words | {place: scores[place - 1]}
        before, after = (
            fuse(Candidates(matches(some), meaning), at_no_time).passages.tolist().index(place)
            for some in (words, raised)
        )
        assert after <= before


def test_no_passage_is_lost_or_doubled() -> None:
    chance = random.Random(19)  # noqa: S311 - the same lists in every run
    for _ in range(100):
        words, meaning = (chance.sample(range(60), chance.randint(0, 40)) for _ in range(2))
        fused = fuse(candidates(words, meaning), at_no_time)
        passages = fused.passages.tolist()
        assert sorted(passages) == sorted({*words, *meaning})
        assert fused.scores.tolist() == sorted(fused.scores.tolist(), reverse=True)
        for side, ranks in ((words, fused.keyword_ranks), (meaning, fused.semantic_ranks)):
            expected = [side.index(each) + 1 if each in side else 0 for each in passages]
            assert ranks.tolist() == expected


def test_each_further_passage_of_an_article_loses_as_much_again() -> None:
    assert REPEATED == 0.1
    held = catalogue(4, 1, 2)  # passages 1 to 4, then 5, then 6 and 7
    scores = {1: 0.9, 2: 0.85, 3: 0.82, 5: 0.7, 6: 0.65, 4: 0.6, 7: 0.5}
    spread_out = spread(ranking(scores), held)
    assert spread_out.passages.tolist() == [1, 2, 5, 6, 3, 7, 4]
    assert spread_out.scores == pytest.approx([0.9, 0.75, 0.7, 0.65, 0.62, 0.4, 0.3])


def test_much_of_one_article_comes_first_where_nothing_else_is_near() -> None:
    ranked = ranking({1: 1.0, 2: 0.9, 3: 0.8, 4: 0.3})
    assert spread(ranked, catalogue(3, 1)).passages.tolist() == [1, 2, 3, 4]


def test_what_only_words_found_counts_for_its_meaning_too() -> None:
    found = Candidates(matches({7: 8.0, 8: 4.0}), matches({8: 0.6}), matches({7: 0.3}))
    fused = fuse(found, at_no_time)
    assert fused.passages.tolist() == [7, 8]
    assert fused.keyword_ranks.tolist() == [1, 2]
    assert fused.semantic_ranks.tolist() == [0, 1]
    assert fused.scores == pytest.approx([0.75, 0.75])


def test_a_ranking_of_nothing_stays_empty() -> None:
    assert len(spread(ranking({}), catalogue(1))) == 0
