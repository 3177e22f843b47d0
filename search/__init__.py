"""Reads an archive: finds passages, and answers questions with citations."""

from typing import TYPE_CHECKING

from backissue.indexer.lazy import lazily

if TYPE_CHECKING:
    from backissue.search.answers.answer import Answer
    from backissue.search.answers.citation import Citation, Reference
    from backissue.search.archive import Archive
    from backissue.search.dialogue.conversation import Conversation
    from backissue.search.llm.language_model import LanguageModel
    from backissue.search.reading.reader import Reader, Reading
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
            "Hit": "retrieval.hit",
            "Hits": "retrieval.hits",
            "LanguageModel": "llm.language_model",
            "Reader": "reading.reader",
            "Reading": "reading.reader",
            "Reference": "answers.citation",
        },
    )

__all__ = [
    "Answer",
    "Archive",
    "Citation",
    "Conversation",
    "Hit",
    "Hits",
    "LanguageModel",
    "Reader",
    "Reading",
    "Reference",
]
