"""Spans that say the same count together."""

import pytest

from backissue.indexer import Article, Passage
from backissue.search.reading.joining import Span, Weights, join

PLAIN = Weights(temperature=1.0, kind=0.0, headline=0.0, apart=0.0)
TEXT = "Ann Berg. Ole Lind. ann berg. Harbour. 14\nBy Ann. 14 ferries in 1987."


def span(words: str, score: float, article_id: str = "1", title: str = "") -> Span:
    passage = Passage(Article(id=article_id, title=title, text=TEXT), 0, len(TEXT))
    start = TEXT.index(words)
    return Span(passage, start, start + len(words), score)


def texts(question: str, *spans: list[Span], weights: Weights = PLAIN) -> list[str]:
    return [each.text for each in join(question, spans, [0.0] * len(spans), weights)]


def test_articles_that_agree_support_one_another() -> None:
    spans = [[span("Ole Lind", 2.1)], [span("Ann Berg", 2.0, "2")], [span("ann berg", 1.9, "3")]]
    joined = join("Who closed the harbour?", spans, [0.0] * 3, PLAIN)
    assert [each.text for each in joined] == ["Ann Berg", "Ole Lind"]
    assert joined[0].score == pytest.approx(2.644, abs=0.001)


def test_an_article_counts_once_however_often_it_says_so() -> None:
    spans = [[span("Ole Lind", 2.1), span("Ann Berg", 2.0), span("ann berg", 1.9)]]
    joined = join("Who closed the harbour?", spans, [0.0], PLAIN)
    assert [(each.text, each.score) for each in joined] == [("Ole Lind", 2.1), ("Ann Berg", 2.0)]


def test_what_repeats_the_question_is_no_answer() -> None:
    assert texts("Who closed the harbour?", [span("Harbour", 9.0)]) == []


def test_what_runs_from_line_to_line_is_no_answer() -> None:
    assert texts("How many ferries were there?", [span("14\nBy Ann", 9.0)]) == []


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Which ferry sank?", ["Karin"]),
        ("Where did the Karin sink?", ["LUND"]),
    ],
)
def test_the_dateline_answers_where_and_when_alone(question: str, answers: list[str]) -> None:
    text = "LUND – Karin, the old ferry, sank."
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    spans = [
        Span(passage, text.index(words), text.index(words) + len(words), 2.0)
        for words in ("LUND", "LUND – Karin", "Karin")
    ]
    assert texts(question, spans) == answers


def test_what_speaks_for_a_passage_speaks_for_its_spans() -> None:
    spans = [[span("Ole Lind", 2.0)], [span("Ann Berg", 2.1, "2")]]
    assert texts("Who closed it?", *spans) == ["Ann Berg", "Ole Lind"]
    joined = join("Who closed it?", spans, [0.0, -0.5], PLAIN)
    assert [(each.text, each.score) for each in joined] == [("Ole Lind", 2.0), ("Ann Berg", 1.6)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who closed it?", "Ole Lind"),
        ("How many ferries lay still?", "14"),
        ("In which year did it freeze?", "1987"),
    ],
)
def test_the_kind_that_is_asked_for_comes_first(question: str, first: str) -> None:
    spans = [span("Ole Lind", 2.0), span("14", 2.0), span("1987", 2.0)]
    assert texts(question, spans, weights=Weights())[0] == first


def test_what_the_headline_says_too_counts_more() -> None:
    title = "Ann Berg shuts the harbour"
    spans = [span("Ole Lind", 2.0, title=title), span("Ann Berg", 2.0, title=title)]
    assert texts("Who closed it?", spans) == ["Ole Lind", "Ann Berg"]
    assert texts("Who closed it?", spans, weights=Weights()) == ["Ann Berg", "Ole Lind"]


def test_of_articles_that_agree_the_one_is_shown_that_says_what_was_asked() -> None:
    vague = Article(id="1", title="", text="It is the fourth time for Ann Berg.")
    clear = Article(id="2", title="", text="Ann Berg closed the harbour. Snow fell.")
    spans = [
        [
            Span(
                Passage(each, 0, len(each.text)),
                (start := each.text.index("Ann")),
                start + 8,
                score,
            )
        ]
        for each, score in ((vague, 3.0), (clear, 2.0))
    ]
    (shown,) = join("Who closed the harbour?", spans, [0.0, 0.0], PLAIN)
    assert shown.passage.article is clear
    (shown,) = join("Who closed the harbour?", spans, [1.1, 0.0], PLAIN)
    assert shown.passage.article is vague


def test_what_stands_apart_from_all_that_is_asked_loses_unless_the_headline_has_it() -> None:
    text = "The harbour was closed by Ole Lind. Ann Berg was there."
    question = "Who closed the harbour?"
    for title, first in (("A cold day", "Ole Lind"), ("The harbour is closed", "Ann Berg")):
        passage = Passage(Article(id="1", title=title, text=text), 0, len(text))
        spans = [
            Span(passage, text.index(name), text.index(name) + len(name), score)
            for name, score in (("Ann Berg", 2.0), ("Ole Lind", 1.9))
        ]
        assert texts(question, spans, weights=Weights(temperature=1.0))[0] == first


def test_where_the_question_itself_is_asked_only_what_follows_answers() -> None:
    text = "Which ferry sank? Karin. Who closed the harbour? Ole Lind. Who opened it? Ann Berg."
    passage = Passage(Article(id="1", title="Quiz", text=text), 0, len(text))
    spans = [
        Span(passage, text.index(name), text.index(name) + len(name), 2.0)
        for name in ("Karin", "Ole Lind", "Ann Berg")
    ]
    others = ["Karin", "Ole Lind", "Ann Berg"]
    assert texts("Who closed the harbour office by the sea?", spans) == others
    assert texts("Why did Ole close the harbour?", spans) == others
    assert texts("Who closed the harbour?", spans) == ["Ole Lind", "Ann Berg"]


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "When did Lund resign?",
            "Olaf Lund resigned on Monday. Why did Lund resign so soon after he had won the vote?",
            "Monday",
        ),
        ("Who is Lund?", "He is the mayor of Berg. Who is to follow Lund?", "mayor of Berg"),
        ("When did Lund resign?", "He did on Monday. Did Lund resign?", "Monday"),
        ("Who closed the harbour?", "‘Ole Lind closed the harbour?’ said Berg.", "Ole Lind"),
    ],
)
def test_what_asks_something_else_in_the_same_words_hides_no_answer(
    question: str, text: str, answer: str
) -> None:
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    start = text.index(answer)
    assert texts(question, [Span(passage, start, start + len(answer), 2.0)]) == [answer]


@pytest.mark.parametrize(
    ("question", "score"),
    [
        ("Who sailed to the harbour over frozen waters?", 2.0),
        ("Who sailed beyond Skerry Point?", 2.0),
        ("Who sailed over frozen waters beyond the gates of Skerry Point?", 1.6),
    ],
)
def test_a_fifth_of_what_is_asked_is_enough_to_belong_to_it(question: str, score: float) -> None:
    text = "It was cold. Ann Berg sailed home."
    passage = Passage(Article(id="1", title="", text=text), 0, len(text))
    span = Span(passage, text.index("Ann"), text.index("Ann") + len("Ann Berg"), 2.0)
    (joined,) = join(question, [[span]], [0.0], Weights(temperature=1.0, apart=0.4))
    assert joined.score == pytest.approx(score)
