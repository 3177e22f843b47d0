"""How much of what is asked stands in a text."""

from backissue.indexer.article import Passage
from backissue.search.answers.citation import whole_sentence
from backissue.search.language.wording import words

# What a passage with its headline, and the sentence in it that answers, must have of a question's
# words to be about the same. Chosen with search/answers/conflict.py.
PASSAGE_SHARE = 0.5
SENTENCE_SHARE = 0.2


def is_about(question: str, passage: Passage, start: int, end: int) -> bool:
    """Whether a passage, and the sentence in it that has some characters, are about a question.

    `start` and `end` are characters of the article's text.
    """
    sentence = whole_sentence(passage, start, end).quote
    return (
        shared(question, with_headline(passage)) >= PASSAGE_SHARE
        and shared(question, sentence) >= SENTENCE_SHARE
    )


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
