"""What a caller wants of an archive: how many, from where on, and which, checked."""

from backissue.indexer.errors import ArticleNotFound, QueryInvalid
from backissue.indexer.sources.record import storable


def check_limit(limit: object) -> None:
    """Raise QueryInvalid unless it is a number of passages or articles."""
    if not isinstance(limit, int):
        raise QueryInvalid(f"limit is {limit!r:.80}, which is no whole number (int).")
    if limit < 1:
        raise QueryInvalid(f"limit is {limit}; ask for at least one passage.")


def check_skip(skip: object) -> None:
    """Raise QueryInvalid unless it is a number of articles to leave out."""
    if not isinstance(skip, int) or skip < 0:
        raise QueryInvalid(f"skip is {skip!r:.80}; leave out 0 articles or more.")


def stored_id(article_id: object) -> str:
    """Return an id as it is stored: in a file's name, bytes that are not UTF-8 are written out.

    Raises ArticleNotFound where it is no text.
    """
    if not isinstance(article_id, str):
        raise ArticleNotFound(f"{article_id!r:.80} is no article's id: ids are text (str).")
    return storable(article_id)
