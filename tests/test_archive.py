"""An open archive: searching, asking, filters, and seeing what others commit."""

import gc
import pickle
import shutil
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.errors import (
    ArchiveMismatch,
    ArchiveNotFound,
    ArticleNotFound,
    QueryInvalid,
)
from backissue.search import Archive
from backissue.search.retrieval.hits import Hits

from conftest import ARTICLES, WordEmbedder, article

MODES = ["hybrid", "keyword", "semantic"]


def _ids(archive: Archive, query: str, **filters: object) -> list[str]:
    return [hit.article.id for hit in archive.search(query, **filters)]  # type: ignore[arg-type]


def test_a_folder_without_an_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveNotFound, match="nowhere"):
        Archive.open(tmp_path / "nowhere")


def test_another_model_is_refused_on_opening(folder: Path) -> None:
    with pytest.raises(ArchiveMismatch):
        Archive.open(folder, embedder=WordEmbedder(weights="other words"))


@pytest.mark.parametrize("mode", MODES)
def test_the_passage_with_the_words_comes_first(archive: Archive, mode: str) -> None:
    hits = archive.search("council voted bridge", mode=mode)
    assert hits[0].article.id == "article-4"
    assert hits[0].passage.text == "The council voted on a new bridge."
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_hit_says_its_rank_on_either_side(archive: Archive) -> None:
    hit = archive.search("council voted bridge")[0]
    assert (hit.keyword_rank, hit.semantic_rank) == (1, 1)
    hit = archive.search("council voted bridge", mode="keyword")[0]
    assert (hit.keyword_rank, hit.semantic_rank) == (1, None)


@pytest.mark.parametrize("mode", MODES)
def test_both_ends_of_a_range_of_days_belong_to_it(archive: Archive, mode: str) -> None:
    found = _ids(archive, "harbour", mode=mode, after="2020-01-31", before="2020-04-01")
    assert sorted(found) == ["article-1", "article-2"]
    found = _ids(archive, "harbour", mode=mode, after=date(2020, 2, 1), before=date(2020, 3, 31))
    assert found == []


@pytest.mark.parametrize("mode", MODES)
def test_an_undated_article_is_found_only_without_dates(archive: Archive, mode: str) -> None:
    assert "article-5" in _ids(archive, "harbour", mode=mode)
    assert "article-5" not in _ids(archive, "harbour", mode=mode, after="1900-01-01")
    assert "article-5" not in _ids(archive, "harbour", mode=mode, before="2100-01-01")


@pytest.mark.parametrize("mode", MODES)
def test_a_source_is_found_in_any_case(archive: Archive, mode: str) -> None:
    assert sorted(_ids(archive, "harbour", mode=mode, source="POST")) == [
        "article-1",
        "article-2",
        "article-5",
    ]


@pytest.mark.parametrize("mode", ["hybrid", "semantic"])
def test_a_filter_that_leaves_seven_passages_returns_those_seven(
    tmp_path: Path, embedder: WordEmbedder, mode: str
) -> None:
    many = [
        Article(
            id=f"{number}",
            title="Harbour",
            text=f"Harbour report number {number}.",
            published=date(2020, 1, 1) if number >= 7 else date(2021, 1, 1),
        )
        for number in range(2_000)
    ]
    build_archive(many, tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        found = _ids(archive, "harbour report", mode=mode, after="2021-01-01", limit=10)
    assert sorted(found) == [str(number) for number in range(7)]


def test_a_limit_beyond_all_there_is_returns_all_there_is(archive: Archive) -> None:
    assert len(archive.search("harbour", limit=1_000)) == len(ARTICLES)


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({"query": "   "}, "nothing to look for"),
        ({"query": "x", "mode": "magic"}, "hybrid, keyword, semantic"),
        ({"query": "x", "limit": 0}, "at least one"),
        ({"query": "x", "after": "yesterday"}, "YYYY-MM-DD"),
        ({"query": "x", "after": "2020-02-02", "before": "2020-02-01"}, "Swap"),
    ],
)
def test_a_query_that_cannot_be_is_refused_with_what_would_be_right(
    archive: Archive, filters: dict[str, object], said: str
) -> None:
    with pytest.raises(QueryInvalid, match=said):
        archive.search(**filters)  # type: ignore[arg-type]


