"""How much of what is asked stands in a text."""

from backissue.indexer.article import Passage
from backissue.search.wording import words


def shared(question: str, text: str) -> float:
    """Return the share of a question's words that a text has in any form, 0 to 1."""
    asked = _lemmas(question)
    return len(asked & _lemmas(text)) / max(1, len(asked))


def with_headline(passage: Passage) -> str:
    """Return what a passage is about: its article's headline, and its text."""
    return f"{passage.article.title}. {passage.text}"


def _lemmas(text: str) -> set[str]:
    """Return every word that says something, in the dictionary's form."""
    return {word.lemma for word in words(text) if word.is_content}
