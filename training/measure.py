"""Measures the shipped reader on the questions that it was never trained on.

Each is asked of its own passage alone. Run it from the project's folder:
python training/measure.py DATA
"""

import argparse
import json
from pathlib import Path

from backissue.indexer import Article, Passage
from backissue.search.evaluation.squad import best, exact_match, f1
from backissue.search.reading.span_reader import WEIGHTS, SpanReader

from examples import WIKIPEDIA, Question, read_questions

QUESTIONS = 1_500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the files in SQuAD's format")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="those shipped if not said")
    arguments = parser.parse_args()
    _, held_out = read_questions(arguments.data, WIKIPEDIA)
    reader = SpanReader(arguments.weights)
    found = [(question, *_read(reader, question)) for question in held_out[:QUESTIONS]]
    answerable = [
        ([words for words, _, _ in question.answers], text, score)
        for question, text, score in found
        if question.answers
    ]
    unanswerable = [score for question, _, score in found if not question.answers]
    measures = {
        "answerable": len(answerable),
        "exact match": _mean([best(exact_match, text, known) for known, text, _ in answerable]),
        "F1": _mean([best(f1, text, known) for known, text, _ in answerable]),
        "answerable, surer of an answer": _mean([score > 0 for *_, score in answerable]),
        "unanswerable": len(unanswerable),
        "unanswerable, surer of none": _mean([score <= 0 for score in unanswerable]),
    }
    print(json.dumps(measures, indent=2))


def _read(reader: SpanReader, question: Question) -> tuple[str, float]:
    article = Article(id=question.id, title=question.text.heading, text=question.text.body)
    passage = Passage(article, 0, len(article.text))
    ((best, *_),) = reader.spans(question.words, [passage])
    return best.text, best.score


def _mean(values: list[float] | list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 3)


if __name__ == "__main__":
    main()
