"""Measures speed and memory beside plain sentence-transformers and FAISS, in one run.

Run it from the project's folder: python benchmarks/speed.py [ARTICLES] [--articles 60]

ARTICLES is what `backissue index` takes, corpus/articles if nothing is named; of it so many
articles are embedded for real. For starting and memory all of them are indexed with vectors that
are made up, since only their number counts there. What is compared is measured in turns, and each
start and each peak of memory in a process of its own.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from backissue.indexer import Article, build_archive
from backissue.indexer.models.embed import Embedder, Vectors, embedded_text
from backissue.indexer.models.load import load_embedder
from backissue.indexer.sources.read import read_sources
from backissue.indexer.split import split
from backissue.search import Archive

PARTS = ("embedding", "starting", "memory")
ROUNDS = 3
SEED = 7

# Articles that are indexed to see how much memory it takes: copies, and others of the same words.
KINDS = ("copies", "shuffled")

# What somebody would write by hand: vectors from a file, the model, one search.
PLAIN = """
import json, sys
import faiss
from sentence_transformers import SentenceTransformer
from backissue.indexer.models.weights import packaged_model
index = faiss.read_index(sys.argv[1] + "/plain.faiss")
texts = json.load(open(sys.argv[1] + "/plain.json"))
model = SentenceTransformer(str(packaged_model()))
scores, places = index.search(model.encode([sys.argv[2]], normalize_embeddings=True), 10)
print(*(texts[place] for place in places[0]))
"""

ASKED = "Who was elected, and by how many votes?"


class Made:
    """The default model, but for the vectors of passages, which are made up."""

    def __init__(self) -> None:
        model = load_embedder()
        self.model, self.max_tokens = model.model, model.max_tokens
        self.count_tokens, self.embed_question = model.count_tokens, model.embed_question
        self._rng = np.random.default_rng(SEED)

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        """Make up a vector for each text: (n, dimension)."""
        vectors = self._rng.standard_normal((len(texts), self.model.dimension), np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def main() -> None:
    """Print what is measured, part by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", type=Path, default=Path("corpus/articles"))
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak:
        print(json.dumps(index_many(arguments.source, arguments.peak, arguments.kind)))
        return
    if "embedding" in arguments.parts:
        embedding(list(itertools.islice(read(arguments.source), arguments.articles)))
    if "starting" in arguments.parts:
        with tempfile.TemporaryDirectory() as scratch:
            make_archives(arguments.source, Path(scratch))
            starting(Path(scratch))
    if "memory" in arguments.parts:
        memory(arguments.source)


def read(source: Path) -> Iterator[Article]:
    """Read articles one after the other."""
    return (found.item for found in read_sources(source) if isinstance(found.item, Article))


def embedding(articles: list[Article]) -> None:
    """Print passages per second, alone and with all that indexing does, and cosines to torch."""
    from backissue.indexer.models.embed_torch import SentenceTransformerEmbedder

    ways: dict[str, Embedder] = {
        "torch": SentenceTransformerEmbedder(),
        "float32": load_embedder(precision="float32"),
        "int8": load_embedder(precision="int8"),
    }
    tokens = load_embedder()
    indexing = f"indexing in {tokens.model.precision}"
    texts = [
        embedded_text(passage)
        for article in articles
        for passage in split(article, tokens.count_tokens, tokens.max_tokens)
    ]
    counts = [tokens.count_tokens(text) for text in texts]
    print(f"{len(articles)} articles, {len(texts)} passages of {np.mean(counts):.0f} tokens")
    made: dict[str, Vectors] = {}
    wall: dict[str, list[float]] = {way: [] for way in (*ways, indexing)}
    cpu: dict[str, list[float]] = {way: [] for way in wall}
    for _ in range(ROUNDS):
        for way, embedder in ways.items():
            started, used = time.perf_counter(), time.process_time()
            made[way] = embedder.embed_texts(texts)
            wall[way].append(time.perf_counter() - started)
            cpu[way].append(time.process_time() - used)
        with tempfile.TemporaryDirectory() as folder:
            started, used = time.perf_counter(), time.process_time()
            build_archive(articles, folder, embedder=tokens)
            wall[indexing].append(time.perf_counter() - started)
            cpu[indexing].append(time.process_time() - used)
    for way, seconds in wall.items():
        rate, work = len(texts) / np.median(seconds), np.median(cpu[way]) / len(texts) * 1000
        ratio = np.median(wall["torch"]) / np.median(seconds)
        ratio_cpu = np.median(cpu["torch"]) / np.median(cpu[way])
        line = f"  {way:19} {rate:6.1f} passages/s, {ratio:.2f} x torch"
        line += f"; {work:5.1f} ms of a core each, {ratio_cpu:.2f} x fewer"
        if way in made:
            cosines = np.sum(made[way] * made["torch"], axis=1)
            line += f"; cosine to torch {cosines.mean():.4f}, least {cosines.min():.4f}"
        print(line, flush=True)


