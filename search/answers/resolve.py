"""A citation from any time -> the words it stood for, and what has become of their article."""

from dataclasses import dataclass
from typing import SupportsIndex

from backissue.indexer.article import Article
from backissue.indexer.errors import CitationUnresolved
from backissue.indexer.sources.record import storable
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

    Raises CitationUnresolved where it is no reference, or the archive never had it, or no longer
    has its text, or where it is shorter than what is cited.
    """
    if not isinstance(reference, Reference) or not _is_whole(reference):
        raise CitationUnresolved(
            f"{reference!r:.200} is no citation. Give a Citation, or a Reference with the id and "
            "content hash of an article (str) and two characters of its text (int)."
        )
    where = f"article {reference.article_id!r}, revision {reference.content_hash[:12]}"
    cited = store.revision(storable(reference.article_id), storable(reference.content_hash))
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
    return Resolution(citation, store.article(cited.id))


def _is_whole(reference: Reference) -> bool:
    texts = (reference.article_id, reference.content_hash)
    places = (reference.start, reference.end)
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(place, SupportsIndex) for place in places
    )
