"""One search box: what is a sign, what is a word, and that nothing typed is an error."""

import random
from datetime import date

import pytest

from backissue.indexer.indexes.terms import Term
from backissue.search.query.condition import AllOf, AnyOf, Condition, Holds, Named, Not, Published
from backissue.search.query.parts import Part
from backissue.search.query.query import read_query
from backissue.search.query.syntax import Syntax, read_syntax

ASKED = date(2020, 7, 8)


def read(text: str) -> Syntax:
    return read_syntax(text, ASKED)


def word(text: str, *, in_title: bool = False) -> Holds:
    return Holds(Term("word", text, in_title))


def phrase(text: str, *, in_title: bool = False) -> Holds:
    return Holds(Term("phrase", text, in_title))


def every(*conditions: Condition) -> AllOf:
    return AllOf(conditions)


def either(*conditions: Condition) -> AnyOf:
    return AnyOf(conditions)


@pytest.mark.parametrize(
    "text",
    [
        "When did the harbour freeze?",
        "Brexit: what next?",
        "COVID-19",
        "U.S.-China trade war",
        "5-4 ruling",
        "It's the PM's 'last chance'",
        "Biden - Trump debate",
        "Biden – Trump debate",
        "the plan -if there is one- fails",
        "train at 10:30",
        "https://example.org/a-b?x=1&y=2",
        "Johnson (the prime minister) said",
        "5'10\" tall",
        '12" and 15" records',
        "AT&T and/or T-Mobile",
        "Tories and Labour or not",
        "f*** the police",
        "vitamin C*",
        "~50 people",
        "What is 3 + 4?",
        "--after",
        "Luke 3:16 and Luke:3",
        "score:2-1",
        "to:5",
        "¿Qué pasó?",
        "港は凍ったか？",
    ],
)
def test_what_people_type_plainly_is_words_and_nothing_else(text: str) -> None:
    found = read(text)
    assert found == Syntax(
        (Part(kind="words", value=text, start=0, end=len(text)),) if text != "(((" else (),
        text,
        None,
        Published(None, None),
        None,
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("\"we can't", "unbalanced quote: searched as words"),
        ("“we can’t go on", "unbalanced quote: searched as words"),
        ("foo:bar", "unknown field 'foo': searched as words"),
        ("author: Smith", "nothing follows 'author:' directly: searched as words"),
        ("low of -40 degrees", '-40 is read as a number: write -"40" to leave it out'),
        ("*port", "* is read only after two letters: searched as words"),
        ("harbour~5", "~ is read after three letters, with 1 or 2: searched as words"),
        ("after:soon harbour", "'soon' is no date: searched as words"),
        ("Who is NOT in NATO?", "NOT in a question: searched as a word"),
        ("PRINCE HARRY AND MEGHAN STEP BACK", "AND in a line of capitals: searched as a word"),
        (
            "Prince Harry AND Meghan Step Back As Senior Royals",
            "AND in a headline: searched as a word",
        ),
        ("Who said “get Brexit done”?", "what a question quotes need not be there word for word"),
        (
            'The vote was about "no deal" and it failed by four.',
            "what a sentence quotes need not be there word for word",
        ),
        (
            'the vote in the house that night was about "no deal" and it failed by four',
            "what a sentence quotes need not be there word for word",
        ),
        ("it is NOT over", "NOT joins nothing: searched as a word"),
        ("Salem OR", "OR joins nothing: searched as a word"),
        ("AND then there were none", "AND joins nothing: searched as a word"),
        ("To be OR NOT to be", "OR in a line of small words: searched as a word"),
        ('"" ferries', "no word in quotes: searched as words"),
        ("source:*", "nothing follows 'source:' directly: searched as words"),
        ("ferries && trams", "&& is not read: write AND"),
        ("since:2020", "unknown field 'since': searched as words; write after:"),
        ("from:jones", "unknown field 'from': searched as words"),
        ("after:(2020 OR 2021) ice", "'2020 OR 2021' is no date: searched as words"),
        ("site:example.org", "unknown field 'site': searched as words; write source:"),
        ("port " * 401, "longer than 2,000 characters: searched as words"),
    ],
)
def test_what_may_have_been_meant_otherwise_is_noted(text: str, note: str) -> None:
    text = text.strip()
    found = read(text)
    assert (found.condition, found.words) == (None, text)
    assert {part.note for part in found.parts} == {note}
    assert read_query(text).notes == (f"{note[0].upper()}{note[1:]}.",)


