"""Further articles that give the same answer, none of which copied another."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from backissue.indexer.article import Article, Passage
from backissue.indexer.indexes.analyzers import content_words
from backissue.search.answers.answer import THRESHOLD
from backissue.search.answers.citation import Citation
from backissue.search.answers.likeness import is_about, telling_sentence
from backissue.search.answers.runner_up import same_answer
from backissue.search.reading.reader import Reader, Reading

CountOrigins: TypeAlias = Callable[[Sequence[Article]], int]

# The best citation and two more: who doubts three independent reports is not won over by a fourth.
CITATIONS = 3


def citations(
    question: str,
    best: Reading,
    passages: Sequence[Passage],
    *,
    reader: Reader,
    origins: CountOrigins,
) -> tuple[Citation, ...]:
    """Cite the sentence of the best reading, then those of independent articles that say the same.

    `origins` counts the articles of which none copied another. A passage that has the words of
    the answer is read once more, alone: it is cited where it is about the question and would be
    answer enough by itself.
    """
    found = [telling_sentence(question, best.passage, best.start, best.end)]
    words = set(content_words(best.text))
    for passage in passages:
        if len(found) == CITATIONS:
            break
        articles = [*(citation.article for citation in found), passage.article]
        if not words <= set(content_words(passage.text)) or origins(articles) < len(articles):
            continue
        found += [
            telling_sentence(question, passage, alone.start, alone.end)
            for alone in reader.read(question, [passage])[:1]
            if alone.confidence >= THRESHOLD
            and same_answer(best.text, alone.text)
            and is_about(question, passage, alone.start, alone.end)
        ]
    return tuple(found)
