"""Answers outlast the server, are few enough, and quote the archive's own texts or nothing."""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.search import Archive
from backissue.search.dialogue.follow_up import FollowUp
from backissue.search.retrieval.hits import Hits
from backissue.ui.work.given import Given, GivenUnreadable, given_text, read_given
from backissue.ui.work.kept import FILE, Kept

from command_line import backissue, lines
from conftest import ARTICLES, WordEmbedder, article
from mounts import cannot_mount, mounted, unmount

QUESTION = "When did the harbour freeze over?"
HOW = "[false]"
NOW = datetime(2026, 5, 3, 12, tzinfo=UTC)


def give(archive: Archive, question: str = QUESTION, at: datetime = NOW, how: str = HOW) -> Given:
    hits, *_, answer = archive.stream(question)
    assert isinstance(hits, Hits)
    understood = FollowUp(question, ("It was understood.",))
    return Given(understood=understood, hits=hits, answer=answer, how=how, at=at)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        'Who voted on "a new bridge" since 2020? source:courier -harbor*',
        "ferries (late OR early) after:2019 before:2022-05 section:news",
        "Was the harbour dug in the 1990s or by Pele's uncle~?",
        "Xylophone?",
    ],
)
def test_an_answer_comes_back_as_it_was(archive: Archive, file: Path, question: str) -> None:
    given = give(archive, question)
    Kept(archive, file).write("?q=1", given)
    again = Kept(archive, file).read("?q=1", HOW)
    assert again == given
    assert again.hits.reach == given.hits.reach
    assert again.answer.query == given.answer.query


def test_its_citations_resolve_after_a_revision(archive: Archive, file: Path) -> None:
    given = give(archive)
    kept = Kept(archive, file)
    kept.write("?q=1", given)
    revised = article(1, "The harbour never froze.", published=ARTICLES[0].published, source="Post")
    build_archive([revised], Path(archive.info().folder), embedder=WordEmbedder())
    again = kept.read("?q=1", HOW)
    assert again == given
    (citation, *_) = again.answer.citations
    assert citation.quote == "The harbour froze over in January."
    assert not archive.resolve(citation).is_current


def test_no_text_of_an_article_is_kept_beside_the_answer(archive: Archive, file: Path) -> None:
    Kept(archive, file).write("?q=1", give(archive))
    assert b"Ferries left the harbour" not in file.read_bytes()


