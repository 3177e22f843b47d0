"""Questions in SQuAD's format -> what the reader is trained on, and what is held out.

The format: Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text (EMNLP
2016), and Know What You Don't Know: Unanswerable Questions for SQuAD (ACL 2018).
"""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Questions over Wikipedia that can be asked of anything, as one asks an archive.
WIKIPEDIA = ("dev-v1.1.rebuilt.json.gz", "dev-v2.0.rebuilt.json.gz", "new_wiki.json.gz")

# Questions that make sense beside their own passage alone: posts, reviews, single sentences.
BESIDE = ("reddit.json.gz", "amazon_reviews.json.gz", "qamr.json.gz")

# Of SQuAD 1.1, these are never trained on; drawn with a fixed seed before any training.
ARTICLES_HELD_OUT = 8
SEED = 20_261_123


@dataclass(frozen=True, slots=True)
class Text:
    """A passage and what it stands under."""

    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a passage."""

    id: str
    words: str
    text: Text
    answers: tuple[tuple[str, int, int], ...]
    """Words of the passage, where they start, and how many people gave them; none where the
    passage does not answer."""
    anywhere: bool
    """Whether it can be asked of other passages too."""


def read_questions(folder: Path, files: Sequence[str]) -> tuple[list[Question], list[Question]]:
    """Return the questions to train on, and those held out, which are shuffled."""
    titles = {article["title"] for article in _articles(folder / WIKIPEDIA[0])}
    rng = random.Random(SEED)  # noqa: S311 - a fixed choice is what is wanted
    held_out = set(rng.sample(sorted(titles), ARTICLES_HELD_OUT))
    training: list[Question] = []
    kept: list[Question] = []
    seen: set[str] = set()
    for name in dict.fromkeys((*WIKIPEDIA[:2], *files)):
        for article in _articles(folder / name):
            questions = [each for each in _questions(article, name) if each.id not in seen]
            seen.update(each.id for each in questions)
            if article["title"] in held_out:
                kept += questions
            elif name in files:
                training += questions
    random.Random(SEED).shuffle(kept)  # noqa: S311
    return training, kept


def _articles(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles: list[dict[str, Any]] = json.load(file)["data"]
    return articles


def _questions(article: dict[str, Any], name: str) -> Iterator[Question]:
    title = article["title"].replace("_", " ") if name in WIKIPEDIA else ""
    for paragraph in article["paragraphs"]:
        text = Text(title, paragraph["context"])
        for question in paragraph["qas"]:
            given = Counter((each["text"], each["answer_start"]) for each in question["answers"])
            yield Question(
                id=question["id"],
                words=" ".join(question["question"].split()),
                text=text,
                answers=tuple((words, start, count) for (words, start), count in given.items()),
                anywhere=name in WIKIPEDIA,
            )
