"""A sentence of another year does not answer a question of this one."""

import pytest

from backissue.indexer.article import Passage
from backissue.search.answers.other_year import with_other_year
from backissue.search.checking.check import check

from readings import report

ASKED = "Who won the cup in 2023"
TOLD = report(1, "The cup of 2023 is in May. In 2022, Lund won the cup.")
CUP = Passage(TOLD, 0, len(TOLD.text))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (ASKED, "Lund won the cup."),
        (ASKED, "Lund won the cup in 2023, and Berg in 2022."),
        (ASKED, "Lund won the cup on May 5."),
        ("Who won the cup", "In 2022, Lund won the cup."),
        ("Who won the cup before 2023", "In 2022, Lund won the cup."),
        ("Who won most cups from 2019 to 2023", "In 2022, Lund won the cup."),
        ("Who had won the cup by the end of 2023", "In 2022, Lund won the cup."),
        ("Who had won the cup as of 2023", "In 2022, Lund won the cup."),
        ("Who won earlier than in 2023", "In 2022, Lund won the cup."),
        ("Who held the cup through 2023", "In 2022, Lund won the cup."),
        (ASKED, "Lund, holder since 2021, won the cup again."),
        ("Who held the cup throughout 2023", "Lund held the cup from 2021 to 2025."),
        ("Who won Euro 2020", "Lund won the cup in July 2021."),
    ],
)
def test_a_sentence_may_say_the_same_year_or_none_or_one_within_bounds(
    question: str, sentence: str
) -> None:
    verdict = check(f"{question}: Lund", [CUP])
    assert with_other_year(verdict, question, sentence) is verdict


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("In 2023, who won the cup", "In 2022, Lund won the cup."),
        ("Who won Euro 2020 in 2021", "Lund won the cup in July 2022."),
        (ASKED, "The cup was won by Lund in 2022."),
        ("Who gave the cup to Lund in 2023", "In 2022, Lund won the cup."),
    ],
)
def test_a_year_in_a_sentence_with_names_and_bounds_may_contradict_all_the_same(
    question: str, sentence: str
) -> None:
    verdict = check(f"{ASKED}: Lund", [CUP])
    assert with_other_year(verdict, question, sentence).support == "contradicted"


def test_a_sentence_of_another_year_contradicts_whatever_else_the_article_says() -> None:
    verdict = check(f"{ASKED}: Lund", [CUP])
    assert verdict
    other = with_other_year(verdict, ASKED, "In 2022, Lund won the cup.")
    assert other.support == "contradicted"
    assert other.reason == "It says 2023; the passage says 2022."
    (finding,) = other.findings
    assert ASKED[finding.start : finding.end] == "2023"
    assert finding.kind == "date"
