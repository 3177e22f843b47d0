"""Fits the sentence reader's weights and the abstention threshold on corpus/questions.jsonl.

Run it from the project's folder: python benchmarks/calibrate.py ARCHIVE

ARCHIVE is an archive of corpus/articles. It prints the weights to put into search/reader.py, and
what they give on questions that they were not fitted on (five folds).
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backissue.indexer.split import sentences
from backissue.search import Archive
from backissue.search.archive import PASSAGES_READ
from backissue.search.evaluate import Question, normalise, read_questions
from backissue.search.reader import SentenceReader, Span

FOLDS = 5

# How strongly weights are held near zero: there are only some hundred questions.
RIDGE = 0.05

Numbers = npt.NDArray[np.float64]


def main() -> None:
    """Fit, measure, print."""
    questions = read_questions(Path("corpus/questions.jsonl"))
    with Archive.open(sys.argv[1]) as archive:
        reader = SentenceReader(archive.embedder)
        measured = [_measure(archive, reader, question) for question in questions]
    folds = np.arange(len(questions)) % FOLDS
    confidences, hits = np.zeros(len(questions)), np.zeros(len(questions), bool)
    for fold in range(FOLDS):
        weights = _fit([measured[index] for index in np.flatnonzero(folds != fold)])
        for index in np.flatnonzero(folds == fold):
            signs, right = measured[index]
            odds = _odds(weights, signs)
            confidences[index] = 1 / (1 + np.exp(-odds.max()))
            hits[index] = right[odds.argmax()]
    answerable = np.array([bool(question.answers) for question in questions])
    print(f"right sentence first, answerable questions: {hits[answerable].mean():.3f}")
    for threshold in np.arange(0.1, 0.95, 0.05):
        abstained = confidences < threshold
        precision = (abstained & ~answerable).sum() / max(1, abstained.sum())
        recall = abstained[~answerable].mean()
        supported = (hits & ~abstained)[answerable].mean()
        print(
            f"threshold {threshold:.2f}  abstention precision {precision:.3f} recall {recall:.3f}"
            f"  supported {supported:.3f}"
        )
    weights = _fit(measured)
    print(f"WEIGHTS = {tuple(round(float(each), 2) for each in weights[:-1])}")
    print(f"BIAS = {weights[-1]:.2f}")


def _measure(
    archive: Archive, reader: SentenceReader, question: Question
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """Return the signs of each sentence that is read, and whether it holds the answer."""
    hits = archive.search(question.question, limit=PASSAGES_READ, asked=question.asked)
    spans: list[Span] = [
        (rank, hit.passage, hit.passage.start + start, hit.passage.start + end)
        for rank, hit in enumerate(hits, start=1)
        for start, end in sentences(hit.passage.text)
    ]
    right = [
        passage.article.id in question.articles
        and any(
            " ".join(normalise(known)) in " ".join(normalise(passage.article.text[start:end]))
            for known in question.answers
        )
        for _, passage, start, end in spans
    ]
    return reader.signs(question.question, spans), np.array(right, bool)


def _fit(measured: list[tuple[Numbers, npt.NDArray[np.bool_]]]) -> Numbers:
    """Fit a logistic regression by Newton's method: one weight a sign, then the bias."""
    signs = np.concatenate([each for each, _ in measured])
    right = np.concatenate([each for _, each in measured]).astype(float)
    design = np.column_stack([signs, np.ones(len(signs))])
    weights = np.zeros(design.shape[1])
    penalty = RIDGE * np.eye(len(weights))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - chance) - penalty @ weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + penalty
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _odds(weights: Numbers, signs: Numbers) -> Numbers:
    odds: Numbers = signs @ weights[:-1] + weights[-1]
    return odds


if __name__ == "__main__":
    main()
