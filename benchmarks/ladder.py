"""Compares ways of searching, from words alone to all that Backissue does, on one set of questions.

Run it from the project's folder: python benchmarks/ladder.py ARTICLES QUESTIONS [--every N]

ARTICLES is what `backissue index` takes, QUESTIONS a file as `backissue evaluate` reads it; without
them it is the example archive. The first rows are what a plain program does: passages of 1,000
characters, BM25 over headline and text, cosines of the archive's own model with every passage, and
both fused by rank (Cormack, Clarke and Büttcher, SIGIR 2009). A hit is a passage with one of the
answers in it or in its headline, as `backissue evaluate` counts it. What stands in no article
cannot be found, so that shares are printed of the questions that do, and of all. How long it takes
is for benchmarks/warm.py: here the vector of a question is remembered from one way to the next.
"""

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from backissue.indexer import Article, Embedder, build_archive
from backissue.indexer.models.embed import Vectors
from backissue.indexer.sources.read import read_sources
from backissue.search import Archive
from backissue.search.evaluation.evaluate import read_questions
from backissue.search.evaluation.questions import Question

from findable import Seen, findable_among, is_hit

DEPTHS = (1, 3, 5, 10, 20)
CHARACTERS = 1_000
CANDIDATES = 100
RRF_K = 60
KEPT_AT_ONCE = 1_000

Find = Callable[[Question], list[Seen]]


@dataclass(frozen=True, slots=True)
class Row:
    """One way of searching, and what came of it."""

    name: str
    hits: tuple[int, ...]
    """Questions with a hit among the first, at each of DEPTHS."""


class Plain:
    """Passages of so many characters, found by BM25, by meaning, or by both fused by rank."""

    def __init__(self, articles: Iterable[Article], embedder: Embedder, kept: Path | None) -> None:
        """Cut, index and embed the articles; vectors that were kept are not made again."""
        import tantivy
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHARACTERS, chunk_overlap=0)
        self.passages: list[Seen] = [
            (article.title, piece)
            for article in articles
            for piece in splitter.split_text(article.text)
        ]
        builder = tantivy.SchemaBuilder()
        for field in ("title", "body"):
            builder.add_text_field(field, tokenizer_name="en_stem")
        builder.add_unsigned_field("place", stored=True)
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer()
        for place, (title, body) in enumerate(self.passages):
            writer.add_document(tantivy.Document(title=title, body=body, place=place))
        writer.commit()
        self._index.reload()
        self._embedder = embedder
        self._vectors = _vectors([body for _, body in self.passages], embedder, kept)

    def words(self, question: Question) -> list[int]:
        """Return the places of the passages that BM25 puts first."""
        words = "".join(mark if mark.isalnum() else " " for mark in question.question)
        query = self._index.parse_query(words.lower(), ["title", "body"])
        searcher = self._index.searcher()
        found = searcher.search(query, CANDIDATES).hits
        return [int(searcher.doc(address)["place"][0]) for _, address in found]

    def meaning(self, question: Question) -> list[int]:
        """Return the places of the passages with the nearest vectors."""
        scores = self._vectors @ self._embedder.embed_question(question.question)
        first = np.argpartition(-scores, CANDIDATES)[:CANDIDATES]
        return [int(place) for place in first[np.argsort(-scores[first], kind="stable")]]

    def fused(self, question: Question) -> list[int]:
        """Return both, fused by rank."""
        scores: dict[int, float] = {}
        for places in (self.words(question), self.meaning(question)):
            for rank, place in enumerate(places, start=1):
                scores[place] = scores.get(place, 0.0) + 1 / (RRF_K + rank)
        return sorted(scores, key=lambda place: -scores[place])


