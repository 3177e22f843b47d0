"""Holds everything in an archive against everything else."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backissue.indexer.errors import ArchiveDamaged, ArchiveUnwritable
from backissue.indexer.folder import archive_folder
from backissue.indexer.indexes.article_words import ArticleIndex, ArticleWords
from backissue.indexer.indexes.derived import catch_up
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.passage_words import PassageWords
from backissue.indexer.indexes.vector_file import PASSAGES_AT_ONCE, clear_files, newest_file
from backissue.indexer.indexes.words import clear_words
from backissue.indexer.models.checked import LENGTH
from backissue.indexer.truth.audit import audit_truth
from backissue.indexer.truth.catalogue import Catalogue
from backissue.indexer.truth.database import Database
from backissue.indexer.truth.store import Store
from backissue.indexer.writer import WriterLock

# Articles held against their hashes at once.
ARTICLES_AT_ONCE = 500

# How far a vector in a compressed index may be from the one it was made of, as 1 - cosine.
COMPRESSION = 0.05


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of an archive found."""

    articles: int
    """Texts that are what was stored, former ones included."""
    passages: int
    """Current passages."""
    damage: tuple[str, ...]
    """What is wrong with the articles, passages and vectors themselves."""
    stale: tuple[str, ...]
    """What is wrong with the indexes made of them, which can be made again."""

    def __bool__(self) -> bool:
        """Whether everything is as it should be."""
        return not self.damage and not self.stale


def verify_archive(path: str | Path, *, repair: bool = False) -> Verdict:
    """Check hashes, counts and the agreement of articles, words and vectors.

    With `repair`, the indexes are made again from the articles if anything is wrong with them;
    the verdict then says what it was. Raises ArchiveNotFound or ArchiveMismatch; ArchiveLocked
    where another process writes, so that there is no telling what is wrong from what is not done
    yet; with `repair` also ArchiveUnwritable.
    """
    folder = archive_folder(path)
    verdict = _verdict(folder)
    if verdict.stale:
        try:
            with WriterLock(folder):
                verdict = _verdict(folder)
                if repair and verdict.stale:
                    _make_again(folder)
        except ArchiveUnwritable:
            if repair:
                raise
    return verdict


def rebuild(folder: Path) -> None:
    """Throw the indexes away and make them again from the articles, embedding nothing."""
    with WriterLock(folder):
        _make_again(folder)


def _make_again(folder: Path) -> None:
    for words in (ArticleWords, PassageWords):
        clear_words(folder / words.FOLDER)
    clear_files(folder, 0)
    catch_up(folder)


def _verdict(folder: Path) -> Verdict:
    """Look at everything as it is now, which somebody may be changing."""
    passages, stale = 0, list[str]()
    with closing(Database(folder, writable=False)) as database, closing(Store(folder)) as store:
        with database.reading() as connection:
            audit = audit_truth(connection)
        try:
            catalogue = store.catalogue()
            passages = int(catalogue.passages[catalogue.current()].sum())
            stale += _check_words(store, catalogue)
            stale += _check_article_words(store, catalogue)
            stale += _check_vectors(store, catalogue)
        except ArchiveDamaged as error:
            if not audit.damage:
                stale.append(str(error))
    return Verdict(audit.intact, passages, tuple(audit.damage), tuple(stale))


def _check_words(store: Store, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the words: every file's checksum, and what they are of."""
    try:
        keywords = KeywordIndex.open(store)
    except ArchiveDamaged as error:
        yield str(error)
        return
    if keywords.generation != catalogue.generation:
        yield f"The words are of commit {keywords.generation}, not {catalogue.generation}."
        return
    held, expected = keywords.passage_keys(), catalogue.passage_keys(catalogue.current())
    if not np.array_equal(held, expected):
        yield f"The words hold {len(held)} passages that are not the {len(expected)} there are."


def _check_article_words(store: Store, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the words of whole articles, likewise."""
    try:
        articles = ArticleIndex(ArticleWords.open(store))
    except ArchiveDamaged as error:
        yield str(error)
        return
    if articles.generation != catalogue.generation:
        yield (
            f"The words of whole articles are of commit {articles.generation}, not "
            f"{catalogue.generation}."
        )
        return
    held, expected = articles.article_keys(), np.sort(catalogue.keys[catalogue.current()])
    if not np.array_equal(held, expected):
        yield f"The words hold {len(held)} articles that are not the {len(expected)} there are."


def _check_vectors(store: Store, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the vectors, stored and indexed."""
    file = newest_file(store.folder, catalogue.generation)
    if file is None:
        if catalogue.current().any():
            yield "There is no intact index of the vectors."
        return
    stored = file.articles(catalogue)
    keys = catalogue.passage_keys(stored)
    if file.index.ntotal != len(keys):
        yield "The index of the vectors holds another number of passages than it should."
        return
    current = np.repeat(catalogue.current()[stored], catalogue.passages[stored])
    wrong = 0
    for start in range(0, len(keys), PASSAGES_AT_ONCE):
        some = slice(start, start + PASSAGES_AT_ONCE)
        truth = store.vectors(keys[some][current[some]], file.index.d)
        indexed = file.index.reconstruct_n(start, len(keys[some]))[current[some]]
        near = (truth * indexed).sum(axis=1) > 1 - COMPRESSION
        unit = np.abs(np.linalg.norm(truth, axis=1) - 1) < LENGTH
        wrong += int((~(near & unit)).sum())
    if wrong:
        yield f"{wrong} vectors in the index are not those of the archive."
