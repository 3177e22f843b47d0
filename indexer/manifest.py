"""What is known about an archive as a whole, under a seal of its own."""

import json
import sqlite3
from typing import Any

from backissue.indexer.seal import SealBroken, seal

SEAL = "seal"


def read_manifest(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the manifest.

    Raises SealBroken where it is not what was written.
    """
    rows = _rows(connection)
    stated = connection.execute("SELECT value FROM manifest WHERE name = ?", (SEAL,)).fetchone()
    if stated != (str(seal(*rows)),):
        raise SealBroken("its manifest does not match its checksum")
    return {name: json.loads(value) for name, value in rows}


def change_manifest(connection: sqlite3.Connection, **values: Any) -> None:
    """Put values into the manifest, beside those of other names, and seal it."""
    change = "INSERT INTO manifest VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    connection.executemany(change, [(name, json.dumps(value)) for name, value in values.items()])
    connection.execute(change, (SEAL, str(seal(*_rows(connection)))))


def _rows(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    query = "SELECT name, value FROM manifest WHERE name != ? ORDER BY name"
    return connection.execute(query, (SEAL,)).fetchall()