@pytest.mark.parametrize(
    ("text", "condition", "words"),
    [
        ('"climate change"', phrase("climate change"), '"climate change"'),
        ("“climate change”", phrase("climate change"), "“climate change”"),
        ("„climate change“", phrase("climate change"), "„climate change“"),
        ("«climate change»", phrase("climate change"), "«climate change»"),
        ('"climate change" floods', phrase("climate change"), '"climate change" floods'),
        ("Brexit -Farage", Not(phrase("Farage")), "Brexit"),
        ('Brexit -"Nigel Farage"', Not(phrase("Nigel Farage")), "Brexit"),
        ("-Farage", Not(phrase("Farage")), ""),
        ("-Farage, what next?", Not(phrase("Farage,")), "what next?"),
        ("Brexit -(Farage OR UKIP)", Not(either(phrase("Farage"), phrase("UKIP"))), "Brexit"),
        ("troop*", Holds(Term("wildcard", "troop*")), "troop*"),
        ("wom*n march", Holds(Term("wildcard", "wom*n")), "wom*n march"),
        ("colour~", Holds(Term("fuzzy", "colour", distance=1)), "colour~"),
        ("Zelenskyy~", Holds(Term("fuzzy", "Zelenskyy", distance=2)), "Zelenskyy~"),
        ("colour~2", Holds(Term("fuzzy", "colour", distance=2)), "colour~2"),
        ("title:brexit", word("brexit", in_title=True), ""),
        ('title:"get brexit done"', phrase("get brexit done", in_title=True), ""),
        ("title:brex*", Holds(Term("wildcard", "brex*", in_title=True)), ""),
        ("-title:poll", Not(phrase("poll", in_title=True)), ""),
        ("source:post", Named("source", "post"), ""),
        ("Source:Post fish", Named("source", "Post"), "fish"),
        ('author:"Jane Smith" fish', Named("author", "Jane Smith"), "fish"),
        ("author:“Jane Smith” fish", Named("author", "Jane Smith"), "fish"),
        ("section:world", Named("section", "world"), ""),
        ("title:(tram)", word("tram", in_title=True), ""),
        (
            'title:(tram OR "night bus") late',
            either(word("tram", in_title=True), phrase("night bus", in_title=True)),
            "late",
        ),
        (
            "title:(tram -bus)",
            every(word("tram", in_title=True), Not(phrase("bus", in_title=True))),
            "",
        ),
        (
            "-title:(tram bus)",
            Not(every(phrase("tram", in_title=True), phrase("bus", in_title=True))),
            "",
        ),
        (
            "title:(bus~ (tram* OR night))",
            every(
                Holds(Term("fuzzy", "bus", in_title=True)),
                either(
                    Holds(Term("wildcard", "tram*", in_title=True)), word("night", in_title=True)
                ),
            ),
            "",
        ),
        (
            "title:(tram after:2020)",
            every(word("tram", in_title=True), phrase("2020", in_title=True)),
            "",
        ),
        ("title:(tram bus", word("tram", in_title=True), "bus"),
        (
            "title:(night bus OR late tram)",
            either(
                every(word("night", in_title=True), word("bus", in_title=True)),
                every(word("late", in_title=True), word("tram", in_title=True)),
            ),
            "",
        ),
        (
            "title:(TRAM STRIKE OR BUS STRIKE)",
            either(
                every(word("TRAM", in_title=True), word("STRIKE", in_title=True)),
                every(word("BUS", in_title=True), word("STRIKE", in_title=True)),
            ),
            "",
        ),
        (
            'title:("a) bus" tram)',
            every(phrase("a) bus", in_title=True), word("tram", in_title=True)),
            "",
        ),
        ("title:(the tram)", word("tram", in_title=True), ""),
        ("source:(New York Times)", Named("source", "New York Times"), ""),
        (
            "author:(Jane Smith OR John Miller)",
            either(Named("author", "Jane Smith"), Named("author", "John Miller")),
            "",
        ),
        (
            "author:(Jane Smith, John Miller)",
            either(Named("author", "Jane Smith"), Named("author", "John Miller")),
            "",
        ),
        (
            'author:("Smith, Jane", "Miller, John")',
            either(Named("author", "Smith, Jane"), Named("author", "Miller, John")),
            "",
        ),
        (
            "place:(New York OR Paris)",
            either(Named("place", "New York"), Named("place", "Paris")),
            "",
        ),
        (
            "section:(world* news -New York)",
            every(Not(Named("section", "New York")), Named("section", "world* news")),
            "",
        ),
        ("place:paris,texas", Named("place", "paris,texas"), ""),
        (
            "source:(post OR courier)",
            either(Named("source", "post"), Named("source", "courier")),
            "",
        ),
        ("place:paris,", Named("place", "paris"), ""),
        (
            "source:post,courier",
            either(Named("source", "post"), Named("source", "courier")),
            "",
        ),
        ('source:"post,courier"', Named("source", "post,courier"), ""),
        (
            "source:post source:courier",
            either(Named("source", "post"), Named("source", "courier")),
            "",
        ),
        ("author:a1 author:b2", every(Named("author", "a1"), Named("author", "b2")), ""),
    ],
    ids=str,
)
def test_a_sign_is_a_condition(text: str, condition: Condition, words: str) -> None:
    found = read(text)
    assert (found.condition, found.words) == (condition, words)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Tories AND Labour", every(word("Tories"), word("Labour"))),
        ("Tories OR Labour", either(word("Tories"), word("Labour"))),
        ("Brexit NOT Farage", every(word("Brexit"), Not(phrase("Farage")))),
        ("Brexit AND NOT Farage", every(word("Brexit"), Not(phrase("Farage")))),
        ("NOT Farage", Not(phrase("Farage"))),
        ("NATO AND EU", every(word("NATO"), word("EU"))),
        ("the Taliban AND the US", every(word("Taliban"), word("US"))),
        (
            "climate change OR global warming",
            either(every(word("climate"), word("change")), every(word("global"), word("warming"))),
        ),
        (
            "Brexit AND fish OR farms",
            either(every(word("Brexit"), word("fish")), word("farms")),
        ),
        (
            "Brexit AND (fish OR farms)",
            every(word("Brexit"), either(word("fish"), word("farms"))),
        ),
        (
            "fish OR farms source:post",
            every(either(word("fish"), word("farms")), Named("source", "post")),
        ),
        (
            "source:post OR source:courier fish",
            every(either(Named("source", "post"), Named("source", "courier")), word("fish")),
        ),
        (
            '"Boris Johnson" AND (Brexit NOT "no deal")',
            every(phrase("Boris Johnson"), every(word("Brexit"), Not(phrase("no deal")))),
        ),
        (
            "(fish after:2020) OR farms",
            either(every(word("fish"), Published(date(2020, 1, 1), None)), word("farms")),
        ),
        ("NOT (NOT fish)", Not(Not(word("fish")))),
        ("fish AND )( farms", every(word("fish"), word("farms"))),
    ],
    ids=str,
)
def test_operators_make_conditions_of_words(text: str, condition: Condition) -> None:
    assert read(text).condition == condition


