"""Measures how well copies are put into stories, and how long it takes.

Run it from the project's folder: python benchmarks/stories.py [--articles 100000]

It prints, of each kind of made-up case, the share that was put into the story of the article that
it was made from, precision and recall over all pairs, and the time that grouping takes: at once,
in commits of 85 articles as an indexing run makes them, and one by one.
"""

import argparse
import itertools
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from backissue.indexer import Article  # noqa: E402
from backissue.indexer.truth.catalogue import ordinal  # noqa: E402
from backissue.indexer.truth.sketch import sketch  # noqa: E402
from backissue.indexer.truth.stories import Stories  # noqa: E402
from backissue.indexer.truth.twins import Member  # noqa: E402

from made_copies import Made, Maker  # noqa: E402 - what the tests make

SEED = 7
CASES = 200
WORDS = 500
COMMIT = 85
COMMITS = 100
SINGLE = 100


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="to be timed")
    count = parser.parse_args().articles
    show_cases(list(Maker(SEED).cases(CASES)))
    if count:
        show_times(count)


def show_cases(made: list[Made]) -> None:
    """Print how made cases are grouped."""
    keys = {each.article.id: key for key, each in enumerate(made, start=1)}
    told = Stories(members(each.article for each in made)).told
    of_kind = defaultdict[str, list[bool]](list)
    for each in made:
        if each.of:
            of_kind[each.kind].append(told[keys[each.article.id]] == told[keys[each.of]])
    for kind, together in of_kind.items():
        print(f"{kind:28} {sum(together) / len(together):.3f} in one story")
    found = _pairs(told[keys[each.article.id]] for each in made)
    true = _pairs(each.story for each in made)
    both = _pairs((told[keys[each.article.id]], each.story) for each in made)
    print(f"pairs: precision {both / found:.3f}, recall {both / true:.3f}, of {true:,} true ones")


def show_times(count: int) -> None:
    """Print how long sketching and grouping take, in processor time."""
    started = time.process_time()
    made = list(members(Maker(SEED).articles(count + COMMIT * COMMITS + SINGLE, WORDS)))
    print(f"making and sketching {len(made):,} articles of {WORDS} words: {_since(started):.1f} s")
    rest = iter(made[count:])
    started = time.process_time()
    stories = Stories(made[:count])
    print(f"grouping {count:,} at once: {_since(started):.1f} s")
    started = time.process_time()
    for _ in range(COMMITS):
        stories.change(list(itertools.islice(rest, COMMIT)), ())
    per_commit = _since(started) / COMMITS * 1000
    print(f"adding {COMMIT} to them: {per_commit:.0f} ms, {per_commit / COMMIT:.1f} ms an article")
    started = time.process_time()
    single = list(rest)
    for member in single:
        stories.change([member], ())
    print(f"adding one: {_since(started) / SINGLE * 1000:.1f} ms")
    started = time.process_time()
    for member in single:
        stories.change((), [member.key])
    print(f"removing one: {_since(started) / SINGLE * 1000:.1f} ms")
    started = time.process_time()
    Stories(stories.members.values(), stories.told)
    print(f"taking up what is grouped already: {_since(started):.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"most memory: {peak:.0f} MiB")


def members(articles: Iterable[Article]) -> list[Member]:
    """Sketch articles, numbered from 1."""
    return [
        Member(key, ordinal(each.published), (each.source or "").casefold(), sketch(each))
        for key, each in enumerate(articles, start=1)
    ]


def _pairs(groups: Iterable[object]) -> int:
    """Count the pairs within groups, given the group of each."""
    return sum(size * (size - 1) // 2 for size in Counter(groups).values())


def _since(started: float) -> float:
    return time.process_time() - started


if __name__ == "__main__":
    main()
