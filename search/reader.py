"""A question and passages -> the sentences that may answer it, with how likely each does."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from backissue.indexer.article import Passage
from backissue.indexer.embed import Embedder
from backissue.indexer.keywords import content_words
from backissue.indexer.split import sentences

# A sentence: the rank of its passage, the passage, and where in the article it starts and ends.
Span: TypeAlias = tuple[int, Passage, int, int]
Signs: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Characters `start` to `end` of a passage's article, read as an answer."""

    passage: Passage
    start: int
    end: int
    confidence: float
    """How likely it is that they answer the question, 0 to 1."""


class Reader(Protocol):
    """Whatever finds the answer to a question in passages."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Return what may answer the question, likeliest first."""


# What a sentence that answers such a question must hold.
FORMS = (
    (
        re.compile(
            r"\bhow (many|much|long|old|far|big|large|tall|high|fast|often)\b", re.IGNORECASE
        ),
        re.compile(
            r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|half|"
            r"twice|hundreds?|thousands?|million|billion)\b",
            re.IGNORECASE,
        ),
    ),
    (
        re.compile(r"\b(when|(what|which|on what|by what) (day|date|year|month))\b", re.IGNORECASE),
        re.compile(r"\d|\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    ),
    (re.compile(r"\b(who|whom|whose)\b", re.IGNORECASE), re.compile(r"(?<=[\w,] )[A-Z][a-z]")),
)

# Log odds of each sign and of none, in the order of _signs: fitted on corpus/questions.jsonl by
# benchmarks/calibrate.py. They belong together: fit all of them again rather than change one.
WEIGHTS = (3.0, 5.0, 3.0, 1.0, 1.0)
BIAS = -8.0


class SentenceReader:
    """Picks whole sentences by likeness, by shared words and by the form of the answer."""

    def __init__(self, embedder: Embedder) -> None:
        """Read with the model that the archive was made with."""
        self._embedder = embedder

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Return every sentence of the passages, likeliest first."""
        spans = [
            (rank, passage, passage.start + start, passage.start + end)
            for rank, passage in enumerate(passages, start=1)
            for start, end in sentences(passage.text)
        ]
        odds = self.signs(question, spans) @ np.array(WEIGHTS) + BIAS
        readings = [
            Reading(passage=passage, start=start, end=end, confidence=1 / (1 + math.exp(-each)))
            for (_, passage, start, end), each in zip(spans, odds.tolist(), strict=True)
        ]
        return sorted(readings, key=lambda reading: -reading.confidence)

    def signs(self, question: str, spans: Sequence[Span]) -> Signs:
        """Measure what speaks for each sentence: (sentences, signs).

        The signs: cosine of question and sentence under its headline; share of the question's
        words in the sentence, and in its passage with the headline, rare words counting more;
        whether the sentence holds the form that is asked for; one over the passage's rank.
        """
        if not spans:
            return np.empty((0, len(WEIGHTS)))
        texts = [passage.article.text[start:end] for _, passage, start, end in spans]
        titled = [
            f"{span[1].article.title}\n{text}" for span, text in zip(spans, texts, strict=True)
        ]
        likeness = self._embedder.embed_texts(titled) @ self._embedder.embed_question(question)
        asked = set(content_words(question))
        near = [set(content_words(text)) for text in texts]
        wide = [set(content_words(f"{span[1].article.title} {span[1].text}")) for span in spans]
        return np.column_stack(
            [
                likeness,
                _overlap(asked, near),
                _overlap(asked, wide),
                [_has_form(question, text) for text in texts],
                [1 / rank for rank, *_ in spans],
            ]
        )


def _overlap(asked: set[str], texts: Sequence[set[str]]) -> list[float]:
    """Return which share of the words asked for each text has, rare words counting more."""
    held = Counter(word for text in texts for word in text & asked)
    weights = {word: math.log(1 + len(texts) / (1 + held[word])) for word in asked}
    total = sum(weights.values()) or 1.0
    return [sum(weights[word] for word in text & asked) / total for text in texts]


def _has_form(question: str, text: str) -> float:
    """Return 1 where the text has what the question asks for, or it asks for no form known here."""
    for asks, holds in FORMS:
        if asks.search(question):
            return 1.0 if holds.search(text) else 0.0
    return 1.0
