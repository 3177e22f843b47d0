"""What is taken along says the same as the page, and does nothing of its own accord."""

import csv
import io
from dataclasses import replace

import pytest

from backissue.ui.export import COLUMNS, answer_markdown, citation_markdown, hits_csv

from hostile import HOSTILE, ICE, answer, hit, hostile_article, no_answer


def test_an_answer_is_a_sentence_with_footnotes() -> None:
    assert answer_markdown(answer(ICE)) == (
        "**Did the harbour freeze?**\n\n"
        "The harbour froze over. Ferries stay in port.[^1]\n\n"
        "[^1]: “The harbour froze over. Ferries stay in port.” Ann Berg, Harbour freezes over, "
        "Harbour Post, 2020-01-31, https://post.example/17?a=1&b=2 (characters 0–45, revision "
        f"{ICE.content_hash[:12]}).\n"
    )


def test_no_answer_is_its_reason() -> None:
    assert answer_markdown(no_answer()) == "**Did the harbour freeze?**\n\nNone of it says so.\n"


@pytest.mark.parametrize("payload", HOSTILE)
def test_markdown_has_no_markup_of_an_article(payload: str) -> None:
    text = citation_markdown(answer(hostile_article(payload)).citations[0])
    for sign in "<[`*":
        assert text.count(sign) == text.count(f"\\{sign}")


def test_passages_are_rows_with_a_header() -> None:
    rows = list(csv.reader(io.StringIO(hits_csv([hit(ICE)]))))
    assert rows[0] == list(COLUMNS)
    assert rows[1][:5] == ["1", "Harbour freezes over", "Harbour Post", "2020-01-31", "Local"]
    assert rows[1][6:9] == [ICE.text, "0", "45"]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(title: str) -> None:
    rows = list(csv.reader(io.StringIO(hits_csv([hit(replace(ICE, title=title))]))))
    assert rows[1][1] == f"'{title}"
