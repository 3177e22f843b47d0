"""Reads an archive: finds passages, and answers questions with citations."""

from backissue.search.answer import Answer as Answer
from backissue.search.archive import Archive as Archive
from backissue.search.citation import Citation as Citation
from backissue.search.citation import Reference as Reference
from backissue.search.conversation import Conversation as Conversation
from backissue.search.hit import Hit as Hit
from backissue.search.hits import Hits as Hits
from backissue.search.language_model import LanguageModel as LanguageModel
from backissue.search.reader import Reader as Reader
from backissue.search.reader import Reading as Reading

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
