"""What is taken along as a spreadsheet does nothing of its own accord."""

import csv
import io
from dataclasses import replace

import pytest

from backissue.ui.work.export import COLUMNS, hits_csv

from hostile import ICE, hit


def test_passages_are_rows_with_a_header() -> None:
    rows = list(csv.reader(io.StringIO(hits_csv([hit(ICE)]))))
    assert rows[0] == list(COLUMNS)
    assert rows[1][:5] == ["1", "Harbour freezes over", "Harbour Post", "2020-01-31", "Local"]
    assert rows[1][6:9] == [ICE.text, "0", "45"]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(title: str) -> None:
    rows = list(csv.reader(io.StringIO(hits_csv([hit(replace(ICE, title=title))]))))
    assert rows[1][1] == f"'{title}"
