"""Kills indexing runs at random instants and checks that no archive loses what was committed.

Run it from the project's folder: python benchmarks/crash.py --kills 200 --seed 1

A run is a process that adds, changes and removes articles in small commits and says on its
standard output before and after each one how far it is. It is killed (SIGKILL) at an instant
drawn evenly from the time that a whole run takes, start-up included. The archive then has to open,
to verify, and to hold exactly the articles of the last commit that was reported, or of the one
under way; both kinds of search have to find all of these and nothing else. Every second time this
is checked on a copy, so that the next run has to clear up what the kill left behind.

It says nothing about a power cut: what a killed process wrote, the operating system still has.
Exit code 1 means that something was lost; the archive is then left where it is.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from backissue.indexer import Article, BackissueError, build_archive  # noqa: E402
from backissue.indexer.errors import ArchiveDamaged  # noqa: E402
from backissue.indexer.indexes.keywords import KeywordIndex  # noqa: E402
from backissue.indexer.models.embed import embedded_text  # noqa: E402
from backissue.indexer.truth.database import FILE  # noqa: E402
from backissue.indexer.truth.store import Store  # noqa: E402
from backissue.indexer.verify import verify_archive  # noqa: E402
from backissue.indexer.writer import ArchiveWriter  # noqa: E402
from backissue.search import Archive  # noqa: E402

from conftest import WordEmbedder  # noqa: E402 - an embedder that needs no model

# Commits of one run, and how many runs there are before the next begins a new archive.
COMMITS_PER_RUN = 4
RUNS_PER_ARCHIVE = 25

# More than an archive ever holds here: a search with this limit returns all it can find.
EVERYTHING = 10_000

# Among so many passages nearest to its words an article has to be: some are equal to the embedder.
NEAREST = 20

# What an archive holds: the current articles by their ids.
Articles: TypeAlias = dict[str, Article]


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit does, and what the archive holds after it."""

    indexed: tuple[Article, ...]
    removed: tuple[str, ...]
    held: Articles


class Lost(Exception):
    """The archive is not what was committed."""


def steps(seed: int) -> Iterator[Step]:
    """Yield an endless stream of commits, the same for the same seed."""
    dice = random.Random(seed)  # noqa: S311 - for variety, not for secrets
    held: Articles = {}
    number = 0
    while True:
        if len(held) > 3 and dice.random() < 0.25:  # noqa: PLR2004 - some have to remain
            removed = tuple(dice.sample(sorted(held), dice.randint(1, 2)))
            held = {identity: each for identity, each in held.items() if identity not in removed}
            yield Step((), removed, held)
            continue
        identities = dice.sample(sorted(held), min(len(held), dice.randint(0, 2)))
        identities += [f"ferry-{number + count}" for count in range(dice.randint(1, 3))]
        indexed = []
        for identity in identities:
            number += 1
            indexed.append(_article(identity, number, sentences=dice.choice([1, 2, 30])))
        held = held | {each.id: each for each in indexed}
        yield Step(tuple(indexed), (), held)


def _article(identity: str, number: int, sentences: int) -> Article:
    """Make an article that is about a word of its own, which stands in its headline too."""
    text = f"The ferry to island{number} left the harbour. " * sentences
    return Article(id=identity, title=f"News of island{number}", text=text.strip())


def run(folder: Path, seed: int, first: int) -> None:
    """Do some commits from the given one on, and report each: what is to be killed."""
    embedder = WordEmbedder()
    for step in islice(steps(seed), first, first + COMMITS_PER_RUN):
        print("begin", flush=True)
        if step.indexed:
            build_archive(step.indexed, folder, embedder=embedder)
        else:
            with ArchiveWriter(folder, embedder) as writer:
                writer.remove(step.removed)
        print("done", flush=True)


@dataclass(frozen=True, slots=True)
class Ended:
    """How far a run had come when it ended, by what it reported."""

    killed: bool
    finished: int  # commits
    under_way: bool  # one more


