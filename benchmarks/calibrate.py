"""Fits how sure the reader may be of its answers, on corpus/questions.jsonl.

Run it from the project's folder: python benchmarks/calibrate.py ARCHIVE

ARCHIVE is an archive of corpus/articles. For several weights of what speaks for an answer it
prints how often the first one is right, then the slope and offset that turn a score into a
confidence, and what each threshold would give; all of it on questions that were not fitted on
(five folds). The constants go to search/joining.py, search/span_reader.py and search/answer.py.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from backissue.search import Archive
from backissue.search.archive import PASSAGES_READ
from backissue.search.evaluate import Question, read_questions
from backissue.search.joining import WEIGHTS, Span, join
from backissue.search.span_reader import SpanReader
from backissue.search.squad import best, f1

FOLDS = 5

# The weights as they are, and each of them changed.
TRIED = [
    WEIGHTS,
    *(replace(WEIGHTS, temperature=temperature) for temperature in (1.0, 2.0, 3.0, 6.0)),
    *(replace(WEIGHTS, rank=rank) for rank in (0.0, 0.5, 1.5)),
    *(replace(WEIGHTS, kind=kind) for kind in (0.0, 1.0, 4.0)),
    *(replace(WEIGHTS, headline=headline) for headline in (0.0, 0.25, 1.0)),
]

# An answer with at least this overlap in words counts as right.
RIGHT = 0.5

Numbers = npt.NDArray[np.float64]


def main() -> None:
    """Read every question once, then fit, measure and print."""
    questions, _ = read_questions(Path("corpus/questions.jsonl"))
    reader = SpanReader()
    with Archive.open(sys.argv[1]) as archive:
        found = []
        for question in questions:
            hits = archive.search(
                question.question,
                limit=PASSAGES_READ,
                asked=question.filters.asked,
            )
            words = hits.query.words
            found.append((words, reader.spans(words, [hit.passage for hit in hits])))
    answerable = np.array([bool(question.answers) for question in questions])
    for weights in TRIED:
        first = [
            _first(question, join(words, spans, weights))
            for question, (words, spans) in zip(questions, found, strict=True)
        ]
        scores = np.array([score for score, _ in first])
        overlap = np.array([each for _, each in first])
        right = overlap >= RIGHT
        print(
            f"{weights}: right first {right[answerable].mean():.3f}, "
            f"F1 {overlap[answerable].mean():.3f}"
        )
        slope, offset = _fit(scores, right)
        print(f"  SLOPE = {slope:.3f}  OFFSET = {offset:.3f}")
        confidence = _out_of_fold(scores, right)
        for threshold in np.arange(0.1, 0.65, 0.05):
            abstained = confidence < threshold
            print(
                f"  threshold {threshold:.2f}: abstention precision "
                f"{(abstained & ~answerable).sum() / max(1, abstained.sum()):.3f} recall "
                f"{abstained[~answerable].mean():.3f}, right and given "
                f"{(right & ~abstained)[answerable].mean():.3f}, of those given right "
                f"{right[~abstained].mean() if (~abstained).any() else 0:.3f}"
            )


def _first(question: Question, answers: list[Span]) -> tuple[float, float]:
    """Return the score of the first answer, and its overlap with a known one."""
    if not answers:
        return -20.0, 0.0
    overlap = best(f1, answers[0].text, question.answers) if question.answers else 0.0
    return answers[0].score, overlap


def _fit(scores: Numbers, right: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """Fit a logistic curve (Platt, 1999): slope and offset."""

    def loss(parameters: Numbers) -> float:
        odds = parameters[0] * scores + parameters[1]
        return float(
            np.logaddexp(0, np.where(right, -odds, odds)).sum() + 0.01 * parameters[0] ** 2
        )

    slope, offset = minimize(loss, np.zeros(2), method="L-BFGS-B").x
    return float(slope), float(offset)


def _out_of_fold(scores: Numbers, right: npt.NDArray[np.bool_]) -> Numbers:
    folds = np.arange(len(scores)) % FOLDS
    confidence = np.zeros(len(scores))
    for fold in range(FOLDS):
        slope, offset = _fit(scores[folds != fold], right[folds != fold])
        confidence[folds == fold] = 1 / (1 + np.exp(-slope * scores[folds == fold] - offset))
    return confidence


if __name__ == "__main__":
    main()
