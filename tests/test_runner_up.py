"""Other answers are named once each, if they are likely enough to be worth a look."""

from backissue.search.answers.runner_up import MOST, WORTHWHILE, runners_up, same_answer

from readings import read, report

FERRY = report(1, "The ferry sank. All 14 were saved, Captain Ann Berg said on Monday.")
LATER = report(2, "Of the ferry, 15 were saved. Eve, Kim, Lee and Max rowed.")


def test_the_best_answer_is_not_its_own_runner_up() -> None:
    assert runners_up([read(FERRY, "14", 0.8)]) == ()
    assert runners_up([]) == ()


def test_a_runner_up_cites_the_sentence_that_it_stands_in() -> None:
    (found,) = runners_up([read(FERRY, "14", 0.8), read(LATER, "15", 0.4)])
    assert (found.text, found.confidence) == ("15", 0.4)
    assert found.citation.quote == "Of the ferry, 15 were saved."


def test_what_says_the_same_in_more_or_fewer_words_is_no_other_answer() -> None:
    readings = [
        read(FERRY, "Ann Berg", 0.8),
        read(FERRY, "Captain Ann Berg", 0.7),
        read(FERRY, "Berg", 0.6),
        read(FERRY, "Monday", 0.5),
        read(FERRY, "on Monday", 0.4),
    ]
    assert [found.text for found in runners_up(readings)] == ["Monday"]


def test_what_is_hardly_likely_is_left_out() -> None:
    readings = [read(FERRY, "14", 0.45), read(LATER, "15", WORTHWHILE - 0.01)]
    assert runners_up(readings) == ()
    assert runners_up([read(FERRY, "14", 0.9), read(LATER, "15", 0.13)]) == ()


def test_what_cuts_a_number_or_shares_characters_with_another_is_left_out() -> None:
    count = report(3, "Some 2,818 houses fell within 11 hours and 23 minutes.")
    readings = [
        read(count, "2,818", 0.8),
        read(count, "818", 0.7),
        read(count, "11 hours and 23 minutes", 0.6),
        read(count, "23 minutes", 0.5),
    ]
    assert [found.text for found in runners_up(readings)] == ["11 hours and 23 minutes"]


def test_a_side_of_a_conflict_is_no_runner_up() -> None:
    readings = [read(FERRY, "14", 0.8), read(LATER, "15", 0.6), read(LATER, "Eve", 0.5)]
    assert [found.text for found in runners_up(readings, ["14", "15"])] == ["Eve"]


def test_a_few_are_named_at_most() -> None:
    others = [read(LATER, name, 0.5) for name in ("Eve", "Kim", "Lee", "Max")]
    assert len(runners_up([read(FERRY, "14", 0.8), *others])) == MOST == 3


def test_two_answers_are_the_same_where_one_has_all_words_of_the_other() -> None:
    assert same_answer("Mullah Baradar", "Baradar")
    assert same_answer("July 5", "5 July")
    assert not same_answer("July 5", "July 15")
    assert not same_answer("2,500", "4,500")
