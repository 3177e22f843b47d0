"""A citation from any time -> the words it stood for, and what has become of their article."""

from dataclasses import dataclass

from backissue.indexer.article import Article
from backissue.indexer.errors import CitationUnresolved
from backissue.indexer.truth.store import Store
from backissue.search.answers.citation import Citation, Reference


@dataclass(frozen=True, slots=True)
class Resolution:
    """A citation with the revision that it cites, and the revision that is current."""

    citation: Citation
    current: Article | None
    """The article as it reads now; None where it was taken out of the archive since."""

    @property
    def is_current(self) -> bool:
        """Whether the article still reads as it was cited."""
        return self.current is not None and self.current == self.citation.article


def resolve(store: Store, reference: Reference) -> Resolution:
    """Find the revision that is cited.

    Raises CitationUnresolved where the archive never had it, or no longer has its text, or where
    it is shorter than what is cited.
    """
    where = f"article {reference.article_id!r}, revision {reference.content_hash[:12]}"
    cited = store.revision(reference.article_id, reference.content_hash)
    if cited is None:
        raise CitationUnresolved(
            f"The archive holds no {where}: it was removed, or indexed into another archive."
        )
    if not 0 <= reference.start < reference.end <= len(cited.text):
        raise CitationUnresolved(
            f"No characters {reference.start} to {reference.end} are in {where}, which has "
            f"{len(cited.text)}."
        )
    citation = Citation(cited, reference.start, reference.end)
    return Resolution(citation, store.article(reference.article_id))
