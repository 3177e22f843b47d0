"""Archives of older formats are brought to the present one where they can be written."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.errors import ArchiveDamaged, ArchiveMismatch, ArchiveOutdated
from backissue.indexer.models.embed import embedded_text
from backissue.indexer.split import split
from backissue.indexer.truth.database import APPLICATION_ID, FILE
from backissue.indexer.truth.manifest import change_manifest
from backissue.indexer.truth.schema import FORMAT_VERSION
from backissue.indexer.truth.seal import seal, vector_seal
from backissue.indexer.truth.store import Store
from backissue.indexer.verify import verify_archive
from backissue.search import Archive, Reference

from conftest import ARTICLES, WordEmbedder, article

FORMAT_1 = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    added INTEGER NOT NULL,
    retired INTEGER,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    source TEXT,
    url TEXT,
    authors TEXT NOT NULL,
    section TEXT,
    place TEXT,
    origin TEXT
) STRICT;
CREATE UNIQUE INDEX current ON articles (id) WHERE retired IS NULL;
CREATE INDEX revisions ON articles (id, hash);
CREATE INDEX added ON articles (added);
CREATE INDEX retired ON articles (retired) WHERE retired IS NOT NULL;
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles, text TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
) STRICT;
CREATE INDEX article_passages ON passages (article);
CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages, vector BLOB NOT NULL) STRICT;
"""

FORMAT_2 = FORMAT_1.replace("origin TEXT\n", "origin TEXT,\n removed INTEGER NOT NULL DEFAULT 0\n")

FORMAT_3 = """
CREATE TABLE manifest (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    added INTEGER NOT NULL,
    retired INTEGER,
    first_passage INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    title TEXT NOT NULL,
    published TEXT,
    source TEXT,
    url TEXT,
    authors TEXT NOT NULL,
    section TEXT,
    place TEXT,
    origin TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    identity INTEGER NOT NULL DEFAULT 0,
    seal INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX current ON articles (id) WHERE retired IS NULL;
CREATE INDEX revisions ON articles (id, hash);
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles, text TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    seal INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages,
    vector BLOB NOT NULL,
    seal INTEGER NOT NULL DEFAULT 0
) STRICT;
"""

SEALS_3 = (
    "UPDATE articles SET identity = seal(key, id, hash, origin)",
    """UPDATE articles SET seal =
    seal(key, first_passage, passages, added, retired, published, source, removed, identity)""",
    "UPDATE passages SET seal = seal(key, article, start, stop)",
    "UPDATE vectors SET seal = vector_seal(passage, vector)",
)

SCHEMAS = {1: FORMAT_1, 2: FORMAT_2, 3: FORMAT_3}

FORMER = article(1, "The harbour froze over in December.", source="Post")


def write_older(folder: Path, version: int) -> None:
    """Write an archive of ARTICLES as that format did, with a former text of the first."""
    folder.mkdir()
    connection = sqlite3.connect(folder / FILE)
    connection.executescript(SCHEMAS[version])
    manifest = {
        "archive": "5f4e",
        "created": "2024-01-31T12:00:00+00:00",
        "generation": 2,
        "model": {"name": "words", "weights": "words", "dimension": 64},
        "libraries": {"tantivy": "0.27.0"},
    }
    rows = [(name, json.dumps(value)) for name, value in manifest.items()]
    connection.executemany("INSERT INTO manifest VALUES (?, ?)", rows)
    insert(connection, 1, FORMER, added=1, retired=2)
    for key, each in enumerate(ARTICLES, start=2):
        insert(connection, key, each, added=2, retired=None)
    if version == 3:
        connection.create_function("seal", -1, seal)
        connection.create_function("vector_seal", 2, vector_seal)
        for statement in SEALS_3:
            connection.execute(statement)
        change_manifest(connection, articles=6, passages=6, forgotten=0)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def insert(
    connection: sqlite3.Connection, key: int, each: Article, *, added: int, retired: int | None
) -> None:
    embedder = WordEmbedder()
    (passage,) = split(each, embedder.count_tokens, embedder.max_tokens)
    published = each.published.isoformat() if each.published else None
    entry = (key, each.id, each.content_hash, added, retired, key, 1, each.title, published)
    connection.execute(
        "INSERT INTO articles (key, id, hash, added, retired, first_passage, passages, title, "
        "published, source, authors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]')",
        (*entry, each.source),
    )
    connection.execute("INSERT INTO texts VALUES (?, ?)", (key, each.text))
    span = (passage.start, passage.end)
    connection.execute(
        "INSERT INTO passages (key, article, start, stop) VALUES (?, ?, ?, ?)", (key, key, *span)
    )
    if retired is None:
        (vector,) = embedder.embed_texts([embedded_text(passage)]).astype("<f2")
        blob = vector.tobytes()
        connection.execute("INSERT INTO vectors (passage, vector) VALUES (?, ?)", (key, blob))


