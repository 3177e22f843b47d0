"""Further citations come from independent articles that give the same answer by themselves."""

from backissue.search import Reading
from backissue.search.answers.answer import THRESHOLD
from backissue.search.answers.support import CITATIONS, citations

from readings import KnowingReader, apart, read, report, whole

FIRST = report(1, "The ferry sank. All 14 were saved.")
SECOND = report(2, "Rescuers saved all 14 from the ferry.")
SAME_OUTLET = report(3, "The 14 who were saved are home.", source="Outlet 1")
OTHERWISE = report(4, "Of the ferry, 15 were saved.")
THIRD = report(5, "A coxswain counted 14 who were saved.")
FOURTH = report(6, "All 14 who were saved are well.")
READER = KnowingReader(**{"14": 0.6, "15": 0.7})
BEST = read(FIRST, "14", 0.8)


def cited(best: Reading, *others: object, reader: KnowingReader = READER) -> list[str]:
    passages = [whole(each) for each in (FIRST, *others)]  # type: ignore[arg-type]
    found = citations("How many were saved?", best, passages, reader=reader, origins=apart)
    return [citation.article.id for citation in found]


def test_the_sentence_of_the_best_reading_comes_first() -> None:
    (only,) = citations("?", BEST, [], reader=READER, origins=apart)
    assert only.quote == "All 14 were saved."


def test_an_independent_article_that_says_the_same_is_cited_too() -> None:
    assert cited(BEST, SECOND) == ["report-1", "report-2"]


def test_an_article_of_the_same_origin_bears_nothing_out() -> None:
    assert cited(BEST, SAME_OUTLET) == ["report-1"]


def test_another_answer_is_no_citation_of_this_one() -> None:
    assert cited(BEST, OTHERWISE) == ["report-1"]


def test_the_words_alone_do_not_do_where_the_reader_does_not_take_them_for_the_answer() -> None:
    unsure = KnowingReader(**{"14": THRESHOLD - 0.01})
    assert cited(BEST, SECOND, reader=unsure) == ["report-1"]
    misled = KnowingReader(**{"14": 0.6, "ferry": 0.9})
    assert cited(BEST, SECOND, reader=misled) == ["report-1"]


def test_the_same_number_of_something_else_bears_nothing_out() -> None:
    assert cited(BEST, report(7, "Snow fell on 14 villages.")) == ["report-1"]


def test_three_are_enough() -> None:
    assert cited(BEST, SECOND, THIRD, FOURTH) == ["report-1", "report-2", "report-5"]
    assert CITATIONS == 3
