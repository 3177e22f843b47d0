"""What a search found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from backissue.search.query.query import Query
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.reach import Reach


@dataclass(frozen=True, slots=True, eq=False)
class Hits(Sequence[Hit]):
    """Passages, best first, with the query as it was understood; false where there are none."""

    hits: tuple[Hit, ...]
    query: Query
    undated: int = 0
    """Articles that meet the query but for its days, left out because they have no date."""
    reach: Reach = field(default_factory=Reach)
    """How much of the archive was looked through."""
    closeness: float | None = None
    """The cosine of the passage nearest in meaning; None where meaning was not looked at."""
    total: int | None = None
    """How many there are in all; None where that is not known: meaning has no border."""

    @property
    def suggestion(self) -> str | None:
        """The query with misspelt words as the archive spells them, if any seem to be."""
        return self.query.suggestion

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[place]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Hits):
            return (self.hits, self.query) == (other.hits, other.query)
        return isinstance(other, list | tuple) and self.hits == tuple(other)

    def __hash__(self) -> int:
        return hash(self.hits)
