"""Questions with known answers -> measures of an archive's search and answers."""

import json
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backissue.search.answer import Answer, Citation, Hit
from backissue.search.archive import Archive

# At which depths recall is measured.
DEPTHS = (1, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, and what is known of its answer."""

    id: str
    question: str
    answers: tuple[str, ...]
    """Acceptable short answers; none where the archive does not answer it."""
    articles: frozenset[str]
    """Ids of the articles that support an answer."""
    asked: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """How well an archive does on questions; each is a share, 0 to 1, of those it applies to."""

    questions: int
    unanswerable: int
    recall: dict[int, float]
    """recall@k: of the answerable, those with a supporting passage among the first k found."""
    supported: float
    """Of the answerable, those answered with a citation that holds an answer."""
    exact_match: float
    """Of the answerable, those whose answer is a known one, as SQuAD compares them."""
    f1: float
    """Of the answerable, the mean overlap in words with the nearest known answer."""
    citation_exactness: float
    """Of all citations, those whose quote is what the article says at that place."""
    abstention_precision: float
    """Of the abstentions, those on unanswerable questions."""
    abstention_recall: float
    """Of the unanswerable, those abstained from."""


def read_questions(path: Path) -> list[Question]:
    """Read questions from JSON Lines with the keys id, question, answers, article, also, asked."""
    questions = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        main = [record["article"]] if record.get("article") else []
        questions.append(
            Question(
                id=record["id"],
                question=record["question"],
                answers=tuple(record["answers"]),
                articles=frozenset([*main, *record.get("also", [])]),
                asked=date.fromisoformat(record["asked"]) if record.get("asked") else None,
            )
        )
    return questions


def evaluate(archive: Archive, questions: Sequence[Question]) -> Measures:
    """Search and ask every question, with the day it was asked."""
    answerable = [question for question in questions if question.answers]
    hits = {
        question.id: archive.search(
            question.question, limit=max(DEPTHS), asked=question.asked, fold_copies=False
        )
        for question in answerable
    }
    answers = {
        question.id: archive.ask(question.question, asked=question.asked) for question in questions
    }
    abstained = [question for question in questions if not answers[question.id]]
    rightly = [question for question in abstained if not question.answers]
    unanswerable = len(questions) - len(answerable)
    return Measures(
        questions=len(questions),
        unanswerable=unanswerable,
        recall={
            depth: _share(
                any(_supports(hit, question) for hit in hits[question.id][:depth])
                for question in answerable
            )
            for depth in DEPTHS
        },
        supported=_share(_is_supported(answers[each.id], each) for each in answerable),
        exact_match=_share(
            _best(exact_match, answers[each.id].text, each.answers) for each in answerable
        ),
        f1=_share(_best(f1, answers[each.id].text, each.answers) for each in answerable),
        citation_exactness=_share(
            _is_exact(archive, citation)
            for answer in answers.values()
            for citation in answer.citations
        ),
        abstention_precision=len(rightly) / max(1, len(abstained)),
        abstention_recall=len(rightly) / max(1, unanswerable),
    )


def normalise(answer: str) -> list[str]:
    """Return the words that SQuAD compares: lower case, no punctuation, no articles.

    Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text (EMNLP 2016).
    Theirs knows the punctuation of ASCII alone; the curly quotes and dashes of news go too.
    """
    plain = answer.lower().replace("–", " ").replace("—", " ")
    kept = "".join(
        mark
        for mark in plain
        if mark not in string.punctuation and not unicodedata.category(mark).startswith("P")
    )
    return re.sub(r"\b(a|an|the)\b", " ", kept).split()


def exact_match(answer: str, known: str) -> float:
    """Return 1 where both have the same words."""
    return float(normalise(answer) == normalise(known))


def f1(answer: str, known: str) -> float:
    """Return the harmonic mean of precision and recall in words."""
    given, expected = normalise(answer), normalise(known)
    common = sum((Counter(given) & Counter(expected)).values())
    if not common:
        return 0.0
    return 2 * common / (len(given) + len(expected))


def _best(measure: Callable[[str, str], float], answer: str, known: Iterable[str]) -> float:
    return max(measure(answer, each) for each in known)


def _supports(hit: Hit, question: Question) -> bool:
    return hit.article.id in question.articles and _holds(hit.passage.text, question)


def _is_supported(answer: Answer, question: Question) -> bool:
    return any(_holds(citation.quote, question) for citation in answer.citations)


def _holds(text: str, question: Question) -> bool:
    """Whether a text has one of the answers in it, as a run of whole words."""
    words = f" {' '.join(normalise(text))} "
    return any(f" {' '.join(normalise(known))} " in words for known in question.answers)


def _is_exact(archive: Archive, citation: Citation) -> bool:
    stored = archive.resolve(citation.reference).citation.article
    return stored.text[citation.start : citation.end] == citation.quote


def _share(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / max(1, len(listed))
