"""Questions in SQuAD's format -> examples for the reader, some of them with passages that fail it.

The format: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text (EMNLP
2016), and Know What You Don't Know: Unanswerable Questions for SQuAD (ACL 2018).
"""

import gzip
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Questions over Wikipedia, forum posts and product reviews.
FILES = (
    "dev-v1.1.rebuilt.json.gz",
    "dev-v2.0.rebuilt.json.gz",
    "new_wiki.json.gz",
    "reddit.json.gz",
    "amazon_reviews.json.gz",
)

# Of SQuAD 1.1, these are never trained on; drawn with a fixed seed before any training.
ARTICLES_HELD_OUT = 8
SEED = 20_261_123

# Of the answerable questions, the share that is also asked of a passage without the answer.
NEGATIVE_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage under its heading, and the answer's characters in it, if any."""

    id: str
    question: str
    heading: str
    passage: str
    answer: tuple[int, int] | None
    """Where the answer starts and ends in the passage; None where it does not answer."""
    answers: tuple[str, ...]
    """Every answer that was given; empty where the question has none."""


def read_examples(
    folder: Path, files: Sequence[str] = FILES
) -> tuple[list[Example], list[Example]]:
    """Return the examples to train on, shuffled, and those held out."""
    rng = random.Random(SEED)  # noqa: S311 - a fixed choice is what is wanted
    titles = [article["title"] for article in _articles(folder / "dev-v1.1.rebuilt.json.gz")]
    held_out = set(rng.sample(sorted(titles), ARTICLES_HELD_OUT))
    training: list[Example] = []
    kept: list[Example] = []
    seen: set[str] = set()
    for name in files:
        short: list[Example] = []
        for article in _articles(folder / name):
            of_article = [each for each in _examples(article) if each.id not in seen]
            seen.update(each.id for each in of_article)
            if article["title"] in held_out:
                kept += of_article
                continue
            training += of_article
            if len(article["paragraphs"]) > 1:
                training += _negatives(of_article, rng)
            else:  # a post or a review: others of its kind stand in for its other paragraphs
                short += of_article
        training += _negatives(short, rng)
    rng.shuffle(training)
    return training, kept


def _articles(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles: list[dict[str, Any]] = json.load(file)["data"]
    return articles


def _examples(article: dict[str, Any]) -> list[Example]:
    title = article["title"].replace("_", " ")
    heading = "" if title.startswith(("Amazon Reviews", "Filtered Reddit")) else title
    return [
        Example(
            id=question["id"],
            question=" ".join(question["question"].split()),
            heading=heading,
            passage=paragraph["context"],
            answer=_span(question["answers"]),
            answers=tuple(dict.fromkeys(answer["text"] for answer in question["answers"])),
        )
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]


def _span(answers: Sequence[dict[str, Any]]) -> tuple[int, int] | None:
    """Return the answer that most people gave."""
    if not answers:
        return None
    counts = Counter((answer["answer_start"], answer["text"]) for answer in answers)
    (start, text), _ = counts.most_common(1)[0]
    return start, start + len(text)


def _negatives(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """Ask some questions of the likest other paragraph that has no answer in it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    answerable = [each for each in examples if each.answer]
    asked = rng.sample(answerable, int(len(answerable) * NEGATIVE_SHARE))
    passages = sorted({each.passage for each in examples})
    if not asked or len(passages) == 1:
        return []
    words = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    vectors = words.fit_transform(passages)
    likeness = (words.transform([each.question for each in asked]) @ vectors.T).toarray()
    negatives = []
    for example, scores in zip(asked, likeness, strict=True):
        for index in scores.argsort()[::-1]:
            text = passages[index]
            if not any(answer.lower() in text.lower() for answer in example.answers):
                negatives.append(
                    Example(f"{example.id}-not", example.question, example.heading, text, None, ())
                )
                break
    return negatives
