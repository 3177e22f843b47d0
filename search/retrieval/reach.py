"""How much of an archive a search looked through."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What was in the archive when it was searched, and what of it was in scope, in articles."""

    generation: int = 0
    """Of the archive; 0 where nothing was searched."""
    articles: int = 0
    """All that were current."""
    in_scope: int = 0
    other_days: int = 0
    """Left out only because they were published, or modified, on other days than those asked for.
    """
    undated: int = 0
    """Left out only because they have no date."""
