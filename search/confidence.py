"""Scores of answers -> how likely each of them is to be right."""

from collections.abc import Sequence

import numpy as np

from backissue.indexer.keywords import content_words
from backissue.search.joining import Span

# What scores are multiplied by, and the score of "none of these is right"; fitted by
# benchmarks/calibrate.py.
SHARPNESS = 1.5
NONE = 1.0


def confidences(spans: Sequence[Span]) -> list[float]:
    """Return how likely each answer is to be right, 0 to 1, where one of them or none is.

    An answer is the less likely the more others there are that do as well. What is part of another
    answer, as McCarthy is of Kevin McCarthy, is no rival of it.
    """
    if not spans:
        return []
    odds = SHARPNESS * np.array([*(span.score for span in spans), NONE])
    weights = np.exp(odds - odds.max())
    words = [frozenset(content_words(span.text)) for span in spans]
    rivals = np.array([[not (one <= other or other <= one) for other in words] for one in words])
    answers = weights[:-1]
    likely: list[float] = (answers / (answers + rivals @ answers + weights[-1])).tolist()
    return likely