def run_until(folder: Path, seed: int, first: int, delay_s: float | None) -> Ended:
    """Start a run and kill it after a while, unless it has ended by then."""
    command = [sys.executable, __file__, "--run", str(folder), str(seed), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            process.wait(delay_s)
        except subprocess.TimeoutExpired:
            process.kill()
        words = process.communicate()[0].split()
    if process.returncode not in (0, -signal.SIGKILL):
        raise Lost(f"the run ended by itself with code {process.returncode}")
    finished = words.count("done")
    return Ended(process.returncode != 0, finished, words.count("begin") > finished)


def phase(folder: Path, ended: Ended, *, committed: bool) -> str:
    """Say in what part of its life a run was killed, by what it left behind."""
    if not ended.under_way:
        return "between two commits" if ended.finished else "starting"
    if not committed:
        return "reading, embedding or committing articles"
    try:
        with closing(Store(folder)) as store:
            behind = KeywordIndex.open(store).generation != store.generation()
    except ArchiveDamaged:
        behind = True
    if behind:
        return "bringing the words up to date"
    writing = (folder / "vectors.new").exists()
    return "writing the vector file" if writing else "between the words and the end"


def held_by(folder: Path) -> Articles:
    """Return what the truth holds, without mending anything; each text is held to its hash."""
    if not (folder / FILE).exists():
        return {}
    with closing(Store(folder)) as store:
        catalogue = store.catalogue(store.generation())
        keys = catalogue.keys[catalogue.current()].tolist()
        return {article.id: article for article in store.articles(keys).values()}


def check(folder: Path, held: Articles, gone: list[Article], dice: random.Random) -> None:
    """Open an archive and hold it against what should be in it and what no longer is."""
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        verdict = verify_archive(folder)
        _expect("verify", verdict.damage + verdict.stale, ())
        _expect("articles", held_by(folder), held)
        for mode in ("keyword", "semantic", "hybrid"):
            hits = archive.search("ferry harbour", limit=EVERYTHING, mode=mode, fold_copies=False)
            found = {hit.passage.article.id: hit.passage.article for hit in hits}
            _expect(f"all by {mode}", found, held)
        for article in dice.sample(list(held.values()), min(5, len(held))):
            word = article.title.split()[-1]
            hits = archive.search(
                word, limit=EVERYTHING, mode="keyword", fold_copies=False, wide=False
            )
            _expect(word, {hit.passage.article for hit in hits}, {article})
            question = embedded_text(hits[0].passage)
            hits = archive.search(question, limit=NEAREST, mode="semantic", fold_copies=False)
            _expect(question, {hit.passage.article for hit in hits} & {article}, {article})
        for article in dice.sample(gone, min(5, len(gone))):
            word = article.title.split()[-1]
            _expect(
                f"the removed {word}", archive.search(word, mode="keyword", fold_copies=False), []
            )
            hits = archive.search(
                article.title, limit=EVERYTHING, mode="semantic", fold_copies=False
            )
            _expect(word, {hit.passage.article for hit in hits} & {article}, set())


def _expect(what: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise Lost(f"{what}: {found!r:.300} rather than {wanted!r:.300}")


def crash(kills: int, seed: int, parent: Path) -> Counter[str]:
    """Kill that many runs, check after each one, and return in which phases they were killed."""
    dice = random.Random(seed)  # noqa: S311 - likewise
    for whole in ("cold", "warm"):
        began = time.perf_counter()
        run_until(parent / whole, seed, 0, None)
        life_s = time.perf_counter() - began
    print(f"a whole run of {COMMITS_PER_RUN} commits takes {life_s:.1f} s")
    phases, runs = Counter[str](), 0
    while phases.total() < kills:
        if runs % RUNS_PER_ARCHIVE == 0:
            folder, stream_seed, first = parent / f"archive-{runs}", seed + runs, 0
            stream = list(islice(steps(stream_seed), COMMITS_PER_RUN * RUNS_PER_ARCHIVE))
            states: list[Articles] = [{}, *(step.held for step in stream)]
        runs += 1
        ended = run_until(folder, stream_seed, first, dice.uniform(0, life_s))
        first += ended.finished
        held = held_by(folder)
        committed = ended.under_way and held == states[first + 1]
        first += committed
        _expect(f"articles after commit {first}", held, states[first])
        if ended.killed:
            phases[phase(folder, ended, committed=committed)] += 1
        if (folder / FILE).exists():
            once = {article for step in stream[:first] for article in step.indexed}
            gone = sorted(once - set(held.values()), key=lambda article: article.title)
            copy = parent / f"copy-{runs}"
            check(shutil.copytree(folder, copy) if runs % 2 else folder, held, gone, dice)
    return phases


def main() -> int:
    """Kill, check, print where the kills landed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        folder, seed, first = options.run
        run(Path(folder), int(seed), int(first))
        return 0
    parent = Path(tempfile.mkdtemp(prefix="backissue-crash-"))
    started = time.perf_counter()
    try:
        phases = crash(options.kills, options.seed, parent)
    except (Lost, BackissueError) as error:
        print(f"LOST, see {parent}: {type(error).__name__}: {error}")
        return 1
    shutil.rmtree(parent, ignore_errors=True)  # tantivy may just be taking its lock
    print("\n".join(f"{count:5}  {name}" for name, count in phases.most_common()))
    print(f"{options.kills} kills survived in {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
