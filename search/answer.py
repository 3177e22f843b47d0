"""An answer, and the passages it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from backissue.indexer.article import Article, Passage
from backissue.indexer.split import sentences
from backissue.search.query import Query
from backissue.search.reader import Reading

# Articles that are named where none answers.
NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found, with its score and its rank, from 1, on either side."""

    passage: Passage
    score: float
    keyword_rank: int | None
    semantic_rank: int | None
    copies: int = 0
    """How many other current articles in scope tell the same story."""

    @property
    def article(self) -> Article:
        """The article that the passage is part of."""
        return self.passage.article


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation comes down to: it can be stored anywhere and resolved later."""

    article_id: str
    content_hash: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters `start` to `end` of an article's text, as it read when it was cited."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The cited words, which are a slice of the article: word for word by construction."""
        return self.article.text[self.start : self.end]

    @property
    def content_hash(self) -> str:
        """Which revision of the article is cited."""
        return self.article.content_hash

    @property
    def reference(self) -> Reference:
        """The citation without the article."""
        return Reference(self.article.id, self.content_hash, self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the archive says to a question; false where it does not say enough."""

    query: Query
    """The question as it was understood."""
    text: str
    """The answer in a few words of the first citation; empty where there is none."""
    citations: tuple[Citation, ...]
    """What supports it, best first; empty where nothing does."""
    confidence: float
    """How likely it is that the best passage answers the question, 0 to 1."""
    reason: str
    """Why the answer is given, or why none is."""
    passages: tuple[Hit, ...]
    """What was read, nearest first."""

    @property
    def question(self) -> str:
        """The question as it was asked."""
        return self.query.text

    @property
    def nearest(self) -> tuple[Hit, ...]:
        """The best passage of each of the nearest articles."""
        best: dict[str, Hit] = {}
        for hit in self.passages:
            best.setdefault(hit.article.id, hit)
        return tuple(best.values())[:NEAREST]

    def __bool__(self) -> bool:
        """Whether there is an answer."""
        return bool(self.citations)


# Below this confidence there is no answer. Calibrated on corpus/questions.jsonl by
# benchmarks/calibrate.py: of the questions without an answer, three in five are turned down.
THRESHOLD = 0.33


def answer_from(query: Query, hits: Sequence[Hit], readings: Sequence[Reading]) -> Answer:
    """Answer with the best reading, or say why none is good enough."""
    best = readings[0] if readings else None
    if best is None:
        reason = "No article in scope holds any of this. " + _scope_hint(query)
    elif best.confidence < THRESHOLD:
        reason = (
            f"The passages found come near, but none says it: the best has a confidence of "
            f"{best.confidence:.2f}, and {THRESHOLD:.2f} is asked for. " + _scope_hint(query)
        )
    else:
        citation = _whole_sentence(best)
        return Answer(
            query=query,
            text=best.passage.article.text[best.start : best.end],
            citations=(citation,),
            confidence=best.confidence,
            reason=f"{citation.article.title} says so in these words.",
            passages=tuple(hits),
        )
    return Answer(
        query=query,
        text="",
        citations=(),
        confidence=best.confidence if best else 0.0,
        reason=reason.strip(),
        passages=tuple(hits),
    )


def _whole_sentence(reading: Reading) -> Citation:
    """Cite the sentence, or the sentences, in which an answer stands."""
    passage = reading.passage
    start, end = reading.start, reading.end
    for first, last in sentences(passage.text):
        if passage.start + first < reading.end and reading.start < passage.start + last:
            start, end = min(start, passage.start + first), max(end, passage.start + last)
    return Citation(passage.article, start, end)


def _scope_hint(query: Query) -> str:
    return (
        ""
        if query.scope.is_open and not query.condition
        else "Widen the dates or the source to look further."
    )