@pytest.mark.parametrize(
    ("text", "published", "as_of"),
    [
        ("after:2020", "from 2020-01-01", None),
        ("after:2020-07", "from 2020-07-01", None),
        ("after:3 July 2020 troops", "from 2020-07-03", None),
        ('after:"July 3, 2020" troops', "from 2020-07-03", None),
        ("before:2020", "to 2020-12-31", None),
        ("before:2020-07-03", "to 2020-07-03", None),
        ("on:2020-07-03", "on 2020-07-03", None),
        ('on:"July 2020"', "from 2020-07-01 to 2020-07-31", None),
        ("on:yesterday", "on 2020-07-07", None),
        ("on:(2020)", "from 2020-01-01 to 2020-12-31", None),
        ("as_of:(July 3, 2020)", "", date(2020, 7, 3)),
        ("after:2019 before:2020-03", "from 2019-01-01 to 2020-03-31", None),
        ("fish OR farms after:2020", "from 2020-01-01", None),
        ("as_of:2020-07-03", "", date(2020, 7, 3)),
        ("as_of:2020-07", "", date(2020, 7, 31)),
        ("How many cases as of 3 July 2020?", "", date(2020, 7, 3)),
        ("As of yesterday, how many cases?", "", date(2020, 7, 7)),
        ("How many cases as of now?", "", ASKED),
        ("What became as of late of him?", "", None),
        ("after:Feb-2019", "from 2019-02-01", None),
        ("on:Christmas", "on 2019-12-25", None),
    ],
    ids=str,
)
def test_days_are_read_as_people_write_them(text: str, published: str, as_of: date | None) -> None:
    found = read(text)
    assert (str(found.published), found.as_of) == (published, as_of)


def test_words_that_only_filter_do_not_rank() -> None:
    assert read("As of yesterday, how many cases?").words == "how many cases?"
    assert read("How many cases as of 3 July 2020?").words == "How many cases?"
    assert read("fish source:post -farms after:2020 chips").words == "fish chips"
    assert read("fish AND (chips OR peas) NOT farms").words == "fish chips peas"
    assert read("after:2020 ?").words == ""


@pytest.mark.parametrize("text", ["?", "(", "()", "…", "*", "🙂", '"🙂"', "--"])
def test_where_no_word_is_typed_the_newest_come_first_and_it_is_said(text: str) -> None:
    query = read_query(text)
    assert (query.words, query.condition) == ("", None)
    assert (
        query.notes[0]
        == "There is no word in it to look for: all articles are found, the newest first."
    )


