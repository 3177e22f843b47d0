"""Short answers are compared as SQuAD compares them, with the punctuation of news."""

import pytest

from backissue.search.evaluation.squad import best, exact_match, f1, holds, normalise


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("The Orkney Islands.", ["orkney", "islands"]),
        ("2,500", ["2500"]),
        ("$1.2 million", ["12", "million"]),
        ("£130 million", ["£130", "million"]),
        ("Guns N’ Roses", ["guns", "n", "roses"]),
        ("“An airport”", ["airport"]),
        ("a man, a plan, the canal", ["man", "plan", "canal"]),
        ("Theatre and anthem", ["theatre", "and", "anthem"]),
        ("1–0", ["10"]),
        ("1-0", ["10"]),
        ("Monday—Friday", ["monday", "friday"]),
        ("  two\n\tlines ", ["two", "lines"]),
        ("The A", []),
        ("?!", []),
        ("", []),
    ],
)
def test_only_the_words_count(answer: str, words: list[str]) -> None:
    assert normalise(answer) == words


@pytest.mark.parametrize(
    ("answer", "known", "value"),
    [
        ("2500", "2,500", 1.0),
        ("the Baradar", "Baradar", 1.0),
        ("Guns N' Roses", "guns n’ roses", 1.0),
        ("Mullah Baradar", "Baradar", 0.0),
        ("", "Baradar", 0.0),
    ],
)
def test_an_exact_match_has_the_same_words(answer: str, known: str, value: float) -> None:
    assert exact_match(answer, known) == value


@pytest.mark.parametrize(
    ("answer", "known", "value"),
    [
        ("up to 5,000 prisoners", "up to 5,000", 6 / 7),  # 3 of 4 words, 3 of 3
        ("5,000", "up to 5,000", 1 / 2),  # 1 of 1, 1 of 3
        ("very very big", "very big", 4 / 5),  # the second very is one too many: 2 of 3, 2 of 2
        ("Norway", "Denmark", 0.0),
        ("the", "a", 1.0),  # nothing against nothing, as in SQuAD 2.0
        ("", "Denmark", 0.0),
        ("Denmark", "", 0.0),
    ],
)
def test_f1_is_the_overlap_in_words(answer: str, known: str, value: float) -> None:
    assert f1(answer, known) == pytest.approx(value)


def test_the_nearest_known_answer_counts() -> None:
    assert best(exact_match, "Esper", ["Mark Esper", "Esper"]) == 1.0
    assert best(f1, "Secretary Esper", ["Mark T. Esper", "Esper"]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Some 2,500 troops stay.", "2500"),
        ("Some 2,500—or fewer—stay.", "2,500"),
        ("She left for New\nYork.", "new york"),
    ],
)
def test_a_text_holds_an_answer_as_a_run_of_whole_words(text: str, known: str) -> None:
    assert holds(text, ["Boston", known])


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Some 12,500 troops stay.", ["2,500"]),
        ("The vote was 52 to 48.", ["48 to 52"]),
        ("Nothing is said.", ["the", "?"]),
        ("", ["the"]),
        ("Nothing is known.", []),
    ],
)
def test_a_text_without_the_words_does_not_hold_it(text: str, known: list[str]) -> None:
    assert not holds(text, known)
