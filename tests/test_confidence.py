"""How likely an answer is, with others beside it and with none."""

import pytest

from backissue.indexer import Article, Passage
from backissue.search.reading.confidence import NONE, confidences
from backissue.search.reading.joining import Span

TEXT = "Kevin McCarthy spoke. Nancy Pelosi listened. McCarthy left."
PASSAGE = Passage(Article(id="house", title="House", text=TEXT), 0, len(TEXT))


def span(words: str, score: float) -> Span:
    start = TEXT.index(words)
    return Span(PASSAGE, start, start + len(words), score)


def test_an_answer_without_others_is_weighed_against_none() -> None:
    assert confidences([span("Kevin McCarthy", NONE)]) == [0.5]


def test_an_answer_is_less_likely_where_another_does_as_well() -> None:
    alone, *_ = confidences([span("Kevin McCarthy", 2)])
    beside, other = confidences([span("Kevin McCarthy", 2), span("Nancy Pelosi", 2)])
    assert other == beside < alone
    assert beside + other < 1


def test_part_of_a_name_is_no_other_answer() -> None:
    alone, *_ = confidences([span("Kevin McCarthy", 2)])
    whole, part = confidences([span("Kevin McCarthy", 2), span("McCarthy", 1)])
    assert whole == pytest.approx(alone)
    assert part < whole


def test_what_says_the_same_twice_is_one_rival() -> None:
    once = confidences([span("Nancy Pelosi", 2), span("Kevin McCarthy", 1)])
    twice = confidences([span("Nancy Pelosi", 2), span("Kevin McCarthy", 1), span("McCarthy", 0.5)])
    assert twice[:2] == once


def test_nothing_read_is_nothing_likely() -> None:
    assert confidences([]) == []
