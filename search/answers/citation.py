"""A citation: the characters of an article that something rests on."""

from dataclasses import dataclass

from backissue.indexer.article import Article, Passage
from backissue.indexer.split import sentences


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation comes down to: it can be stored anywhere and resolved later."""

    article_id: str
    content_hash: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Characters `start` to `end` of an article's text, as it read when it was cited."""

    article: Article
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The cited words, which are a slice of the article: word for word by construction."""
        return self.article.text[self.start : self.end]

    @property
    def passage(self) -> Passage:
        """The cited words as a passage, to be read or checked."""
        return Passage(self.article, self.start, self.end)

    @property
    def content_hash(self) -> str:
        """Which revision of the article is cited."""
        return self.article.content_hash

    @property
    def reference(self) -> Reference:
        """The citation without the article."""
        return Reference(self.article.id, self.content_hash, self.start, self.end)


def whole_sentence(passage: Passage, start: int, end: int) -> Citation:
    """Cite the sentence, or the sentences, of a passage in which characters of its article stand.

    `start` and `end` are characters of the article's text.
    """
    first, last = start, end
    for begins, ends in sentences(passage.text):
        if passage.start + begins < end and start < passage.start + ends:
            first, last = min(first, passage.start + begins), max(last, passage.start + ends)
    return Citation(passage.article, first, last)
