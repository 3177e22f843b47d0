"""Article -> passages, cut between paragraphs and sentences and sized in the model's own tokens."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from backissue.indexer.article import Article, Passage

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

CountTokens: TypeAlias = Callable[[str], int]

# About three paragraphs of news: enough to stand alone, short enough for one vector to stay sharp.
PASSAGE_TOKENS = 192

# However long the heading, a passage keeps room for a sentence.
SMALLEST_PASSAGE_TOKENS = 32

# A white-space character that stands where one sentence ends and the next begins. It takes the
# place of a space, one for one, so that offsets do not move.
SENTENCE_END = "\u2028"


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) character offsets of each sentence, outer white space left out."""
    import sentencex

    return [
        span
        for sentence in sentencex.get_sentence_boundaries("en", text)
        if (span := trim(text, sentence["start_index"], sentence["end_index"])) is not None
    ]


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without white space at either end, or None where nothing else is in it."""
    span = text[start:end]
    inner = span.strip()
    if not inner:
        return None
    start += len(span) - len(span.lstrip())
    return start, start + len(inner)


def split(article: Article, count_tokens: CountTokens, max_tokens: int) -> list[Passage]:
    """Cut an article into passages that, with its heading, the model reads whole.

    `max_tokens` is what the model reads at once, without its own special tokens. A paragraph is
    cut only where it does not fit, a sentence only where it alone is too long.
    """
    # The splitter asks three times for each piece, and counting is nearly all that splitting costs.
    count_tokens = cache(count_tokens)
    room = max_tokens - count_tokens(article.heading)
    size = max(SMALLEST_PASSAGE_TOKENS, min(PASSAGE_TOKENS, room))
    passages = []
    start = 0
    for piece in _splitter(count_tokens, size).split_text(_mark_sentences(article.text)):
        span = trim(article.text, start, start + len(piece))
        if span is not None:
            passages.append(Passage(article, *span))
        start += len(piece)
    return passages


def _mark_sentences(text: str) -> str:
    """Replace the space after each sentence by SENTENCE_END."""
    characters = list(text)
    for _, end in sentences(text):
        if end < len(text) and text[end] == " ":
            characters[end] = SENTENCE_END
    return "".join(characters)


def _splitter(count_tokens: CountTokens, size: int) -> "RecursiveCharacterTextSplitter":
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(
        separators=["\n\n", "\n", SENTENCE_END, "。", " ", ""],
        keep_separator="end",
        chunk_size=size,
        chunk_overlap=0,
        # A piece of white space has no tokens; counted as none, it would be repeated in two chunks.
        length_function=lambda piece: max(count_tokens(piece), bool(piece)),
        strip_whitespace=False,  # so that the pieces add up to the text, and offsets are sums
    )
