"""The tables of an archive's SQLite file, and the way from each older format to the present one."""

import json
import sqlite3

from backissue.indexer.models.embed import Model
from backissue.indexer.truth.manifest import change_manifest, read_manifest
from backissue.indexer.truth.seal import SealBroken, seal, vector_seal

# Raised with each change of what is on disk.
FORMAT_VERSION = 4

# The first format in which rows and manifest have seals.
FIRST_SEALED = 3

# An article's row says from which generation (commit) on it is part of the archive and, once it
# was revised or removed, up to which. A revised article keeps its text, so that citations resolve.
# Articles and passages are numbered from 1 without a gap, in the order in which they came; those
# of an article follow one another. A row of an article is never deleted.
#
# Each row has a checksum: `identity` covers key, id, hash and origin, `seal` what the catalogue
# reads, `identity` included; what an article says is covered by its hash.
SCHEMA = """
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
    modified TEXT,
    source TEXT,
    url TEXT,
    authors TEXT NOT NULL,
    section TEXT,
    place TEXT,
    origin TEXT,
    removed INTEGER NOT NULL DEFAULT 0,
    story INTEGER,
    identity INTEGER NOT NULL,
    seal INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX current ON articles (id) WHERE retired IS NULL;
CREATE INDEX revisions ON articles (id, hash);
CREATE TABLE texts (article INTEGER PRIMARY KEY REFERENCES articles, text TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    key INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    seal INTEGER NOT NULL
) STRICT;
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages,
    vector BLOB NOT NULL,
    seal INTEGER NOT NULL
) STRICT;
"""

# The sketch of each current article that has been put into a story; a story is named by the key of
# one of its articles. What an older format holds is grouped when it is next written.
SKETCHES = """
CREATE TABLE sketches (
    article INTEGER PRIMARY KEY REFERENCES articles,
    sketch BLOB NOT NULL,
    seal INTEGER NOT NULL
) STRICT;
"""

# What makes each older format the next one.
UPGRADES = {
    1: ("ALTER TABLE articles ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",),
    2: (
        "ALTER TABLE articles ADD COLUMN identity INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE articles ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE passages ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE vectors ADD COLUMN seal INTEGER NOT NULL DEFAULT 0",
        "UPDATE articles SET identity = seal(key, id, hash, origin)",
        """UPDATE articles SET seal =
        seal(key, first_passage, passages, added, retired, published, source, removed, identity)""",
        "UPDATE passages SET seal = seal(key, article, start, stop)",
        "UPDATE vectors SET seal = vector_seal(passage, vector)",
        "DROP INDEX IF EXISTS added",
        "DROP INDEX IF EXISTS retired",
        "DROP INDEX IF EXISTS article_passages",
    ),
    3: (
        "ALTER TABLE articles ADD COLUMN modified TEXT",
        "ALTER TABLE articles ADD COLUMN story INTEGER",
        SKETCHES,
        # A row that is not what was written does not become right by a new seal.
        """UPDATE articles SET seal =
        seal(key, first_passage, passages, added, retired, published, modified, source, removed,
        story, identity) WHERE seal =
        seal(key, first_passage, passages, added, retired, published, source, removed, identity)""",
    ),
}


def upgrade(connection: sqlite3.Connection, version: int) -> None:
    """Bring the tables of an older format to the present one, inside a transaction.

    Raises SealBroken where the manifest is not what was written.
    """
    connection.create_function("seal", -1, seal, deterministic=True)
    connection.create_function("vector_seal", 2, vector_seal, deterministic=True)
    if version < FIRST_SEALED:
        _check_manifest(connection)
    else:
        read_manifest(connection)
    for older in range(version, FORMAT_VERSION):
        for statement in UPGRADES[older]:
            connection.execute(statement)
    if version < FIRST_SEALED:
        _seal_manifest(connection)
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")


def _seal_manifest(connection: sqlite3.Connection) -> None:
    """Write down how many articles and passages there are, and seal it."""
    query = "SELECT coalesce(max(key), 0), coalesce(max(first_passage + passages), 1) FROM articles"
    articles, next_passage = connection.execute(query).fetchone()
    change_manifest(connection, articles=articles, passages=next_passage - 1, forgotten=0)


def _check_manifest(connection: sqlite3.Connection) -> None:
    """Raise SealBroken rather than seal what cannot be read."""
    rows = dict(connection.execute("SELECT name, value FROM manifest").fetchall())
    if lost := {"archive", "created", "generation", "libraries", "model"} - rows.keys():
        raise SealBroken(f"its manifest says nothing about {', '.join(sorted(lost))}")
    try:
        int(rows["generation"])
        Model(**json.loads(rows["model"]))
    except (TypeError, ValueError) as error:
        raise SealBroken(f"its manifest cannot be read: {error}") from error
