"""Reads all of the truth and holds each row against its seal, its article and its neighbours."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from backissue.indexer.errors import ArchiveDamaged
from backissue.indexer.truth.grouping import is_grouped, read_stories
from backissue.indexer.truth.manifest import read_manifest
from backissue.indexer.truth.rows import (
    Record,
    read_articles,
    read_record,
    read_spans,
    read_vectors,
)
from backissue.indexer.truth.seal import SealBroken
from backissue.indexer.truth.sketch import sketch
from backissue.indexer.truth.stories import Stories
from backissue.indexer.truth.twins import Member


@dataclass(slots=True)
class Audit:
    """What came of reading all of the truth."""

    intact: int = 0
    """Articles whose text is what was stored, former ones included."""
    damage: list[str] = field(default_factory=list)

    @contextmanager
    def watch(self, whose: str) -> Iterator[None]:
        """Write down what is wrong, and go on after it."""
        try:
            yield
        except (SealBroken, UnicodeDecodeError) as error:
            self.note(f"{whose}: {error}.")
        except sqlite3.DatabaseError as error:
            self.note(f"SQLite: {error}.")
        except ArchiveDamaged as error:
            self.note(f"{whose}: {error}")

    def note(self, line: str) -> None:
        """Write down what is wrong, unless the last thing was the same."""
        if self.damage[-1:] != [line]:
            self.damage.append(line)


def audit_truth(connection: sqlite3.Connection) -> Audit:
    """Check every row of an archive's SQLite file, whatever is wrong with others."""
    audit = Audit()
    with audit.watch("The file"):
        for (line,) in connection.execute("PRAGMA integrity_check(10)").fetchall():
            if line != "ok":
                audit.note(f"SQLite: {line}")
    with audit.watch("The archive"):
        _check_articles(connection, audit)
    return audit


def _check_articles(connection: sqlite3.Connection, audit: Audit) -> None:
    manifest = read_manifest(connection)
    texts, passages, grouped = 0, 0, 0
    stories = Stories()
    with audit.watch("The stories"):
        stories = read_stories(connection)
    for key in range(1, manifest["articles"] + 1):
        with audit.watch(f"Article {key}"):
            record = read_record(connection, key)
            if max(record.added, record.retired or 0) > manifest["generation"]:
                audit.note(f"{record.id}: it is of a commit that was never made.")
            if not record.removed:
                texts += 1
                passages += record.passages
                _check_article(connection, record, stories.members.get(key), audit)
            if record.retired is None and record.story is not None:
                grouped += 1
    if grouped and not is_grouped(connection):
        audit.note("Some articles belong to no story.")
    anew = Stories(stories.members.values())
    named_after_one = stories.told.keys() >= set(stories.told.values())
    if not named_after_one or _together(stories) != _together(anew):
        audit.note("The stories are not those that the articles make.")
    expected = {"articles": manifest["articles"], "texts": texts, "passages": passages}
    expected["sketches"] = grouped
    for table, wanted in expected.items():
        (count,) = connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()  # noqa: S608
        if count != wanted and not audit.damage:
            audit.note(f"There are {count} {table} rather than {wanted}.")


def _together(stories: Stories) -> set[frozenset[int]]:
    """Return which articles belong together, whatever their story is named after."""
    together = defaultdict[int, set[int]](set)
    for key, story in stories.told.items():
        together[story].add(key)
    return set(map(frozenset, together.values()))


def _check_article(
    connection: sqlite3.Connection, record: Record, member: Member | None, audit: Audit
) -> None:
    """Check what an article says, its passages and, while it is current, vectors and sketch."""
    keys = range(record.first_passage, record.first_passage + record.passages)
    with audit.watch(record.id):
        article = read_articles(connection, [record.key])[record.key]
        audit.intact += 1
        for owner, start, stop in read_spans(connection, keys).values():
            if owner != record.key or not 0 <= start < stop <= len(article.text):
                audit.note(f"{record.id}: a passage lies outside of it.")
        if member and bytes(member.sketch) != bytes(sketch(article)):
            audit.note(f"{record.id}: its sketch is of another text.")
    if record.retired is None:
        with audit.watch(record.id):
            read_vectors(connection, keys)
