"""Did you mean: words as the archive spells them, and never another name for one that it has."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.search import Archive
from backissue.search.query.suggest import MORE_OFTEN

from conftest import WordEmbedder, article

TEXTS = [
    "The government of Emmanuel Macron met in Reykjavik on micro loans.",
    "Liz Truss lost the trust of her ministers.",
    "The committee on accommodation has not met.",
    "The eastern ministries said nothing on mondays.",
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("spelt") / "archive"
    articles = [article(number, text) for number, text in enumerate(TEXTS)]
    build_archive(articles, folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()) as opened:
        yield opened


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("named") / "archive"
    articles = [
        article(1, "The trams stood still.", source="The Gazette", place="Paris"),
        Article(id="two", title="Trams", text="They go.", source="ABC", authors=("Jane Smith",)),
    ]
    build_archive(articles, folder, embedder=WordEmbedder())
    with Archive.open(folder, embedder=WordEmbedder()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("goverment loans", "government loans"),
        ("Goverment loans", "Government loans"),
        ("GOVERMENT LOANS", "GOVERNMENT LOANS"),
        ("Emanuel Macron", "Emmanuel Macron"),
        ("Reykjavek", "Reykjavik"),
        ("ogvernment", "government"),
        ("accomodation commitee", "accommodation committee"),
        ('"goverment of" -loans', '"government of" -loans'),
        ("goverment -goverment source:goverment", "government -goverment source:goverment"),
        ("Truss", None),
        ("truss", None),
        ("macron", None),
        ("governments", None),
        ("governing ministries", None),
        ("zebra", None),
        ("after:2019 goverment before:2021", "after:2019 government before:2021"),
        ("goverment loans at Easter 2023", "government loans at Easter 2023"),
        ("loans of the Easter Monday 2023 kind", None),
        ("met", None),
        ("mat", None),
        ("goverm*", None),
        ("港は凍ったか", None),
    ],
)
def test_misspelt_words_are_put_right(archive: Archive, typed: str, suggestion: str | None) -> None:
    hits = archive.search(typed)
    assert hits.suggestion == suggestion
    assert hits.query.suggestion == suggestion


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("source:gazete", "The archive has no source “gazete”. Did you mean “The Gazette”?"),
        (
            "source:“the gazete” fish",
            "The archive has no source “the gazete”. Did you mean “The Gazette”?",
        ),
        ("-source:abd", "The archive has no source “abd”. Did you mean “ABC”?"),
        ("source:(abc OR zdf)", "The archive has no source “zdf”."),
        (
            'author:"Smith Jane"',
            "The archive has no author “Smith Jane”. Did you mean “Jane Smith”?",
        ),
        ("place:parsi", "The archive has no place “parsi”. Did you mean “Paris”?"),
        ("source:gazette source:ABC author:smith place:paris", None),
        ("title:gazete", None),
    ],
)
def test_a_name_that_no_article_has_is_said(named: Archive, typed: str, note: str | None) -> None:
    assert named.search(typed).query.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("trams in Maralago or Zeebrugge", ("Maralago", "Zeebrugge")),
        ('"maralago" trams', ("maralago",)),
        ("TRAM stood stills", ()),
        ("trams -maralago source:maralago title:maralago maral*", ()),
        ("trams on 3 September 2021", ()),
        ("zeebrugge19 or zee-brugge", ()),
        ("this with that", ()),
    ],
)
def test_words_that_no_article_has_are_told(
    named: Archive, typed: str, words: tuple[str, ...]
) -> None:
    assert named.search(typed).query.unknown == words
    assert named.facets(typed).query.unknown == words
    assert named.timeline(typed).query.unknown == words


def test_counts_come_with_what_was_likeliest_meant(named: Archive) -> None:
    note = "The archive has no source “gazete”. Did you mean “The Gazette”?"
    for query in (
        named.facets("tramz", source="gazete").query,
        named.timeline("tramz", source="gazete").query,
    ):
        assert (query.suggestion, query.notes) == ("trams", (note,))


def test_of_a_name_that_is_set_a_part_is_understood(named: Archive) -> None:
    assert named.search("trams", source="gazette").query.notes == (
        "The archive has no source “gazette”. Did you mean “The Gazette”?",
    )
    assert named.search("trams", source="the").query.notes == (
        "The archive has no source “the”. Did you mean “The Gazette”?",
    )


def test_a_name_that_is_set_is_looked_up_too(named: Archive) -> None:
    note = "The archive has no source “the gazete”. Did you mean “The Gazette”?"
    assert named.search("trams", source="the gazete").query.notes == (note,)


def test_a_name_that_is_typed_and_set_is_said_once(named: Archive) -> None:
    note = "The archive has no source “nowhere”."
    assert named.search("source:nowhere trams", source="nowhere").query.notes == (note,)


def test_a_misprint_in_the_archive_does_not_hide_the_word(tmp_path: Path) -> None:
    articles = [article(number, "The parliament met.") for number in range(MORE_OFTEN)]
    articles += [article(MORE_OFTEN, "The parliment of Truss met in trust.")]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        assert archive.search("parliment").suggestion == "parliament"
        assert archive.search("Parliment").suggestion is None  # it may be a name
        assert archive.search("truss").suggestion is None
