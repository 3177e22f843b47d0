"""An answer reads well in a terminal, with all that it takes to judge it."""

from dataclasses import replace
from datetime import date

from backissue.search import Answer, Citation
from backissue.search.answers.claim import claimed
from backissue.search.answers.conflict import Side
from backissue.search.answers.runner_up import RunnerUp
from backissue.search.retrieval.reach import Reach
from backissue.ui.lines.answer_lines import answer_lines, receipt_line
from backissue.ui.lines.terminal import WIDTH

from hostile import ICE, RECEIPT, answer, no_answer


def lines(given: Answer) -> list[str]:
    return list(answer_lines(given))


def test_an_answer_is_quoted_with_its_place() -> None:
    assert lines(answer(ICE)) == [
        "The harbour froze over. Ferries stay in port. [1]",
        "",
        "[1] Harbour freezes over · Harbour Post · 2020-01-31",
        "   “The harbour froze over. Ferries stay in port.”",
        "   post-17, characters 0–45",
        "",
        "Confidence 0.88.",
    ]


def test_every_citation_has_its_number_beside_the_answer() -> None:
    twice = replace(
        answer(ICE), text="Yes", citations=(Citation(ICE, 0, 23), Citation(ICE, 24, 45))
    )
    first, _, *others = lines(twice)
    assert first == "Yes [1] [2]"
    assert [line for line in others if line.startswith("[")] == [
        "[1] Harbour freezes over · Harbour Post · 2020-01-31",
        "[2] Harbour freezes over · Harbour Post · 2020-01-31",
    ]


def test_other_answers_are_named_with_their_articles() -> None:
    other = RunnerUp(text="stay in port", citation=Citation(ICE, 24, 45), confidence=0.314)
    assert lines(replace(answer(ICE), runners_up=(other,)))[-3:] == [
        "",
        "Also seen:",
        " - stay in port (0.31), Harbour freezes over · Harbour Post · 2020-01-31",
    ]


def test_articles_that_differ_stand_side_by_side_with_their_days() -> None:
    late = replace(ICE, id="post-18", published=date(2020, 2, 3), title="Ice breaks")
    sides = (
        Side(text="30 ferries", citations=(Citation(late, 0, 23),) * 2, confidence=0.7),
        Side(text="40 ferries", citations=(Citation(ICE, 0, 23),), confidence=0.8),
    )
    assert lines(replace(answer(ICE), conflicts=sides))[-4:] == [
        "Articles differ:",
        " - 30 ferries: Ice breaks · Harbour Post · 2020-02-03",
        " - the same: Ice breaks · Harbour Post · 2020-02-03",
        " - 40 ferries: Harbour freezes over · Harbour Post · 2020-01-31",
    ]


def test_an_answer_that_is_not_borne_out_says_so() -> None:
    claim = claimed("The harbour never froze over.", [Citation(ICE, 0, 23)])
    assert lines(replace(answer(ICE), claims=(claim,)))[-1] == (
        "Careful, contradicted: It says “never froze”; the passage does not deny it."
    )


def test_no_answer_says_why_and_names_the_three_nearest() -> None:
    articles = [
        replace(ICE, id=f"{number}", title=f"Day {number} of the ice") for number in range(1, 6)
    ]
    assert lines(no_answer(*articles)) == [
        "No answer. None of it says so.",
        "",
        "Nearest passages:",
        " - Day 1 of the ice · Harbour Post · 2020-01-31",
        " - Day 2 of the ice · Harbour Post · 2020-01-31",
        " - Day 3 of the ice · Harbour Post · 2020-01-31",
    ]


def test_no_answer_without_anything_near_is_one_line() -> None:
    assert lines(no_answer()) == ["No answer. None of it says so."]


def test_the_receipt_is_one_line_that_names_what_was_left_out() -> None:
    assert receipt_line(RECEIPT) == (
        "Rests on 1 independent origin · Harbour Post · 2020-01-31 · 10 passages of 1 article read"
        " · 75 of 1,200 articles in scope · archive 1f2e3d4c, generation 3 · all-MiniLM-L6-v2, "
        "reader 1a2b3c4d"
    )
    scoped = replace(
        RECEIPT,
        reach=Reach(generation=3, articles=1_200, in_scope=75, other_days=40, undated=2),
        asked=date(2020, 2, 1),
        first_published=date(2020, 1, 30),
    )
    assert " · 2020-01-30 to 2020-01-31 · " in receipt_line(scoped)
    assert " · 40 of other days left out · 2 undated left out · asked on 2020-02-01 · " in (
        receipt_line(scoped)
    )


def test_the_receipt_of_no_answer_has_no_evidence() -> None:
    bare = replace(
        RECEIPT, sources=(), first_published=None, last_published=None, independent_origins=0
    )
    *_, last = lines(replace(no_answer(), receipt=bare))
    assert last.startswith("10 passages of 1 article read")
    assert all(len(line) <= WIDTH for line in last.split("\n"))
