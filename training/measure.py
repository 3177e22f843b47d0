"""Measures the shipped reader on the questions that it was not trained on.

Run it from the project's folder: python training/measure.py DATA

DATA is the folder of the SQuAD files. Each held-out question is asked of its own paragraph:
exact match and F1 as SQuAD measures them where there is an answer, and how often the reader is
surer of an answer than of none.
"""

import argparse
import json
import random
from pathlib import Path

from backissue.indexer import Article, Passage
from backissue.search.span_reader import SpanReader
from backissue.search.squad import best, exact_match, f1

from examples import SEED, Example, read_examples

QUESTIONS = 1_500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    _, held_out = read_examples(parser.parse_args().data)
    random.Random(SEED).shuffle(held_out)  # noqa: S311 - a fixed choice is what is wanted
    reader = SpanReader()
    found = [(example, *_read(reader, example)) for example in held_out[:QUESTIONS]]
    answerable = [(example, text, score) for example, text, score in found if example.answers]
    unanswerable = [score for example, _, score in found if not example.answers]
    measures = {
        "answerable": len(answerable),
        "exact match": _mean(
            [best(exact_match, text, each.answers) for each, text, _ in answerable]
        ),
        "F1": _mean([best(f1, text, each.answers) for each, text, _ in answerable]),
        "answerable, surer of an answer": _mean([score > 0 for *_, score in answerable]),
        "unanswerable": len(unanswerable),
        "unanswerable, surer of none": _mean([score <= 0 for score in unanswerable]),
    }
    print(json.dumps(measures, indent=2))


def _read(reader: SpanReader, example: Example) -> tuple[str, float]:
    article = Article(id=example.id, title=example.heading, text=example.passage)
    passage = Passage(article, 0, len(article.text))
    ((best, *_),) = reader.spans(example.question, [passage])
    return best.text, best.score


def _mean(values: list[float] | list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 3)


if __name__ == "__main__":
    main()
