"""Measures what int8 costs in finding passages, against float32 of the same weights.

Run it from the project's folder: python benchmarks/precision.py [ARTICLES QUESTIONS] [--every N]

ARTICLES is what `backissue index` takes, QUESTIONS a file as `backissue evaluate` reads it; without
them it is the example archive. --every takes every so-manieth article, since float32 takes its
time. The same articles are indexed in either precision, and asked the questions of which an answer
stands in them; where they name what is relevant, all of them. With --folder both archives are kept:
a run that was interrupted goes on where it was.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from backissue.indexer import Article, build_archive
from backissue.indexer.models.embed import Precision
from backissue.indexer.models.load import load_embedder
from backissue.indexer.sources.read import read_sources
from backissue.search import Archive
from backissue.search.evaluation.evaluate import evaluate, read_questions
from backissue.search.evaluation.questions import Question

from findable import findable_among

PRECISIONS: tuple[Precision, ...] = ("float32", "int8")
MODES = ("semantic", "hybrid")


def main() -> None:
    """Index in both precisions, ask both the same, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, nargs="?", default=Path("corpus/articles"))
    parser.add_argument("questions", type=Path, nargs="?", default=Path("corpus/questions.jsonl"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    found = (each.item for each in read_sources(arguments.articles))
    every = [item for item in found if isinstance(item, Article)]
    articles = every[:: arguments.every]
    questions, _ = read_questions(arguments.questions)
    judged = [each for each in questions if each.judged_by != "answers"]
    asked = judged or list(findable_among(articles, questions))
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        for precision in PRECISIONS:
            embedder = load_embedder(precision=precision)
            build_archive(articles, folder / precision, embedder=embedder)
        print(f"{len(articles):,} articles, {len(asked)} questions")
        compare(folder, asked)


def compare(folder: Path, questions: Sequence[Question]) -> None:
    """Print every measure of search in both precisions, and of how many questions it differs."""
    print(f"{'':18} float32    int8    int8 - float32  better, worse with int8")
    for mode in MODES:
        values: dict[Precision, list[dict[str, float]]] = {}
        for precision in PRECISIONS:
            with Archive.open(folder / precision) as archive:
                results = evaluate(archive, questions, mode=mode, ask=False)
                values[precision] = [result.values for result in results]
        for key in (key for key in values["int8"][0] if not key.endswith("ms")):
            either = [[each[key] for each in values[precision]] for precision in PRECISIONS]
            before, after = map(fmean, either)
            better = sum(now > then for then, now in zip(*either, strict=True))
            worse = sum(now < then for then, now in zip(*either, strict=True))
            name = f"{mode} {key.partition(' ')[0]}"
            print(
                f"{name:18} {before:7.4f} {after:7.4f} {after - before:+17.4f}  {better}, {worse}"
            )


if __name__ == "__main__":
    main()
