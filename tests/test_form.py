"""A question that asks if something is so is told from one that asks for words."""

import pytest

from backissue.search.reading.form import asking_sentence, is_yes_or_no


@pytest.mark.parametrize(
    "question",
    ["Did the harbour freeze?", "Is it cold?", "Hasn't the ferry left?", " will there be ice"],
)
def test_it_begins_with_its_verb(question: str) -> None:
    assert is_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "When did it freeze?",
        "Was it one or two?",
        "Who was it?",
        "Island ferries",
        "ice",
        "Do you know when it froze?",
        "Can anyone please tell me which ferry sank?",
    ],
)
def test_what_leaves_a_choice_or_asks_for_words_is_none(question: str) -> None:
    assert not is_yes_or_no(question)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("The ferry sank. Who steered it?", "Who steered it?"),
        ("Who steered it? It sank in May.", "Who steered it?"),
        ("Which ferry did Capt. Berg steer?", "Which ferry did Capt. Berg steer?"),
        ("How many votes did Mr. Lund get when he ran?",) * 2,
        ("What did Gov. Berg say of the U.S. Senate when asked?",) * 2,
        ("The ferry sank. It was new.", "The ferry sank. It was new."),
        ("“Who knows?” What did he ask?", "What did he ask?"),
    ],
)
def test_the_sentence_that_asks_is_told_from_what_leads_to_it(text: str, asking: str) -> None:
    start, end = asking_sentence(text)
    assert text[start:end].strip() == asking.strip()
