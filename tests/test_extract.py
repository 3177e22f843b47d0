"""The best reading is the answer, with what its citations and its question say of it."""

import pytest

from backissue.search import Answer, Reading
from backissue.search.answers.answer import THRESHOLD
from backissue.search.answers.extract import extract
from backissue.search.query.query import read_query
from backissue.search.retrieval.hits import Hits

from readings import KnowingReader, apart, hit, read, report

FERRY = report(1, "The ferry sank at noon. All 14 were saved on 3 May 2020.")
OTHER = report(2, "Rescuers say that 15 were saved from the ferry.")
READER = KnowingReader(**{"14": 0.8, "15": 0.3})


def answered(question: str, *readings: Reading) -> Answer:
    hits = Hits((hit(FERRY), hit(OTHER)), read_query(question))
    return extract(hits, readings, reader=READER, origins=apart)


def test_the_best_reading_is_the_answer_and_its_sentence_the_citation() -> None:
    answer = answered("How many were saved?", read(FERRY, "14", 0.8), read(OTHER, "15", 0.15))
    assert answer
    assert (answer.text, answer.confidence, answer.abstained) == ("14", 0.8, None)
    assert [citation.quote for citation in answer.citations] == ["All 14 were saved on 3 May 2020."]
    assert [other.text for other in answer.runners_up] == ["15"]


def test_the_words_of_an_article_support_themselves() -> None:
    answer = answered("How many were saved?", read(FERRY, "14", 0.8))
    (verdict,) = answer.verdicts
    assert verdict
    assert answer.claims[0].citations == answer.citations


def test_where_the_passage_contradicts_the_question_there_is_no_answer() -> None:
    answer = answered("How many were saved on 4 May 2020?", read(FERRY, "14", 0.8))
    assert not answer
    assert (answer.abstained, answer.confidence) == ("not answered", 0.8)
    assert "The question says 4 May 2020; the passage says 3 May 2020." in answer.reason


def test_what_the_question_says_is_said_to_be_the_question_s() -> None:
    answer = answered("How many did Ann Berg not save?", read(FERRY, "14", 0.8))
    (verdict,) = answer.verdicts
    assert [each.reason for each in verdict.findings] == [
        "The question names Ann Berg; what it cites does not name Ann Berg.",
        "The question says “not save”; the passage does not deny it.",
    ]
    assert verdict.reason == " ".join(each.reason for each in verdict.findings)


def test_an_answer_from_an_article_that_never_names_what_is_asked_about_is_supported_in_part() -> (
    None
):
    there = report(4, "The ferry was off Oslo. All 14 were saved.")
    elsewhere = report(5, "The ferry sank at noon. All 14 were saved.")
    for passage, support in ((there, "supported"), (elsewhere, "partly")):
        hits = Hits((hit(passage),), read_query("How many were saved from the Oslo ferry?"))
        reading = read(passage, "14", 0.8)
        answer = extract(hits, [reading], reader=KnowingReader(**{"14": 0.8}), origins=apart)
        assert (answer.text, answer.verdicts[0].support) == ("14", support)
    assert answer.verdicts[0].reason == "The question names Oslo; what it cites does not name Oslo."


def test_a_sentence_of_another_year_answers_no_question_of_this_one() -> None:
    report_of_years = report(3, "The cup of 2023 is in May. In 2022, Lund won the cup.")
    hits = Hits((hit(report_of_years),), read_query("Who won the cup in 2023?"))
    reading = read(report_of_years, "Lund", 0.8)
    answer = extract(hits, [reading], reader=READER, origins=apart)
    assert not answer
    assert "The question says 2023; the passage says 2022." in answer.reason


def test_a_less_likely_answer_is_given_where_only_the_first_is_about_another_day() -> None:
    answer = answered(
        "How many were saved on 4 May 2020?", read(FERRY, "14", 0.5), read(OTHER, "15", 0.4)
    )
    assert (answer.text, answer.confidence) == ("15", 0.4)
    assert [other.text for other in answer.runners_up] == []


def test_an_answer_to_a_question_that_is_contradicted_otherwise_says_so() -> None:
    answer = answered("How many were not saved?", read(FERRY, "14", 0.8))
    (verdict,) = answer.verdicts
    assert answer.text == answer.claims[0].text == "14"
    assert verdict.support == "contradicted"
    assert "the passage does not deny it" in verdict.reason


@pytest.mark.parametrize(
    ("text", "question", "said"),
    [
        (
            "Ferries were saved in the harbours of Lund and Berg, 14 in all.",
            "In which two harbours were ferries saved?",
            "Lund and Berg",
        ),
        (
            "On Tuesday divers said that Ann Berg was saved from the ferry.",
            "Who was saved from the ferry by divers on Monday?",
            "Ann Berg",
        ),
    ],
)
def test_how_many_answers_are_wanted_and_the_day_of_the_week_are_no_contradiction(
    text: str, question: str, said: str
) -> None:
    told = report(5, text)
    hits = Hits((hit(told),), read_query(question))
    assert extract(hits, [read(told, said, 0.8)], reader=READER, origins=apart).text == said


def test_a_year_before_what_is_asked_for_is_no_number_of_answers() -> None:
    told = report(5, "In 2012 candidate Ann Berg won the vote on ferries.")
    hits = Hits((hit(told),), read_query("Which 2016 candidate won the vote on ferries?"))
    readings = [read(told, "Ann Berg", 0.8)]
    assert extract(hits, readings, reader=READER, origins=apart).text == ""


def test_what_a_question_says_is_nearly_so_may_be_otherwise() -> None:
    assert answered("Of nearly 20 aboard, how many were saved?", read(FERRY, "14", 0.8))


def test_what_asks_if_something_is_so_is_answered_by_the_sentence() -> None:
    answer = answered("Were all saved on 4 May 2020?", read(FERRY, "14", 0.8))
    assert answer.text == answer.citations[0].quote == "All 14 were saved on 3 May 2020."
    assert answer.verdicts[0]


def test_below_the_threshold_there_is_no_answer_nor_any_other() -> None:
    for readings in ([read(FERRY, "14", THRESHOLD - 0.01), read(OTHER, "15", 0.1)], []):
        answer = answered("How many were saved?", *readings)
        assert not answer
        assert (answer.text, answer.runners_up, answer.claims) == ("", (), ())
        assert answer.abstained == "not answered"
        assert answer.confidence == (readings[0].confidence if readings else 0)


def test_a_sentence_that_denies_what_is_asked_is_said_to_read_as_no() -> None:
    kept = report(4, "The council voted not to remove Ann Berg.")
    hits = Hits((hit(kept),), read_query("Was Ann Berg removed?"))
    answer = extract(hits, [read(kept, "remove", 0.8)], reader=READER, origins=apart)
    assert answer.text == "The council voted not to remove Ann Berg."
    assert answer.notes == (
        "It reads as no: the question says “removed”; the passage says “not to remove”.",
    )


def test_nothing_is_said_of_a_sentence_that_says_what_is_asked() -> None:
    assert answered("Were 14 saved?", read(FERRY, "14", 0.8)).notes == ()
