"""What the user typed is checked once, and what is wrong with it is said in a sentence."""

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from backissue.indexer import BackissueError
from backissue.indexer.errors import QueryInvalid
from backissue.indexer.truth.catalogue import Scope
from backissue.search.query.condition import AnyOf, Named
from backissue.search.query.parts import Part
from backissue.search.query.query import Query, read_day, read_query
from backissue.search.query.when import When


def test_a_question_alone_looks_everywhere_by_word_and_by_meaning() -> None:
    question = "When did the harbour freeze?"
    query = read_query(question)
    assert query == Query(
        text=question,
        words=question,
        parts=(Part(kind="words", value=question, start=0, end=len(question)),),
    )
    assert (query.mode, query.asked, query.scope) == ("hybrid", None, Scope())
    assert query.scope.is_open


def test_every_control_finds_its_place() -> None:
    query = read_query(
        "frozen harbour",
        mode="keyword",
        source="Harbour Post",
        section=["Local", "World"],
        after="2020-01-01",
        before=date(2020, 12, 31),
        as_of="2021-06-01",
        asked="2021-06-15",
    )
    assert (query.mode, query.asked) == ("keyword", date(2021, 6, 15))
    assert query.scope == Scope(
        ("Harbour Post",), date(2020, 1, 1), date(2020, 12, 31), date(2021, 6, 1)
    )
    assert query.condition == AnyOf(
        (Named("section", "Local", is_whole=True), Named("section", "World", is_whole=True))
    )


def test_a_query_cannot_be_changed_after_it_was_checked() -> None:
    query = read_query("frozen harbour")
    with pytest.raises(FrozenInstanceError):
        query.text = ""  # type: ignore[misc]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("  frozen   harbour ", "frozen harbour"),
        ("frozen\n\tharbour\r\n", "frozen harbour"),
        ("frozen\u00a0harbour", "frozen harbour"),
        ("“frozen harbour” -spring", "“frozen harbour” -spring"),
        ("港は凍ったか？", "港は凍ったか？"),
        ("?", "?"),
        ("<b>ice</b> & {ice} 100%", "<b>ice</b> & {ice} 100%"),
    ],
)
def test_white_space_is_put_in_order_and_all_else_is_kept(typed: str, text: str) -> None:
    assert read_query(typed).text == text


@pytest.mark.parametrize("typed", ["", " ", "\n\t\r\n", "\u00a0\u3000"], ids=repr)
def test_there_must_be_something_to_look_for(typed: str) -> None:
    with pytest.raises(QueryInvalid) as error:
        read_query(typed)
    assert str(error.value) == "There is nothing to look for. Type a few words or a question."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (None, "None"),
        (5, "5"),
        (b"ice", "b'ice'"),
        (["ice" * 100], "['" + "ice" * 26),
    ],
    ids=str,
)
def test_what_is_no_text_is_no_query(typed: Any, said: str) -> None:
    with pytest.raises(QueryInvalid) as error:
        read_query(typed)
    assert str(error.value) == f"{said} is nothing to look for: a query is text (str)."


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "semantic"])
def test_there_are_three_modes(mode: str) -> None:
    assert read_query("ice", mode=mode).mode == mode


@pytest.mark.parametrize("mode", ["", "fuzzy", "Hybrid", "keyword "])
def test_another_mode_is_refused_and_the_three_are_named(mode: str) -> None:
    with pytest.raises(QueryInvalid) as error:
        read_query("ice", mode=mode)
    assert str(error.value) == (
        f"There is no search mode {mode!r}. Choose from hybrid, keyword, semantic."
    )


def test_an_empty_control_of_a_page_filters_nothing() -> None:
    query = read_query("ice", source="", after="", before="", asked="")
    assert query == read_query("ice")
    assert query.scope.is_open


@pytest.mark.parametrize(
    "scope",
    [{"source": "Post"}, {"after": "2020-01-01"}, {"before": "2020-01-01"}],
    ids=str,
)
def test_any_filter_closes_the_scope(scope: dict[str, str]) -> None:
    assert not read_query("ice", **scope).scope.is_open


