"""Many may read while one writes, and nobody ever sees half of a commit."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import ArchiveDamaged, ArchiveLocked
from backissue.indexer.mend import open_archive
from backissue.indexer.models.embed import Embedder, Vectors, embedded_text
from backissue.indexer.split import split
from backissue.indexer.truth.database import FILE
from backissue.indexer.truth.store import Embedded, Store
from backissue.indexer.verify import rebuild, verify_archive
from backissue.indexer.writer import WriterLock
from backissue.search import Archive, Reader
from backissue.search.reading.late import Late
from backissue.search.reading.span_reader import SpanReader

from another_process import EVERYTHING, contradictions, edition, edition_of
from conftest import ARTICLES, ROOT, WordEmbedder, article

READERS = 8
EDITIONS = 16


@contextmanager
def another_process(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Run a task of another_process.py, which is ended with the block if it still runs."""
    command = [sys.executable, "tests/another_process.py", *map(str, arguments)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """Return what a process says next."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_eight_readers_see_every_commit_whole_while_another_process_writes(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder, stop = tmp_path / "archive", tmp_path / "stop"
    build_archive(edition(0), folder, embedder=embedder)
    readers = [another_process("read", folder, stop) for _ in range(READERS)]
    running = [reader.__enter__() for reader in readers]
    try:
        assert [said(process) for process in running] == ['"reading"'] * READERS
        for number in range(1, EDITIONS):
            build_archive(edition(number), folder, embedder=embedder)
        time.sleep(1.0)
        stop.touch()
        reports = [json.loads(process.communicate()[0]) for process in running]
    finally:
        for reader in readers:
            reader.__exit__(None, None, None)
    assert [report["wrong"] for report in reports] == [[]] * READERS
    for report in reports:
        assert report["editions"][0] == 0
        assert report["editions"][-1] == EDITIONS - 1, "without being opened again"
        assert len(report["editions"]) > EDITIONS // 3, "not only at the end"
    assert verify_archive(folder)


def test_an_archive_can_be_opened_at_any_moment_of_an_indexing_run(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder, stop = tmp_path / "archive", tmp_path / "stop"
    build_archive(edition(0), folder, embedder=embedder)
    with (
        another_process("open_again_and_again", folder, stop) as first,
        another_process("open_again_and_again", folder, stop) as second,
    ):
        for number in range(1, EDITIONS):
            build_archive(edition(number), folder, embedder=embedder)
        stop.touch()
        reports = [json.loads(process.communicate()[0]) for process in (first, second)]
    assert [report["wrong"] for report in reports] == [[], []]
    assert all(report["openings"] > 0 for report in reports)


def test_a_reader_that_comes_before_the_words_are_up_to_date_sees_the_commit_before(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    """The instant between two steps of a commit, made to last."""
    folder = tmp_path / "archive"
    old = [article(number, f"Old news of island{number}.") for number in range(10, 50)]
    build_archive(old, folder, embedder=embedder)
    few = [article(6, "The ferry sank."), article(7, "The bridge opened.")]
    build_archive(few, folder, embedder=embedder)  # too few for a new file of vectors
    with WriterLock(folder):
        store = Store(folder, writable=True)
        raised = article(6, "The ferry was raised.")
        passages = split(raised, embedder.count_tokens, embedder.max_tokens)
        vectors = embedder.embed_texts([embedded_text(passage) for passage in passages])
        store.commit([Embedded(raised, passages, vectors)])
        with Archive.open(folder, embedder=embedder) as archive:
            hits = archive.search("Headline 7 The bridge opened", limit=1, mode="semantic")
            assert [hit.passage.text for hit in hits] == ["The bridge opened."]
            hits = archive.search("Headline 6 The ferry sank", limit=1, mode="semantic")
            assert [hit.passage.text for hit in hits] == ["The ferry sank."]
            assert archive.search("raised", mode="keyword") == []
        store.close()


def test_a_store_that_is_closed_waits_for_what_other_threads_read(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    build_archive(ARTICLES, tmp_path / "archive", embedder=embedder)
    store = Store(tmp_path / "archive")
    may_end = threading.Event()
    told: list[dict[str, int]] = []

    def read() -> None:
        while not may_end.is_set():
            told.append(store.told([each.id for each in ARTICLES]))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for _ in range(200):
        store.close()  # and who goes on reading opens it again
    may_end.set()
    for reader in readers:
        reader.join()
    store.close()
    assert told
    assert all(each == told[0] for each in told)


def test_a_reader_that_is_overtaken_by_two_commits_sees_the_newest(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    """What it was about to read is gone by then, which is no damage."""
    folder = tmp_path / "archive"
    old = [article(number, f"Old news of island{number}.") for number in range(10, 50)]
    build_archive(old, folder, embedder=embedder)
    build_archive(article(6, "The ferry sank."), folder, embedder=embedder)
    opened = open_archive(folder)
    for text in ("The ferry was raised.", "The ferry was painted."):
        build_archive(article(6, text), folder, embedder=embedder)
    with Archive(opened, Late[Embedder](lambda: embedder), Late[Reader](SpanReader)) as archive:
        hits = archive.search("Headline 6 The ferry", limit=1, mode="semantic")
        assert [hit.passage.text for hit in hits] == ["The ferry was painted."]
        assert archive.search("sank", mode="keyword") == []


class Overtaken(WordEmbedder):
    """Takes so long for a question that somebody changes the archive meanwhile."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self._meanwhile: list[Callable[[], object]] = [meanwhile]

    def embed_question(self, question: str) -> Vectors:
        if self._meanwhile:
            self._meanwhile.pop()()
        return super().embed_question(question)


@pytest.mark.parametrize("mode", ["semantic", "hybrid"])
def test_a_search_that_is_overtaken_by_a_commit_finds_what_came_of_it(
    folder: Path, embedder: WordEmbedder, mode: str
) -> None:
    """It looks for vectors that are gone by then."""
    changed = article(1, "The harbour froze over in February.")
    slow = Overtaken(lambda: build_archive(changed, folder, embedder=embedder))
    with Archive.open(folder, embedder=slow) as archive:
        hits = archive.search("The harbour froze over", mode=mode)
        assert hits == archive.search("The harbour froze over", mode=mode)
    assert changed in [hit.passage.article for hit in hits]
    assert len(hits) == len({hit.passage.article.id for hit in hits}) == len(ARTICLES)


def test_a_reader_notices_vectors_that_are_gone_for_no_reason(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder = tmp_path / "archive"
    build_archive(article(6, "The ferry sank."), folder, embedder=embedder)
    for path in folder.glob("vectors-*"):
        path.unlink()
    connection = sqlite3.connect(folder / FILE)
    connection.execute("DELETE FROM vectors")
    connection.commit()
    connection.close()
    with pytest.raises(ArchiveDamaged, match="vectors are missing"):
        Archive.open(folder, embedder=embedder)


def test_a_removed_article_leaves_no_vectors(folder: Path, embedder: WordEmbedder) -> None:
    with Archive.open(folder, embedder=embedder) as archive:
        archive.remove(["article-1"])
    build_archive(article(2, "The harbour was closed."), folder, embedder=embedder)
    connection = sqlite3.connect(folder / FILE)
    kept = [key for (key,) in connection.execute("SELECT passage FROM vectors")]
    connection.close()
    assert kept == [3, 4, 5, 6]


def test_a_second_writer_hears_who_is_writing_where_and_since_when(folder: Path) -> None:
    with another_process("hold", folder) as owner:
        assert said(owner) == '"holding"'
        with pytest.raises(ArchiveLocked) as caught:
            build_archive(article(6, "Too early."), folder, embedder=WordEmbedder())
    message = str(caught.value)
    assert f"process {owner.pid} on {platform.node()}, since " in message
    since = datetime.fromisoformat(message.split("since ")[1].split(". ", maxsplit=1)[0])
    assert timedelta() <= datetime.now(UTC) - since < timedelta(minutes=1)
    assert "Wait until it ends" in message


def test_readers_go_on_while_somebody_holds_the_lock(folder: Path, embedder: WordEmbedder) -> None:
    with another_process("hold", folder) as owner:
        assert said(owner) == '"holding"'
        with Archive.open(folder, embedder=embedder) as archive:
            assert len(archive.search("harbour")) == 5


def test_the_lock_of_a_dead_owner_does_not_block(folder: Path, embedder: WordEmbedder) -> None:
    with another_process("hold", folder) as owner:
        assert said(owner) == '"holding"'
        owner.kill()
        owner.wait()
    assert str(owner.pid) in (folder / "writer.json").read_text("utf-8")
    started = time.perf_counter()
    assert build_archive(article(6, "At last."), folder, embedder=embedder).added == 1
    assert time.perf_counter() - started < 2
    assert not (folder / "writer.json").exists()


def test_two_threads_of_a_process_cannot_both_write(folder: Path) -> None:
    with WriterLock(folder), pytest.raises(ArchiveLocked, match=f"process {os.getpid()} "):
        build_archive(article(6, "Too early."), folder, embedder=WordEmbedder())


def test_threads_search_one_archive_while_another_thread_indexes(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder, stop = tmp_path / "archive", threading.Event()
    build_archive(edition(0), folder, embedder=embedder)
    wrong: list[str] = []
    newest: list[int] = []

    def search(archive: Archive) -> None:
        last = -1
        try:
            while not stop.is_set():
                for mode in ("keyword", "semantic", "hybrid"):
                    hits = archive.search("edition", limit=EVERYTHING, mode=mode, fold_copies=False)
                    wrong.extend(contradictions(hits))
                    last = edition_of(hits)
        except Exception as error:  # noqa: BLE001 - told below, where the test can see it
            wrong.append(repr(error))
        newest.append(last)

    with Archive.open(folder, embedder=embedder) as archive:
        threads = [threading.Thread(target=search, args=[archive]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(1, EDITIONS // 2):
            build_archive(edition(number), folder, embedder=WordEmbedder())
        time.sleep(0.5)
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert newest == [EDITIONS // 2 - 1] * 4


def test_readers_go_on_while_the_indexes_are_made_again(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder = tmp_path / "archive"
    build_archive(edition(0), folder, embedder=embedder)
    with Archive.open(folder, embedder=embedder) as archive:
        for number in range(1, 4):
            rebuild(folder)
            assert (
                list(contradictions(archive.search("edition", limit=EVERYTHING, fold_copies=False)))
                == []
            )
            build_archive(edition(number), folder, embedder=embedder)
            hits = archive.search("edition", limit=EVERYTHING, fold_copies=False)
            assert list(contradictions(hits)) == []
            assert edition_of(hits) == number


def test_readers_do_not_stand_in_the_way_of_making_the_words_again(
    folder: Path, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    with (
        another_process("take_the_words_lock", folder, stop) as first,
        another_process("take_the_words_lock", folder, stop) as second,
    ):
        assert [said(process) for process in (first, second)] == ['"reading"'] * 2
        for _ in range(20):
            rebuild(folder)
        stop.touch()
        assert [process.communicate()[0] for process in (first, second)] == ["", ""]
    assert verify_archive(folder)


def test_a_run_that_indexes_nothing_leaves_nothing(tmp_path: Path, embedder: WordEmbedder) -> None:
    assert build_archive([], tmp_path / "archive", embedder=embedder).read == 0
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").mkdir()
    build_archive([], tmp_path / "mine", embedder=embedder)
    assert (tmp_path / "mine").is_dir()