def test_what_was_known_as_of_a_day_cannot_be_left_out() -> None:
    for text in ("fish -as_of:2019", "fish NOT as_of:2019"):
        query = read_query(text)
        assert query.scope.as_of is None
        assert query.notes == ("What was known as of a day cannot be left out: not read.",)


def test_what_goes_wrong_in_brackets_after_a_field_is_said() -> None:
    assert read_query("title:(tram bus").notes == (
        "Unbalanced bracket: only the first word is read.",
    )
    assert read_query("title:(tram after:2020)").notes == (
        "A field within another is searched as its words.",
    )
    assert read_query("title:(*am)").notes == (
        "* is read only after two letters: searched as words.",
    )
    assert read_query("source:(the OR)").notes == ("OR joins nothing: searched as a word.",)


@pytest.mark.parametrize("value", ["the", "(to be OR not to be)", "(is it OR not?)"])
def test_small_words_alone_are_no_condition_and_it_is_said(value: str) -> None:
    query = read_query(f"title:{value}")
    assert query.condition is None
    assert query.notes == (f"{value.strip('()')!r} has only small words: not read.",)


def test_what_is_wrong_many_times_is_said_once() -> None:
    assert read_query("NOT NOT NOT NOT fish").notes == ("NOT joins nothing: searched as a word.",)


def test_a_pasted_article_asks_about_no_time() -> None:
    query = read_query("Trams stood still in 2019. " * 100)
    assert (query.when, query.mentioned) == (None, ())


def test_without_a_day_of_asking_relative_days_are_left_out_and_noted() -> None:
    query = read_query("fish after:yesterday")
    assert query.words == "fish"
    assert query.scope.is_open
    assert query.notes == (
        "'yesterday' depends on the day of asking, which is not known: left out.",
    )


def test_every_part_says_where_it_came_from() -> None:
    text = 'ice "thick fog" -snow troop* title:bridge after:2020 OR'
    query = read_query(text)
    assert [(part.kind, part.value, text[part.start : part.end]) for part in query.parts] == [
        ("words", "ice", "ice"),
        ("phrase", "thick fog", '"thick fog"'),
        ("word", "snow", "-snow"),
        ("wildcard", "troop*", "troop*"),
        ("title", "bridge", "title:bridge"),
        ("after", "2020", "after:2020"),
        ("words", "OR", "OR"),
    ]
    assert [part.is_excluded for part in query.parts] == [False, False, True, *[False] * 4]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ('"no deal"?', phrase("no deal")),
        ('"no deal" vote.', phrase("no deal")),
        ('"no deal" in the house last night', phrase("no deal")),
        ('Who voted against -"no deal" and “peace”?', Not(phrase("no deal"))),
        ('Who spoke of "peace" title:"no deal"?', phrase("no deal", in_title=True)),
        (
            '"no deal" AND the vote that was held in the house late last night by the members',
            every(
                phrase("no deal"),
                every(
                    *map(
                        word,
                        ["vote", "held", "house", "late", "last", "night", "members"],
                    )
                ),
            ),
        ),
    ],
    ids=str,
)
def test_quotations_are_conditions_but_in_questions_and_sentences(
    text: str, condition: Condition
) -> None:
    assert read(text).condition == condition


def test_days_that_exclude_one_another_are_said_and_no_error() -> None:
    query = read_query("fish after:2021 before:2020")
    assert query.notes == ("No day is both after 2021-01-01 and before 2020-12-31.",)


def test_nothing_that_is_typed_raises() -> None:
    chance = random.Random(5)  # noqa: S311 - the same texts in every run
    pieces = [
        *"\"“”„«»()-*~:,.?!'’ \t/\\",
        *(
            "AND",
            "OR",
            "NOT",
            "title:",
            "title:(",
            "source:",
            "after:",
            "as of ",
            "on:",
            "foo:",
            "2020",
        ),
        *("word", "Wort", "-x", "x*", "y~2", "3 July 2020", "yesterday", "é", "港", " ", " "),
    ]
    for _ in range(3_000):
        text = "".join(chance.choices(pieces, k=chance.randint(1, 25)))
        found = read(text)
        for part in found.parts:
            assert 0 <= part.start < part.end <= len(text)
        assert list(found.parts) == sorted(found.parts, key=lambda part: part.start)
    for mark in '(-"“*~:':
        read(mark * 1_999)
        read(f"{mark} " * 900)
    read("(a AND " * 280)
    read("title:(" * 140 + "a" + ")" * 140)
    read("(title:(a OR " * 100 + "b" + "))" * 100)
    read("NOT " * 400)
