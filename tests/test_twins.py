"""Articles that are the same but for their keys are compared as one."""

from dataclasses import replace
from datetime import date

from backissue.indexer import Article
from backissue.indexer.truth.catalogue import ordinal
from backissue.indexer.truth.sketch import sketch
from backissue.indexer.truth.twins import Member, Twins

ICE = Article(
    id="any",
    title="Harbour freezes",
    text="The harbour froze over in January, and no ferry left it for two days.",
    published=date(2024, 1, 1),
    source="wire",
)


def member(key: int, article: Article = ICE) -> Member:
    return Member(key, ordinal(article.published), article.source or "", sketch(article))


def test_the_first_of_twins_is_the_one_with_the_least_key() -> None:
    twins = Twins()
    assert twins.change([member(7), member(9)], ()) == ({7}, set(), set())
    assert twins.change([member(8)], ()) == (set(), set(), {7})
    assert twins.change([member(3)], ()) == ({3}, {7}, set())
    assert twins.of == {3: [3, 7, 8, 9]}


def test_the_next_takes_the_place_of_a_first_that_is_removed() -> None:
    twins = Twins()
    twins.change([member(1), member(2)], ())
    assert twins.change((), [member(1)]) == ({2}, {1}, set())
    assert twins.change((), [member(2)]) == (set(), {2}, set())
    assert twins.of == {}


def test_another_day_outlet_headline_or_text_makes_no_twin() -> None:
    others = (
        replace(ICE, published=date(2024, 1, 2)),
        replace(ICE, source="post"),
        replace(ICE, title="No ferries"),
        replace(ICE, text=f"{ICE.text} On the third day the ice broke, and two boats put to sea."),
    )
    twins = Twins()
    twins.change([member(1), *(member(key, each) for key, each in enumerate(others, 2))], ())
    assert twins.of == {1: [1], 2: [2], 3: [3], 4: [4], 5: [5]}
