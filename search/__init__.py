"""Reads an archive: finds passages, and answers questions with citations."""

from typing import TYPE_CHECKING

from backissue.indexer.lazy import lazily

if TYPE_CHECKING:
    from backissue.search.answers.answer import Answer
    from backissue.search.answers.citation import Citation, Reference
    from backissue.search.answers.resolve import Resolution
    from backissue.search.archive import Archive
    from backissue.search.dialogue.conversation import Conversation
    from backissue.search.llm.citation_marks import Mark
    from backissue.search.llm.language_model import LanguageModel
    from backissue.search.query.query import Filters
    from backissue.search.reading.reader import Reader, Reading
    from backissue.search.retrieval.explore import Facets, Timeline
    from backissue.search.retrieval.hit import Hit
    from backissue.search.retrieval.hits import Hits
else:
    __getattr__ = lazily(
        __name__,
        {
            "Answer": "answers.answer",
            "Archive": "archive",
            "Citation": "answers.citation",
            "Conversation": "dialogue.conversation",
            "Facets": "retrieval.explore",
            "Filters": "query.query",
            "Hit": "retrieval.hit",
            "Hits": "retrieval.hits",
            "LanguageModel": "llm.language_model",
            "Mark": "llm.citation_marks",
            "Reader": "reading.reader",
            "Reading": "reading.reader",
            "Reference": "answers.citation",
            "Resolution": "answers.resolve",
            "Timeline": "retrieval.explore",
        },
    )

__all__ = [
    "Answer",
    "Archive",
    "Citation",
    "Conversation",
    "Facets",
    "Filters",
    "Hit",
    "Hits",
    "LanguageModel",
    "Mark",
    "Reader",
    "Reading",
    "Reference",
    "Resolution",
    "Timeline",
]


def __dir__() -> list[str]:
    return __all__
