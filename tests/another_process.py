"""What tests have another process do: python tests/another_process.py TASK FOLDER [ARGUMENT ...].

Each task says on its standard output what it has done, one JSON value a line.
"""

import itertools
import json
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from backissue.indexer import Article, BackissueError, build_archive
from backissue.indexer.indexes.words import LOCK_FILE
from backissue.indexer.models.embed import Vectors
from backissue.indexer.writer import ArchiveWriter
from backissue.search import Archive, Hit

from conftest import WordEmbedder, article

# More than an archive ever holds here: a search with this limit returns all it can find.
EVERYTHING = 10_000


class LoggingEmbedder(WordEmbedder):
    """Appends each text that it embeds to a file, for whoever comes after a kill to read."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        with self._log.open("a", encoding="utf-8") as log:
            log.writelines(json.dumps(text) + "\n" for text in texts)
        return super().embed_texts(texts)


def index(folder: Path, count: str, log: str) -> None:
    """Index so many short articles in one run, and tell of each sign of progress."""
    articles = [article(n, f"The ferry to island{n} left.") for n in range(int(count))]
    build_archive(
        articles,
        folder,
        embedder=LoggingEmbedder(Path(log)),
        progress=lambda progress: say([progress.articles, progress.passages]),
    )


def index_in_little_space(folder: Path, largest_file: str) -> None:
    """Index article by article where no file may grow beyond so many bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest_file), resource.RLIM_INFINITY))
    try:
        for n in range(1_000):
            text = f"The ferry to island{n} left the harbour. " * 40
            build_archive(article(n, text), folder, embedder=WordEmbedder())
            say(n)
    except BackissueError as error:
        say([type(error).__name__, str(error)])


def hold(folder: Path) -> None:
    """Be the one that writes, until it is killed or its standard input ends."""
    with ArchiveWriter(folder, WordEmbedder()):
        say("holding")
        sys.stdin.read()


def read(folder: Path, stop: str) -> None:
    """Search until a file appears; print the editions seen and everything that was not right."""
    editions: list[int] = []
    wrong: list[str] = []
    searches = 0
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        say("reading")
        while not Path(stop).exists():
            for mode in ("keyword", "semantic", "hybrid"):
                hits = archive.search("edition", limit=EVERYTHING, mode=mode, fold_copies=False)
                searches += 1
                wrong += [f"{mode}: {each}" for each in contradictions(hits)]
                edition = edition_of(hits)
                if not editions or edition > editions[-1]:
                    editions.append(edition)
                elif edition < editions[-1]:
                    wrong.append(f"{mode}: edition {edition} came after {editions[-1]}")
    say({"searches": searches, "editions": editions, "wrong": wrong[:20]})


def open_again_and_again(folder: Path, stop: str) -> None:
    """Open the archive, search it and close it until a file appears; print what went wrong."""
    wrong: list[str] = []
    longest_s = 0.0
    openings = 0
    while not Path(stop).exists():
        started = time.perf_counter()
        try:
            with Archive.open(folder, embedder=WordEmbedder()) as archive:
                longest_s = max(longest_s, time.perf_counter() - started)
                wrong += contradictions(
                    archive.search("edition", limit=EVERYTHING, fold_copies=False)
                )
        except Exception as error:  # noqa: BLE001 - whatever it is, it should not have happened
            wrong.append(f"{type(error).__name__}: {error}")
        openings += 1
    say({"openings": openings, "longest_s": longest_s, "wrong": wrong[:20]})


def take_the_words_lock(folder: Path, stop: str) -> None:
    """Do over and over what tantivy does before it reads the words, until a file appears."""
    say("reading")
    while not Path(stop).exists():
        with suppress(FileNotFoundError):
            (folder / "words" / LOCK_FILE).open("ab").close()


