"""Questions whose answers stand in some articles, and whether a passage is a hit.

As `backissue evaluate` counts where nothing but answers is known: a hit is a passage with one of
the answers in it, or in its headline, word for word.
"""

from collections.abc import Iterable, Iterator

from backissue.indexer import Article
from backissue.search.evaluation.questions import Question
from backissue.search.evaluation.squad import normalise

# A passage as it is judged: its headline and its text.
Seen = tuple[str, str]


def findable_among(
    articles: Iterable[Article], questions: Iterable[Question]
) -> Iterator[Question]:
    """Yield the questions of which an answer stands in an article or its headline."""
    texts = [_words(text) for article in articles for text in (article.title, article.text)]
    for question in questions:
        known = _known(question)
        if any(answer in text for text in texts for answer in known):
            yield question


def is_hit(seen: Seen, question: Question) -> bool:
    """Whether one of a question's answers stands in a passage or its headline."""
    known = _known(question)
    return any(answer in _words(text) for text in seen for answer in known)


def _known(question: Question) -> list[str]:
    words = [_words(answer) for answer in question.answers or ()]
    return [answer for answer in words if answer.strip()]


def _words(text: str) -> str:
    """Return a text's words as answers are compared, each between spaces."""
    return f" {' '.join(normalise(text))} "
