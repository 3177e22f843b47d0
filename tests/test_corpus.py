"""The example archive: its layout, and questions whose quotes stand in its articles."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backissue.indexer.article import Article
from backissue.indexer.sources.read import read_sources
from backissue.search.evaluation.squad import normalise

from conftest import ROOT

CORPUS = ROOT / "corpus"


def _articles() -> dict[str, Article]:
    found = [each.item for each in read_sources(CORPUS / "articles")]
    assert all(isinstance(item, Article) for item in found)
    return {item.id: item for item in found if isinstance(item, Article)}


ARTICLES = _articles()
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (CORPUS / "questions.jsonl").read_text("utf-8").splitlines()
]


def test_there_are_enough_articles_questions_and_near_misses() -> None:
    assert len(ARTICLES) >= 60
    assert len(QUESTIONS) >= 120
    assert sum(not question["answers"] for question in QUESTIONS) >= 30
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_an_article_is_read_with_its_headline_day_place_source_and_section(name: str) -> None:
    article = ARTICLES[name]
    assert article.title
    assert article.published is not None
    assert article.place
    assert (article.source, article.section) == tuple(name.split("/")[1:3])
    assert Path(name).name.startswith(article.published.isoformat())


def test_articles_are_from_many_years_sections_and_places() -> None:
    assert len({article.published.year for article in ARTICLES.values() if article.published}) > 8
    assert len(Counter(article.section for article in ARTICLES.values())) > 8
    assert len(Counter(article.place for article in ARTICLES.values())) > 25


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question["id"]))
def test_a_question_is_supported_word_for_word_or_says_why_not(question: dict[str, Any]) -> None:
    if not question["answers"]:
        assert question["why"]
        assert not question.get("quote")
        return
    assert question["quote"] in ARTICLES[question["article"]].text
    quoted = f" {' '.join(normalise(question['quote']))} "
    assert any(f" {' '.join(normalise(answer))} " in quoted for answer in question["answers"])
    assert set(question.get("also", [])) <= set(ARTICLES)
