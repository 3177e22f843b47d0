"""Stories in an archive: kept with every commit, made where they are missing, and verified."""

import logging
import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import Article, Passage, build_archive
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.database import FILE
from backissue.indexer.truth.rows import read_record, write_record
from backissue.indexer.truth.store import Embedded, Store
from backissue.indexer.verify import verify_archive
from backissue.search import Archive

from conftest import WordEmbedder, article

ICE = " ".join(f"ice{number}" for number in range(200))
VOTE = " ".join(f"vote{number}" for number in range(200))
DAY = date(2020, 1, 31)

FIRST = article(1, ICE, source="Wire", published=DAY)
COPY = article(2, f"From our wire services. {ICE}", source="Post", published=DAY)
OTHER = article(3, VOTE, source="Wire", published=DAY)


def stories(folder: Path) -> dict[str, int]:
    """Return the story of each current article by its id."""
    store = Store(folder)
    try:
        catalogue = store.catalogue()
        current = catalogue.current()
        keys = catalogue.keys[current].tolist()
        articles = store.articles(keys)
        told = catalogue.stories[current].tolist()
        return {articles[key].id: story for key, story in zip(keys, told, strict=True)}
    finally:
        store.close()


def together(folder: Path) -> set[frozenset[str]]:
    told = stories(folder)
    return {frozenset(each for each in told if told[each] == story) for story in told.values()}


APART = {frozenset({"article-1"}), frozenset({"article-2"}), frozenset({"article-3"})}
COPIED = {frozenset({"article-1", "article-2"}), frozenset({"article-3"})}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The folder of an archive of an article, its copy and another."""
    for commit in ([FIRST], [OTHER, COPY]):
        build_archive(commit, tmp_path / "archive", embedder=WordEmbedder())
    return tmp_path / "archive"


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_copy_joins_the_story_of_an_earlier_commit(copied: Path) -> None:
    assert together(copied) == COPIED
    assert verify_archive(copied)


def test_a_revision_leaves_its_story_and_comes_back_to_it(copied: Path) -> None:
    revised = article(2, " ".join(f"thaw{number}" for number in range(200)), source="Post")
    build_archive(revised, copied, embedder=WordEmbedder())
    assert together(copied) == APART
    assert verify_archive(copied)
    build_archive(COPY, copied, embedder=WordEmbedder())
    assert together(copied) == COPIED
    assert verify_archive(copied)


@pytest.mark.parametrize("gone", ["article-1", "article-2"])
def test_what_is_removed_leaves_its_story(copied: Path, gone: str) -> None:
    with Archive.open(copied, embedder=WordEmbedder()) as archive:
        archive.remove([gone])
    assert together(copied) == {frozenset({each}) for each in stories(copied)}
    assert len(stories(copied)) == 2
    assert verify_archive(copied)
    build_archive([FIRST, COPY], copied, embedder=WordEmbedder())
    assert together(copied) == COPIED
    assert verify_archive(copied)


def test_two_versions_in_one_commit_count_as_the_last(tmp_path: Path) -> None:
    build_archive([FIRST, OTHER, article(2, VOTE), COPY], tmp_path, embedder=WordEmbedder())
    assert together(tmp_path) == COPIED
    assert verify_archive(tmp_path)


def embedded(each: Article, vectors: Vectors) -> Embedded:
    return Embedded(each, [Passage(each, 0, len(each.text))], vectors)


def test_a_commit_that_fails_leaves_stories_as_they_were_and_the_next_is_right(
    tmp_path: Path,
) -> None:
    build_archive([FIRST], tmp_path, embedder=WordEmbedder())
    store = Store(tmp_path, writable=True)
    unit = np.eye(1, 64, dtype=np.float32)
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        store.commit([embedded(COPY, unit), embedded(OTHER, unit[:0])])
    assert stories(tmp_path) == {"article-1": 1}
    store.commit([embedded(OTHER, unit), embedded(COPY, unit)])
    store.close()
    assert together(tmp_path) == COPIED


def write_story(folder: Path, key: int, story: int | None) -> None:
    """Write a story into an article's row, with the right seal."""
    store = Store(folder, writable=True)
    with store._database.writing() as connection:  # noqa: SLF001 - no public way leads there
        write_record(connection, read_record(connection, key)._replace(story=story))
    store.close()


@pytest.fixture
def ungrouped(copied: Path) -> Path:
    """The folder of such an archive as an older format leaves it, without stories."""
    change(copied, "DELETE FROM sketches")
    for key in (1, 2, 3):
        write_story(copied, key, None)
    return copied


def test_what_has_no_story_yet_gets_one_with_the_next_writing(ungrouped: Path) -> None:
    assert together(ungrouped) == APART
    assert verify_archive(ungrouped)
    assert build_archive([FIRST], ungrouped, embedder=WordEmbedder()).unchanged == 1
    assert together(ungrouped) == COPIED
    assert verify_archive(ungrouped)


def test_an_article_that_is_damaged_stays_alone_and_can_be_replaced(ungrouped: Path) -> None:
    change(ungrouped, "UPDATE texts SET text = 'Thaw.' WHERE article = 1")
    build_archive([OTHER], ungrouped, embedder=WordEmbedder())
    assert any("article-1" in each for each in verify_archive(ungrouped).damage)
    with Archive.open(ungrouped, embedder=WordEmbedder()) as archive:
        archive.remove(["article-1"])
    assert verify_archive(ungrouped)
    build_archive([FIRST], ungrouped, embedder=WordEmbedder())
    assert together(ungrouped) == COPIED
    assert verify_archive(ungrouped)


DAMAGE = [
    "UPDATE sketches SET sketch = zeroblob(40) WHERE article = 1",
    "UPDATE sketches SET sketch = zeroblob(0) WHERE article = 1",
    "UPDATE sketches SET seal = 0 WHERE article = 2",
    "DELETE FROM sketches WHERE article = 3",
]


@pytest.mark.parametrize("statement", DAMAGE)
def test_damaged_sketches_are_noticed_and_made_again(
    copied: Path, statement: str, caplog: pytest.LogCaptureFixture
) -> None:
    change(copied, statement)
    assert not verify_archive(copied)
    with Archive.open(copied, embedder=WordEmbedder()) as archive:
        hits = archive.search("ice1 vote1")  # no search needs them
        assert len({hit.article.id for hit in hits}) == 2
    with caplog.at_level(logging.WARNING):
        new = article(4, f"{VOTE} End.", source="Post", published=DAY)
        build_archive([new], copied, embedder=WordEmbedder())
    assert "Its stories are made again" in caplog.text
    assert together(copied) == {
        frozenset({"article-1", "article-2"}),
        frozenset({"article-3", "article-4"}),
    }
    assert verify_archive(copied)


@pytest.mark.parametrize("story", [1, 9])
def test_a_story_that_its_articles_do_not_make_is_noticed(copied: Path, story: int) -> None:
    write_story(copied, 2, story)
    verdict = verify_archive(copied)
    assert verdict.damage == ("The stories are not those that the articles make.",)


def test_a_flipped_story_is_noticed(copied: Path) -> None:
    change(copied, "UPDATE articles SET story = 3 WHERE id = 'article-2'")
    assert not verify_archive(copied)
