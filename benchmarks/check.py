"""Measures how well answers are checked: true sentences must pass, falsified ones be caught.

Run it from the project's folder: python benchmarks/check.py [FOLDER] [--seed 1] [--model]

Sentences of corpus/articles with the passage they stand in, and of files in SQuAD's format where a
FOLDER has some, are told as they are and a little differently (rephrase.py), then falsified
(mutate.py). The constants of search/ were chosen on one half of the articles; the other half was
looked at only here, and so were the files of FOLDER.
"""

import argparse
import gzip
import json
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mutate import MUTATIONS, Scene, names_in
from rephrase import RULES, Told

from backissue.indexer import Article, Embedder, Passage
from backissue.indexer.embed import load_embedder
from backissue.indexer.read import read_sources
from backissue.indexer.split import sentences, split
from backissue.search.check import Verdict, check

FEWEST_WORDS = 6
LONGEST_PASSAGE = 150
VERDICTS = ("supported", "partly", "not supported", "contradicted")


@dataclass(frozen=True, slots=True)
class Pair:
    """A true sentence and the passage that it stands in."""

    told: Told
    passage: Passage
    topic: str
    question: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence that was made of a pair's, and what it cites."""

    kind: str
    sentence: str
    passage: Passage
    question: str


def main() -> None:
    """Make the cases, check each, and print a table for every set of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="files in SQuAD's format, gzip or not")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=400, help="pairs of each file of FOLDER")
    parser.add_argument("--model", action="store_true", help="compare by meaning as well")
    parser.add_argument("--only", default="", help="measure sets with this in their name")
    parser.add_argument("--show", nargs="*", default=[], help="print these kinds judged wrongly")
    options = parser.parse_args()
    embedder = load_embedder() if options.model else None
    halves: dict[int, list[Pair]] = {0: [], 1: []}
    for article in _corpus():
        halves[zlib.crc32(article.id.encode()) % 2] += _pairs_of(article)
    sets = {"corpus, tuned on": halves[0], "corpus, held out": halves[1]}
    if options.folder:
        for path in sorted(options.folder.glob("*.json*")):
            pairs = list(_squad(path))
            chance = Random(options.seed)
            sets[path.name] = chance.sample(pairs, min(options.limit, len(pairs)))
    for name, pairs in sets.items():
        if options.only not in name:
            continue
        _measure(name, pairs, Random(options.seed), embedder, options.show)


def _measure(
    name: str, pairs: list[Pair], chance: Random, embedder: Embedder | None, show: list[str]
) -> None:
    """Check every case of a set and print how each kind was judged."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    began, checked = time.perf_counter(), 0
    for case in _cases(pairs, chance):
        verdict = check(case.sentence, [case.passage], question=case.question, embedder=embedder)
        checked += 1
        table[case.kind][verdict.support] += 1
        if case.kind.partition(":")[0] in show:
            _show(case, verdict)
    spent = (time.perf_counter() - began) / max(1, checked)
    print(f"\n{name}: {len(pairs)} pairs, {checked} cases, {1000 * spent:.1f} ms each")
    print(f"{'':<32}{'n':>6}" + "".join(f"{each:>15}" for each in VERDICTS) + f"{'caught':>9}")
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, counts in table.items():
        groups["true, all" if kind.startswith("true") else kind] += counts
        if kind.startswith("true"):
            groups[kind] += counts
    for kind, counts in sorted(groups.items(), key=lambda item: not item[0].startswith("true")):
        total = counts.total()
        shares = "".join(f"{counts[each] / total:>15.3f}" for each in VERDICTS)
        print(f"{kind:<32}{total:>6}{shares}{1 - counts['supported'] / total:>9.3f}")


def _show(case: Case, verdict: Verdict) -> None:
    if bool(verdict) != case.kind.startswith("true"):
        print(f"\n{case.kind} -> {verdict.support}: {case.sentence}")
        print(f"   {verdict.share:.2f} {verdict.reason}")
        print("   " + " / ".join(each.text for each in verdict.evidence[:2]))


def _cases(pairs: list[Pair], chance: Random) -> Iterator[Case]:
    """Tell each pair in every way that changes it, then falsify one of these ways in every way."""
    everywhere = sorted({each[0] for pair in pairs for each in names_in(pair.passage.text)})
    topics: dict[str, list[Passage]] = defaultdict(list)
    for pair in pairs:
        topics[pair.topic].append(pair.passage)
    for pair in pairs:
        text = pair.passage.text
        near = sorted({each[0] for each in names_in(text)})
        scene = Scene(f"{pair.passage.article.title}\n{text}", near, everywhere)
        told = []
        for rule in RULES:
            ways = [each for each in rule(pair.told, chance) if each != pair.told.sentence]
            if rule is RULES[0]:
                ways = [pair.told.sentence]
            if ways:
                told.append(chance.choice(ways))
                yield Case(f"true: {rule.__name__}", told[-1], pair.passage, pair.question)
        for mutation in MUTATIONS:
            sentence = chance.choice(told)
            false = next(mutation(sentence, scene, chance), None)
            if false is None:
                sentence = told[0]
                false = next(mutation(sentence, scene, chance), None)
            if false not in (None, sentence):
                yield Case(mutation.__name__, false, pair.passage, pair.question)
        others = [each for each in topics[pair.topic] if each.article != pair.passage.article]
        beside = [
            each
            for each in topics[pair.topic]
            if each.article == pair.passage.article and each.start != pair.passage.start
        ]
        sentence = chance.choice(told)
        if others:
            yield Case("citation swapped", sentence, chance.choice(others), pair.question)
        if beside:
            kind = "citation swapped in article"
            yield Case(kind, sentence, chance.choice(beside), pair.question)


def _corpus() -> Iterator[Article]:
    for found in read_sources("corpus/articles"):
        if isinstance(found.item, Article):
            yield found.item


def _pairs_of(article: Article) -> Iterator[Pair]:
    """Take every sentence of an article, with the passage that holds it."""
    for passage in split(article, lambda text: len(text.split()), LONGEST_PASSAGE):
        yield from _pairs_in(passage, article.section or "", "")


def _pairs_in(passage: Passage, topic: str, question: str) -> Iterator[Pair]:
    text = passage.text
    found = [text[start:end] for start, end in sentences(text)]
    article = passage.article
    for place, sentence in enumerate(found):
        if len(sentence.split()) >= FEWEST_WORDS and sentence[0].isalpha():
            following = found[place + 1] if place + 1 < len(found) else None
            told = Told(sentence, following, article.published, article.source)
            yield Pair(told, passage, topic, question)


def _squad(path: Path) -> Iterator[Pair]:
    """Take the sentence that holds the answer to each question, with its paragraph."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        documents = json.load(file)["data"]
    for number, document in enumerate(documents):
        for place, paragraph in enumerate(document["paragraphs"]):
            text = paragraph["context"].strip()
            if not text:
                continue
            identity = f"{path.name} {number} {place}"
            title = document.get("title", "").replace("_", " ")
            passage = Passage(Article(id=identity, title=title, text=text), 0, len(text))
            pairs = {pair.told.sentence: pair for pair in _pairs_in(passage, str(number), "")}
            for asked in paragraph["qas"][:1]:
                answer = asked["answers"][0]["text"] if asked["answers"] else ""
                holding = [
                    pair for sentence, pair in pairs.items() if answer and answer in sentence
                ]
                yield from (
                    Pair(pair.told, passage, pair.topic, asked["question"]) for pair in holding[:1]
                )


if __name__ == "__main__":
    main()