def test_the_day_of_asking_is_no_filter() -> None:
    assert read_query("ice", asked="2020-01-31").scope.is_open


@pytest.mark.parametrize(
    "value",
    [
        date(2020, 1, 31),
        datetime(2020, 1, 31, 23, 59, tzinfo=UTC),
        datetime(2020, 1, 31),  # noqa: DTZ001
        "2020-01-31",
        "20200131",
        "2020-W05-5",
        "2020-01-31T00:30:00+05:30",
        "2020-01-31T23:30:00-05:00",
        "2020-01-31 12:00",
    ],
    ids=str,
)
def test_a_day_is_a_date_or_a_moment_or_iso_8601(value: date | str) -> None:
    found = read_day(value, "after")
    assert found == date(2020, 1, 31)
    assert type(found) is date


@pytest.mark.parametrize("value", [None, "", " "], ids=repr)
def test_no_day_is_no_day(value: str | None) -> None:
    assert read_day(value, "after") is None


@pytest.mark.parametrize("name", ["after", "before", "asked"])
@pytest.mark.parametrize(
    "value",
    [
        "tomorrow",
        "31.01.2020",
        "2020-13",
        "2020-1-5",
        "2020-02-30",
        "0000",
        "0000-01-01",
        "-",
        2020,
    ],
    ids=repr,
)
def test_what_is_no_day_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(QueryInvalid) as error:
        read_query("ice", **{name: value})
    assert str(error.value) == f"{name} is {value!r}, which is not a day. Write it as YYYY-MM-DD."


@pytest.mark.parametrize("period", ["2020", "2020-01"])
def test_a_question_is_asked_on_a_day(period: str) -> None:
    with pytest.raises(QueryInvalid, match="which is not a day"):
        read_query("ice", asked=period)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        (" 2020-02 ", date(2020, 2, 1), date(2020, 2, 29)),
    ],
)
def test_a_month_or_a_year_is_meant_whole_as_in_a_query(
    period: str, first: date, last: date
) -> None:
    set_apart = read_query("ice", after=period, before=period)
    typed = read_query(f"ice after:{period.strip()} before:{period.strip()}")
    assert (set_apart.scope.after, set_apart.scope.before) == (first, last)
    assert set_apart.scope == typed.scope
    as_of = read_query("ice", as_of=period).scope
    assert as_of.as_of == last
    assert as_of == read_query(f"ice as_of:{period.strip()}").scope


def test_spaces_around_a_day_do_not_matter() -> None:
    assert read_day(" 2020-01-31 ", "after") == date(2020, 1, 31)


def test_one_day_alone_is_a_range() -> None:
    query = read_query("ice", after="2020-01-31", before="2020-01-31")
    assert query.scope == Scope((), date(2020, 1, 31), date(2020, 1, 31))


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(QueryInvalid) as error:
        read_query("ice", after="2020-02-01", before="2020-01-31")
    assert str(error.value) == (
        "No day is both after 2020-02-01 and before 2020-01-31. Swap the two."
    )


def test_the_first_and_the_last_day_of_the_calendar_are_days() -> None:
    query = read_query("ice", after="0001-01-01", before="9999-12-31")
    assert query.scope == Scope((), date.min, date.max)


def test_a_bad_query_can_be_caught_as_any_of_our_errors_or_as_a_value_error() -> None:
    assert issubclass(QueryInvalid, BackissueError)
    assert issubclass(QueryInvalid, ValueError)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("Brexit: what next?", False),
        ('COVID-19 cases -opinion "in hospital" source:post', False),
        ("What happened last week?", True),
        ("harbour after:2020", True),
    ],
)
def test_what_reads_times_is_loaded_only_where_there_may_be_one(text: str, loaded: bool) -> None:  # noqa: FBT001
    program = (
        "import sys; from backissue.search.query.query import read_query; read_query(sys.argv[1]); "
        "print('backissue.search.query.when' in sys.modules, 'dateparser' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, text], capture_output=True, text=True, check=True
    ).stdout
    assert said == f"{loaded} False\n"


