"""An article that is open in the reader, and what the archive has around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from backissue.indexer.article import Article
from backissue.indexer.errors import CitationUnresolved
from backissue.search.answers.citation import Reference
from backissue.search.archive import Archive
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import Address

# Articles like the one that is open.
SIMILAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An article as it is shown, and as it reads now."""

    article: Article
    current: Article | None
    """None where it was taken out of the archive since."""
    revisions: Sequence[Article] = ()
    """Every text that there is of it, the current one last."""
    copies: Sequence[Article] = ()
    """Others that tell the same story, the earliest first."""
    near: Sequence[Hit] = ()
    """Others that are like it."""

    @property
    def is_current(self) -> bool:
        """Whether it is shown as it reads now."""
        return self.current == self.article

    def compared(self, content_hash: str) -> Article | None:
        """Return the text with that hash, if it is one of its own or of a copy."""
        others = (*self.revisions, *self.copies)
        return next((each for each in others if each.content_hash == content_hash), None)


def open_article(archive: Archive, address: Address) -> Opened:
    """Return the article that an address opens, in the revision that it names.

    Raises ArticleNotFound or CitationUnresolved.
    """
    if address.revision and address.start < address.end:
        reference = Reference(address.article, address.revision, address.start, address.end)
        resolution = archive.resolve(reference)
        article, current = resolution.citation.article, resolution.current
    else:
        current = archive.article(address.article)
        article = _text(archive, current, address.revision)
    if current is None:
        return Opened(article=article, current=None)
    told = archive.copies(current.id)
    return Opened(
        article=article,
        current=current,
        revisions=archive.revisions(current.id),
        copies=[each for each in told if each.id != current.id],
        near=_near(archive, current, {each.id for each in told}),
    )


def _text(archive: Archive, current: Article, content_hash: str) -> Article:
    if content_hash in {"", current.content_hash}:
        return current
    for text in archive.revisions(current.id):
        if text.content_hash == content_hash:
            return text
    raise CitationUnresolved(
        f"The archive holds no text of article {current.id!r} with the revision "
        f"{content_hash[:12]}. Open the article as it is now."
    )


def _near(archive: Archive, article: Article, told: set[str]) -> list[Hit]:
    """Return articles like one that tell another story."""
    hits = archive.similar(article, limit=SIMILAR + len(told))
    return [hit for hit in hits if hit.article.id not in told][:SIMILAR]
