"""Verifying an archive, and making its indexes again."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import ArchiveLocked, ArchiveNotFound
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.words import clear_words
from backissue.indexer.split import split
from backissue.indexer.truth.database import FILE
from backissue.indexer.truth.store import Embedded, Store
from backissue.indexer.verify import rebuild, verify_archive
from backissue.indexer.writer import WriterLock
from backissue.search import Archive

from conftest import ARTICLES, WordEmbedder, article


def _change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_sound_archive_passes(folder: Path) -> None:
    verdict = verify_archive(folder)
    assert verdict
    assert (verdict.articles, verdict.passages) == (5, 5)


def test_a_sound_archive_passes_after_changes_and_removals(
    folder: Path, embedder: WordEmbedder
) -> None:
    build_archive([article(1, "The harbour was open all winter.")], folder, embedder=embedder)
    with Archive.open(folder, embedder=embedder) as archive:
        archive.remove(["article-2"])
    verdict = verify_archive(folder)
    assert verdict, verdict
    assert (verdict.articles, verdict.passages) == (5, 4)


def test_no_archive_is_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound):
        verify_archive(tmp_path)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE texts SET text = 'The harbour stayed open.' WHERE article = 1", "article-1"),
        ("UPDATE articles SET title = 'Another' WHERE key = 3", "article-3"),
        ("UPDATE articles SET published = '2019-01-31' WHERE key = 2", "article-2"),
        ("DELETE FROM texts WHERE article = 2", ""),
        ("DELETE FROM passages WHERE article = 2", ""),
        ("DELETE FROM vectors WHERE passage = 2", "article-2"),
        ("UPDATE vectors SET vector = zeroblob(128) WHERE passage = 2", "article-2"),
        ("UPDATE vectors SET vector = x'00fe' WHERE passage = 2", ""),
        ("UPDATE passages SET stop = stop - 1 WHERE key = 2", "article-2"),
        ("UPDATE passages SET article = 3 WHERE key = 2", "article-2"),
        ("UPDATE articles SET origin = 'elsewhere' WHERE key = 2", "article-2"),
        ("UPDATE articles SET id = 'article-7' WHERE key = 2", "article-7"),
        ("DELETE FROM articles WHERE key = 5", "article 5 is missing"),
        ("INSERT INTO passages VALUES (9, 1, 0, 3, 0)", "6 passages rather than 5"),
        (
            "UPDATE manifest SET value = replace(value, 'words', 'w') WHERE name = 'model'",
            "manifest",
        ),
        ("DELETE FROM manifest WHERE name = 'seal'", "manifest"),
    ],
)
def test_a_change_behind_its_back_is_damage(folder: Path, statement: str, named: str) -> None:
    _change(folder, statement)
    verdict = verify_archive(folder)
    assert not verdict
    assert verdict.damage
    assert named in " ".join(verdict.damage)


def test_a_vector_that_is_not_the_passages_own_is_seen(folder: Path) -> None:
    _change(
        folder,
        "UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE passage = 4) "
        "WHERE passage = 1",
    )
    assert not verify_archive(folder)


def test_what_a_writer_has_not_done_yet_is_not_called_wrong(
    folder: Path, embedder: WordEmbedder
) -> None:
    new = article(6, "The ferry sank.")
    passages = split(new, embedder.count_tokens, embedder.max_tokens)
    vectors = embedder.embed_texts([passage.text for passage in passages])
    with WriterLock(folder), closing(Store(folder, writable=True)) as store:
        store.commit([Embedded(new, passages, vectors)])
        with pytest.raises(ArchiveLocked, match=f"process {os.getpid()} "):
            verify_archive(folder)
    assert verify_archive(folder).stale == (
        "The words are of commit 1, not 2.",
        "The words of whole articles are of commit 1, not 2.",
    )


def test_indexes_that_are_gone_are_stale_and_repaired(folder: Path) -> None:
    clear_words(folder / PassageWords.FOLDER)
    for file in folder.glob("vectors-*.faiss"):
        file.unlink()
    verdict = verify_archive(folder, repair=True)
    assert not verdict.damage
    assert len(verdict.stale) == 2
    assert verify_archive(folder)


def test_a_rebuilt_archive_answers_as_before(folder: Path, embedder: WordEmbedder) -> None:
    def found() -> list[tuple[str, float]]:
        with Archive.open(folder, embedder=embedder) as archive:
            return [(hit.article.id, hit.score) for hit in archive.search("harbour in spring")]

    before = found()
    rebuild(folder)
    assert found() == before
    assert verify_archive(folder)
    assert len(embedder.embedded) == len(ARTICLES)
