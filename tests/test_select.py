"""What is typed holds exactly: for both sides of a search, for whole articles, without a loss."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.search import Archive
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.reach import Reach

from conftest import WordEmbedder

MODES = ["hybrid", "keyword", "semantic"]

# Enough words for a paragraph to be a passage of its own.
FILLER = " ".join(["Nothing else was said of it on that day by anyone at all who was there."] * 3)


def story(name: str, text: str, title: str = "Harbour news", **fields: object) -> Article:
    return Article(id=name, title=title, text=text, **fields)  # type: ignore[arg-type]


STORIES = [
    story(
        "brexit",
        f"Boris Johnson said that he would get Brexit done. {FILLER}\n\n"
        f"Nigel Farage was not so sure of the plan. {FILLER}",
        published=date(2019, 12, 1),
        source="Harbour Post",
        section="Politics",
        authors=("Jane Smith", "José Núñez"),
        place="London",
    ),
    story(
        "vote",
        "“We can’t go on like this,” said the mayor. Brexit was a word — she would not say it.",
        published=date(2020, 7, 3),
        source="The Courier",
        section="World",
        authors=("Ann Smithers",),
        place="São Paulo",
    ),
    story(
        "fish",
        "The fishing fleet welcomed Brexit and the troops who organised it.",
        title="Get Brexit done, say fishermen",
        published=date(2020, 7, 4),
        source="Washington Post",
        section="World",
    ),
    story("old", "A trooper wrote of the colour of the sea, and of the band called The Who."),
    story("who", "Nobody knows the man who sold the color film to the soldiers.", source="Post"),
    story("hyphen", "The govern-\nment and its well-\nknown critics met in the Élysée."),
]


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("stories") / "archive"
    build_archive(STORIES, folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()) as archive:
        yield archive


def found(hits: Hits) -> set[str]:
    return {hit.article.id for hit in hits}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ('"get Brexit done"', {"brexit", "fish"}),
        ('"brexit done get"', set()),
        ('"we can\'t go on"', {"vote"}),
        ("“we can’t go on”", {"vote"}),
        ('"we can\'t go on" said', {"vote"}),
        ('"a word - she"', {"vote"}),
        ('"like this, said"', {"vote"}),
        ('"the who"', {"old"}),
        ('"organise"', set()),
        ('"organised"', {"fish"}),
        ('"the government and"', {"hyphen"}),
        ('"well-known critics"', {"hyphen"}),
        ('"wellknown critics"', {"hyphen"}),
        ('"the élysée"', {"hyphen"}),
        ('"the E\u0301lyse\u0301e"', {"hyphen"}),
        ('"the elysee"', set()),
        ("Brexit AND Farage", {"brexit"}),
        ("Johnson AND plan", {"brexit"}),
        ("troop AND fishing", {"fish"}),
        ("Farage OR mayor", {"brexit", "vote"}),
        ("Brexit NOT (Farage OR mayor)", {"fish"}),
        ("troop*", {"fish", "old"}),
        ("troo*r", {"old"}),
        ("colour~", {"old", "who"}),
        ("title:brexit", {"fish"}),
        ('title:"get brexit done"', {"fish"}),
        ("-title:harbour", {"fish"}),
        ("source:post", {"brexit", "fish", "who"}),
        ('source:"harbour post"', {"brexit"}),
        ("source:post -source:washington", {"brexit", "who"}),
        ("source:harbour source:courier", {"brexit", "vote"}),
        ("author:smith", {"brexit"}),
        ("author:NUNEZ", {"brexit"}),
        ("author:smith*", {"brexit", "vote"}),
        ("section:world", {"vote", "fish"}),
        ('place:"sao paulo"', {"vote"}),
        ("after:2020", {"vote", "fish"}),
        ("on:2020-07-03 Brexit", {"vote"}),
        ('before:"3 July 2020" Brexit', {"brexit", "vote"}),
        ("after:2021 before:2020", set()),
        ("Farage OR after:2020", {"brexit", "vote", "fish"}),
        ("as_of:2020-07-03 Brexit", {"brexit", "vote"}),
        ("What was said of Brexit as of 3 July 2020?", {"brexit", "vote"}),
        ("Farage OR source:courier", {"brexit", "vote"}),
    ],
    ids=str,
)
def test_a_condition_holds_for_both_sides(
    stories: Archive, typed: str, expected: set[str], mode: str
) -> None:
    assert found(stories.search(typed, mode=mode)) == expected


ALL = {each.id for each in STORIES}


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("Brexit -Farage", {"brexit"}),
        ("Brexit -FARAGE", {"brexit"}),
        ('Brexit -"get brexit done"', {"brexit", "fish"}),
        ("Brexit -fisherman", set()),
        ("Brexit -troop*", {"fish", "old"}),
        ("Brexit -(Farage OR mayor)", {"brexit", "vote"}),
        ("Brexit -source:post -section:world", {"brexit", "who", "fish", "vote"}),
    ],
    ids=str,
)
def test_what_is_excluded_is_left_out_and_nothing_else(
    stories: Archive, typed: str, left_out: set[str]
) -> None:
    assert found(stories.search(typed, mode="semantic")) == ALL - left_out
    assert found(stories.search(typed, mode="hybrid")) == ALL - left_out
    assert found(stories.search(typed, mode="keyword")) == {"brexit", "vote", "fish"} - left_out


def test_the_passage_that_holds_the_phrase_is_the_one_shown(stories: Archive) -> None:
    (hit,) = stories.search('"Nigel Farage"')
    assert hit.passage.text.startswith("Nigel Farage was not so sure")
    shown = stories.search('Johnson AND "Nigel Farage"')
    assert {hit.passage.text.split()[0] for hit in shown} == {"Boris", "Nigel"}


def test_an_exclusion_is_of_the_whole_article(stories: Archive) -> None:
    assert "brexit" in found(stories.search('"Boris Johnson"'))
    assert found(stories.search('"Boris Johnson" -Farage')) == set()


def test_a_quotation_is_found_across_the_border_of_two_passages(stories: Archive) -> None:
    for mode in MODES:
        (hit,) = stories.search('"who was there. Nigel Farage was"', mode=mode)
        assert hit.passage.text.startswith("Boris Johnson")
    assert len(stories.search('"Farage was"')) == 1  # not also the passage that ends before it


@pytest.mark.parametrize("mode", MODES)
def test_a_condition_that_leaves_seven_passages_returns_those_seven(
    tmp_path: Path, mode: str
) -> None:
    many = [
        story(
            f"{number}",
            f"Harbour report number {number}{' by the night watch' if number % 300 == 7 else ''}.",
            authors=("Watch",) if number % 300 == 7 else (),
        )
        for number in range(2_000)
    ]
    build_archive(many, tmp_path / "archive", embedder=WordEmbedder())
    expected = {str(number) for number in range(7, 2_000, 300)}
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        for typed in ('harbour report "night watch"', "author:watch harbour report"):
            hits = archive.search(typed, mode=mode, limit=10)
            assert found(hits) == expected
            assert len(hits) == 7
        assert len(archive.search("harbour -watch", mode=mode, limit=3_000)) == 1_993


def test_without_words_the_newest_come_first(stories: Archive) -> None:
    ids = [hit.article.id for hit in stories.search("source:post")]
    assert ids == ["fish", "brexit", "who"]
    ids = [hit.article.id for hit in stories.search("-Farage", limit=3)]
    assert ids == ["fish", "vote", "hyphen"]
    hit = stories.search("title:brexit")[0]
    assert (hit.keyword_rank, hit.semantic_rank, hit.score) == (None, None, 0.0)


def test_a_field_filters_and_the_words_are_looked_for(stories: Archive) -> None:
    for field in ("title:brexit", "source:washington", "after:2020-07-04"):
        assert found(stories.search(f"{field} troops", mode="keyword")) == {"fish"}
        assert found(stories.search(f"{field} volcano", mode="keyword")) == set()
        assert found(stories.search(f"{field} volcano", mode="semantic")) == {"fish"}


@pytest.mark.parametrize("mode", MODES)
def test_names_given_as_parameters_are_whole(stories: Archive, mode: str) -> None:
    def ids(**filters: object) -> set[str]:
        return found(stories.search("Brexit", mode=mode, **filters))  # type: ignore[arg-type]

    assert ids(source="The Post") == set()
    assert ids(source="harbour post") == {"brexit"}
    assert ids(source=["Harbour Post", "The Courier"]) == {"brexit", "vote"}
    assert ids(section="WORLD") == {"vote", "fish"}
    assert ids(section=["World", "Politics"]) == {"brexit", "vote", "fish"}
    assert ids(author="Jose Nunez") == {"brexit"}
    assert ids(author="Smith") == set()
    assert ids(place=("London", "Sao Paulo")) == {"brexit", "vote"}
    assert ids(section="World", author="Ann Smithers") == {"vote"}


def test_articles_left_out_for_want_of_a_date_are_counted(stories: Archive) -> None:
    assert stories.search("Brexit", after="2019-01-01").undated == 3
    assert stories.search("troop*", after="2019-01-01").undated == 1
    assert stories.search("source:post after:2019").undated == 1
    assert stories.search("section:world after:2019").undated == 0
    assert stories.search("Brexit").undated == 0


def test_what_is_out_of_scope_for_more_than_its_day_is_not_counted_as_of_other_days(
    stories: Archive,
) -> None:
    everything = stories.search("Brexit").reach
    assert (everything.in_scope, everything.other_days) == (everything.articles, 0)
    one = stories.search("section:world after:2019").reach
    assert one.in_scope + one.other_days == stories.search("section:world").reach.in_scope


def test_as_of_a_day_nothing_later_is_known(tmp_path: Path) -> None:
    def dated(name: str, published: date | None, modified: date | None = None) -> Article:
        return story(name, "The toll rose again.", published=published, modified=modified)

    day = date(2020, 7, 3)
    articles = [
        dated("before", date(2020, 7, 1)),
        dated("that day", day, day),
        dated("after", date(2020, 7, 4)),
        dated("revised", date(2020, 7, 1), date(2020, 7, 4)),
        dated("undated", None),
    ]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        for mode in MODES:
            hits = archive.search("toll", mode=mode, as_of=day)
            assert found(hits) == {"before", "that day"}
            assert hits.undated == 1
            assert hits.reach == Reach(
                generation=1, articles=5, in_scope=2, other_days=2, undated=1
            )
            assert found(archive.search("toll as of 3 July 2020", mode=mode)) == found(hits)
        answer = archive.ask("What of the toll?", as_of="2020-07-03")
        assert {hit.article.id for hit in answer.passages} == {"before", "that day"}
        assert answer.query.scope.as_of == day


def test_hits_are_an_immutable_sequence_with_the_query(stories: Archive) -> None:
    hits = stories.search('"get Brexit done"', mode="keyword")
    assert len(hits) == 2
    assert hits
    assert hits[0] in hits
    assert hits[-1] == hits[1]
    assert hits[:1] == (hits[0],)
    assert list(hits) == [hits[0], hits[1]]
    assert hits == [hits[0], hits[1]]
    assert hits == stories.search('"get Brexit done"', mode="keyword")
    assert hits.query.parts[0].kind == "phrase"
    assert not stories.search('"done get"')
    assert stories.search('"done get"') == []
    with pytest.raises(FrozenInstanceError):
        hits.undated = 1  # type: ignore[misc]
