"""Who somebody is, is told from what merely stands near the name."""

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search.reading.identity import person_asked, says_who
from backissue.search.reading.joining import Span, join


def passage(text: str) -> Passage:
    return Passage(Article(id="1", title="The week", text=text), 0, len(text))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Ann Berg?", "Ann Berg"),
        ("Who was Karel van den Lund", "Karel van den Lund"),
        ("Who's Mr Lund?", "Lund"),
        ("Who is King Olaf?", "King Olaf"),
        ("Who is President?", ""),
        ("Who is the mayor?", ""),
        ("Who is mayor of Lund?", ""),
        ("Who is Ann Berg suing?", ""),
        ("Who was elected?", ""),
    ],
)
def test_a_person_is_asked_about_where_nothing_but_a_name_follows(question: str, name: str) -> None:
    assert person_asked(question) == name


@pytest.mark.parametrize(
    ("text", "marked", "said"),
    [
        ("Ann Berg, the harbour's chief pilot, said so.", "Ann Berg", "the harbour's chief pilot"),
        ("Ann Berg, 41, a pilot, said so.", "Ann Berg", "a pilot"),
        ("Ann Berg, Lund's first pilot, spoke.", "Lund", "Lund's first pilot"),
        ("Ann Berg, who leads the Harbour Guild, spoke.", "Harbour Guild", None),
        ("The head of the guild, Ann Berg, spoke.", "the guild", "The head of the guild"),
        ("He told Lund and its mayor, Ann Berg, so.", "Lund", "its mayor"),
        ("On Monday harbour chairman Ann Berg spoke.", "harbour", "chairman"),
        ("Fed chairwoman Ann Berg spoke in Lund.", "Lund", "Fed chairwoman"),
        ("Former prime minister Ann Berg spoke in Lund.", "Lund", "Former prime minister"),
        ("It was said by the pilot Ann Marie Ann Berg.", "Ann Marie", "pilot"),
    ],
)
def test_what_stands_beside_the_name_says_who_it_is(
    text: str, marked: str, said: str | None
) -> None:
    start = text.index(marked)
    found = says_who(passage(text), start, start + len(marked), "Ann Berg")
    assert found is not None
    assert text[slice(*found)] == (said or "who leads the Harbour Guild")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ann Berg spoke to the Federal Reserve on Monday.", "the Federal Reserve"),
        ("On the day after the vote, Ann Berg, Ole Lind and others left for Oslo.", "Oslo"),
        ("Ann Berg spoke.", "Ann Berg"),
        ("The pilot spoke to Ole Lind.", "The pilot"),
        ("Ann Berg, the Harbour Guild, and others signed for Lund.", "Lund"),
        ("They told Ann Berg so in Oslo.", "Oslo"),
    ],
)
def test_neither_the_name_nor_another_one_does(text: str, marked: str) -> None:
    start = text.index(marked)
    assert says_who(passage(text), start, start + len(marked), "Ann Berg") is None


def test_what_is_marked_says_it_where_it_is_more_than_a_name() -> None:
    text = "Ann Berg spoke. She is the pilot of the harbour."
    start = text.index("the pilot")
    assert says_who(passage(text), start, len(text) - 1, "Ann Berg") == (start, len(text) - 1)
    text = "Ann Berg, until now a pilot, spoke."
    assert says_who(passage(text), 0, 27, "Ann Berg") == (10, 27)


def test_who_somebody_is_is_answered_by_what_and_not_by_a_name() -> None:
    text = "Ann Berg, the pilot, left the Guild. Ole Lind was glad."
    spans = [
        Span(passage(text), start := text.index(words), start + len(words), score)
        for words, score in (("Ole Lind", 4.0), ("the Guild", 3.0), ("Ann Berg", 2.0))
    ]
    assert [each.text for each in join("Who is Ann Berg?", [spans], [0.0])] == ["the pilot"]
    texts = [each.text for each in join("Who left with Ann Berg?", [spans], [0.0])]
    assert texts == ["Guild", "Ole Lind"]
