"""What a caller wants of an archive: how many, from where on, and which, checked."""

from collections.abc import Iterable
from operator import index
from typing import SupportsIndex

from backissue.indexer.errors import ArticleNotFound, QueryInvalid
from backissue.indexer.sources.record import storable


def check_limit(limit: object) -> None:
    """Raise QueryInvalid unless it is a number of passages or articles."""
    if _number(limit, "limit") < 1:
        raise QueryInvalid(f"limit is {limit}; ask for at least one.")


def check_skip(skip: object) -> None:
    """Raise QueryInvalid unless it is a number of articles to leave out."""
    if _number(skip, "skip") < 0:
        raise QueryInvalid(f"skip is {skip}; leave out 0 articles or more.")


def _number(value: object, name: str) -> int:
    """Return a whole number, NumPy's too."""
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise QueryInvalid(f"{name} is {value!r:.80}, which is no whole number.")
    return index(value)


def stored_id(article_id: object) -> str:
    """Return an id as it is stored: in a file's name, bytes that are not UTF-8 are written out.

    Raises ArticleNotFound where it is no text.
    """
    if not isinstance(article_id, str):
        raise ArticleNotFound(f"{article_id!r:.80} is no article's id: ids are text (str).")
    return storable(article_id)


def stored_ids(article_ids: object) -> list[str]:
    """Return ids, or one that is given alone, as they are stored; raises ArticleNotFound too."""
    if isinstance(article_ids, str) or not isinstance(article_ids, Iterable):
        return [stored_id(article_ids)]
    return [stored_id(each) for each in article_ids]
