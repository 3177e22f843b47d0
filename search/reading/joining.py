"""Spans of passages -> answers: what says the same counts together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.keywords import content_words
from backissue.search.reading.kind import asked_kind, can_be


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a passage's article that may be the answer."""

    passage: Passage
    start: int
    end: int
    score: float
    """Log odds against "not answered here", as the model sees them."""

    @property
    def text(self) -> str:
        """The answer word for word."""
        return self.passage.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much counts what, in log odds; fitted by benchmarks/calibrate.py."""

    temperature: float = 4.0
    """The model is surer of itself than it is often right: its log odds are divided by this."""
    kind: float = 2.0
    """What it loses where the question asks for another kind of answer."""
    headline: float = 0.5
    """What it gains where its words stand in the headline too: what the article is about."""

    def weigh(self, span: Span, prior: float, *, is_kind: bool, in_headline: bool) -> Span:
        """Return a span with what speaks for it in all."""
        score = prior + span.score / self.temperature
        score += self.headline * in_headline - self.kind * (not is_kind)
        return replace(span, score=score)


WEIGHTS = Weights()


def join(
    question: str,
    spans: Sequence[Sequence[Span]],
    priors: Sequence[float],
    weights: Weights = WEIGHTS,
) -> list[Span]:
    """Join the spans that say the same, and return the best of each, best first.

    `spans` are those of each passage, and `priors` what speaks for each passage, in log odds. Each
    article counts once for an answer: an answer's score is the log of the sum of its articles'
    odds. What merely repeats the question is left out, and what runs from one line into another,
    which no sentence does.
    """
    kind = asked_kind(question)
    asked = set(content_words(question))
    answers: dict[str, dict[str, Span]] = {}
    for of_passage, prior in zip(spans, priors, strict=True):
        headline = set(content_words(of_passage[0].passage.article.title)) if of_passage else set()
        for span in of_passage:
            words = content_words(span.text)
            if asked.issuperset(words) or "\n" in span.text.strip():
                continue
            weighed = weights.weigh(
                span,
                prior,
                is_kind=can_be(kind, span.text),
                in_headline=headline.issuperset(words),
            )
            by_article = answers.setdefault(" ".join(words), {})
            before = by_article.setdefault(span.passage.article.id, weighed)
            if before.score < weighed.score:
                by_article[span.passage.article.id] = weighed
    return sorted(map(_together, answers.values()), key=lambda span: -span.score)


def _together(by_article: dict[str, Span]) -> Span:
    best = max(by_article.values(), key=lambda span: span.score)
    return replace(best, score=float(np.logaddexp.reduce([s.score for s in by_article.values()])))