def test_an_answer_from_an_article_that_is_gone_is_gone(
    archive: Archive, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept(archive, file)
    kept.write("?q=1", give(archive))
    archive.remove(["article-1"])
    assert kept.read("?q=1", HOW) is None
    assert kept.count() == 0
    assert "It is given anew." in caplog.text


def test_answers_are_forgotten_by_what_was_read_for_them(archive: Archive, file: Path) -> None:
    kept = Kept(archive, file)
    kept.write("?q=1", give(archive))
    kept.forget_articles(["article", 'article-9"', "%"])
    assert kept.count() == 1
    kept.forget_articles(["article-9", "article-1"])
    assert kept.count() == 0
    assert b"froze" not in file.read_bytes()


def test_what_is_removed_by_a_command_is_no_longer_in_an_answer(archive: Archive) -> None:
    folder = Path(archive.info().folder)
    kept = Kept(archive, folder / FILE)
    kept.write("?q=1", give(archive))
    assert lines(backissue("remove", "article-1", "--archive", folder)) == ["1 article removed."]
    assert kept.count() == 0


def test_another_way_of_asking_will_do_but_comes_second(archive: Archive, file: Path) -> None:
    kept = Kept(archive, file)
    strict = give(archive, how="[true]")
    kept.write("?q=1", strict)
    assert kept.read("?q=1", HOW) == strict
    usual = give(archive, at=NOW - timedelta(days=1))
    kept.write("?q=1", usual)
    assert kept.read("?q=1", HOW) == usual
    assert kept.read("?q=1", "[true]") == strict
    assert kept.read("?q=1", "[false, 3]") == strict
    assert kept.read("?q=2", HOW) is None


def test_only_the_latest_are_kept(archive: Archive, file: Path) -> None:
    kept = Kept(archive, file, most=2)
    for number in range(4):
        kept.write(f"?q={number}", give(archive, at=NOW + timedelta(minutes=number)))
    assert [kept.read(f"?q={number}", HOW) is not None for number in range(4)] == [
        False,
        False,
        True,
        True,
    ]


def test_a_file_that_is_no_database_is_left_alone(
    archive: Archive, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text("This is not a database, whatever its name says. " * 50)
    kept = Kept(archive, file)
    assert f"{file} cannot be used (file is not a database)" in kept.problem
    assert kept.problem in caplog.text
    kept.write("?q=1", give(archive))
    assert kept.read("?q=1", HOW) == give(archive)
    assert file.read_text().startswith("This is not")


def test_a_file_that_is_damaged_while_it_is_used_is_done_without(
    archive: Archive, file: Path
) -> None:
    kept = Kept(archive, file)
    kept.write("?q=1", give(archive))
    file.write_bytes(b"\0" * file.stat().st_size)
    assert kept.read("?q=1", HOW) is None
    assert "cannot be used" in kept.problem
    kept.write("?q=1", give(archive))
    assert kept.read("?q=1", HOW) == give(archive)


@pytest.mark.parametrize(
    "change",
    [
        "text = replace(text, 'harbour', 'airport')",
        "text = '[]'",
        "text = substr(text, 1, 100)",
        "digest = ''",
    ],
)
def test_an_answer_that_was_changed_is_not_shown(
    archive: Archive, file: Path, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    kept = Kept(archive, file)
    kept.write("?q=1", give(archive))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"UPDATE answers SET {change}")  # noqa: S608 - our own words
    assert kept.read("?q=1", HOW) is None
    assert not kept.problem
    assert "An answer that was kept is damaged." in caplog.text


@pytest.mark.parametrize(
    "text",
    ["", "7", "[]", "[1, 2, 3]", '[{"Path": {"x": 1}}, 2, 3]', '[{"Reach": {"x": 1}}, 2, 3]'],
)
def test_text_of_another_version_is_not_read(archive: Archive, text: str) -> None:
    with pytest.raises(GivenUnreadable):
        read_given(text, lambda article_id, _: archive.article(article_id), how=HOW, at=NOW)


def test_nothing_is_made_but_values_of_ours(archive: Archive) -> None:
    text = given_text(give(archive)).replace('"FollowUp"', '"Kept"')
    with pytest.raises(GivenUnreadable, match="Kept"):
        read_given(text, lambda article_id, _: archive.article(article_id), how=HOW, at=NOW)


def test_in_a_folder_that_cannot_be_written_what_is_there_is_read(
    archive: Archive, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, place = tmp_path / "kept", tmp_path / "read-only"
    folder.mkdir()
    place.mkdir()
    Kept(archive, folder / "answers.sqlite").write("?q=1", give(archive))
    if not mounted("--bind", "--options", "ro", str(folder), str(place)):
        cannot_mount()
    try:
        with caplog.at_level(logging.WARNING):
            kept = Kept(archive, place / "answers.sqlite")
        assert "only until Backissue is stopped" in kept.problem
        assert kept.read("?q=1", HOW) == give(archive)
        kept.write("?q=2", give(archive))
        assert kept.read("?q=2", HOW) == give(archive)
        nowhere = Kept(archive, place / "none" / "answers.sqlite")
        assert "unable to open" in nowhere.problem
    finally:
        unmount(place)


def test_without_a_file_answers_are_kept_in_memory(archive: Archive) -> None:
    kept = Kept(archive)
    kept.write("?q=1", give(archive))
    assert (kept.read("?q=1", HOW), kept.problem) == (give(archive), "")