@pytest.fixture(params=[1, 2, 3])
def older(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The folder of an archive in each older format."""
    write_older(tmp_path / "older", request.param)
    return tmp_path / "older"


def test_an_older_archive_is_upgraded_when_it_is_opened(older: Path, folder: Path) -> None:
    with (
        Archive.open(older, embedder=WordEmbedder()) as upgraded,
        Archive.open(folder, embedder=WordEmbedder()) as new,
    ):
        for mode in ("keyword", "semantic", "hybrid"):
            found = [
                [(hit.passage, hit.score) for hit in archive.search("harbour", mode=mode)]
                for archive in (upgraded, new)
            ]
            assert found[0] == found[1]
        assert upgraded.info().format_version == FORMAT_VERSION
        assert upgraded.info().counts.revisions == 1
        reference = Reference(FORMER.id, FORMER.content_hash, 4, 11)
        assert upgraded.resolve(reference).citation.quote == "harbour"
    assert verify_archive(older)


def test_an_older_archive_is_upgraded_when_it_is_written(
    older: Path, embedder: WordEmbedder
) -> None:
    report = build_archive([*ARTICLES, article(6, "The lake froze.")], older, embedder=embedder)
    assert (report.added, report.unchanged) == (1, len(ARTICLES))
    assert verify_archive(older)
    with Archive.open(older, embedder=embedder) as archive:
        archive.remove(["article-1", "article-6"])
    assert verify_archive(older)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET published = '2020-02-01' WHERE key = 2",
        "UPDATE articles SET id = 'article-7' WHERE key = 2",
        "UPDATE passages SET stop = stop - 1 WHERE key = 2",
        "UPDATE vectors SET vector = zeroblob(128) WHERE passage = 2",
        "UPDATE manifest SET value = '1' WHERE name = 'generation'",
        "DELETE FROM articles WHERE key = 6",
    ],
)
def test_after_the_upgrade_damage_is_noticed(older: Path, statement: str) -> None:
    Archive.open(older, embedder=WordEmbedder()).close()
    connection = sqlite3.connect(older / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert not verify_archive(older)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET published = '2020-02-01' WHERE key = 2",
        "UPDATE articles SET source = NULL WHERE key = 3",
        "UPDATE articles SET seal = 0 WHERE key = 4",
        "UPDATE articles SET id = 'article-7' WHERE key = 2",
        "UPDATE passages SET stop = stop - 1 WHERE key = 2",
        "UPDATE vectors SET vector = zeroblob(128) WHERE passage = 2",
        "UPDATE manifest SET value = '1' WHERE name = 'generation'",
        "DELETE FROM articles WHERE key = 6",
    ],
)
def test_damage_to_what_was_sealed_does_not_pass_as_whole_after_an_upgrade(
    tmp_path: Path, statement: str
) -> None:
    write_older(tmp_path / "older", 3)
    connection = sqlite3.connect(tmp_path / "older" / FILE)
    connection.execute(statement)
    connection.commit()
    connection.close()
    try:
        Archive.open(tmp_path / "older", embedder=WordEmbedder()).close()
        whole = bool(verify_archive(tmp_path / "older"))
    except (ArchiveDamaged, ArchiveOutdated):
        whole = False
    assert not whole


def test_an_upgrade_that_fails_changes_nothing(older: Path) -> None:
    connection = sqlite3.connect(older / FILE)
    connection.execute("DELETE FROM manifest WHERE name = 'generation'")
    connection.commit()
    before = list(connection.iterdump())
    with pytest.raises(ArchiveDamaged, match="backissue verify"):
        Archive.open(older, embedder=WordEmbedder())
    assert list(connection.iterdump()) == before
    connection.close()


def test_what_only_reads_does_not_upgrade(older: Path) -> None:
    with pytest.raises(ArchiveOutdated, match="Open it once"):
        Store(older)


@pytest.mark.parametrize(
    ("version", "error", "message"),
    [
        (FORMAT_VERSION + 1, ArchiveMismatch, "Update Backissue"),
        (0, ArchiveDamaged, "backissue verify"),
    ],
)
def test_an_unknown_format_is_not_touched(
    folder: Path, tmp_path: Path, version: int, error: type[Exception], message: str
) -> None:
    connection = sqlite3.connect(folder / FILE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    copy: Callable[[], bytes] = (folder / FILE).read_bytes
    before = copy()
    with pytest.raises(error, match=message):
        build_archive(ARTICLES, folder, embedder=WordEmbedder())
    assert copy() == before
    shutil.rmtree(tmp_path / "archive")
