"""Copies are put into one story, whatever the order in which they come."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backissue.indexer import Article
from backissue.indexer.sources.read import read_sources
from backissue.indexer.truth.catalogue import ordinal
from backissue.indexer.truth.sketch import sketch
from backissue.indexer.truth.stories import COMMON, COMMON_ARTICLES, Stories
from backissue.indexer.truth.twins import Member

from conftest import ROOT
from made_copies import Maker

DAY = date(2024, 1, 1)
MADE = list(Maker(3).cases(12))


def text(name: str, words: int = 300) -> str:
    """Return a text that shares no words with that of another name."""
    return " ".join(f"{name}{number}" for number in range(words))


def printed(body: str, *, day: date | None = DAY, source: str = "", title: str = "") -> Article:
    return Article(id="any", title=title, text=body, published=day, source=source or None)


def members(articles: Iterable[Article], first: int = 1) -> list[Member]:
    return [
        Member(key, ordinal(each.published), each.source or "", sketch(each))
        for key, each in enumerate(articles, first)
    ]


def together(stories: Stories) -> set[frozenset[int]]:
    """Return the stories that have copies."""
    found = defaultdict[int, set[int]](set)
    for key, story in stories.told.items():
        found[story].add(key)
    return {frozenset(keys) for keys in found.values() if len(keys) > 1}


def grouped(*articles: Article) -> set[frozenset[int]]:
    return together(Stories(members(articles)))


def test_copies_are_one_story_and_others_stay_alone() -> None:
    assert grouped(
        printed(text("ice"), source="wire", title="Harbour freezes"),
        printed(text("vote"), source="wire"),
        printed(text("ice"), source="post", title="No ferries today", day=DAY + timedelta(days=1)),
    ) == {frozenset({1, 3})}


def test_a_shortened_copy_is_a_copy_down_to_a_third() -> None:
    assert grouped(printed(text("ice")), printed(text("ice", 120))) == {frozenset({1, 2})}
    assert grouped(printed(text("ice", 900)), printed(text("ice", 150))) == set()


def test_an_update_that_keeps_what_was_said_is_the_same_story() -> None:
    update = f"{text('thaw', 150)} {text('ice')}"
    assert grouped(printed(text("ice")), printed(update)) == {frozenset({1, 2})}


def test_a_report_that_repeats_some_of_the_last_one_is_another_story() -> None:
    follow_up = f"{text('thaw', 200)} {text('ice', 130)}"
    assert grouped(printed(text("ice")), printed(follow_up)) == set()


@pytest.mark.parametrize(("later", "expected"), [(3, {frozenset({1, 2})}), (4, set())])
def test_a_form_that_is_filled_in_again_later_is_another_story(
    later: int, expected: set[frozenset[int]]
) -> None:
    form = text("form", 300)
    first = printed(f"{form} {text('january', 60)}")
    second = printed(f"{form} {text('february', 60)}", day=DAY + timedelta(days=later))
    assert grouped(first, second) == expected


def test_what_is_printed_again_years_later_is_the_same_story() -> None:
    again = printed(text("ice"), day=DAY + timedelta(days=1_000))
    assert grouped(printed(text("ice")), again) == {frozenset({1, 2})}


def test_an_unknown_day_is_no_reason_against_a_copy() -> None:
    form = text("form", 300)
    first = printed(f"{form} {text('one', 60)}", day=None)
    assert grouped(first, printed(f"{form} {text('two', 60)}")) == {frozenset({1, 2})}


@pytest.mark.parametrize("days", [1, 20], ids=["one day", "many days"])
def test_the_notice_of_an_outlet_makes_no_story(days: int) -> None:
    notice = text("cookies", 300)
    articles = [
        printed(
            f"{text(f'news{number}x', 60)} {notice}",
            day=DAY + timedelta(days=number % days),
            source="post",
            title=f"Headline {number}",
        )
        for number in range(COMMON)
    ]
    assert grouped(*articles) == set()
    assert grouped(*articles[: COMMON - 1]) != set()  # who has seen few cannot know


def test_a_copy_is_found_under_the_notices_of_two_outlets() -> None:
    others = [
        printed(
            f"{text(f'{source}{number}x', 60)} {text(source, 300)}",
            source=source,
            title=f"Headline {number}",
        )
        for number in range(COMMON)
        for source in ("post", "courier")
    ]
    copies = [
        printed(f"{text('ice', 60)} {text(source, 300)}", source=source, title="Ice")
        for source in ("post", "courier")
    ]
    assert grouped(*copies) == set()
    assert grouped(*copies, *others) == {frozenset({1, 2})}


def test_a_wire_story_that_many_outlets_print_is_no_notice() -> None:
    many = [printed(text("ice"), source=f"outlet {n}", title=f"Ice {n}") for n in range(60)]
    assert grouped(*many) == {frozenset(range(1, 61))}


def test_an_article_that_was_fetched_many_times_is_no_notice() -> None:
    many = [printed(text("ice"), source="post", title="Harbour freezes") for _ in range(30)]
    assert grouped(*many) == {frozenset(range(1, 31))}
    undated = [replace(each, published=None) for each in many]
    assert grouped(*undated) == {frozenset(range(1, 31))}


def test_more_copies_than_can_be_compared_stay_alone() -> None:
    many = [printed(text("ice", 60), source=f"outlet {n}") for n in range(COMMON_ARTICLES + 1)]
    assert grouped(*many) == set()


def test_twins_count_each_and_stay_together_when_one_is_removed() -> None:
    """The middle is what most copies are like, so the ones that were fetched twice win."""
    half, rest = text("ice", 150), text("thaw", 150)
    every = members(map(printed, (half, f"{half} {rest}", f"{half} {rest}", half, half)))
    stories = Stories(every)
    assert stories.told == dict.fromkeys(range(1, 6), 1)
    stories.change((), [1])
    assert stories.told == Stories(every[1:]).told
    stories.change((), [4])
    assert stories.told == dict.fromkeys((2, 3, 5), 2)


def test_a_chain_of_updates_falls_into_parts_that_have_something_in_common() -> None:
    """Each repeats three quarters of the one before it: the first and the fifth share nothing."""
    parts = [text(f"part{number}x", 80) for number in range(12)]
    chain = [printed(" ".join(parts[number : number + 4])) for number in range(9)]
    stories = Stories(members(chain))
    assert len(together(stories)) > 1
    for keys in together(stories):
        assert max(keys) - min(keys) <= 2


def test_a_text_too_short_to_compare_stays_alone() -> None:
    assert grouped(printed("Ferries stay in port."), printed("Ferries stay in port.")) == set()


def test_stories_are_the_same_in_any_order_and_in_any_batches() -> None:
    every = members(each.article for each in MADE)
    expected = together(Stories(every))
    assert len(expected) >= 12
    for seed in range(3):
        dice = random.Random(seed)  # noqa: S311 - for variety, not for secrets
        order = dice.sample(every, len(every))
        stories = Stories()
        while order:
            size = dice.choice([1, 2, 10, 40])
            stories.change(order[:size], ())
            order = order[size:]
        assert together(stories) == expected


def test_removing_and_changing_leaves_what_would_be_there_without() -> None:
    every = members(each.article for each in MADE)
    stories = Stories(every)
    dice = random.Random(1)  # noqa: S311 - likewise
    for _ in range(4):
        gone = dice.sample(every, 12)
        stories.change((), [member.key for member in gone])
        rest = [member for member in every if member not in gone]
        assert together(stories) == together(Stories(rest))
        stories.change(gone, ())
        assert together(stories) == together(Stories(every))


def test_a_change_tells_which_stories_are_new_or_other_than_before() -> None:
    first, second, other = members(map(printed, (text("ice"), text("ice"), text("vote"))))
    stories = Stories([first, other])
    told = stories.change([second], ())
    assert stories.told[1] == stories.told[2] != stories.told[3]
    assert 3 not in told
    middle = stories.told[1]
    (rest,) = {1, 2} - {middle}
    assert stories.change((), [middle]) == {rest: rest}
    assert stories.told == {rest: rest, 3: 3}


def test_what_is_known_already_is_taken_up_where_it_was() -> None:
    every = members(each.article for each in MADE)
    before = Stories(every[:-30])
    after = Stories(before.members.values(), before.told)
    assert after.told == before.told
    before.change(every[-30:], ())
    after.change(every[-30:], ())
    assert after.told == before.told


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    """The share of each kind that is put into the story of what it was made from."""
    made = list(Maker(7).cases(50))
    keys = {each.article.id: key for key, each in enumerate(made, start=1)}
    told = Stories(members(each.article for each in made)).told
    same = defaultdict[str, list[bool]](list)
    for each in made:
        if each.of:
            same[each.kind].append(told[keys[each.article.id]] == told[keys[each.of]])
    return {kind: sum(together) / len(together) for kind, together in same.items()}


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("wire copy", 0.95, 1),
        ("shortened to a half", 0.95, 1),
        ("light rewrite", 0.8, 1),
        ("live update", 0.95, 1),
        ("same event, own report", 0, 0),
        ("next day, old background", 0, 0.05),
        ("form of the same day", 0, 0.1),
        ("form of another week", 0, 0),
        ("brief under the same notice", 0, 0.05),
    ],
)
def test_made_cases_are_told_apart(
    shares: dict[str, float], kind: str, least: float, most: float
) -> None:
    assert least <= shares[kind] <= most


def test_the_wire_copies_of_the_example_archive_are_found_and_nothing_else() -> None:
    articles = [each.item for each in read_sources(ROOT / "corpus" / "articles")]
    kept = [each for each in articles if isinstance(each, Article)]
    names = {key: each.id.rsplit("/", 1)[-1] for key, each in enumerate(kept, start=1)}
    found = together(Stories(members(kept)))
    assert {frozenset(names[key] for key in keys) for keys in found} == {
        frozenset(
            {"2019-10-12-kipchoge-under-two-hours.txt", "2019-10-12-kipchoge-breaks-barrier.txt"}
        ),
        frozenset(
            {
                "2020-11-17-miller-afghanistan-iraq-troops.txt",
                "2020-11-18-fewer-us-soldiers-afghanistan-iraq.txt",
            }
        ),
        frozenset({"2022-12-13-fusion-ignition.txt", "2022-12-14-fusion-energy-gain.txt"}),
    }
