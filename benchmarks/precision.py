"""Measures what int8 costs in finding passages, against float32 of the same weights.

Run it from the project's folder: python benchmarks/precision.py ARTICLES QUESTIONS

ARTICLES is a .jsonl or .jsonl.gz file, of which --articles are chosen, QUESTIONS a .jsonl file of
`question` and `answers`. Passages are searched by meaning alone. A hit is a passage in which, or in
whose headline, an answer stands word for word; questions without an answer in the articles chosen
are left out.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import numpy.typing as npt

from backissue.indexer import Article, Passage
from backissue.indexer.embed import Precision, Vectors, embedded_text
from backissue.indexer.load import load_embedder
from backissue.indexer.read import read_sources
from backissue.indexer.split import split

DEPTHS = (1, 5, 10, 20)
ARTICLES_AT_ONCE = 50
SEED = 7


def main() -> None:
    """Embed the same passages in both precisions, ask both the same, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--articles", type=int, default=1_500, dest="count")
    arguments = parser.parse_args()
    articles = choose(arguments.articles, arguments.count)
    precisions: tuple[Precision, ...] = ("float32", "int8")
    embedders = {precision: load_embedder(precision=precision) for precision in precisions}
    tokens = embedders["int8"]
    texts: list[str] = []
    parts: dict[Precision, list[Vectors]] = {precision: [] for precision in precisions}
    for start in range(0, len(articles), ARTICLES_AT_ONCE):
        some = articles[start : start + ARTICLES_AT_ONCE]
        passages = [each for a in some for each in split(a, tokens.count_tokens, tokens.max_tokens)]
        texts += [searched(passage) for passage in passages]
        for precision, embedder in embedders.items():
            embedded = [embedded_text(passage) for passage in passages]
            parts[precision].append(embedder.embed_texts(embedded).astype(np.float16))
    lines = arguments.questions.read_text("utf-8").splitlines()
    right = [right_passages(json.loads(line)["answers"], texts) for line in lines]
    asked = [
        (json.loads(line)["question"], each)
        for line, each in zip(lines, right, strict=True)
        if each.any()
    ]
    print(f"{len(articles):,} articles, {len(texts):,} passages, {len(asked)} questions")
    vectors = {name: np.concatenate(part).astype(np.float32) for name, part in parts.items()}
    cosines = np.sum(vectors["int8"] * vectors["float32"], axis=1)
    print(f"cosine of passages: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    for precision, embedder in embedders.items():
        hits = np.zeros(len(DEPTHS))
        for question, of_question in asked:
            scores = vectors[precision] @ embedder.embed_question(question)
            ranked = of_question[np.argsort(-scores, kind="stable")[: max(DEPTHS)]]
            hits += [ranked[:depth].any() for depth in DEPTHS]
        measured = ", ".join(
            f"hit@{depth} {share:.3f}"
            for depth, share in zip(DEPTHS, hits / len(asked), strict=True)
        )
        print(f"{precision:8} {measured}")


def choose(path: Path, count: int) -> list[Article]:
    """Return some articles of a file, the same each time."""
    items = [found.item for found in read_sources(path)]
    articles = [item for item in items if isinstance(item, Article)]
    return random.Random(SEED).sample(articles, min(count, len(articles)))  # noqa: S311 - no secret


def searched(passage: Passage) -> str:
    """Return what an answer may stand in, folded to lower case."""
    return f"{passage.article.title}\n{passage.text}".casefold()


def right_passages(answers: list[str], texts: list[str]) -> npt.NDArray[np.bool_]:
    """Return which texts hold any of the answers: (texts,)."""
    folded = [answer.casefold() for answer in answers if answer.strip()]
    return np.array([any(answer in text for answer in folded) for text in texts])


if __name__ == "__main__":
    main()
