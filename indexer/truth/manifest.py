"""What is known about an archive as a whole, under a seal of its own."""

import json
import sqlite3
from typing import Any

from backissue.indexer.truth.seal import SealBroken, seal

SEAL = "seal"


def read_manifest(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return the manifest.

    Raises SealBroken where it is not what was written.
    """
    rows, stated = _rows(connection)
    if stated != str(seal(*rows)):
        raise SealBroken("its manifest does not match its checksum")
    return {name: json.loads(value) for name, value in rows}


def change_manifest(connection: sqlite3.Connection, **values: Any) -> None:
    """Put values into the manifest, beside those of other names, and seal it."""
    change = "INSERT INTO manifest VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    connection.executemany(change, [(name, json.dumps(value)) for name, value in values.items()])
    rows, _ = _rows(connection)
    connection.execute(change, (SEAL, str(seal(*rows))))


def _rows(connection: sqlite3.Connection) -> tuple[list[tuple[str, str]], str | None]:
    """Return the names and values in order, and the seal; in one row, as each search reads them."""
    query = "SELECT json_group_object(name, value) FROM manifest"
    (packed,) = connection.execute(query).fetchone()
    rows = json.loads(packed)
    stated = rows.pop(SEAL, None)
    return sorted(rows.items()), stated