def test_a_filter_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError, match="There is no filter colour, size"):
        read_query("ice", size=3, colour="blue")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    "names", [["Post"], ("Post",), {"Post"}, np.array(["Post"]), pd.Series(["Post"])], ids=str
)
def test_names_come_in_whatever_holds_them(names: list[str]) -> None:
    assert read_query("ice", source=names) == read_query("ice", source="Post")


def test_several_names_come_in_an_array_too() -> None:
    names = np.array(["Post", "Courier"])
    query = read_query("ice", source=names)
    assert query == read_query("ice", source=["Post", "Courier"])


def test_names_that_can_be_read_only_once_are_refused() -> None:
    """The second question with them would be one to every source."""
    with pytest.raises(QueryInvalid, match="Give a name, or several in a list"):
        read_query("ice", source=(name for name in ["Post"]))  # type: ignore[arg-type]


@pytest.mark.parametrize("filters", [{"source": []}, {"author": ()}, {"place": [" "]}], ids=str)
def test_no_name_filters_nothing(filters: dict[str, list[str]]) -> None:
    assert read_query("ice", **filters) == read_query("ice")  # type: ignore[arg-type]


def test_what_is_typed_and_what_is_set_hold_together() -> None:
    query = read_query("ice after:2019 before:2021", after="2020-03-01", before="2020-12-31")
    assert query.scope == Scope((), date(2020, 3, 1), date(2020, 12, 31))
    assert query.when == When(
        first=date(2020, 3, 1), last=date(2020, 12, 31), start=4, end=26, is_explicit=True
    )


def test_a_time_in_a_question_is_no_filter() -> None:
    query = read_query("What froze in January 2020?")
    assert query.scope.is_open
    assert query.when == When(first=date(2020, 1, 1), last=date(2020, 1, 31), start=14, end=26)
    assert query.words == query.text


def test_a_time_inside_a_phrase_is_part_of_the_phrase() -> None:
    query = read_query('"in January 2020" ice')
    assert (query.when, query.mentioned) == (None, ())


def test_as_of_a_day_is_a_filter() -> None:
    query = read_query("How thick was the ice as of 3 July 2020?")
    assert query.scope == Scope(as_of=date(2020, 7, 3))
    assert query.words == "How thick was the ice?"
    assert query.when == When(first=None, last=date(2020, 7, 3), start=22, end=39, is_explicit=True)
    both = read_query("ice as of July 2020", as_of="2020-03-01")
    assert both.scope.as_of == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"after": b"2020"}, "after is b'2020', which is not a day. Write it as YYYY-MM-DD."),
        ({"after": pd.NaT}, "after is NaT, which is not a day. Write it as YYYY-MM-DD."),
        ({"source": 5}, "source is 5. Give a name, or several in a list."),
        ({"source": 0}, "source is 0. Give a name, or several in a list."),
        ({"source": False}, "source is False. Give a name, or several in a list."),
        ({"author": [None]}, "author is [None]. Give a name, or several in a list."),
        ({"place": [5] * 99}, "place is [" + "5, " * 26 + "5. Give a name, or several in a list."),
    ],
)
def test_what_is_no_day_or_name_is_said(filters: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryInvalid) as caught:
        read_query("harbour", **filters)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text",
    [
        "What happened on 02/03/2020?",
        "troops after:02/03/2020",
        "The 02/03/2020 vote was lost. Why?",
        "troops between 1 May 2019 and 02/03/2020",
    ],
)
def test_which_number_is_the_month_is_said_where_both_may_be(text: str) -> None:
    note = "“02/03/2020” is read as 3 February 2020. If you mean 2 March, write 2020-03-02."
    assert read_query(text).notes == (note,)


@pytest.mark.parametrize(
    "text",
    [
        "What happened on 2.3.2020?",
        "What happened on 02/13/2020?",
        "What happened on 13/02/2020?",
        "What happened on 03/03/2020?",
        "What happened on 2020/02/03?",
        "“paid 02/03/2020 in full”",
        "What happened on 00/03/2020?",
    ],
)
def test_nothing_is_said_of_a_day_that_can_be_read_in_one_way(text: str) -> None:
    assert read_query(text).notes == ()