def main() -> int:
    """Measure every way and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", default="corpus/articles")
    parser.add_argument("questions", nargs="?", default="corpus/questions.jsonl")
    parser.add_argument("--every", type=int, default=1, help="take every Nth question")
    parser.add_argument("--archive", type=Path, help="an archive of the articles, if there is one")
    parser.add_argument("--plain", type=Path, help="a folder to keep the plain vectors in")
    arguments = parser.parse_args()
    items = [found.item for found in read_sources(arguments.articles)]
    articles = [item for item in items if isinstance(item, Article)]
    questions, _ = read_questions(arguments.questions)
    asked = [question for question in questions if question.answers][:: arguments.every]
    findable = list(findable_among(articles, asked))
    with _opened(arguments.archive, articles) as archive:
        print(
            f"{archive.info().counts.articles:,} articles, {len(asked)} questions, of which "
            f"{len(findable)} have an answer that stands in one",
            flush=True,
        )
        plain = Plain(articles, archive.embedder, arguments.plain)
        ways = _ways(archive, plain)
        rows = [_row(name, find, findable) for name, find in ways.items()]
    _show(rows, len(findable), len(asked))
    return 0


@contextmanager
def _opened(folder: Path | None, articles: Sequence[Article]) -> Iterator[Archive]:
    with tempfile.TemporaryDirectory() as scratch:
        if folder is None:
            folder = Path(scratch)
            build_archive(articles, folder)
        with Archive.open(folder) as archive:
            yield archive


def _ways(archive: Archive, plain: Plain) -> dict[str, Find]:
    def theirs(find: Callable[[Question], list[int]]) -> Find:
        return lambda question: [plain.passages[place] for place in find(question)[: max(DEPTHS)]]

    def ours(mode: str, *, dated: bool = False) -> Find:
        def find(question: Question) -> list[Seen]:
            day = question.filters.asked if dated else None
            hits = archive.search(question.question, limit=max(DEPTHS), mode=mode, asked=day)
            return [(hit.article.title, hit.passage.text) for hit in hits]

        return find

    return {
        "plain BM25": theirs(plain.words),
        "plain meaning": theirs(plain.meaning),
        "plain, both by rank": theirs(plain.fused),
        "keyword": ours("keyword"),
        "semantic": ours("semantic"),
        "hybrid": ours("hybrid"),
        "hybrid, day asked given": ours("hybrid", dated=True),
    }


def _row(name: str, find: Find, questions: Sequence[Question]) -> Row:
    """Ask every question one way."""
    ranks: list[int] = []
    for question in questions:
        hits = (rank for rank, seen in enumerate(find(question), start=1) if is_hit(seen, question))
        ranks.append(next(hits, sys.maxsize))
    return Row(name, tuple(sum(rank <= depth for rank in ranks) for depth in DEPTHS))


def _show(rows: Sequence[Row], findable: int, asked: int) -> None:
    """Print the shares, and what the last row has over the best of plain BM25 and both by rank."""
    for total, which in ((findable, "that can be found"), (asked, "all")):
        print(f"\n| of {total} questions, {which} | {' | '.join(f'hit@{d}' for d in DEPTHS)} |")
        print("| --- " * (len(DEPTHS) + 1) + "|")
        for row in rows:
            shares = " | ".join(f"{hits / total:.3f}" for hits in row.hits)
            print(f"| {row.name} | {shares} |")
    best = [max(words, fused) for words, fused in zip(rows[0].hits, rows[2].hits, strict=True)]
    for row in rows[3:]:
        ratios = ", ".join(
            f"hit@{depth} {hits / most:.2f}"
            for depth, hits, most in zip(DEPTHS, row.hits, best, strict=True)
        )
        print(f"\n{row.name}, over the better of plain BM25 and both by rank: {ratios}", end="")
    print()


def _vectors(texts: Sequence[str], embedder: Embedder, kept: Path | None) -> Vectors:
    """Embed texts; a run that is broken off goes on from what it kept."""
    parts = [texts[start : start + KEPT_AT_ONCE] for start in range(0, len(texts), KEPT_AT_ONCE)]
    return np.concatenate([_kept(part, embedder, kept) for part in parts])


def _kept(texts: Sequence[str], embedder: Embedder, kept: Path | None) -> Vectors:
    """Embed texts, or take the vectors that were kept of the same texts and the same model."""
    if kept is None:
        return embedder.embed_texts(texts)
    digest = hashlib.sha256(repr((embedder.model, texts)).encode()).hexdigest()[:16]
    path = kept / f"{digest}.npy"
    if not path.exists():
        kept.mkdir(parents=True, exist_ok=True)
        np.save(path, embedder.embed_texts(texts))
    vectors: Vectors = np.load(path)
    return vectors


if __name__ == "__main__":
    sys.exit(main())
