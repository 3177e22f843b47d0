"""Measures an archive of a million passages: opening, memory, searching, adding, recall, disk.

Run it from the project's folder: python benchmarks/size.py [--passages 1000000] [--folder DIR]

The passages and their vectors are made up: 384 dimensions around some thousand centres, words
drawn by Zipf's law, 16 passages an article, one article in a hundred without a date. They are
committed as indexing commits them, but for reading, splitting and embedding. With --folder the
archive is kept, and measured again without being made again. Each measure of time and memory is
taken in a process of its own.
"""

import argparse
import itertools
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from backissue.indexer.article import Article, Passage
from backissue.indexer.indexes.vector_file import newest_file
from backissue.indexer.indexes.vectors import VectorIndex
from backissue.indexer.models.embed import Model, Vectors
from backissue.indexer.truth.store import Embedded, Store
from backissue.indexer.writer import ArchiveWriter
from backissue.search import Archive

DIMENSION = 384
CENTRES = 4_000
SPREAD = 0.9  # of a passage around its centre, against the centre's length of one
PASSAGES_PER_ARTICLE = 16
WORDS_PER_PASSAGE = 60
VOCABULARY = 60_000
ARTICLES_PER_COMMIT = 2_000
FIRST_DAY = date(2000, 1, 1)
DAYS = 9_000
SOURCES = ("Post", "Courier", "Ledger", "Wire")
QUERIES = 200
ADDED = 1_000
SEED = 7


class Made:
    """Stands for the encoder, whose time is not measured here: vectors are made up."""

    def __init__(self) -> None:
        self.model = Model("made up", "made up", DIMENSION)
        self.max_tokens = 256
        self._rng = np.random.default_rng(SEED)
        self._centres = _unit(self._rng.standard_normal((CENTRES, DIMENSION)))

    def count_tokens(self, text: str) -> int:
        """How many words there are."""
        return len(text.split())

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Make up a vector for each text: (n, dimension)."""
        chosen = self._centres[self._rng.integers(CENTRES, size=len(texts))]
        noise = self._rng.standard_normal((len(texts), DIMENSION)) * SPREAD / DIMENSION**0.5
        return _unit(chosen + noise)

    def embed_question(self, question: str) -> Vectors:
        """Make up a vector: (dimension,)."""
        vector: Vectors = self.embed_texts([question])[0]
        return vector


def main() -> None:
    """Make the archive if need be, and print what is measured of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--measure", choices=["open", "search", "add", "recall"])
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(MEASURES[arguments.measure](arguments.folder)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch) / "archive"
        if not folder.exists():
            print(json.dumps({"made in s": _make(folder, arguments.passages)}), flush=True)
        print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
        for measure in MEASURES:
            command = [sys.executable, __file__, "--measure", measure, "--folder", str(folder)]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - itself
            print(f"{measure}: {said.strip()}", flush=True)


