"""Articles by their id, and what copies them: what the truth alone can say."""

from collections.abc import Iterable
from datetime import date

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleNotFound
from backissue.indexer.truth.store import Store
from backissue.search.retrieval.stories import independent_origins
from backissue.search.retrieval.wanted import stored_id


def find_article(store: Store, article_id: object) -> Article:
    """Return the current article with that id.

    Raises ArticleNotFound.
    """
    article = store.article(stored_id(article_id))
    if article is None:
        raise ArticleNotFound(
            f"The archive has no article with the id {article_id!r:.200}. Ids are "
            "case-sensitive, and stand in whatever a search returns."
        )
    return article


def find_copies(store: Store, article_id: object) -> list[Article]:
    """Return the current articles that tell the same story as one, itself too, earliest first.

    Undated ones come last. Raises ArticleNotFound.
    """
    told = store.told([find_article(store, article_id).id])
    articles = store.telling(told.values())
    return sorted(articles, key=lambda article: (article.published or date.max, article.id))


def count_origins(store: Store, articles: Iterable[Article]) -> int:
    """Count the sources of some articles that did not copy one another.

    Articles of one story count once, and so do those of one source, or of none that is known.
    """
    listed = list(articles)
    told = store.told([article.id for article in listed])
    return independent_origins((told.get(each.id, each.id), each.source) for each in listed)
