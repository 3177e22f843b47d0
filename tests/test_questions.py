"""Questions are judged by the best that is known, sampled the same way, and filtered."""

from datetime import date

import pytest

from backissue.indexer.errors import QueryInvalid
from backissue.search.evaluation.questions import (
    Filters,
    Question,
    Relevant,
    read_filters,
    sample,
    scoped,
)

QUOTED = Relevant(article="ice", quote="The harbour froze")
WHOLE = Relevant(article="ice")


@pytest.mark.parametrize(
    ("relevant", "answers", "judged_by"),
    [
        ((QUOTED,), ("January",), "passages"),
        ((WHOLE, Relevant(article="thaw", span=(0, 9))), None, "passages"),
        ((WHOLE,), ("January",), "articles"),
        ((WHOLE,), None, "articles"),
        ((), ("January",), "answers"),
        ((), (), None),
        ((), None, None),
    ],
)
def test_a_question_is_judged_by_the_best_that_is_known(
    relevant: tuple[Relevant, ...], answers: tuple[str, ...] | None, judged_by: str | None
) -> None:
    question = Question(id="1", question="When?", answers=answers, relevant=relevant)
    assert question.judged_by == judged_by


MANY = [Question(id=str(number), question=f"What of {number}?") for number in range(100)]


def test_a_sample_is_the_same_each_time_and_keeps_the_order() -> None:
    chosen = sample(MANY, 10)
    assert chosen == sample(list(MANY), 10)
    assert [int(each.id) for each in chosen] == sorted(int(each.id) for each in chosen)
    assert chosen != MANY[:10]


def test_a_larger_sample_holds_the_smaller_ones() -> None:
    assert set(sample(MANY, 10)) < set(sample(MANY, 30)) < set(sample(MANY, 100))


def test_a_sample_of_more_than_there_are_is_all_of_them() -> None:
    assert sample(MANY, 1000) == MANY
    assert sample([], 5) == []


def test_filters_are_given_to_questions_that_have_none() -> None:
    own = Filters(source=("Post",), asked=date(2020, 2, 1))
    given = Filters(source=("Courier",), after=date(2019, 1, 1), asked=date(2021, 1, 1))
    questions = [Question(id="1", question="When?", filters=own), Question(id="2", question="Why?")]
    assert scoped(questions, given) == [
        Question(
            id="1",
            question="When?",
            filters=Filters(source=("Post",), after=date(2019, 1, 1), asked=date(2020, 2, 1)),
        ),
        Question(id="2", question="Why?", filters=given),
    ]


def test_without_filters_questions_stay_as_they_are() -> None:
    assert scoped(MANY, Filters()) == MANY


def test_a_filter_that_contradicts_a_question_names_it() -> None:
    question = Question(id="a1", question="When?", filters=Filters(after=date(2020, 2, 1)))
    with pytest.raises(QueryInvalid, match="Question 'a1': No day is both after 2020-02-01"):
        scoped([question], Filters(before=date(2020, 1, 1)))


def test_filters_are_names_or_lists_of_them_and_days() -> None:
    values = {
        "source": "Post",
        "section": ["sport", "world"],
        "author": None,
        "as_of": "2020-05-01",
        "asked": "",
        "id": "not a filter",
    }
    assert read_filters("When?", values) == Filters(
        source=("Post",), section=("sport", "world"), as_of=date(2020, 5, 1)
    )


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"after": "soon"}, "after is 'soon', which is not a day"),
        ({"source": 7}, "source is 7, which is neither a name nor a list of names"),
        ({"place": ["Oslo", 7]}, r"place is \['Oslo', 7\], which is neither"),
    ],
)
def test_what_is_no_filter_is_refused(values: dict[str, object], why: str) -> None:
    with pytest.raises(QueryInvalid, match=why):
        read_filters("When?", values)
