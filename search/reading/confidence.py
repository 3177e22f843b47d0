"""Scores of answers -> how likely each of them is to be right."""

from collections.abc import Sequence

import numpy as np

from backissue.indexer.indexes.analyzers import content_words
from backissue.search.reading.joining import Span

# What scores are multiplied by, and the score of "none of these is right". Fitted by
# benchmarks/calibrate.py on corpus/questions.jsonl and on questions about 3,713 real articles, each
# counting for half. How far confidence and right answers agree is in benchmarks/README.md.
SHARPNESS = 1.95
NONE = 0.19


def confidences(spans: Sequence[Span]) -> list[float]:
    """Return how likely each answer is to be right, 0 to 1, best first as the spans.

    One of them is right or none, so that an answer is the less likely the better others do. What
    is part of a better answer, as McCarthy is of Kevin McCarthy, or has it in it, is no rival.
    """
    words = _words(spans)
    odds = np.exp([SHARPNESS * (span.score - NONE) for span in spans])
    rivals = _distinct(words)
    likely = []
    for each, own in zip(words, odds, strict=True):
        others = [odds[place] for place in rivals if not _says_the_same(each, words[place])]
        likely.append(float(own / (1 + own + sum(others))))
    return likely


def distinct(spans: Sequence[Span]) -> list[int]:
    """Return the places of the answers that say something else than all better ones."""
    return _distinct(_words(spans))


def _words(spans: Sequence[Span]) -> list[frozenset[str]]:
    return [frozenset(content_words(span.text)) for span in spans]


def _distinct(words: Sequence[frozenset[str]]) -> list[int]:
    return [
        place
        for place, each in enumerate(words)
        if not any(_says_the_same(each, better) for better in words[:place])
    ]


def _says_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one
