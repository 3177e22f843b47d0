"""What was found is shown with the sentences around it, and nothing twice."""

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.widen import WIDE, widen, widened

# Each sentence has 100 characters with the space after it.
SENTENCES = [f"Sentence {number:02} tells of ferries {'x' * 69}." for number in range(40)]
ARTICLE = Article(id="ferries", title="Ferries", text=" ".join(SENTENCES))


def passage(first: int, last: int, article: Article = ARTICLE) -> Passage:
    """Return the passage from one sentence to another, both included."""
    return Passage(article, first * 100, last * 100 + 99)


def hit(found: Passage) -> Hit:
    return Hit(passage=found, score=1.0, keyword_rank=1, semantic_rank=None)


def shown(*found: Passage) -> list[tuple[int, int]]:
    return [(each.passage.start // 100, each.passage.end // 100) for each in widen(map(hit, found))]


def test_the_sentences_of_this_test_are_as_long_as_it_says() -> None:
    assert {len(each) for each in SENTENCES} == {99}
    assert WIDE == 1_200


def test_what_follows_is_added_as_far_as_there_is_room() -> None:
    # The twelfth sentence ends at 1,199, but whether it goes on is not to be seen.
    assert widened(passage(10, 14)) == passage(10, 20)


def test_at_the_end_of_an_article_what_stands_before_is_added() -> None:
    assert widened(passage(36, 39)) == passage(29, 39)


def test_at_its_beginning_only_what_follows() -> None:
    assert widened(passage(0, 3)) == passage(0, 10)


def test_a_short_article_is_shown_whole() -> None:
    short = Article(id="short", title="", text="It froze. The harbour shut. It thawed.")
    assert widened(Passage(short, 10, 27)).text == short.text


def test_a_passage_that_is_wide_already_stays_as_it_is() -> None:
    assert widened(passage(3, 20)) == passage(3, 20)


def test_where_no_sentence_ends_nothing_is_cut_in_two() -> None:
    endless = Article(id="endless", title="", text="word " * 1_000)
    assert widened(Passage(endless, 2_000, 2_499)) == Passage(endless, 2_000, 2_499)


@pytest.mark.parametrize(("second", "is_shown"), [((10, 14), False), ((19, 23), True)])
def test_what_a_better_hit_shows_by_half_is_left_out(
    second: tuple[int, int], *, is_shown: bool
) -> None:
    found = shown(passage(5, 9), passage(*second))
    assert found[0] == (5, 15)
    assert len(found) == 1 + is_shown


def test_the_same_place_of_another_article_is_another_thing() -> None:
    other = Article(id="other", title="Ferries", text=ARTICLE.text)
    assert len(shown(passage(5, 9), passage(5, 9, other))) == 2


def test_a_worse_hit_changes_nothing_in_a_better_one() -> None:
    found = [passage(5, 9), passage(19, 23), passage(30, 32)]
    assert shown(*found)[:2] == shown(*found[:2])
