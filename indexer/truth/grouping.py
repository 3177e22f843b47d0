"""Stories in the truth: the sketches that they are made of, and which story each article tells."""

import logging
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from backissue.indexer.article import Article
from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.truth.catalogue import Entry, ordinal
from backissue.indexer.truth.rows import (
    Record,
    read_articles,
    read_entries,
    read_record,
    write_record,
)
from backissue.indexer.truth.seal import SealBroken, vector_seal
from backissue.indexer.truth.sketch import Sketch, sketch
from backissue.indexer.truth.stories import Stories
from backissue.indexer.truth.twins import Member

logger = logging.getLogger(__name__)


def is_grouped(connection: sqlite3.Connection) -> bool:
    """Whether every current article has a story, as those of an older format have not."""
    query = "SELECT 1 FROM articles WHERE retired IS NULL AND story IS NULL LIMIT 1"
    return connection.execute(query).fetchone() is None


def read_stories(connection: sqlite3.Connection) -> Stories:
    """Return the stories of the current articles; those without one are left out."""
    entries = {
        entry.key: entry
        for entry in read_entries(connection)
        if entry.retired is None and entry.story is not None
    }
    sketches = _read_sketches(connection)
    if sketches.keys() != entries.keys():
        raise SealBroken("sketches of articles are missing")
    members = [_member(entries[key], sketched) for key, sketched in sketches.items()]
    return Stories(members, {key: entry.story or key for key, entry in entries.items()})


def complete_stories(connection: sqlite3.Connection) -> tuple[Stories, bool]:
    """Return the stories of all current articles, and whether any had to be put into one.

    Sketches that are damaged are made again; an article that is damaged stays without a story.
    """
    try:
        stories = read_stories(connection)
    except SealBroken as error:
        logger.warning("The archive is damaged (%s). Its stories are made again.", error)
        connection.execute("DELETE FROM sketches")
        stories = Stories()
    members = []
    for entry in read_entries(connection):
        if entry.retired is None and entry.key not in stories.members:
            try:
                article = read_articles(connection, [entry.key])[entry.key]
                members.append(_add_sketch(connection, entry, article))
            except ArchiveDamaged:
                _write_stories(connection, {entry.key: None})
    _write_stories(connection, stories.change(members, ()))
    return stories, bool(members)


def replace_stories(
    connection: sqlite3.Connection,
    stories: Stories,
    added: Iterable[tuple[Record, Article]],
    removed: Sequence[int],
) -> None:
    """Put new articles into stories, and take those with some keys out of theirs."""
    delete = "DELETE FROM sketches WHERE article = ?"
    connection.executemany(delete, [(key,) for key in removed])
    members = [_add_sketch(connection, record, article) for record, article in added]
    _write_stories(connection, stories.change(members, removed))


def _read_sketches(connection: sqlite3.Connection) -> dict[int, Sketch]:
    """Return all sketches by the keys of their articles."""
    rows = connection.execute("SELECT article, sketch, seal FROM sketches ORDER BY article")
    sketches = {}
    for key, data, stated in rows:
        if not isinstance(data, bytes) or not data or vector_seal(key, data) != stated:
            raise SealBroken("a sketch does not match its checksum")
        sketches[key] = Sketch.from_bytes(data)
    return sketches


def _add_sketch(connection: sqlite3.Connection, of: Entry | Record, article: Article) -> Member:
    """Sketch an article, keep the sketch, and return what stands for it among the stories."""
    member = _member(of, sketch(article))
    data = bytes(member.sketch)
    row = (member.key, data, vector_seal(member.key, data))
    connection.execute("INSERT INTO sketches (article, sketch, seal) VALUES (?, ?, ?)", row)
    return member


def _write_stories(connection: sqlite3.Connection, told: Mapping[int, int | None]) -> None:
    """Keep the stories that changed, by the keys of their articles."""
    for key, story in told.items():
        write_record(connection, read_record(connection, key)._replace(story=story))


def _member(of: Entry | Record, sketched: Sketch) -> Member:
    return Member(of.key, ordinal(of.published), (of.source or "").casefold(), sketched)
