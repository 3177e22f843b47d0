"""Spans of passages -> answers: what says the same counts together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from backissue.indexer.article import Passage
from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.split import sentences
from backissue.search.reading.border import answering
from backissue.search.reading.dateline import is_of_dateline
from backissue.search.reading.form import ASKING
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
    apart: float = 0.4
    """What it loses where its sentence and the headline have not even a fifth of the question's
    words between them: of 63 such answers that three sets of questions were given, with a
    confidence of .52 on average, 35 in 100 were right."""
    sentence: float = 2.0
    """What a sentence with all of the question's words would gain when one is chosen to show. Of
    338 right answers about real news it changes the sentence of 30, mostly to one that says more;
    a quarter fewer than before have next to nothing of what was asked."""

    def weigh(
        self, span: Span, prior: float, *, is_kind: bool, in_headline: bool, is_apart: bool
    ) -> Span:
        """Return a span with what speaks for it in all."""
        score = prior + span.score / self.temperature + self.headline * in_headline
        score -= self.kind * (not is_kind) + self.apart * is_apart
        return replace(span, score=score)


WEIGHTS = Weights()

# Of the words of two questions, the share that both have where they are the same.
THE_SAME = 0.9

# Of a question's words, the share that the sentence of an answer or the headline should have.
APART = 0.2


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
    which no sentence does, and the dateline where the question asks for neither place nor day.
    Where a passage asks the question itself, as a quiz does, what stands before that answers
    another one.
    """
    kind = asked_kind(question)
    asked = set(content_words(question))
    answers: dict[str, dict[str, Span]] = {}
    for of_passage, prior in zip(spans, priors, strict=True):
        headline = set(content_words(of_passage[0].passage.article.title)) if of_passage else set()
        asked_until = _asked_until(of_passage[0].passage, question) if of_passage else 0
        for marked in of_passage:
            start, end = answering(marked.passage, marked.start, marked.end, kind, question)
            span = replace(marked, start=start, end=end)
            words = content_words(span.text)
            if asked.issuperset(words) or "\n" in span.text.strip():
                continue
            if span.start < asked_until or is_of_dateline(
                span.passage.article.text, span.start, span.end, kind
            ):
                continue
            weighed = weights.weigh(
                span,
                prior,
                is_kind=can_be(kind, span.text),
                in_headline=headline.issuperset(words),
                is_apart=len(asked & (headline | _said(span))) < APART * len(asked),
            )
            by_article = answers.setdefault(" ".join(words), {})
            before = by_article.setdefault(span.passage.article.id, weighed)
            if before.score < weighed.score:
                by_article[span.passage.article.id] = weighed
    together = [
        _together([*by_article.values()], asked, weights.sentence)
        for by_article in answers.values()
    ]
    return sorted(together, key=lambda span: -span.score)


def _together(spans: Sequence[Span], asked: set[str], weight: float) -> Span:
    """Return the one of some spans that shows best what they all say, with the odds of them all."""
    best = max(span.score for span in spans)
    near = [span for span in spans if span.score >= best - weight]
    shown = near[0]
    if len(near) > 1:
        shown = max(near, key=lambda span: span.score + weight * _share(span, asked))
    return replace(shown, score=float(np.logaddexp.reduce([span.score for span in spans])))


def _asked_until(passage: Passage, question: str) -> int:
    """Return where a passage has asked the question itself, 0 where it does not."""
    asked = _content(question)
    if not asked or "?" not in passage.text:
        return 0
    word = _asking(question)
    for first, last in _sentences(passage.text):
        sentence = passage.text[first:last]
        said = _content(sentence)
        if (
            "?" in sentence
            and _asking(sentence) == word
            and len(asked & said) >= THE_SAME * len(asked | said)
        ):
            return passage.start + last
    return 0


def _asking(sentence: str) -> str:
    found = ASKING.search(sentence)
    return found[0].lower() if found else ""


def _share(span: Span, asked: set[str]) -> float:
    """Return the share of the question's words that stand in the sentence of a span, 0 to 1."""
    return len(asked & _said(span)) / max(1, len(asked))


def _said(span: Span) -> set[str]:
    """Return the words that say something of the sentence, or sentences, in which a span stands."""
    passage = span.passage
    return {
        word
        for first, last in _sentences(passage.text)
        if passage.start + first < span.end and span.start < passage.start + last
        for word in _content(passage.text[first:last])
    }


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentences(text))


@lru_cache(maxsize=256)
def _content(sentence: str) -> frozenset[str]:
    return frozenset(content_words(sentence))
