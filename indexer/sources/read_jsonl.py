"""JSON Lines, plain or gzipped -> records, and articles: one object a line."""

import gzip
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

from backissue.indexer.article import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.record import Problem, article_from_record

ONE_OBJECT = "A line is to hold one whole object."


def read_jsonl(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read objects with the keys of an article's fields, as `article_from_record` takes them.

    A line that cannot be read is reported with its number, and the next one is read.
    """
    for item in read_records(stream, name):
        if isinstance(item, Problem):
            yield item
            continue
        place, record = item
        try:
            article, warnings = article_from_record(record)
        except ArticleInvalid as error:
            yield Problem(place, str(error))
            continue
        for warning in warnings:
            yield Problem(place, warning, skipped=False)
        yield article


def read_records(
    stream: Iterable[bytes], name: str
) -> Iterator[tuple[str, dict[str, Any]] | Problem]:
    """Read any objects, each with the place it stands in; a line that is none is reported."""
    for number, line in enumerate(stream, start=1):
        place = f"{name}:{number}"
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            where = f"{error.msg} at character {error.pos + 1}"
            yield Problem(place, f"Not JSON: {where}. {ONE_OBJECT}")
            continue
        except (ValueError, RecursionError) as error:
            yield Problem(place, f"Not JSON: {error}.")
            continue
        if isinstance(record, dict):
            yield place, record
        else:
            yield Problem(place, f"Not a JSON object. {ONE_OBJECT}")


def read_jsonl_gz(stream: BinaryIO, name: str) -> Iterator[Article | Problem]:
    """Read gzipped JSON Lines; of a damaged file, the part before the damage."""
    with gzip.open(stream) as unpacked:
        yield from read_jsonl(cast("BinaryIO", unpacked), name)
