"""Measures how well answers are checked: true sentences must pass, falsified ones be caught.

Run it from the project's folder: python benchmarks/check.py [FOLDER] [--seed 1] [--model]

Sentences of corpus/articles with the passage they stand in, and of files in SQuAD's format where a
FOLDER has some, are told as they are and a little differently (rephrase.py), then falsified
(mutate.py). The rules of search/ were made on one half of the articles; of the other half, false
alarms were seen once and mended. The files of FOLDER were measured and not tuned on. claims.jsonl,
written by hand in the way a language model answers, was looked at while the rules were made.
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
from rephrase import RULES, Told, verbatim

from backissue.indexer import Article, Embedder, Passage
from backissue.indexer.models.load import load_embedder
from backissue.indexer.sources.read import read_sources
from backissue.indexer.split import sentences, split
from backissue.search.checking.check import Verdict, check

FEWEST_WORDS = 6
LONGEST_PASSAGE = 150
BY_HAND = "claims.jsonl, written by hand"
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
    cited: list[Passage]
    question: str = ""


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
    articles = list(_corpus())
    halves: tuple[list[Pair], list[Pair]] = ([], [])
    for article in articles:
        halves[zlib.crc32(article.id.encode()) % 2].extend(_pairs_of(article))
    sets = {"corpus, tuned on": halves[0], "corpus, held out": halves[1]}
    for path in sorted(options.folder.glob("*.json*")) if options.folder else []:
        pairs = list(_squad(path))
        sets[path.name] = _chance(options.seed).sample(pairs, min(options.limit, len(pairs)))
    cases = {
        name: list(_cases(pairs, _chance(options.seed)))
        for name, pairs in sets.items()
        if options.only in name
    }
    if options.only in BY_HAND:
        cases[BY_HAND] = list(_by_hand(articles))
    for name, made in cases.items():
        _measure(name, made, embedder, options.show)


def _chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same cases in every run


def _measure(name: str, cases: list[Case], embedder: Embedder | None, show: list[str]) -> None:
    """Check every case of a set and print how each kind was judged."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.perf_counter()
    for case in cases:
        verdict = check(case.sentence, case.cited, question=case.question, embedder=embedder)
        table[case.kind][verdict.support] += 1
        if case.kind.partition(":")[0] in show:
            _show(case, verdict)
    spent = (time.perf_counter() - began) / max(1, len(cases))
    print(f"\n{name}: {len(cases)} cases, {1000 * spent:.1f} ms each")
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
        passage = pair.passage
        told = dict(_tellings(pair, chance))
        for kind, sentence in told.items():
            yield Case(f"true: {kind}", sentence, [passage], pair.question)
        near = sorted({each[0] for each in names_in(passage.text)})
        scene = Scene(f"{passage.article.title}\n{passage.text}", near, everywhere)
        for mutation in MUTATIONS:
            for sentence in (chance.choice(list(told.values())), pair.told.sentence):
                false = next(mutation(sentence, scene, chance), sentence)
                if false != sentence:
                    yield Case(mutation.__name__, false, [passage], pair.question)
                    break
        sentence = chance.choice(list(told.values()))
        others = [each for each in topics[pair.topic] if each != passage]
        for kind, swapped in (
            ("citation swapped", [each for each in others if each.article != passage.article]),
            (
                "citation swapped in article",
                [each for each in others if each.article == passage.article],
            ),
        ):
            if swapped:
                yield Case(kind, sentence, [chance.choice(swapped)], pair.question)


def _tellings(pair: Pair, chance: Random) -> Iterator[tuple[str, str]]:
    """Tell a sentence as it stands and in every way that changes it."""
    for rule in RULES:
        ways = list(rule(pair.told, chance))
        if rule is not verbatim:
            ways = [each for each in ways if each != pair.told.sentence]
        if ways:
            yield rule.__name__, chance.choice(ways)


def _by_hand(articles: list[Article]) -> Iterator[Case]:
    """Read what was written by hand: each line with a phrase of the passage that it cites."""
    passages = {article.id: _passages(article) for article in articles}
    for line in Path("benchmarks/claims.jsonl").read_text("utf-8").splitlines():
        claim = json.loads(line)
        cited = [each for each in passages[claim["article"]] if claim["at"] in each.text]
        kind = "true: by hand" if claim["holds"] else "false, by hand"
        yield Case(kind, claim["claim"], cited)


def _corpus() -> Iterator[Article]:
    for found in read_sources("corpus/articles"):
        if isinstance(found.item, Article):
            yield found.item


def _pairs_of(article: Article) -> Iterator[Pair]:
    """Take every sentence of an article, with the passage that holds it."""
    for passage in _passages(article):
        yield from _pairs_in(passage, article.section or "", "")


def _passages(article: Article) -> list[Passage]:
    return split(article, lambda text: len(text.split()), LONGEST_PASSAGE)


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
