"""What is marked as an answer is cut, or completed, to the words that answer."""

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search.reading.border import answering
from backissue.search.reading.kind import asked_kind


@pytest.mark.parametrize(
    ("question", "text", "marked", "answer"),
    [
        ("How many sit there?", "It shrank from 751 members to 705.", "751 members to 705", "705"),
        ("How many sit there?", "It fell from about 19,000 to 6,104.", "19,000 to 6,104", "6,104"),
        ("By how much did it rise?", "It rose by $500 to $7,395.", "$500 to $7,395", "$500"),
        (
            "How strong was the vote?",
            "They stayed, by 55.8 percent to 44.2 percent.",
            "55.8 percent to 44.2 percent",
            "55.8 percent",
        ),
        ("How many came?", "Some 20 to 30 came.", "20 to 30", "20 to 30"),
        ("What was the vote?", "It passed by 45 votes to 11.", "11", "45 votes to 11"),
        ("What was the vote?", "It passed by 188 votes to six. So", "six", "188 votes to six"),
        ("How many opposed it?", "It passed by 45 votes to 11.", "11", "11"),
        ("What is the dog’s name?", "The dog Karin bit Berg.", "dog Karin", "dog Karin"),
        ("What is the name of the dog?", "The dog Karin bit Berg.", "dog Karin", "Karin"),
        ("Who sang?", "Then singer Ann Berg sang.", "singer Ann Berg", "Ann Berg"),
        ("Who painted it?", "It is by van Gogh.", "van Gogh", "van Gogh"),
        ("Who won?", "Ann Lind of Norway won.", "Ann Lind of Norway", "Ann Lind"),
        (
            "Who led it?",
            "Lord Smith of Kelvin led.",
            "Lord Smith of Kelvin",
            "Lord Smith of Kelvin",
        ),
        ("Who ruled?", "The High Court of Norway did.", "High Court of Norway", None),
        ("When did it open?", "It was February 1993 when it opened.", "1993", "February 1993"),
        ("When did it open?", "It opened late in 1993.", "1993", "1993"),
        ("In which month does it end?", "It ends on May 11.", "May 11", "May"),
        ("What year did it open?", "It was February 1993.", "February 1993", "1993"),
        ("In which month did it open?", "It opened in 1993.", "1993", "1993"),
        ("Where is it?", "It is in Lund of old.", "Lund", "Lund"),
    ],
)
def test_no_more_and_no_less_than_answers(
    question: str, text: str, marked: str, answer: str | None
) -> None:
    start = text.index(marked)
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    first, last = answering(passage, start, start + len(marked), asked_kind(question), question)
    assert text[first:last] == (answer or marked)


def test_nothing_outside_the_passage_is_taken() -> None:
    text = "It passed by 45 votes to 11."
    passage = Passage(Article(id="1", title="", text=text), text.index("to"), len(text))
    start = text.index("11")
    assert answering(passage, start, start + 2, "any", "What was the vote?") == (start, start + 2)


def test_no_number_is_too_long_to_be_looked_at() -> None:
    text = "It fell from " + "1" * 20_000 + " to 2."
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    start = text.index("1")
    assert answering(passage, start, len(text) - 1, "number", "?") == (start, len(text) - 1)