def test_marks_that_mean_something_elsewhere_are_only_words(archive: Archive) -> None:
    for query in (
        '"unbalanced',
        "a AND (b",
        "title:",
        "harbour*",
        "../../etc",
        "'; DROP TABLE",
        "%",
    ):
        assert isinstance(archive.search(query), Hits)


def test_an_open_archive_is_read_wherever_the_process_goes(
    folder: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    with Archive.open("archive", embedder=embedder) as archive:
        (folder.parent / "elsewhere").mkdir()
        monkeypatch.chdir("elsewhere")
        archive.close()  # and whatever is asked opens it again
        assert len(archive.search("harbour")) == 5
        assert archive.info().bytes_on_disk > 0
        assert archive.remove(["article-1"]) == ["article-1"]


def test_an_archive_that_was_replaced_is_not_mixed_with_the_new_one(
    archive: Archive, folder: Path, embedder: WordEmbedder
) -> None:
    archive.search("harbour")
    shutil.rmtree(folder)
    with pytest.raises(ArchiveNotFound, match="removed or replaced since it was opened"):
        archive.search("harbour")
    build_archive(article(1, "The train left."), folder, embedder=embedder)
    with ThreadPoolExecutor(1) as another_thread:
        in_another = another_thread.submit(archive.search, "train")
    assert isinstance(in_another.exception(), ArchiveNotFound)
    with pytest.raises(ArchiveNotFound, match="Open it again"):
        archive.search("train")
    archive.close()  # its file may have had the number that the new one has
    with pytest.raises(ArchiveNotFound, match="Open it again"):
        archive.search("train")
    with Archive.open(folder, embedder=embedder) as new:
        assert [hit.article.id for hit in new.search("train")] == ["article-1"]


def test_an_empty_path_is_no_folder(
    tmp_path: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come of a variable that is not set, and would stand for the present folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArchiveNotFound, match="The path of the archive is empty"):
        build_archive(ARTICLES, "", embedder=embedder)
    with pytest.raises(ArchiveNotFound, match="The path of the archive is empty"):
        Archive.open("", embedder=embedder)
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_holds_any_longer_is_let_go_of_at_once(
    folder: Path, embedder: WordEmbedder
) -> None:
    """Models take memory that Python does not see, and would not look for soon."""
    gc.collect()
    gc.disable()
    try:
        archive = Archive.open(folder, embedder=embedder)
        archive.ask("When did the harbour freeze over?")
        archive.search("harbuor")
        archive.facets("harbour")
        words = archive._finder.newest().keywords  # noqa: SLF001
        held = [weakref.ref(each) for each in (archive, archive.reader, words)]
        del archive, words
        assert [each() for each in held] == [None] * 3
    finally:
        gc.enable()


def test_an_open_archive_is_shown_with_its_folder(archive: Archive, folder: Path) -> None:
    assert repr(archive) == f"Archive('{folder}')"


def test_an_open_archive_is_not_sent_to_another_process(archive: Archive) -> None:
    with pytest.raises(TypeError, match="Send its path"):
        pickle.dumps(archive)


def test_one_id_given_alone_is_not_taken_apart_into_letters(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    articles = [Article(id=name, title="Ice", text="The ice held.") for name in ("1", "2", "12")]
    build_archive(articles, tmp_path, embedder=embedder)
    with Archive.open(tmp_path, embedder=embedder) as archive:
        assert archive.remove("12") == ["12"]
        assert archive.article("1").title == "Ice"


def test_an_article_is_found_by_whatever_id_it_was_given(tmp_path: Path) -> None:
    embedder = WordEmbedder()
    odd = Article(id="post\0 17\r", title="Ice", text="The ice held.")
    build_archive(odd, tmp_path, embedder=embedder)
    with Archive.open(tmp_path, embedder=embedder) as archive:
        assert archive.article(odd.id) == odd
        assert archive.remove(odd.id) == [odd.id]


def test_the_text_of_an_article_comes_back_by_its_id(archive: Archive) -> None:
    assert archive.article("article-3") == ARTICLES[2]
    with pytest.raises(ArticleNotFound, match="article-99"):
        archive.article("article-99")


def test_a_commit_by_another_is_seen_without_opening_again(archive: Archive, folder: Path) -> None:
    assert _ids(archive, "volcano", mode="keyword") == []
    new = article(9, "The volcano woke up.", published=date(2022, 5, 5))
    build_archive([new], folder, embedder=WordEmbedder())
    assert _ids(archive, "volcano", mode="keyword") == ["article-9"]
    assert _ids(archive, "volcano", mode="semantic")[0] == "article-9"


def test_a_removed_article_is_found_no_more(archive: Archive) -> None:
    assert archive.remove(["article-1", "article-77"]) == ["article-1"]
    for mode in MODES:
        assert "article-1" not in _ids(archive, "harbour froze January", mode=mode)
    with pytest.raises(ArticleNotFound):
        archive.article("article-1")


def test_what_is_no_id_names_no_article_to_remove(archive: Archive) -> None:
    number: Any = 5
    for given in (number, [number]):
        with pytest.raises(ArticleNotFound) as error:
            archive.remove(given)
        assert str(error.value) == "5 is no article's id: ids are text (str)."


def test_many_threads_share_one_archive(archive: Archive) -> None:
    failures: list[BaseException] = []
    found: list[list[str]] = []

    def look() -> None:
        try:
            found.extend(_ids(archive, "harbour froze January") for _ in range(30))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            failures.append(error)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(found) == 240
    assert all(each == found[0] for each in found)


def test_the_day_of_asking_may_be_a_date_a_time_or_a_string(archive: Archive) -> None:
    days: list[date | str | None] = [
        "2020-05-01",
        date(2020, 5, 1),
        datetime(2020, 5, 1, 12, tzinfo=UTC),
        None,
    ]
    for day in days:
        assert archive.search("harbour", asked=day)
    with pytest.raises(QueryInvalid, match="asked"):
        archive.search("harbour", asked="soon")


def test_info_counts_what_there_is(archive: Archive) -> None:
    info = archive.info()
    assert (info.counts.articles, info.counts.passages, info.counts.undated) == (5, 5, 1)
    assert (info.counts.first_published, info.counts.last_published) == ("2020-01-31", "2021-06-15")
    assert info.sources == {"Post": 3, "Courier": 2}
    assert info.bytes_on_disk > 0


ICE = " ".join(f"ice{number}" for number in range(150))


def _copied(number: int, **fields: str | date | None) -> Article:
    """Make a copy of an article about ice, under a line of its own."""
    return article(number, f"Edition{number} prints this. {ICE}", **fields)


@pytest.fixture
def copies(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Archive]:
    """An archive of three copies on two days, and of two other articles."""
    articles = [
        _copied(1, source="Post", published=date(2020, 2, 2)),
        _copied(2, source="Wire", published=date(2020, 2, 1)),
        _copied(3, source="Courier"),
        article(4, "The ice1 is thin, says the harbour master.", published=date(2020, 2, 1)),
        article(5, "No ferry sails through ice1 tonight.", source="Post"),
    ]
    build_archive(articles, tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as opened:
        yield opened


@pytest.mark.parametrize("mode", MODES)
def test_of_copies_the_one_with_the_best_passage_is_shown(copies: Archive, mode: str) -> None:
    hits = copies.search("Edition3 prints ice1", mode=mode)
    assert sorted({hit.article.id: hit.copies for hit in hits}.values()) == [0, 0, 2]
    assert {hit.article.id for hit in hits if not hit.copies} == {"article-4", "article-5"}
    best = copies.search("Edition3 prints ice1", mode=mode, fold_copies=False)
    ranked = [hit for hit in best if hit.copies]
    assert ranked[0].passage in {hit.passage for hit in hits}


@pytest.mark.parametrize("mode", MODES)
def test_all_copies_are_shown_where_that_is_asked_for(copies: Archive, mode: str) -> None:
    hits = copies.search("Edition3 prints ice1", mode=mode, fold_copies=False, limit=50)
    assert {hit.article.id for hit in hits} == {f"article-{number}" for number in range(1, 6)}
    assert {hit.copies for hit in hits if hit.article.text.endswith(ICE)} == {2}
    assert len({hit.passage for hit in hits}) == len(hits) == 5  # each is short, and shown whole
    every = copies.search(
        "Edition3 prints ice1", mode=mode, fold_copies=False, limit=50, wide=False
    )
    assert len({hit.passage for hit in every}) == len(every) > 5


def test_copies_out_of_scope_are_not_counted(copies: Archive) -> None:
    hit, *_ = copies.search("prints ice1", before="2020-02-02", after="2020-02-02")
    assert (hit.article.id, hit.copies) == ("article-1", 0)
    hits = copies.search("prints ice1", after="2020-02-01")
    assert {hit.article.id: hit.copies for hit in hits if hit.copies} == {hits[0].article.id: 1}


@pytest.mark.parametrize("mode", MODES)
def test_copies_leave_no_search_with_fewer_stories_than_there_are(
    tmp_path: Path, embedder: WordEmbedder, mode: str
) -> None:
    day = date(2020, 2, 1)
    many = [_copied(n, source=f"Outlet {n}", published=day) for n in range(150)]
    few = [
        article(number, f"Nothing but story{number} prints ice1.", source="Post")
        for number in range(900, 907)
    ]
    build_archive([*many, *few], tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        hits = archive.search("Edition prints ice1", mode=mode, limit=10)
        assert len({hit.article.id for hit in hits}) == 8
        assert max(hit.copies for hit in hits) == 149
        assert len(archive.search("Edition prints ice1", mode=mode, limit=3)) == 3


def test_the_copies_of_an_article_are_listed_earliest_first(copies: Archive) -> None:
    for number in (1, 2, 3):
        told = [each.id for each in copies.copies(f"article-{number}")]
        assert told == ["article-2", "article-1", "article-3"]
    assert [each.id for each in copies.copies("article-5")] == ["article-5"]
    with pytest.raises(ArticleNotFound, match="article-9"):
        copies.copies("article-9")


def test_copies_and_articles_of_one_source_are_no_independent_origins(copies: Archive) -> None:
    first, second, third, fourth, fifth = (copies.article(f"article-{n}") for n in range(1, 6))
    assert copies.independent_origins([first, second, third]) == 1
    assert copies.independent_origins([second, fifth]) == 2
    assert copies.independent_origins([first, fifth]) == 1
    assert copies.independent_origins([first, second, fourth, fifth]) == 3
    copies.remove(["article-5"])
    assert copies.independent_origins([second, fifth]) == 2


def test_a_question_is_read_in_one_of_several_copies(copies: Archive) -> None:
    read = {hit.article.id for hit in copies.ask("What prints ice1?").passages}
    assert len(read & {"article-1", "article-2", "article-3"}) == 1


def test_a_search_shows_what_stands_around_and_an_answer_reads_what_was_indexed(
    tmp_path: Path, embedder: WordEmbedder
) -> None:
    sentences = [f"Sentence {number} tells of harbours and of ice." for number in range(12)]
    told = " ".join([*sentences, "Ferries left late.", *sentences])
    build_archive([article(1, told)], tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as opened:
        (asked_for,) = opened.search('"Ferries left late"')
        first, *_ = opened.search("When did ferries leave late?")
        narrow, *_ = opened.search("When did ferries leave late?", wide=False)
        read = next(opened.stream("When did ferries leave late?"))
    assert isinstance(read, Hits)
    assert read[0].passage == narrow.passage == asked_for.passage
    assert first.passage.start <= asked_for.passage.start
    assert first.passage.end > asked_for.passage.end
    assert first.passage.text.endswith(".")
