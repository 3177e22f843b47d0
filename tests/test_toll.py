"""Of a count that grows the latest report answers, unless the question asks what was so once."""

from datetime import date

import pytest

from backissue.indexer import Article
from backissue.search import Answer
from backissue.search.answers.extract import extract
from backissue.search.query.query import read_query
from backissue.search.retrieval.hits import Hits

from readings import KnowingReader, apart, hit, read, report

QUESTION = "How many people were killed when the ferry sank?"
FIRST = report(1, "The ferry sank: 12 people were killed.")
NEXT = report(2, "When the ferry sank 31 people were killed.")
LAST = report(3, "In all 58 people were killed when the ferry sank.")
FEWER = report(4, "When the ferry sank 9 people were killed who were children.")
LIKELY = {FIRST: ("12", 0.6), NEXT: ("31", 0.2), LAST: ("58", 0.15), FEWER: ("9", 0.2)}


def answered(
    question: str, *articles: Article, asked: date | None = None, **words: tuple[str, float]
) -> Answer:
    readings = sorted(
        (read(each, *words.get(each.id.replace("-", "_"), LIKELY[each])) for each in articles),
        key=lambda reading: -reading.confidence,
    )
    hits = Hits(tuple(map(hit, articles)), read_query(question, asked=asked))
    return extract(hits, readings, reader=KnowingReader(), origins=apart)


def test_the_latest_report_answers_and_the_others_stand_beside_it_with_their_days() -> None:
    answer = answered(QUESTION, FIRST, LAST, NEXT)
    assert (answer.text, answer.confidence) == ("58", 0.6)
    assert [citation.article for citation in answer.citations] == [LAST]
    assert [(side.text, side.published) for side in answer.conflicts] == [
        ("58", date(2020, 3, 3)),
        ("31", date(2020, 3, 2)),
        ("12", date(2020, 3, 1)),
    ]


def test_a_later_report_of_fewer_counts_something_else() -> None:
    answer = answered(QUESTION, FIRST, NEXT, FEWER)
    assert (answer.text, answer.conflicts[0].text) == ("31", "31")


def test_what_came_out_after_the_day_of_asking_was_not_meant() -> None:
    assert answered(QUESTION, FIRST, NEXT, LAST, asked=date(2020, 3, 2)).text == "31"
    assert answered(QUESTION, FIRST, NEXT, LAST, asked=date(2020, 3, 9)).text == "58"


@pytest.mark.parametrize(
    "question",
    [
        "How many people were killed when the ferry sank on 1 March 2020?",
        "How many people were said at first to be killed when the ferry sank?",
        "How many people paid for the ferry that sank?",
    ],
)
def test_where_a_time_or_no_growing_count_is_asked_for_the_likeliest_answers(question: str) -> None:
    assert answered(question, FIRST, LAST).text == "12"


def test_days_that_are_set_leave_the_latest_of_them_to_answer() -> None:
    question = f"{QUESTION[:-1]} before:2020-03-02"
    assert answered(question, FIRST, NEXT).text == "31"


def test_those_who_are_missing_become_fewer() -> None:
    first = report(1, "After the ferry sank 40 people are missing.")
    last = report(2, "Still 7 people are missing after the ferry sank.")
    readings = [read(first, "40", 0.6), read(last, "7", 0.3)]
    query = read_query("How many people are missing after the ferry sank?")
    hits = Hits((hit(first), hit(last)), query)
    assert extract(hits, readings, reader=KnowingReader(), origins=apart).text == "7"


def test_a_later_report_that_contradicts_the_question_is_of_something_else() -> None:
    first = report(1, "The ferry sank with 40 cars: 12 people were killed.")
    other = report(3, "In all 58 people were killed when the ferry sank with 90 cars.")
    readings = [read(first, "12", 0.6), read(other, "58", 0.2)]
    query = read_query("How many people were killed when the ferry sank with 40 cars?")
    hits = Hits((hit(first), hit(other)), query)
    assert extract(hits, readings, reader=KnowingReader(), origins=apart).text == "12"
