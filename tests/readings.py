"""What the tests of answers share: articles, what was read in them, and a reader of known words."""

from collections.abc import Sequence
from datetime import date

from backissue.indexer import Article, Passage
from backissue.search import Hit, Reading


def report(number: int, text: str, **fields: str | date | None) -> Article:
    """Make an article of an outlet of its own, a day after the one before."""
    known = {"source": f"Outlet {number}", "published": date(2020, 3, number), **fields}
    return Article(id=f"report-{number}", title=f"Report {number}", text=text, **known)  # type: ignore[arg-type]


def whole(article: Article) -> Passage:
    """Return all of an article as one passage."""
    return Passage(article, 0, len(article.text))


def hit(article: Article) -> Hit:
    """Find all of an article."""
    return Hit(passage=whole(article), score=1.0, keyword_rank=1, semantic_rank=1)


def read(article: Article, words: str, confidence: float) -> Reading:
    """Read some words of an article as an answer."""
    start = article.text.index(words)
    return Reading(
        passage=whole(article), start=start, end=start + len(words), confidence=confidence
    )


class KnowingReader:
    """Marks the words that it was told of, in whatever passage has them, each as likely."""

    name = "knowing"

    def __init__(self, **confidence: float) -> None:
        self.confidence = {words.replace("_", " "): likely for words, likely in confidence.items()}

    def read(
        self, question: str, passages: Sequence[Passage], priors: Sequence[float] = ()
    ) -> list[Reading]:
        del question, priors
        found = [
            read(passage.article, words, likely)
            for passage in passages
            for words, likely in self.confidence.items()
            if words in passage.text
        ]
        return sorted(found, key=lambda reading: -reading.confidence)


def apart(articles: Sequence[Article]) -> int:
    """Count the sources of some articles."""
    return len({article.source for article in articles})
