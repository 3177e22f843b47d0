"""As of a day, an archive knows what an archivist would have found in it then, no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.search import Archive
from backissue.search.dialogue.conversation import Conversation

from conftest import WordEmbedder

MODES = ["hybrid", "keyword", "semantic"]
CUT = date(2020, 7, 3)
SAID = "The ferry carried forty passengers to the island."
CORRECTED = "The ferry carried ninety passengers to the island."


def report(name: str, text: str, published: str = "", modified: str = "") -> Article:
    return Article(
        id=name,
        title="Ferry news",
        text=text,
        source=f"The {name} Post",
        published=date.fromisoformat(published) if published else None,
        modified=date.fromisoformat(modified) if modified else None,
    )


FIRST = [
    report("untouched", "The ferry left the harbour on time.", "2020-07-01"),
    report("corrected early", SAID, "2020-06-01"),
    report("corrected on the day", SAID, "2020-06-02"),
    report("corrected late", SAID, "2020-06-03"),
    report("corrected without a day", SAID, "2020-06-04"),
    report("on the day", "The ferry was late by an hour.", "2020-07-03"),
    report("day after", "The ferry ran aground at noon.", "2020-07-04"),
    report("modified only", "The ferry timetable.", "", "2020-07-01"),
    report("undated", "The ferry has two funnels."),
]
LATER = [
    report("corrected early", CORRECTED, "2020-06-01", "2020-07-02"),
    report("corrected on the day", CORRECTED, "2020-06-02", "2020-07-03"),
    report("corrected late", CORRECTED, "2020-06-03", "2020-07-04"),
    report("corrected without a day", CORRECTED, "2020-06-04"),
]
STOOD = {
    "untouched",
    "corrected early",
    "corrected on the day",
    "corrected without a day",
    "on the day",
}


@pytest.fixture
def ferries(tmp_path: Path) -> Iterator[Archive]:
    build_archive(FIRST, tmp_path / "archive", embedder=WordEmbedder())
    build_archive(LATER, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        yield archive


def found(archive: Archive, query: str = "ferry", **filters: object) -> set[str]:
    hits = archive.search(query, limit=20, fold_copies=False, **filters)  # type: ignore[arg-type]
    return {hit.article.id for hit in hits}


@pytest.mark.parametrize("mode", MODES)
def test_what_was_published_or_modified_later_is_not_found(ferries: Archive, mode: str) -> None:
    assert found(ferries, mode=mode, as_of=CUT) == STOOD
    assert found(ferries, "ferry as_of:2020-07-03", mode=mode) == STOOD


@pytest.mark.parametrize("mode", MODES)
def test_the_text_of_a_later_revision_is_not_found_nor_its_former_one_shown(
    ferries: Archive, mode: str
) -> None:
    hits = ferries.search("ninety passengers", mode=mode, limit=20, fold_copies=False, as_of=CUT)
    assert "corrected late" not in {hit.article.id for hit in hits}
    told = {hit.article.id: hit.passage.text for hit in hits if "carried" in hit.passage.text}
    assert set(told.values()) == {CORRECTED}
    assert found(ferries, '"forty passengers"', mode=mode, as_of=CUT) == set()


def test_the_very_day_belongs_to_it_and_the_day_before_does_not_know_it(ferries: Archive) -> None:
    assert found(ferries, as_of="2020-07-02") == STOOD - {"on the day", "corrected on the day"}
    assert found(ferries, as_of="2020-07-04") == STOOD | {"day after", "corrected late"}


def test_a_revision_that_says_no_day_counts_from_the_day_of_publication(ferries: Archive) -> None:
    assert found(ferries, '"ninety passengers"', as_of="2020-06-04") == {"corrected without a day"}
    assert found(ferries, '"ninety passengers"', as_of="2020-06-03") == set()


def test_a_day_of_modification_alone_is_no_day_of_publication(ferries: Archive) -> None:
    hits = ferries.search("ferry timetable", as_of="2021-01-01", limit=20)
    assert {"modified only", "undated"}.isdisjoint(hit.article.id for hit in hits)
    assert hits.undated == 2


@pytest.mark.parametrize("query", ["ferry (on:2020-07-03 OR on:2020-07-04)", "ferry on:2020-07"])
def test_undated_articles_are_counted_wherever_days_are_typed(ferries: Archive, query: str) -> None:
    hits = ferries.search(query)
    assert {"modified only", "undated"}.isdisjoint(hit.article.id for hit in hits)
    assert hits.undated == 2


def test_an_undated_article_is_outside_all_days_that_are_left_out(ferries: Archive) -> None:
    hits = ferries.search("ferry -on:2020", limit=20)
    assert {hit.article.id for hit in hits} == {"modified only", "undated"}
    assert hits.undated == 0


def test_answers_read_and_cite_only_what_stood_then(ferries: Archive) -> None:
    question = "How many passengers did the ferry carry to the island?"
    answer = ferries.ask(question, as_of=CUT)
    read = {hit.article.id for hit in answer.passages}
    cited = {citation.article.id for citation in answer.citations}
    assert cited <= read <= STOOD
    assert cited
    assert not ferries.ask(question, as_of="2020-06-01").citations


def test_a_question_that_follows_another_stays_in_its_day(ferries: Archive) -> None:
    conversation = Conversation(ferries)
    conversation.ask("How many passengers did the ferry carry? as_of:2020-07-03")
    answer = conversation.ask("When did it run aground?")
    assert answer.query.scope.as_of == CUT
    assert {hit.article.id for hit in answer.passages} <= STOOD


def test_what_is_counted_and_listed_stood_then(ferries: Archive) -> None:
    facets = ferries.facets("ferry", as_of=CUT)
    assert facets.articles == len(STOOD)
    chronicle = ferries.chronicle("ferry", limit=20, fold_copies=False, as_of=CUT)
    assert {hit.article.id for hit in chronicle} == STOOD
    timeline = ferries.timeline("ferry", as_of=CUT)
    assert sum(period.articles for period in timeline.periods) == len(STOOD)


def test_later_copies_are_not_counted_among_those_of_then(tmp_path: Path) -> None:
    text = (
        "The ferry turned back in a gale on Wednesday with ninety people aboard. Its captain said "
        "that no wave had broken a window, yet a crate of oranges was lost and a bicycle bent. "
        "Passengers slept in the school hall, where the baker brought rolls at dawn."
    )
    copies = [
        report("first", text, "2020-07-01"),
        report("second", text, "2020-07-02"),
        report("third", text, "2020-07-04"),
    ]
    build_archive(copies, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        then, now = archive.search("gale", as_of=CUT), archive.search("gale")
        assert {hit.article.id for hit in then} < {"first", "second"}
        assert {hit.copies for hit in then} == {1}
        assert {hit.copies for hit in now} == {2}


def test_a_citation_of_then_still_resolves_after_a_revision(tmp_path: Path) -> None:
    build_archive(FIRST, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        answer = archive.ask("How many passengers did the ferry carry?", as_of=CUT)
        citation = next(each for each in answer.citations if each.article.id == "corrected late")
    build_archive(LATER, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        resolution = archive.resolve(citation)
        assert (resolution.citation, resolution.is_current) == (citation, False)
        assert "forty" in resolution.citation.quote
