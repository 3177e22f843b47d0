"""Records as files carry them become articles, and what is wrong with them is said."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from backissue.indexer import Article
from backissue.indexer.errors import ArticleInvalid
from backissue.indexer.sources.record import article_from_record, clean, read_date

ICE = {"id": "post-17", "text": "The harbour froze over."}


def undated(shown: str) -> str:
    return f"'published' is not a whole date: {shown}. It is kept as undated."


def test_every_key_finds_its_field() -> None:
    record = {
        "id": "post-17",
        "title": "Harbour freezes",
        "text": "The harbour froze over.",
        "published": "2020-01-31",
        "modified": "2020-02-01",
        "source": "Post",
        "url": "https://post.example/17",
        "authors": ["Ann Berg", "Li Wei"],
        "section": "Local",
        "place": "SKERRY POINT",
    }
    assert article_from_record(record) == (
        Article(
            id="post-17",
            title="Harbour freezes",
            text="The harbour froze over.",
            published=date(2020, 1, 31),
            modified=date(2020, 2, 1),
            source="Post",
            url="https://post.example/17",
            authors=("Ann Berg", "Li Wei"),
            section="Local",
            place="SKERRY POINT",
        ),
        [],
    )


def test_an_id_and_a_text_are_enough() -> None:
    assert article_from_record(ICE) == (
        Article(id="post-17", title="", text="The harbour froze over."),
        [],
    )


def test_the_record_is_left_as_it_was() -> None:
    record = {**ICE, "published": "31 January 2020", "authors": ["  Ann  Berg "]}
    before = {**record, "authors": ["  Ann  Berg "]}
    article_from_record(record)
    assert record == before


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"id": "17", "url": "https://post.example/17"}, "17"),
        ({"url": "https://post.example/17"}, "https://post.example/17"),
        ({"id": None, "url": "https://post.example/17"}, "https://post.example/17"),
        ({"id": "", "url": "https://post.example/17"}, "https://post.example/17"),
        ({"id": " \t\n"}, "inbox/ice.md"),
        ({}, "inbox/ice.md"),
        ({"id": 17}, "17"),
        ({"id": 0}, "0"),
        ({"id": " post \n 17 "}, "post 17"),
    ],
    ids=str,
)
def test_an_article_is_known_by_its_id_else_its_url_else_its_file(
    keys: dict[str, Any], expected: str
) -> None:
    found, warnings = article_from_record({"text": "Ice.", **keys}, fallback_id="inbox/ice.md")
    assert (found.id, warnings) == (expected, [])


def test_a_record_that_nothing_identifies_is_refused() -> None:
    with pytest.raises(ArticleInvalid) as error:
        article_from_record({"title": "Ice", "text": "The harbour froze over."})
    assert str(error.value) == (
        'It has neither an "id" nor a "url". Give it one that stays the same.'
    )


@pytest.mark.parametrize("text", [{}, {"text": None}, {"text": ""}, {"text": " \r\n\0"}], ids=str)
def test_a_record_without_text_is_refused(text: dict[str, str | None]) -> None:
    with pytest.raises(ArticleInvalid) as error:
        article_from_record({"id": "post-17", "title": "Ice", **text})
    assert str(error.value) == "Article 'post-17' has no text, so there is nothing to index."


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", 1984),
        ("source", {"name": "Post"}),
        ("source", True),
        ("url", ["https://post.example/17"]),
        ("section", 3.5),
        ("place", b"PARIS"),
        ("title", float("nan")),
    ],
    ids=str,
)
def test_a_field_that_is_not_text_is_left_out_and_named(key: str, value: object) -> None:
    found, warnings = article_from_record({**ICE, key: value})
    assert getattr(found, key) == ("" if key == "title" else None)
    assert warnings == [f"'{key}' is not text: {value!r}."]


def test_a_long_value_is_named_by_its_beginning() -> None:
    _, warnings = article_from_record({**ICE, "source": ["Harbour Post"] * 1000})
    (warning,) = warnings
    assert warning.startswith("'source' is not text: ['Harbour Post', 'Harbour Post'")
    assert len(warning) < 200


def test_yes_is_no_id() -> None:
    found, warnings = article_from_record({**ICE, "id": True}, fallback_id="inbox/ice.md")
    assert (found.id, warnings) == ("inbox/ice.md", ["'id' is not text: True."])


@pytest.mark.parametrize("key", ["id", "title", "published"])
def test_a_number_too_long_to_be_written_is_named_all_the_same(key: str) -> None:
    _, (warning,) = article_from_record({**ICE, "url": "17", key: 10**5000})
    assert warning.startswith(f"'{key}' is not ")
    assert "a number of thousands of digits" in warning


def test_a_record_with_several_faults_keeps_what_is_right() -> None:
    record = {**ICE, "title": "Ice", "source": 5, "published": "last week", "authors": 7}
    found, warnings = article_from_record(record)
    assert found == Article(id="post-17", title="Ice", text="The harbour froze over.")
    assert warnings == [
        "'source' is not text: 5.",
        undated("'last week'"),
        "'authors' is not a list of names: 7.",
    ]


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (None, ()),
        ([], ()),
        ("", ()),
        ("Ann Berg", ("Ann Berg",)),
        (["Ann Berg", "Li Wei"], ("Ann Berg", "Li Wei")),
        (["  Ann \n Berg ", "", " "], ("Ann Berg",)),
        ("Berg, Ann", ("Berg, Ann",)),
        (["José\0 Ñuñez"], ("José Ñuñez",)),
    ],
    ids=str,
)
def test_authors_are_one_name_or_a_list_of_them(
    authors: str | list[str] | None, expected: tuple[str, ...]
) -> None:
    found, warnings = article_from_record({**ICE, "authors": authors})
    assert (found.authors, warnings) == (expected, [])


@pytest.mark.parametrize(
    "authors", [7, {"name": "Ann Berg"}, [{"name": "Ann Berg"}], ["Ann Berg", None]], ids=str
)
def test_authors_that_are_not_names_are_left_out_and_named(authors: object) -> None:
    found, warnings = article_from_record({**ICE, "authors": authors})
    assert found.authors == ()
    assert warnings == [f"'authors' is not a list of names: {authors!r}."]


def test_lines_are_joined_everywhere_but_in_the_text() -> None:
    record = {
        "id": "post-17",
        "title": "Harbour\nfreezes  over",
        "text": "First.\r\n\r\n  Second.\rThird.",
        "source": "Harbour\tPost",
    }
    found, _ = article_from_record(record)
    assert found.title == "Harbour freezes over"
    assert found.source == "Harbour Post"
    assert found.text == "First.\n\n  Second.\nThird."


def test_a_blank_field_is_an_unknown_one() -> None:
    blank = dict.fromkeys(("title", "source", "url", "section", "place"), "  ")
    assert article_from_record({**ICE, **blank}) == article_from_record(ICE)


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-31",
        " 2020-01-31\n",
        "20200131",
        "2020-W05-5",
        "2020-01-31T08:15:00",
        "2020-01-31 08:15:00.123456",
        "2020/1/31",
        "31.01.2020",
        "31/01/2020",
        "01/31/2020",
        "Jan 31, 2020",
        "Jan. 31, 2020",
        "January 31st, 2020",
        "31 January 2020",
        "31st of January 2020",
        "Friday, 31 January 2020",
        "Fri, 31 Jan 2020 22:15:00 GMT",
        "Fri Jan 31 22:15:00 EST 2020",
        "31 Jan 2020, 11.30pm IST",
        "31 janvier 2020",
        "le 31 janvier 2020",
        "31. Januar 2020",
        "31 de enero de 2020",
        "31 января 2020 г.",
        "2020年1月31日",
        "٣١ يناير ٢٠٢٠",
    ],
)
def test_a_whole_date_is_read_in_any_common_form(text: str) -> None:
    assert read_date(text) == date(2020, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "3 days ago",
        "Friday",
        "January 2020",
        "2020",
        "31 January",
        "12:30",
        "31 February 2020",
        "2020-02-30",
        pytest.param("2020-13-01"),
        "0000-00-00",
        "1580428800",
        "Chapter 7",
        "Twelve die in 3 crashes",
        "n/a",
        "TBC 1/1",
        "--",
    ],
)
def test_what_is_not_a_whole_date_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-31T23:59:59Z",
        "2020-01-31T00:00:00Z",
        "2020-01-31T23:30:00-05:00",
        "2020-01-31T00:30:00+14:00",
        "2020-01-31T23:00:00.000+0530",
        "Fri, 31 Jan 2020 23:30:00 -0800",
    ],
)
def test_a_time_zone_does_not_move_the_day(text: str) -> None:
    assert read_date(text) == date(2020, 1, 31)


def test_what_was_read_before_does_not_change_how_a_date_is_read() -> None:
    first = read_date("03/04/2020")
    assert read_date("3. April 2020") == date(2020, 4, 3)
    assert read_date("31/12/2019") == date(2019, 12, 31)
    assert read_date("03/04/2020") == first


def test_a_date_with_dots_begins_with_the_day() -> None:
    assert read_date("03.04.2020") == date(2020, 4, 3)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (None, None),
        ("", None),
        ("31 January 2020", date(2020, 1, 31)),
        (date(2020, 1, 31), date(2020, 1, 31)),
        (datetime(2020, 1, 31, 23, 30, tzinfo=UTC), date(2020, 1, 31)),
        (
            datetime(2020, 1, 31, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            date(2020, 1, 31),
        ),
    ],
    ids=str,
)
def test_a_day_of_publication_may_be_text_a_date_or_missing(
    published: object, expected: date | None
) -> None:
    found, warnings = article_from_record({**ICE, "published": published})
    assert (found.published, warnings) == (expected, [])


@pytest.mark.parametrize(
    "published",
    ["31 February 2020", "last Tuesday", "1580428800", 1580428800, 2020, False, {"year": 2020}],
    ids=repr,
)
def test_a_bad_day_of_publication_is_reported_and_the_article_kept(published: object) -> None:
    found, warnings = article_from_record({**ICE, "published": published})
    assert found.published is None
    assert warnings == [undated(repr(published))]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"modified": "1 February 2020"}, date(2020, 2, 1)),
        ({"updated": "2020-02-01T09:30:00Z"}, date(2020, 2, 1)),
        ({"date_modified": date(2020, 2, 1)}, date(2020, 2, 1)),
        ({"modified": "2020-02-01", "updated": "2020-02-02"}, date(2020, 2, 1)),
        ({"modified": "", "updated": None, "date_modified": "2020-02-01"}, date(2020, 2, 1)),
        ({"modified": None}, None),
        ({}, None),
    ],
    ids=str,
)
def test_the_day_of_a_modification_goes_by_several_names(
    keys: dict[str, Any], expected: date | None
) -> None:
    found, warnings = article_from_record({**ICE, **keys})
    assert (found.modified, warnings) == (expected, [])


@pytest.mark.parametrize("key", ["modified", "updated", "date_modified"])
@pytest.mark.parametrize("value", ["last Tuesday", 1580428800, True], ids=repr)
def test_a_bad_day_of_a_modification_is_reported_and_the_article_kept(
    key: str, value: object
) -> None:
    found, warnings = article_from_record({**ICE, key: value})
    assert found.modified is None
    assert warnings == [f"{key!r} is not a whole date: {value!r}. It is left out."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("\r\r\n\n", "\n\n\n"),
        ("nul\0l", "null"),
        ("half a \ud83d pair", "half a ? pair"),
        ("😀 whole", "😀 whole"),
        ("tab\tand\u00a0space", "tab\tand\u00a0space"),
        ("Cafe\u0301 ﬁ", "Cafe\u0301 ﬁ"),
        ("", ""),
    ],
    ids=ascii,
)
def test_cleaning_takes_out_only_what_no_file_should_hold(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(expected) == expected