def make_archives(source: Path, folder: Path) -> None:
    """Make an archive of all articles, and files with the same passages for the plain script."""
    import faiss

    made = Made()
    build_archive(source, folder / "archive", embedder=made)
    with Archive.open(folder / "archive") as archive:
        counts = archive.info().counts
    print(f"\n{counts.articles:,} articles, {counts.passages:,} passages, vectors made up")
    texts = [
        passage.text
        for article in read(source)
        for passage in split(article, made.count_tokens, made.max_tokens)
    ]
    index = faiss.IndexFlatIP(made.model.dimension)
    index.add(made.embed_texts(texts))
    faiss.write_index(index, str(folder / "plain.faiss"))
    (folder / "plain.json").write_text(json.dumps(texts))


def starting(folder: Path) -> None:
    """Print how long a fresh process takes to its first result.

    It finds bytecode, as in an installation, where pip has written it.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(Path(sys.executable).with_name("backissue"))]
    archive = ["--archive", str(folder / "archive")]
    commands = {
        "import backissue.search": [sys.executable, "-c", "import backissue.search"],
        "its Archive": [sys.executable, "-c", "from backissue.search import Archive"],
        "backissue search": [*command, "search", ASKED, *archive],
        "backissue ask": [*command, "ask", ASKED, *archive],
        "sentence-transformers + FAISS": [sys.executable, "-c", PLAIN, str(folder), ASKED],
    }
    wall: dict[str, list[float]] = {name: [] for name in commands}
    cpu: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, words in commands.items():
            started, used = time.perf_counter(), children_s()
            subprocess.run(words, check=True, stdout=subprocess.PIPE, env=environment)  # noqa: S603 - written above
            if turn:  # the first one fills the disk's cache, and writes bytecode
                wall[name].append(time.perf_counter() - started)
                cpu[name].append(children_s() - used)
    for name in commands:
        print(
            f"  {name:30} {np.median(wall[name]):6.2f} s, {np.median(cpu[name]):6.2f} s of a core",
            flush=True,
        )


def memory(source: Path) -> None:
    """Print the peaks of memory of indexing runs of two sizes, of copies and of other articles."""
    for kind in KINDS:
        for count in (2_000, 10_000):
            command = [sys.executable, __file__, str(source), "--peak", str(count), "--kind", kind]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - itself
            print(f"  indexing {count:,} articles, {kind}: {said.strip()}", flush=True)


def index_many(source: Path, count: int, kind: str) -> dict[str, int]:
    """Index so many articles; return the peaks of memory: of all, private, and mapped of files."""
    peaks, done = {"RssAnon": 0, "RssFile": 0}, threading.Event()

    def watch() -> None:
        while not done.wait(0.01):
            for name, most in peaks.items():
                peaks[name] = max(most, status_mib(name))

    watcher = threading.Thread(target=watch)
    watcher.start()
    with tempfile.TemporaryDirectory() as folder:
        report = build_archive(repeated(source, count, kind), folder, embedder=Made())
    done.set()
    watcher.join()
    return {
        "passages": report.passages,
        "peak MiB": status_mib("VmHWM"),  # ru_maxrss may be its parent's
        "private MiB": peaks["RssAnon"],
        "mapped MiB": peaks["RssFile"],
    }


def status_mib(name: str) -> int:
    """Return what the kernel says of this process under a name, in MiB."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) // 1024 for line in status if line.startswith(name))


def repeated(source: Path, count: int, kind: str) -> Iterable[Article]:
    """Return so many articles, the same again and again under other ids.

    They are copies of one another or, where `kind` is shuffled, their words are in another order.
    """
    dice = random.Random(SEED)  # noqa: S311 - no secret
    rounds = (
        replace(
            article,
            id=f"{turn} {article.id}",
            text=shuffled(article.text, dice) if kind == "shuffled" else article.text,
        )
        for turn in itertools.count()
        for article in read(source)
    )
    return itertools.islice(rounds, count)


def shuffled(text: str, dice: random.Random) -> str:
    """Return a text with the words of each paragraph in another order."""
    paragraphs = [paragraph.split() for paragraph in text.split("\n\n")]
    return "\n\n".join(" ".join(dice.sample(words, len(words))) for words in paragraphs)


def timed(call: Callable[..., object], argument: object) -> float:
    """Return how long a call takes, in milliseconds."""
    started = time.perf_counter()
    call(argument)
    return (time.perf_counter() - started) * 1000


def children_s() -> float:
    """Return how long processes that were waited for have kept a core, in seconds."""
    used = os.times()
    return used.children_user + used.children_system


if __name__ == "__main__":
    main()