def fork_and_leave(folder: Path, pid: str) -> None:
    """Leave an open archive to a child, which says what it sees at every line that it is sent."""
    archive = Archive.open(folder, embedder=WordEmbedder())
    archive.search("edition")
    if child := os.fork():
        Path(pid).write_text(str(child), "utf-8")
        os._exit(0)
    say("reading")
    for _ in sys.stdin:
        try:
            seen: object = edition_of(archive.search("edition", limit=EVERYTHING))
            Archive.open(folder, embedder=WordEmbedder()).close()
        except BackissueError as error:
            seen = str(error)
        say(seen)


def fork_while_searching(folder: Path, forks: str) -> None:
    """Fork so many children while all threads search; say how each ended that searched as well."""
    archive = Archive.open(folder, embedder=WordEmbedder())
    fork_while(lambda number: archive.search(f"edition {number}"), int(forks))


def fork_while_embedding(folder: Path, forks: str) -> None:
    """Do the same with the real model, which has locks of its own."""
    archive = Archive.open(folder)
    fork_while(lambda number: archive.search(f"Who won {number}?"), int(forks))


def fork_while(look: Callable[[int], Sequence[Hit]], forks: int) -> None:
    """Fork while all threads look; each child looks too, and so does one that it forks."""
    may_end, numbers = threading.Event(), itertools.count()
    look(next(numbers))  # what is imported just then stays locked in the child, by Python

    def go_on() -> None:
        while not may_end.is_set():
            look(next(numbers))

    threads = [threading.Thread(target=go_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    ends = []
    for _ in range(forks):
        time.sleep(0.02)
        if child := os.fork():
            ends.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            continue
        signal.alarm(20)  # or it would wait for good
        if not look(next(numbers)):
            os._exit(1)
        if child := os.fork():
            os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) and 2)
        signal.alarm(20)
        os._exit(0 if look(next(numbers)) else 3)
    may_end.set()
    for thread in threads:
        thread.join()
    say(ends)


def edition(number: int) -> list[Article]:
    """Make one commit: a pair of articles that is new, and a pair of which a new edition appears.

    The morning paper and the evening paper always carry the same edition.
    """
    return [
        Article(id=f"east-{number}", title="", text=f"The edition with the east wind {number}."),
        Article(id=f"west-{number}", title="", text=f"The edition with the west wind {number}."),
        Article(id="morning", title="", text=f"The morning paper: edition {number}."),
        Article(id="evening", title="", text=f"The evening paper: edition {number}."),
    ]


def edition_of(hits: Sequence[Hit]) -> int:
    """Return the number of the newest pair found."""
    numbers = (hit.passage.article.id.split("-") for hit in hits)
    return max((int(number[1]) for number in numbers if len(number) > 1), default=-1)


def contradictions(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield how hits for everything are not all of one commit and nothing else."""
    texts = {hit.passage.article.id: hit.passage.text for hit in hits}
    found = sorted(hit.passage.article.id for hit in hits)
    wanted = {
        article.id: article.text
        for number in range(edition_of(hits) + 1)
        for article in edition(number)
    }
    if found != sorted(wanted):
        yield f"found {found[:8]} rather than {sorted(wanted)[:8]}"
    elif texts != wanted:
        yield f"{texts['morning']!r} and {texts['evening']!r} of edition {edition_of(hits)}"


def say(value: object) -> None:
    """Tell the test that waits."""
    print(json.dumps(value), flush=True)  # noqa: T201 - that is how it hears of it


TASKS: dict[str, Callable[..., None]] = {
    "fork_and_leave": fork_and_leave,
    "fork_while_embedding": fork_while_embedding,
    "fork_while_searching": fork_while_searching,
    "hold": hold,
    "index": index,
    "index_in_little_space": index_in_little_space,
    "open_again_and_again": open_again_and_again,
    "read": read,
    "take_the_words_lock": take_the_words_lock,
}


def main() -> None:
    """Do what the first argument says in the folder that is the second."""
    task, folder, *arguments = sys.argv[1:]
    TASKS[task](Path(folder), *arguments)


if __name__ == "__main__":
    main()
