"""Where articles differ, what each says comes back, the best supported or the latest first."""

from datetime import date
from pathlib import Path

import pytest

from backissue.search import Archive, Citation, Reading
from backissue.search.answers.conflict import Side, conflicts

from readings import read, report

EARLY = report(1, "The ferry sank: 12 people were killed, officials said.")
LATE = report(2, "On the ferry 13 people were killed, officials say now.")
LATEST = report(3, "In all 13 people were killed on the ferry.")
ELSEWHERE = report(4, "Snow fell on 40 villages.")
QUESTION = "How many people were killed on the ferry?"


def sentence(reading: Reading) -> tuple[Citation, ...]:
    return (Citation(reading.passage.article, 0, len(reading.passage.article.text)),)


def texts(*readings: Reading, question: str = QUESTION) -> list[str]:
    return [side.text for side in conflicts(question, readings, sentence)]


def test_the_later_report_comes_first() -> None:
    assert conflicts(QUESTION, [read(EARLY, "12", 0.8), read(LATE, "13", 0.6)], sentence) == (
        Side(text="13", citations=sentence(read(LATE, "13", 0.6)), confidence=0.6),
        Side(text="12", citations=sentence(read(EARLY, "12", 0.8)), confidence=0.8),
    )
    assert texts(read(LATE, "13", 0.8), read(EARLY, "12", 0.7)) == ["13", "12"]


def test_what_more_articles_say_comes_before_what_is_later() -> None:
    def cite(reading: Reading) -> tuple[Citation, ...]:
        return sentence(reading) * (2 if reading.text == "12" else 1)

    sides = conflicts(QUESTION, [read(EARLY, "12", 0.8), read(LATE, "13", 0.6)], cite)
    assert [(side.text, side.published) for side in sides] == [
        ("12", date(2020, 3, 1)),
        ("13", date(2020, 3, 2)),
    ]


def test_articles_that_agree_are_no_conflict() -> None:
    assert texts(read(LATE, "13", 0.8), read(LATEST, "13 people", 0.7)) == []
    assert texts(read(LATE, "13", 0.8)) == []


def test_two_numbers_of_one_article_are_no_conflict() -> None:
    both = report(5, "On the ferry 12 people were killed and 13 people hurt.")
    assert texts(read(both, "12", 0.8), read(both, "13", 0.7)) == []


def test_what_is_much_less_likely_is_no_conflict() -> None:
    assert texts(read(EARLY, "12", 0.6), read(LATE, "13", 0.14)) == []
    assert texts(read(EARLY, "12", 0.25), read(LATE, "13", 0.07)) == []


def test_a_passage_about_something_else_is_no_conflict() -> None:
    assert texts(read(EARLY, "12", 0.8), read(ELSEWHERE, "40", 0.8)) == []


def test_a_number_cut_in_two_is_none() -> None:
    cut = report(5, "On the ferry 1,300 people were killed.")
    assert texts(read(EARLY, "12", 0.8), read(cut, "300", 0.8)) == []


def test_an_answer_in_other_words_than_values_conflicts_with_nothing() -> None:
    assert texts(read(EARLY, "sank", 0.8), read(LATE, "now", 0.8)) == []


def test_another_name_is_no_conflict() -> None:
    captain = report(5, "Captain Ann Berg was on the ferry when 12 people were killed.")
    pilot = report(6, "Pilot Li Wei was on the ferry when 12 people were killed.")
    assert texts(read(captain, "Ann Berg", 0.8), read(pilot, "Li Wei", 0.8)) == []


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("How many American soldiers were wounded at Kabul airport?", ["18", "15"]),
        ("How many ships were waiting to pass the Suez Canal?", ["422", "More than 100"]),
        ("Who put his name to the Doha agreement for the Taliban?", []),
        ("How many pacemakers helped Eliud Kipchoge in Vienna in October 2019?", []),
    ],
)
def test_the_real_model_sets_early_and_later_counts_side_by_side(
    corpus_archive: Path, question: str, sides: list[str]
) -> None:
    with Archive.open(corpus_archive) as archive:
        answer = archive.ask(question)
        assert answer
        assert [side.text for side in answer.conflicts] == sides
        for side in answer.conflicts:
            for citation in side.citations:
                assert side.text in citation.quote
                assert archive.resolve(citation).is_current
