"""Articles and passages are values: they do not change, and they say when they differ."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime
from enum import StrEnum

import numpy as np
import pytest

from backissue.indexer import Article, BackissueError, Passage
from backissue.indexer.article import LONGEST_TITLE
from backissue.indexer.errors import ArticleInvalid

FERRY = Article(
    id="post/2020/ferry",
    title="Ferry runs aground off Skerry Point",
    text="The ferry Aurora ran aground on Friday. Nobody was hurt.",
    published=date(2020, 1, 31),
    source="Harbour Post",
    url="https://post.example/2020/ferry",
    authors=("Ann Berg", "Li Wei"),
    section="Local",
    place="SKERRY POINT",
)


@pytest.mark.parametrize(
    "field",
    [
        "id",
        "title",
        "text",
        "published",
        "modified",
        "source",
        "url",
        "authors",
        "section",
        "place",
    ],
)
def test_no_field_of_an_article_can_be_set(field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(FERRY, field, None)


@pytest.mark.parametrize("field", ["article", "start", "end"])
def test_no_field_of_a_passage_can_be_set(field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(Passage(FERRY, 0, 39), field, None)


def test_articles_with_equal_fields_are_equal_and_count_as_one_in_a_set() -> None:
    assert replace(FERRY) == FERRY
    assert {FERRY, replace(FERRY)} == {FERRY}
    assert {Passage(FERRY, 0, 9), Passage(replace(FERRY), 0, 9)} == {Passage(FERRY, 0, 9)}


@pytest.mark.parametrize(
    "revision",
    [
        {"title": "Ferry aground"},
        {"text": "The ferry Aurora ran aground on Friday. One person was hurt."},
        {"text": FERRY.text + "\n"},
        {"published": date(2020, 2, 1)},
        {"published": None},
        {"modified": date(2020, 2, 1)},
        {"source": "Courier"},
        {"source": None},
        {"url": "https://post.example/2020/ferry?revised"},
        {"authors": ("Ann Berg",)},
        {"authors": ("Li Wei", "Ann Berg")},
        {"authors": ("Ann Berg, Li Wei",)},
        {"authors": ()},
        {"section": "World"},
        {"place": None},
    ],
    ids=str,
)
def test_any_revision_changes_the_content_hash(revision: dict[str, str]) -> None:
    revised = replace(FERRY, **revision)  # type: ignore[arg-type]
    assert revised.content_hash != FERRY.content_hash


def test_the_same_text_under_another_id_has_the_same_content_hash() -> None:
    assert replace(FERRY, id="wire/77").content_hash == FERRY.content_hash


def test_the_content_hash_never_changes_between_versions() -> None:
    # It is stored in archives and in citations: a change here would orphan all of them.
    assert FERRY.content_hash == "575fb2bc0b33edc6f62d882f2a03e0b151df9d3d6fac07194cda964a9841ba96"


def test_the_day_of_a_modification_is_not_mistaken_for_a_place() -> None:
    day = date(2020, 2, 1)
    modified = replace(FERRY, modified=day, place=None)
    assert modified.content_hash != replace(FERRY, place=day.isoformat()).content_hash


def test_a_word_cannot_move_from_the_title_to_the_text_unnoticed() -> None:
    one = Article(id="a", title="Harbour", text="closed for the winter")
    other = Article(id="a", title="Harbour closed", text="for the winter")
    assert one.content_hash != other.content_hash


def test_a_source_is_not_mistaken_for_a_section() -> None:
    one = Article(id="a", title="", text="Ice.", source="Post")
    other = Article(id="a", title="", text="Ice.", section="Post")
    assert one.content_hash != other.content_hash


def test_text_outside_ascii_has_a_content_hash() -> None:
    composed = Article(id="a", title="Caf\u00e9 ☕", text="Göteborg 港 مرحبا 😀")
    decomposed = Article(id="a", title="Cafe\u0301 ☕", text="Göteborg 港 مرحبا 😀")
    assert len(composed.content_hash) == 64
    assert composed.content_hash != decomposed.content_hash


def test_an_article_needs_an_id() -> None:
    with pytest.raises(ArticleInvalid) as error:
        Article(id="", title="Ice", text="The harbour froze.")
    assert str(error.value) == "This article has no id. Give it one that stays the same."


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\r\n", "\u00a0\u2003\u3000"], ids=repr)
def test_an_article_needs_text(text: str) -> None:
    with pytest.raises(ArticleInvalid) as error:
        Article(id="post/17", title="Ice", text=text)
    assert str(error.value) == "Article 'post/17' has no text, so there is nothing to index."


@pytest.mark.parametrize("name", ["published", "modified"])
@pytest.mark.parametrize("day", ["2020-01-31", 20200131, 1580428800.0, False], ids=repr)
def test_a_day_must_be_a_date(name: str, day: object) -> None:
    with pytest.raises(ArticleInvalid) as error:
        Article(id="post/17", title="Ice", text="Froze.", **{name: day})  # type: ignore[arg-type]
    assert str(error.value) == (
        f"Article 'post/17' has {day!r} as its {name} date. "
        "Give a datetime.date, or None where the date is not known."
    )


def test_an_invalid_article_can_be_caught_as_any_of_our_errors_or_as_a_value_error() -> None:
    assert issubclass(ArticleInvalid, BackissueError)
    assert issubclass(ArticleInvalid, ValueError)


@pytest.mark.parametrize(
    "moment",
    [datetime(2020, 1, 31, 23, 59), datetime(2020, 1, 31, 0, 30, tzinfo=UTC)],  # noqa: DTZ001
    ids=str,
)
def test_a_moment_is_reduced_to_its_day(moment: datetime) -> None:
    day = date(2020, 1, 31)
    found = Article(id="a", title="Ice", text="Froze.", published=moment, modified=moment)
    assert (type(found.published), type(found.modified)) == (date, date)
    assert found == Article(id="a", title="Ice", text="Froze.", published=day, modified=day)


class Outlet(StrEnum):
    POST = "Harbour Post"


class Holiday(date):
    pass


def test_what_derives_from_text_or_a_date_is_kept_as_plain_text_and_a_plain_date() -> None:
    found = Article(
        id=np.str_("a"),
        title=np.str_("Ice"),
        text=np.str_("Froze."),
        published=Holiday(2020, 1, 31),
        source=Outlet.POST,
        authors=(np.str_("Ann Berg"),),
    )
    plain = Article(
        id="a",
        title="Ice",
        text="Froze.",
        published=date(2020, 1, 31),
        source="Harbour Post",
        authors=("Ann Berg",),
    )
    assert repr(found) == repr(plain)
    assert found.heading == "Ice\nHarbour Post, 2020-01-31"


def test_a_day_that_pandas_knows_nothing_of_is_no_date() -> None:
    import pandas as pd

    with pytest.raises(ArticleInvalid, match="has NaT as its published date"):
        Article(id="a", title="Ice", text="Froze.", published=pd.NaT)


def test_a_list_of_authors_becomes_a_tuple_so_that_the_article_stays_hashable() -> None:
    found = Article(id="a", title="", text="Ice.", authors=["Ann Berg", "Li Wei"])  # type: ignore[arg-type]
    assert found.authors == ("Ann Berg", "Li Wei")
    assert len({found}) == 1


def test_one_author_given_as_a_name_is_not_taken_apart_into_letters() -> None:
    try:
        found = Article(id="a", title="", text="Ice.", authors="Ann Berg")  # type: ignore[arg-type]
    except ArticleInvalid:
        return
    assert found.authors == ("Ann Berg",)


@pytest.mark.parametrize(
    "fields", [{"id": "caf\udce9"}, {"title": "\ud800"}, {"text": "half a pair \ud83d"}], ids=ascii
)
def test_text_that_cannot_be_stored_is_refused_at_once(fields: dict[str, str]) -> None:
    with pytest.raises(ArticleInvalid):
        Article(**{"id": "a", "title": "Ice", "text": "The harbour froze."} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"id": 17}, "Article 17 has 17 as its id, which is not text. Give a str."),
        ({"title": None}, "Article 'a' has None as its title, which is not text. Give a str."),
        ({"text": b"Ice."}, "Article 'a' has b'Ice.' as its text, which is not text. Give a str."),
        ({"source": ["Post"]}, "Article 'a' has ['Post'] as its source, which is not text."),
        ({"authors": [None]}, "Article 'a' has None as its author, which is not text."),
        ({"authors": None}, "Article 'a' has None as its authors. Give a tuple of names."),
        ({"authors": 5}, "Article 'a' has 5 as its authors. Give a tuple of names."),
    ],
    ids=str,
)
def test_what_is_no_text_is_refused_at_once(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ArticleInvalid) as error:
        Article(**{"id": "a", "title": "Ice", "text": "The harbour froze."} | fields)  # type: ignore[arg-type]
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "Ferry runs aground\nPost, 2020-01-31"),
        ({"source": None}, "Ferry runs aground\n2020-01-31"),
        ({"published": None}, "Ferry runs aground\nPost"),
        ({"source": None, "published": None}, "Ferry runs aground"),
        ({"title": ""}, "Post, 2020-01-31"),
        ({"title": "", "source": None, "published": None}, ""),
    ],
    ids=str,
)
def test_a_heading_holds_headline_source_and_day_as_far_as_they_are_known(
    fields: dict[str, str], heading: str
) -> None:
    known = {"title": "Ferry runs aground", "source": "Post", "published": date(2020, 1, 31)}
    found = Article(id="a", text="Nobody was hurt.", **known | fields)  # type: ignore[arg-type]
    assert found.heading == heading


def test_a_paragraph_in_place_of_a_headline_is_cut_short_in_the_heading_only() -> None:
    title = "The ferry Aurora ran aground on Friday. " * 40
    found = Article(id="a", title=title, text="Nobody was hurt.", source="Post")
    assert found.heading == title[:LONGEST_TITLE] + "\nPost"
    assert found.title == title


def test_a_passage_is_a_slice_of_its_article() -> None:
    assert Passage(FERRY, 40, 56).text == "Nobody was hurt."
    assert Passage(FERRY, 0, len(FERRY.text)).text == FERRY.text


def test_offsets_count_characters_whatever_their_width() -> None:
    found = Article(id="a", title="", text="😀 港は凍った。 Cafe\u0301 fermé.")
    assert Passage(found, 2, 8).text == "港は凍った。"
    assert Passage(found, 9, 14).text == "Cafe\u0301"


def test_an_article_takes_its_fields_by_name_only() -> None:
    with pytest.raises(TypeError):
        Article("a", "Ice", "The harbour froze.")  # type: ignore[call-arg]
