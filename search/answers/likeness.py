"""How much of what is asked stands in a text."""

from backissue.indexer.article import Passage
from backissue.indexer.split import sentences
from backissue.search.answers.citation import Citation, whole_sentence
from backissue.search.checking.named import Named, missing
from backissue.search.language.statement import read_statement
from backissue.search.language.wording import words

# What a passage with its headline, and the sentence in it that answers, must have of a question's
# words to be about the same. Chosen with search/answers/conflict.py.
PASSAGE_SHARE = 0.5
SENTENCE_SHARE = 0.2

# In characters: two sentences that are longer are not cited together.
LONGEST = 400


def is_about(question: str, passage: Passage, start: int, end: int) -> bool:
    """Whether a passage, and the sentence in it that has some characters, are about a question.

    The passage names all whom the question does. `start` and `end` are characters of the article's
    text.
    """
    sentence = whole_sentence(passage, start, end).quote
    return (
        shared(question, with_headline(passage)) >= PASSAGE_SHARE
        and shared(question, sentence) >= SENTENCE_SHARE
        and _names_all(question, with_headline(passage))
    )


def _names_all(question: str, text: str) -> bool:
    """Whether a text has every name of a question, or the last word of it: Mr Miller."""
    named = Named.of([words(text)])
    return not any(
        name.parts[-1] in missing(name, named) for name in read_statement(question).names
    )


def telling_sentence(question: str, passage: Passage, start: int, end: int) -> Citation:
    """Cite the sentence in which characters stand, with the one beside it where that says more.

    That is where it has next to nothing of what is asked, as in “Fourth time's the charm for Jimmy
    Kimmel.” `start` and `end` are characters of the article's text.
    """
    alone = whole_sentence(passage, start, end)
    enough = shared(question, alone.quote)
    if enough >= SENTENCE_SHARE:
        return alone
    both = [
        each
        for each in (
            whole_sentence(passage, _sentence_before(passage, alone.start), alone.end),
            whole_sentence(passage, alone.start, _sentence_after(passage, alone.end)),
        )
        if len(each.quote) <= LONGEST
    ]
    best = max(both, key=lambda each: shared(question, each.quote), default=alone)
    return best if shared(question, best.quote) >= SENTENCE_SHARE else alone


def _sentence_before(passage: Passage, start: int) -> int:
    """Return a character of the sentence that ends before one, or the same where there is none."""
    ends = [passage.start + end for _, end in sentences(passage.text)]
    return max((end - 1 for end in ends if end <= start), default=start)


def _sentence_after(passage: Passage, end: int) -> int:
    """Return the character after one of the sentence that begins after an end, or that end."""
    begins = [passage.start + start for start, _ in sentences(passage.text)]
    return min((start + 1 for start in begins if start >= end), default=end)


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
