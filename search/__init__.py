"""Reads an archive: finds passages, and answers questions with citations."""

from typing import TYPE_CHECKING

from backissue.indexer.lazy import lazily

if TYPE_CHECKING:
    from backissue.search.answer import Answer
    from backissue.search.archive import Archive
    from backissue.search.citation import Citation, Reference
    from backissue.search.conversation import Conversation
    from backissue.search.hit import Hit
    from backissue.search.hits import Hits
    from backissue.search.language_model import LanguageModel
    from backissue.search.reader import Reader, Reading
else:
    __getattr__ = lazily(
        __name__,
        {
            "Answer": "answer",
            "Archive": "archive",
            "Citation": "citation",
            "Conversation": "conversation",
            "Hit": "hit",
            "Hits": "hits",
            "LanguageModel": "language_model",
            "Reader": "reader",
            "Reading": "reader",
            "Reference": "citation",
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
