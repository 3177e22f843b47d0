"""Indexing: what is embedded, what is counted, what is left alone."""

import gzip
import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import Article, Progress, build_archive
from backissue.indexer.errors import ArchiveMismatch
from backissue.indexer.models.embed import Vectors
from backissue.indexer.truth.database import FILE
from backissue.search import Archive

from conftest import ARTICLES, WordEmbedder, article

LONG = "The river rose by a hand before noon and fell again at dusk. " * 30


def _write(folder: Path, name: str, headline: str, body: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{headline}\nJul 03, 2020\n\n{body}\n", "utf-8")
    return path


def test_articles_given_in_python_are_added(folder: Path, embedder: WordEmbedder) -> None:
    with Archive.open(folder, embedder=embedder) as archive:
        assert archive.info().counts.articles == len(ARTICLES)
        assert archive.article("article-4") == ARTICLES[3]


def test_an_article_out_of_a_table_of_numpy_is_found_as_it_was_given(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    named = np.array(["a", "Ice", "The harbour froze.", "Post"])
    given = Article(id=named[0], title=named[1], text=named[2], source=named[3])
    build_archive([given], tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        assert archive.search("harbour")[0].article == given
    assert build_archive([given], tmp_path / "archive", embedder=embedder).unchanged == 1


def test_indexing_the_same_again_embeds_nothing(folder: Path, embedder: WordEmbedder) -> None:
    embedder.embedded.clear()
    report = build_archive(ARTICLES, folder, embedder=embedder)
    assert (report.added, report.changed, report.unchanged) == (0, 0, len(ARTICLES))
    assert embedder.embedded == []


def test_only_the_changed_article_is_embedded_again(folder: Path, embedder: WordEmbedder) -> None:
    embedder.embedded.clear()
    changed = article(2, "The harbour opened again in summer.", published=ARTICLES[1].published)
    report = build_archive([*ARTICLES[:1], changed, *ARTICLES[2:]], folder, embedder=embedder)
    assert (report.added, report.changed, report.unchanged) == (0, 1, 4)
    assert [text.splitlines()[-1] for text in embedder.embedded] == [changed.text]
    with Archive.open(folder, embedder=embedder) as archive:
        assert archive.article("article-2").text == changed.text
        assert [hit.article.id for hit in archive.search("spring", mode="keyword")] == []
        assert [hit.article.id for hit in archive.search("summer", mode="keyword")] == ["article-2"]


def test_only_what_is_of_the_changed_article_is_written(
    folder: Path, embedder: WordEmbedder
) -> None:
    """In the truth, in the words and, as long as they are few beside it, not in the vectors."""

    def rows(table: str) -> set[tuple[object, ...]]:
        with closing(sqlite3.connect(folder / FILE)) as connection:
            return set(connection.execute(f"SELECT * FROM {table}"))  # noqa: S608

    def files() -> dict[str, bytes]:
        paths = [*folder.glob("words/*.store"), *folder.glob("vectors-*")]
        return {path.name: path.read_bytes() for path in paths}

    many = [article(number, f"Old news of island{number}.") for number in range(10, 50)]
    build_archive(many, folder, embedder=embedder)
    tables = ("articles", "texts", "passages", "vectors")
    before, files_before = {table: rows(table) for table in tables}, files()
    with Archive.open(folder, embedder=embedder) as archive:
        archive.remove(["article-3"])
    build_archive(
        [article(2, "The harbour was shut."), article(9, "The lake froze.")],
        folder,
        embedder=embedder,
    )
    gone = {table: len(before[table] - rows(table)) for table in tables}
    come = {table: len(rows(table) - before[table]) for table in tables}
    # Of what was changed or removed, a row of the article says up to which commit it was there.
    assert gone == {"articles": 2, "texts": 1, "passages": 1, "vectors": 2}
    assert come == {"articles": 4, "texts": 2, "passages": 2, "vectors": 2}
    assert files_before.items() <= files().items()
    assert len(files()) == len(files_before) + 1, "with the words of two articles"


def test_what_is_embedded_begins_with_headline_source_and_day(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    build_archive(ARTICLES[:1], tmp_path / "archive", embedder=embedder)
    assert embedder.embedded == ["Headline 1\nPost, 2020-01-31\nThe harbour froze over in January."]


def test_a_single_path_and_a_single_article_are_sources_too(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    path = _write(tmp_path, "one.txt", "Ferry late", "The ferry was late.")
    assert build_archive(path, tmp_path / "a", embedder=embedder).added == 1
    assert build_archive(str(path), tmp_path / "b", embedder=embedder).added == 1
    assert build_archive(ARTICLES[0], tmp_path / "c", embedder=embedder).added == 1


def test_one_bad_file_stops_nothing_and_is_named(tmp_path: Path, embedder: WordEmbedder) -> None:
    _write(tmp_path, "in/good.txt", "Ferry late", "The ferry was late.")
    (tmp_path / "in" / "bad.jsonl").write_text("{not json\n", "utf-8")
    (tmp_path / "in" / "empty.txt").write_text("", "utf-8")
    report = build_archive(tmp_path / "in", tmp_path / "archive", embedder=embedder)
    assert report.added == 1
    assert sorted(Path(each.name).name for each in report.skipped) == ["bad.jsonl:1", "empty.txt"]


def test_a_file_removed_from_the_folder_stays_in_the_archive(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    first = _write(tmp_path, "in/first.txt", "Ferry late", "The ferry was late.")
    _write(tmp_path, "in/second.txt", "Ferry early", "The ferry was early.")
    build_archive(tmp_path / "in", tmp_path / "archive", embedder=embedder)
    first.unlink()
    report = build_archive(tmp_path / "in", tmp_path / "archive", embedder=embedder)
    assert report.unchanged == 1
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        assert archive.info().counts.articles == 2


def test_two_folders_of_the_same_name_do_not_overwrite_one_another(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    _write(tmp_path, "north/news/a.txt", "Ferry late", "The ferry was late.")
    _write(tmp_path, "south/news/a.txt", "Train late", "The train was late.")
    archive = tmp_path / "archive"
    assert build_archive(tmp_path / "north" / "news", archive, embedder=embedder).added == 1
    report = build_archive(tmp_path / "south" / "news", archive, embedder=embedder)
    assert report.changed == 0
    (problem,) = report.skipped
    assert "north" in problem.reason
    with Archive.open(archive, embedder=embedder) as opened:
        assert opened.article("news/a.txt").text.startswith("The ferry")


def test_the_same_id_twice_in_one_run_keeps_the_later(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    versions = [article(1, "The bridge is open."), article(1, "The bridge is shut.")]
    report = build_archive(versions, tmp_path / "archive", embedder=embedder)
    assert (report.added, report.changed) == (1, 1)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        assert archive.article("article-1").text == "The bridge is shut."


def test_a_run_that_stops_goes_on_where_it_was(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Article]:
        for number in range(300):
            yield article(number, f"Report {number}. {LONG}")
        raise KeyboardInterrupt

    everything = [article(number, f"Report {number}. {LONG}") for number in range(350)]
    first, second = WordEmbedder(), WordEmbedder()
    with pytest.raises(KeyboardInterrupt):
        build_archive(interrupted(), tmp_path / "archive", embedder=first)
    report = build_archive(everything, tmp_path / "archive", embedder=second)
    assert report.unchanged > 0
    assert report.added + report.unchanged == 350
    with Archive.open(tmp_path / "archive", embedder=second) as archive:
        counts = archive.info().counts
    assert len(first.embedded) + len(second.embedded) == counts.passages
    assert not set(first.embedded) & set(second.embedded)


def test_another_model_is_refused_by_name(folder: Path) -> None:
    with pytest.raises(ArchiveMismatch, match="words"):
        build_archive(ARTICLES, folder, embedder=WordEmbedder(weights="other words"))


def test_progress_is_told_and_ends_with_everything_done(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    records = [{"id": str(number), "title": "T", "text": LONG} for number in range(300)]
    source = tmp_path / "articles.jsonl.gz"
    with gzip.open(source, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)
    told: list[Progress] = []
    report = build_archive(source, tmp_path / "archive", embedder=embedder, progress=told.append)
    passages = [each.passages for each in told]
    assert passages == sorted(passages)
    assert (told[-1].articles, told[-1].passages) == (300, report.passages)
    assert told[-1].done == 1


class SlowEmbedder(WordEmbedder):
    """Notes what had been read whenever it embeds."""

    def __init__(self, read: list[int]) -> None:
        super().__init__()
        self.read_meanwhile: list[int] = []
        self._read = read

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        time.sleep(0.05)
        self.read_meanwhile.append(len(self._read))
        return super().embed_texts(texts)


def test_articles_are_read_and_split_while_those_before_are_embedded_and_no_further_ahead(
    tmp_path: Path,
) -> None:
    read: list[int] = []

    def articles() -> Iterator[Article]:
        for number in range(600):
            read.append(number)
            yield article(number, f"Report {number}. {LONG}")

    embedder = SlowEmbedder(read)
    report = build_archive(articles(), tmp_path / "archive", embedder=embedder)
    assert report.added == 600
    one_batch = 250_000 // len(LONG) + 1
    ahead = [
        seen - number * 600 // len(embedder.read_meanwhile)
        for number, seen in enumerate(embedder.read_meanwhile)
    ]
    assert max(ahead) > one_batch
    assert max(ahead) <= 3 * one_batch


def test_a_revision_that_follows_in_the_next_commit_takes_the_place_of_the_former(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    first = [article(number, f"Report {number}. {LONG}") for number in range(200)]
    later = [article(number, f"Report {number}, mended. {LONG}") for number in range(200)]
    report = build_archive([*first, *later, *later], tmp_path / "archive", embedder=embedder)
    assert (report.added, report.changed, report.unchanged) == (200, 200, 200)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        counts = archive.info().counts
        assert (counts.articles, counts.revisions) == (200, 200)
        assert archive.article("article-7").text == later[7].text


def test_an_embedder_that_fails_ends_the_run_with_its_error(tmp_path: Path) -> None:
    class Failing(WordEmbedder):
        def embed_texts(self, texts: Sequence[str]) -> Vectors:
            if any("Report 250." in text for text in texts):
                raise MemoryError("no room")
            return super().embed_texts(texts)

    articles = [article(number, f"Report {number}. {LONG}") for number in range(600)]
    with pytest.raises(MemoryError, match="no room"):
        build_archive(articles, tmp_path / "archive", embedder=Failing())
    report = build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    assert report.unchanged > 0
    assert report.unchanged + report.added == 600


def test_files_whose_names_are_not_utf_8_are_kept_apart(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for byte, text in ((b"\xe8", "The ice held."), (b"\xe9", "The ice broke.")):
        (inbox / os.fsdecode(b"caf" + byte + b".txt")).write_text(f"Ice\n\n{text}")
    embedder = WordEmbedder()
    report = build_archive(inbox, tmp_path / "archive", embedder=embedder)
    assert (report.added, report.problems) == (2, [])
    assert build_archive(inbox, tmp_path / "archive", embedder=embedder).unchanged == 2
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        for name in (os.fsdecode(b"inbox/caf\xe9.txt"), r"inbox/caf\udce9.txt"):
            assert archive.article(name).text == "The ice broke."
