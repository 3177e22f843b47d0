"""Files of questions are read as they are, and each line that cannot be used is named."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backissue.indexer.errors import QuestionsInvalid
from backissue.indexer.sources.record import Problem
from backissue.search.evaluation.evaluate import read_questions
from backissue.search.evaluation.questions import Filters, Question, Relevant

GOOD = '{"question": "Who won?"}'


def written(folder: Path, *lines: str | bytes | dict[str, Any]) -> Path:
    path = folder / "quiz.jsonl"
    data = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    path.write_bytes(b"\n".join(x if isinstance(x, bytes) else x.encode() for x in data))
    return path


def read(folder: Path, *lines: str | bytes | dict[str, Any]) -> list[Question]:
    """Return the questions of a file without problems."""
    questions, problems = read_questions(written(folder, *lines))
    assert problems == []
    return questions


def reason(folder: Path, *lines: str | bytes | dict[str, Any]) -> str:
    """Return why the second line cannot be used, where the first can."""
    questions, (problem,) = read_questions(written(folder, GOOD, *lines))
    assert [question.id for question in questions] == ["1"]
    assert problem.name == "quiz.jsonl:2"
    assert problem.skipped
    return problem.reason


def test_a_question_with_all_that_may_be_known(tmp_path: Path) -> None:
    line = {
        "id": "q1",
        "question": " When did the\nharbour freeze? ",
        "answers": ["January 1987", "1987"],
        "articles": {"ice": 2, "frost": 1},
        "passages": [
            {"article": "ice", "quote": "The harbour  froze over in January."},
            {"article": "thaw", "start": 10, "end": 25, "grade": 3},
        ],
        "asked": "2020-02-01",
        "source": "Post",
        "after": "2020-01-01",
        "before": "2020-12-31",
    }
    assert read(tmp_path, line) == [
        Question(
            id="q1",
            question="When did the harbour freeze?",
            answers=("January 1987", "1987"),
            relevant=(
                Relevant(article="ice", grade=2, quote="The harbour froze over in January."),
                Relevant(article="thaw", grade=3, span=(10, 25)),
                Relevant(article="frost", grade=1),
            ),
            filters=Filters(
                asked=date(2020, 2, 1),
                source=("Post",),
                after=date(2020, 1, 1),
                before=date(2020, 12, 31),
            ),
        )
    ]


def test_the_question_alone_is_enough_and_its_line_is_its_id(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, "", "  ", '{"question": "Who lost?"}') == [
        Question(id="1", question="Who won?"),
        Question(id="4", question="Who lost?"),
    ]


def test_a_line_like_those_of_the_example_archive(tmp_path: Path) -> None:
    answered = {
        "id": "a10",
        "question": "By what date?",
        "answers": ["January 15"],
        "article": "wire/miller.txt",
        "quote": "2,500 troops by January 15",
        "asked": "2020-11-18",
        "also": ["courier/fewer.txt"],
    }
    near_miss: dict[str, Any] = {
        "id": "a03",
        "question": "Which five bases?",
        "answers": [],
        "article": None,
        "quote": None,
        "asked": "2020-03-20",
        "why": "It names none of them.",
    }
    assert read(tmp_path, answered, near_miss) == [
        Question(
            id="a10",
            question="By what date?",
            answers=("January 15",),
            relevant=(
                Relevant(article="wire/miller.txt", quote="2,500 troops by January 15"),
                Relevant(article="courier/fewer.txt"),
            ),
            filters=Filters(asked=date(2020, 11, 18)),
        ),
        Question(
            id="a03",
            question="Which five bases?",
            answers=(),
            filters=Filters(asked=date(2020, 3, 20)),
        ),
    ]


def test_a_line_like_those_of_a_news_quiz(tmp_path: Path) -> None:
    line = {
        "id": "20230707_0",
        "question": "The islands may join which country?",
        "answers": ["Norway"],
        "choices": ["Denmark", "Norway"],
        "asked": "2023-07-07",
        "evidence": "They were Norwegian until 1472.",
        "evidence_urls": [],
        "retrieved": ["week.example/quiz"],
    }
    (question,) = read(tmp_path, line)
    assert question == Question(
        id="20230707_0",
        question="The islands may join which country?",
        answers=("Norway",),
        filters=Filters(asked=date(2023, 7, 7)),
    )
    assert question.judged_by == "answers"


@pytest.mark.parametrize(
    ("articles", "relevant"),
    [
        ({"articles": ["ice", "thaw", "ice"]}, [("ice", 1), ("thaw", 1)]),
        ({"articles": {"ice": 2, "thaw": 0}}, [("ice", 2)]),
        ({"articles": [{"ice": 2}, "thaw"]}, [("ice", 2), ("thaw", 1)]),
        ({"articles": [7]}, [("7", 1)]),
        ({"article": "ice"}, [("ice", 1)]),
        ({"article": "ice", "also": ["thaw"]}, [("thaw", 1), ("ice", 1)]),
        ({"article": "ice", "articles": {"ice": 3}}, [("ice", 3)]),
        ({"articles": [" ice \n"]}, [("ice", 1)]),
        ({"articles": []}, []),
        ({"article": None, "also": None, "articles": None, "passages": None}, []),
    ],
)
def test_articles_may_be_named_in_several_ways(
    tmp_path: Path, articles: dict[str, Any], relevant: list[tuple[str, int]]
) -> None:
    (question,) = read(tmp_path, {"question": "Who won?", **articles})
    assert question.relevant == tuple(
        Relevant(article=article, grade=grade) for article, grade in relevant
    )


@pytest.mark.parametrize(
    ("answers", "read_as"),
    [
        ("Norway", ("Norway",)),
        (2500, ("2500",)),
        ([2500, 1.5], ("2500", "1.5")),
        ([], ()),
        (None, None),
    ],
)
def test_answers_may_be_one_or_numbers(
    tmp_path: Path, answers: object, read_as: tuple[str, ...] | None
) -> None:
    (question,) = read(tmp_path, {"question": "Who won?", "answers": answers})
    assert question.answers == read_as


def test_ids_may_be_numbers(tmp_path: Path) -> None:
    assert [each.id for each in read(tmp_path, {"id": 12, "question": "Who won?"})] == ["12"]


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())) == 1


NO_PART = (
    'Each of its passages needs either a "quote", or a "start" and a later "end" in characters.'
)
NO_ANSWERS = 'Its "answers" are not a list of texts, none of them blank.'
NO_QUESTION = 'It has no "question", or one that is not text.'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"question": "Who', "Not JSON: "),
        (b'{"question": "\xff"}', "Not JSON: "),
        ("[" * 100_000, "Not JSON: "),
        ('["Who won?"]', "Not a JSON object. A line is to hold one whole object."),
        ({"id": "x"}, NO_QUESTION),
        ({"question": 7}, NO_QUESTION),
        ({"question": " \n"}, "There is nothing to look for."),
        ({"question": "Who?", "answers": [""]}, NO_ANSWERS),
        ({"question": "Who?", "answers": [None]}, NO_ANSWERS),
        ({"question": "Who?", "answers": [True]}, NO_ANSWERS),
        ({"question": "Who?", "answers": {"best": "x"}}, NO_ANSWERS),
        ({"question": "Who?", "answers": [], "article": "ice"}, 'Its "answers" are empty'),
        ({"question": "Who?", "id": []}, "[] is not an id."),
        ({"question": "Who?", "id": True}, "True is not an id."),
        ({"question": "Who?", "articles": "ice"}, "Its articles are neither a list of ids nor"),
        ({"question": "Who?", "articles": [None]}, "None is not an id."),
        ({"question": "Who?", "articles": {"ice": -1}}, "The grade -1 is not a whole number"),
        ({"question": "Who?", "articles": {"ice": 1.5}}, "The grade 1.5 is not a whole number"),
        ({"question": "Who?", "articles": {"ice": True}}, "The grade True is not"),
        ({"question": "Who?", "articles": {"ice": 10**12}}, "The grade 1000000000000 is not"),
        ({"question": "Who?", "passages": {}}, 'Its "passages" is not a list.'),
        ({"question": "Who?", "passages": ["ice"]}, "One of its passages does not name"),
        ({"question": "Who?", "passages": [{"quote": "x"}]}, "One of its passages does not name"),
        ({"question": "Who?", "quote": "It froze"}, "One of its passages does not name"),
        ({"question": "Who?", "passages": [{"article": "ice"}]}, NO_PART),
        ({"question": "Who?", "passages": [{"article": "ice", "quote": " "}]}, NO_PART),
        ({"question": "Who?", "passages": [{"article": "ice", "start": 5, "end": 5}]}, NO_PART),
        ({"question": "Who?", "passages": [{"article": "ice", "start": -1, "end": 5}]}, NO_PART),
        ({"question": "Who?", "asked": "last week"}, "asked is 'last week', which is not a day."),
        ({"question": "Who?", "asked": 20200101}, "asked is 20200101, which is not a day."),
        ({"question": "Who?", "after": "2021-01-01", "before": "2020-01-01"}, "No day is both"),
        (
            {"question": "Who?", "source": 7},
            "source is 7, which is neither a name nor a list of names.",
        ),
        ({"question": "Who?", "id": "1"}, "The id '1' was used before, in quiz.jsonl:1."),
    ],
)
def test_a_line_that_cannot_be_used_says_why(
    tmp_path: Path, line: str | bytes | dict[str, Any], why: str
) -> None:
    assert reason(tmp_path, line).startswith(why)


def test_bad_lines_stop_nothing(tmp_path: Path) -> None:
    questions, problems = read_questions(written(tmp_path, "?", GOOD, "[]", '{"question": "Why?"}'))
    assert [question.id for question in questions] == ["2", "4"]
    assert [problem.name for problem in problems] == ["quiz.jsonl:1", "quiz.jsonl:3"]
    assert problems[1] == Problem(
        "quiz.jsonl:3", "Not a JSON object. A line is to hold one whole object."
    )


def test_a_file_with_nothing_to_use_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        read_questions(written(tmp_path, "[]", "{}"))
    assert str(raised.value) == (
        f"No line of {tmp_path / 'quiz.jsonl'} is a question that can be used. Write one JSON "
        'object a line, such as {"question": "Who won?", "answers": ["Leicester"]}. The first '
        "problem, in quiz.jsonl:1: Not a JSON object. A line is to hold one whole object."
    )


def test_an_empty_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match=r'"Leicester"\]\}\.$'):
        read_questions(written(tmp_path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nowhere\.jsonl"):
        read_questions(tmp_path / "nowhere.jsonl")
