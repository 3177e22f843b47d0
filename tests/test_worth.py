"""What an answer is worth, by what is known of the right one."""

import pytest

from backissue.indexer import Article
from backissue.search import Answer, Citation
from backissue.search.evaluation.questions import Question
from backissue.search.evaluation.worth import worth
from backissue.search.query.query import Query

ICE = Article(id="ice", title="", text="The harbour froze in January 1987. Ferries stayed.")


def answer(text: str, *parts: tuple[int, int]) -> Answer:
    return Answer(
        query=Query(text="When?"),
        text=text,
        citations=tuple(Citation(ICE, *part) for part in parts),
        confidence=0.5,
        reason="",
        passages=(),
    )


NONE = answer("")
GIVEN = answer("January 1987", (0, 34))


def question(*answers: str) -> Question:
    return Question(id="1", question="When?", answers=answers)


def test_a_right_answer_with_its_evidence() -> None:
    assert worth(question("in January 1987", "January 1987"), GIVEN, [True]) == {
        "exact match of all": 1.0,
        "F1 of all": 1.0,
        "exact match of the answerable": 1.0,
        "F1 of the answerable": 1.0,
        "supported of the answerable": 1.0,
        "exact match of the answered": 1.0,
        "F1 of the answered": 1.0,
        "supported of the answered": 1.0,
        "citation exactness of the answered": 1.0,
    }


def test_half_an_answer_whose_evidence_holds_the_known_one() -> None:
    values = worth(question("1987"), GIVEN, [True])
    assert values["exact match of all"] == 0.0
    assert values["F1 of the answered"] == pytest.approx(2 / 3)
    assert values["supported of the answerable"] == 1.0


def test_evidence_that_does_not_hold_the_answer() -> None:
    values = worth(question("January 1987"), answer("January 1987", (35, 50)), [True])
    assert values["exact match of the answered"] == 1.0
    assert values["supported of the answered"] == 0.0


def test_one_of_several_citations_is_enough_for_support() -> None:
    values = worth(question("1987"), answer("1987", (35, 50), (0, 34)), [True, False])
    assert values["supported of the answerable"] == 1.0
    assert values["citation exactness of the answered"] == 0.5


def test_no_answer_where_there_is_one() -> None:
    assert worth(question("1987"), NONE, []) == {
        "exact match of all": 0.0,
        "F1 of all": 0.0,
        "exact match of the answerable": 0.0,
        "F1 of the answerable": 0.0,
        "supported of the answerable": 0.0,
        "abstention precision of the abstained": 0.0,
    }


def test_no_answer_is_worth_nothing_even_where_the_known_one_has_no_words() -> None:
    assert worth(question("The A"), NONE, [])["exact match of all"] == 0.0


def test_no_answer_where_there_is_none() -> None:
    assert worth(question(), NONE, []) == {
        "exact match of all": 1.0,
        "F1 of all": 1.0,
        "abstention precision of the abstained": 1.0,
        "abstention recall of the unanswerable": 1.0,
    }


def test_an_answer_where_there_is_none() -> None:
    assert worth(question(), GIVEN, [True]) == {
        "exact match of all": 0.0,
        "F1 of all": 0.0,
        "exact match of the answered": 0.0,
        "F1 of the answered": 0.0,
        "supported of the answered": 0.0,
        "citation exactness of the answered": 1.0,
        "abstention recall of the unanswerable": 0.0,
    }


def test_where_no_answer_is_known_only_citations_can_be_checked() -> None:
    unknown = Question(id="1", question="When?")
    assert worth(unknown, GIVEN, [True]) == {"citation exactness of the answered": 1.0}
    assert worth(unknown, NONE, []) == {}
