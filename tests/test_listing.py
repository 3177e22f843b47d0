"""Where several are asked for, one of a list stands for all of it."""

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search.reading.joining import Span, join
from backissue.search.reading.listing import listed

TEXT = (
    "In Brazil, Russia, the United States and South Africa it rained. Leicester beat Stoke City "
    "and Crewe on Monday. They beat Hull, and Derby lost. Ann Berg, the mayor, met Ole Lind."
)
ALL = "Brazil, Russia, the United States and South Africa"


def listing(words: str, question: str) -> str:
    start = TEXT.index(words)
    return TEXT[slice(*listed(TEXT, start, start + len(words), question))]


@pytest.mark.parametrize("marked", ["Brazil", "Russia", "the United States", "South Africa", ALL])
@pytest.mark.parametrize(
    "question",
    [
        "Which countries had rain?",
        "In which four countries did it rain?",
        "Which other southern countries had rain?",
        "What are the names of the wet countries?",
        "Who were the members?",
    ],
)
def test_the_whole_list_answers(marked: str, question: str) -> None:
    assert listing(marked, question) == ALL


@pytest.mark.parametrize(
    "question",
    [
        "Which country had rain?",
        "Which three countries had rain?",
        "Which of the four countries had most rain?",
        "What does the news say?",
        "Who was it?",
    ],
)
def test_one_alone_answers_where_one_is_asked_for_or_another_number(question: str) -> None:
    assert listing("Russia", question) == "Russia"


@pytest.mark.parametrize(
    ("marked", "answer"),
    [
        ("Crewe", "Stoke City and Crewe"),
        ("Hull", "Hull"),
        ("Ann Berg", "Ann Berg"),
        ("Leicester", "Leicester"),
        ("beat Stoke City", "beat Stoke City"),
    ],
)
def test_a_list_is_told_from_what_goes_on(marked: str, answer: str) -> None:
    assert listing(marked, "Which teams won?") == answer


def test_items_that_are_marked_apart_are_one_answer() -> None:
    passage = Passage(Article(id="1", title="", text=TEXT), 0, len(TEXT))
    spans = [
        Span(passage, start := TEXT.index(words), start + len(words), 3.0)
        for words in ("Brazil", "Russia")
    ]
    assert [each.text for each in join("Which countries had rain?", [spans], [0.0])] == [ALL]