def _make(folder: Path, passages: int) -> float:
    """Make an archive of so many passages; return how long its commits took, in seconds."""
    embedder = Made()
    spent = 0.0
    with ArchiveWriter(folder, embedder) as writer:
        articles = _articles(passages // PASSAGES_PER_ARTICLE, embedder, SEED)
        while batch := list(itertools.islice(articles, ARTICLES_PER_COMMIT)):
            started = time.monotonic()
            writer.commit(batch)
            spent += time.monotonic() - started
    return round(spent, 1)


def _articles(count: int, embedder: Made, seed: int) -> Iterator[Embedded]:
    rng = np.random.default_rng(seed)
    for number in range(count):
        words = np.minimum(
            rng.zipf(1.3, (PASSAGES_PER_ARTICLE, WORDS_PER_PASSAGE)), VOCABULARY
        ).tolist()
        paragraphs = [" ".join(f"w{word}" for word in paragraph) for paragraph in words]
        text = "\n\n".join(paragraphs)
        published = FIRST_DAY + timedelta(days=int(rng.integers(DAYS)))
        article = Article(
            id=f"{seed}-{number}",
            title=paragraphs[0][:60],
            text=text,
            published=None if number % 100 == 0 else published,
            source=SOURCES[number % len(SOURCES)],
        )
        starts = [0, *itertools.accumulate(len(each) + 2 for each in paragraphs[:-1])]
        spans = zip(starts, paragraphs, strict=True)
        passages = [Passage(article, start, start + len(each)) for start, each in spans]
        yield Embedded(article, passages, embedder.embed_texts(paragraphs))


def _open(folder: Path) -> dict[str, float]:
    """Measure opening to the first result, in seconds, and the memory that it takes, in MiB.

    The encoder and the libraries are there already, as in a process that serves.
    """
    import faiss  # noqa: F401
    import tantivy  # noqa: F401

    before = _private_mib()
    started = time.monotonic()
    with Archive.open(folder, embedder=Made()) as archive:
        opened = time.monotonic() - started
        archive.search("w17 w300 w4000")
        first = time.monotonic() - started
        for query in _queries():
            archive.search(query, after="2010-01-01", before="2012-12-31")
        after = _private_mib()
    return {
        "opening s": round(opened, 2),
        "to the first result s": round(first, 2),
        "private MiB": round(after),
        "of it libraries and Python": round(before),
    }


def _search(folder: Path) -> dict[str, dict[str, float]]:
    """Measure warm searches without the encoder, in milliseconds."""
    filters: dict[str, dict[str, str]] = {
        "no filter": {},
        "three years": {"after": "2010-01-01", "before": "2012-12-31"},
        "one week": {"after": "2010-01-01", "before": "2010-01-07"},
        "source": {"source": "Post"},
    }
    measured = {}
    with Archive.open(folder, embedder=Made()) as archive:
        for name, scope in filters.items():
            for mode in ("hybrid", "semantic", "keyword"):
                times = []
                for query in _queries():
                    started = time.perf_counter()
                    archive.search(query, mode=mode, **scope)  # type: ignore[arg-type]
                    times.append((time.perf_counter() - started) * 1000)
                measured[f"{mode}, {name}"] = {
                    "p50 ms": round(statistics.median(times), 1),
                    "p95 ms": round(sorted(times)[int(0.95 * len(times))], 1),
                }
    return measured


def _add(folder: Path) -> dict[str, float]:
    """Measure adding, changing and removing articles with 1,000 passages, in seconds."""
    embedder = Made()
    articles = list(_articles(ADDED // PASSAGES_PER_ARTICLE, embedder, int(time.time())))
    started = time.monotonic()
    with ArchiveWriter(folder, embedder) as writer:
        opened = time.monotonic() - started
        writer.commit(articles)
        added = time.monotonic() - started
        writer.remove([each.article.id for each in articles])
        removed = time.monotonic() - started
    return {
        "opening to write s": round(opened, 2),
        "with the adding s": round(added, 2),
        "with the removing s": round(removed, 2),
    }


def _recall(folder: Path) -> dict[str, float | str]:
    """Measure recall@10 of the index against comparing all vectors, under several filters."""
    embedder = Made()
    store = Store(folder)
    catalogue = store.catalogue(store.generation())
    everything = catalogue.current()
    file = newest_file(folder, catalogue.generation)
    index = VectorIndex(store, catalogue, file, DIMENSION)
    rng = np.random.default_rng(SEED)
    queries = embedder.embed_texts(["question"] * 100)
    recall: dict[str, float | str] = {"kind": type(file.index).__name__ if file else "none"}
    for share in (1.0, 0.1, 0.01):
        articles = everything & (rng.random(len(everything)) < share)
        keys = catalogue.passage_keys(articles)
        vectors = store.vectors(keys, DIMENSION)
        held = 0
        for query in queries:
            nearest = keys[np.argpartition(-(vectors @ query), 10)[:10]]
            found = index.search(query, 10, articles).passages
            held += len(set(nearest.tolist()) & set(found.tolist()))
        recall[f"recall@10, {share:.0%} of articles"] = held / (10 * len(queries))
    sizes = {path.name.split("-")[0]: 0 for path in folder.iterdir()}
    for path in folder.rglob("*"):
        if path.is_file():
            sizes[path.relative_to(folder).parts[0].split("-")[0]] += path.stat().st_size
    passages = int(catalogue.passages[everything].sum())
    on_disk = {f"bytes a passage, {name}": size / passages for name, size in sizes.items()}
    return {**recall, **{name: round(size) for name, size in on_disk.items() if size > 1}}


def _queries() -> list[str]:
    rng = np.random.default_rng(SEED + 1)
    words = np.minimum(rng.zipf(1.3, (QUERIES, 6)), VOCABULARY)
    return [" ".join(f"w{word}" for word in query) for query in words]


def _private_mib() -> float:
    """Return the memory that belongs to this process alone, in MiB."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    kib = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
    return kib / 1024


def _unit(vectors: np.ndarray[Any, Any]) -> Vectors:
    unit: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


MEASURES: dict[str, Any] = {"open": _open, "search": _search, "add": _add, "recall": _recall}

if __name__ == "__main__":
    main()
