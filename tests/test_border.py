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
            "How many voted for it?",
            "They stayed, by 55.8 percent to 44.2 percent.",
            "55.8 percent to 44.2 percent",
            "55.8 percent",
        ),
        ("How many came?", "Some 20 to 30 came.", "20 to 30", "20 to 30"),
        ("How old are they?", "They are aged from 18 to 65.", "18 to 65", "18 to 65"),
        ("How much is it?", "Fares go from $20 to $50.", "$20 to $50", "$50"),
        ("How much is it?", "Fares are from $20 to $50.", "$20 to $50", "$20 to $50"),
        ("How long was he mayor?", "He was, from 1979 to 1990.", "1979 to 1990", "1979 to 1990"),
        ("How long did it rise?", "It rose from 1979 to 1990.", "1979 to 1990", "1979 to 1990"),
        ("How many sit there?", "It grew from 20 to 30.", "20 to 30", "30"),
        ("How many sit there?", "It grew. It has from 20 to 30.", "20 to 30", "30"),
        (
            "By how much will it rise?",
            "It will rise by 30 to 60 centimetres.",
            "30 to 60 centimetres",
            "30 to 60 centimetres",
        ),
        ("By how much did it rise?", "It rose by 5% to 10%.", "5% to 10%", "5% to 10%"),
        ("By how much did it rise?", "It rose by 5% to 12 million.", "5% to 12 million", "5%"),
        ("Who won?", "It was won by 20 votes to 30.", "20 votes to 30", "20 votes to 30"),
        ("How many won it?", "It was won by 20 votes to 30.", "20 votes to 30", "20 votes"),
        ("What was the vote?", "It passed by 45 votes to 11.", "11", "45 votes to 11"),
        ("What was the vote?", "It passed by 188 votes to six. So", "six", "188 votes to six"),
        ("How many does it need?", "It needs 60 votes to pass.", "60", "60"),
        ("What does it need?", "It needs 60 votes to pass.", "60", "60"),
        ("How many opposed it?", "It passed by 45 votes to 11.", "11", "11"),
        ("What is the dog’s name?", "The dog Karin bit Berg.", "dog Karin", "dog Karin"),
        ("What is the name of the dog?", "The dog Karin bit Berg.", "dog Karin", "Karin"),
        ("Who sang?", "Then singer Ann Berg sang.", "singer Ann Berg", "Ann Berg"),
        ("Who sang?", "Then retired singer Ann Berg sang.", "retired singer Ann Berg", "Ann Berg"),
        ("Who is he?", "He is the father of Karin Lund.", "the father of Karin Lund", None),
        ("Who said so?", "It was a spokesman for Tesla.", "a spokesman for Tesla", None),
        ("Who is she?", "She is a woman named Karin.", "a woman named Karin", None),
        ("Who sang?", "It was not only Ann Lind.", "not only Ann Lind", None),
        ("Who coached?", "Erik ten Hag did.", "ten Hag", None),
        ("Who coached?", "The manager ten Hag did.", "manager ten Hag", "ten Hag"),
        ("Who scored?", "It was dos Santos.", "dos Santos", None),
        ("Who painted it?", "It is by van Gogh.", "van Gogh", "van Gogh"),
        ("Who won?", "Ann Lind of Norway won.", "Ann Lind of Norway", "Ann Lind"),
        (
            "Who won?",
            "Ann Lind of Norway and Olga Berg of Russia won.",
            "Ann Lind of Norway and Olga Berg of Russia",
            None,
        ),
        ("Who won?", "Ann Lind of the New Forest won.", "Ann Lind of the New Forest", "Ann Lind"),
        ("Who won?", "Club Berg of Norway won.", "Club Berg of Norway", "Club Berg of Norway"),
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
        ("In what month and year did it open?", "It opened in May 2012.", "May 2012", "May 2012"),
        ("What year did it open?", "It was built in 1990 or 1993.", "1990 or 1993", "1990 or 1993"),
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


@pytest.mark.parametrize(
    ("question", "text", "inside", "marked"),
    [
        ("What was the vote?", "It passed by 45 votes to 11.", "to 11.", "11"),
        ("What was the vote?", "It passed by 45 votes to 11.", "It passed by 45 votes", "45"),
        ("When did it open?", "It opened in February 1993.", "1993.", "1993"),
        ("When did it open?", "It opened in February 1993.", "It opened in February", "February"),
        ("How many sit there?", "It fell from 751 to 705.", "751 to 705.", "751 to 705"),
    ],
)
def test_nothing_outside_the_passage_is_taken(
    question: str, text: str, inside: str, marked: str
) -> None:
    first, start = text.index(inside), text.index(marked)
    passage = Passage(Article(id="1", title="", text=text), first, first + len(inside))
    span = start, start + len(marked)
    assert answering(passage, *span, asked_kind(question), question) == span


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("It fell from " + "1" * 20_000 + " to 2.", "How many were there?"),
        ("It fell from " + "a-" * 20_000 + "a to 2.", "What was the vote?"),
    ],
)
def test_what_is_too_long_for_an_answer_is_left_as_it_is(text: str, question: str) -> None:
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    span = len("It fell from "), len(text) - 1
    assert answering(passage, *span, asked_kind(question), question) == span
