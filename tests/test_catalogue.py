"""The catalogue: what is known of all articles, as arrays."""

from datetime import date
from pathlib import Path

from backissue.indexer import build_archive
from backissue.indexer.truth.catalogue import UNDATED
from backissue.indexer.truth.store import Store

from conftest import WordEmbedder, article

DAY = date(2020, 1, 31)


def test_the_day_of_a_modification_is_a_number_beside_that_of_publication(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    articles = [
        article(1, "The harbour froze over.", published=DAY, modified=date(2020, 2, 3)),
        article(2, "Ferries stay in port.", published=DAY),
        article(3, "Nobody knows when.", modified=DAY),
    ]
    build_archive(articles, tmp_path, embedder=embedder)
    store = Store(tmp_path)
    catalogue = store.catalogue()
    known = store.articles(catalogue.keys.tolist())
    store.close()
    ordinal = DAY.toordinal()
    assert catalogue.days.tolist() == [ordinal, ordinal, UNDATED]
    assert catalogue.modified.tolist() == [ordinal + 3, UNDATED, ordinal]
    assert [known[key] for key in catalogue.keys.tolist()] == articles
