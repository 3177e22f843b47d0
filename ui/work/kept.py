"""Answers that were given, in a file that outlasts the server: a link to one shows it again."""

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from backissue.indexer.article import Article
from backissue.search.answers.citation import Reference
from backissue.search.archive import Archive
from backissue.ui.work.given import Given, GivenUnreadable, given_text, read_given

# In the folder of the archive, whose articles the answers name.
FILE = "answers.sqlite"

# Some 12 kB each on the example archive: written in 3 ms, read in 2.
MOST = 1_000

SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    turn TEXT NOT NULL,
    how TEXT NOT NULL,
    at TEXT NOT NULL,
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (turn, how)
)
"""
READ = """
SELECT how, at, text, digest FROM answers WHERE turn = ? ORDER BY how = ? DESC, at DESC LIMIT 1
"""
BOUND = (
    "DELETE FROM answers WHERE rowid NOT IN (SELECT rowid FROM answers ORDER BY at DESC LIMIT ?)"
)

logger = logging.getLogger(__name__)


class Kept:
    """Keeps the latest answers, each by its question and how it was asked; safe between threads."""

    def __init__(self, archive: Archive, file: Path | None = None, most: int = MOST) -> None:
        """Keep so many in a file; without one, or where it cannot be written, in memory alone."""
        self._archive = archive
        self._most = most
        self._lock = threading.Lock()
        self.file = file
        self.problem = ""
        """Why answers are not kept in the file, in a sentence for the user."""
        self._connection = self._open()

    def __del__(self) -> None:
        self._connection.close()

    def read(self, turn: str, how: str) -> Given | None:
        """Return the answer to a question, one that was given otherwise if need be."""
        rows = self._run(READ, turn, how)
        if not rows:
            return None
        ((how, at, text, digest),) = rows
        try:
            return self._given(how, at, text, digest)
        except GivenUnreadable as error:
            logger.warning("%s It is given anew.", error)
            self._run("DELETE FROM answers WHERE turn = ? AND how = ?", turn, how)
            return None

    def write(self, turn: str, given: Given) -> None:
        """Keep an answer, and let go of those before the latest."""
        text = given_text(given)
        row = turn, given.how, given.at.isoformat(), text, _digest(text)
        self._run("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", *row)
        self._run(BOUND, self._most)

    def count(self) -> int:
        """Return how many there are."""
        rows = self._run("SELECT count(*) FROM answers")
        return int(rows[0][0]) if rows else 0

    def forget(self) -> None:
        """Let go of all, leaving nothing of them in the file."""
        self._run("DELETE FROM answers")

    def forget_articles(self, article_ids: Iterable[str]) -> None:
        """Let go of the answers for which any of some articles was read."""
        for article_id in article_ids:
            start = f'{{"Article": [{json.dumps(article_id)}, '
            self._run("DELETE FROM answers WHERE instr(text, ?)", start)

    def _given(self, how: str, at: str, text: str, digest: str) -> Given:
        if digest != _digest(text):
            raise GivenUnreadable("An answer that was kept is damaged.")
        return read_given(text, self._article, how=how, at=datetime.fromisoformat(at))

    def _article(self, article_id: str, content_hash: str) -> Article:
        reference = Reference(article_id, content_hash, 0, 1)
        return self._archive.resolve(reference).citation.article

    def _open(self) -> sqlite3.Connection:
        if self.file is None:
            return _connection(":memory:")
        try:
            return _connection(str(self.file))
        except sqlite3.Error as error:
            return self._instead(self.file, error)

    def _instead(self, file: Path, error: sqlite3.Error) -> sqlite3.Connection:
        """Return what does without the file, with the answers that can still be read there."""
        self.problem = (
            f"Answers are kept only until Backissue is stopped: {file} cannot be used ({error}). "
            "Let it be written, or delete it if it is damaged; then start again."
        )
        logger.warning("%s", self.problem)
        memory = _connection(":memory:")
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as former:
                former.backup(memory)
                memory.execute(SCHEMA)
        except sqlite3.Error:
            memory.close()
            memory = _connection(":memory:")
        return memory

    def _run(self, statement: str, *values: str | int) -> list[Any]:
        """Run a statement; if the file turns out to be damaged, go on without it."""
        with self._lock:
            try:
                return self._connection.execute(statement, values).fetchall()
            except sqlite3.Error as error:
                if self.problem or not self.file:
                    raise
                self._connection.close()
                self._connection = self._instead(self.file, error)
                return self._connection.execute(statement, values).fetchall()


def _connection(name: str) -> sqlite3.Connection:
    """Open a database that may be written. Raises sqlite3.Error."""
    connection = sqlite3.connect(name, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete = ON")  # nothing of what is forgotten stays
        connection.execute(SCHEMA)
        connection.execute("PRAGMA user_version = 1")  # fails where nothing can be written
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
