"""Results are read back, and what is no result is refused with its line."""

import json
from pathlib import Path
from typing import Any

import pytest

from backissue.indexer.errors import QuestionsInvalid
from backissue.search.evaluation.evaluate import Question, Result
from backissue.search.evaluation.outcome import Outcome, read_outcomes

RECORD: dict[str, Any] = {
    "id": "a",
    "question": "Who?",
    "relevant_ranks": [3, 7],
    "values": {"MRR by passages": 1 / 3, "hit@1 by passages": 0},
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "run.jsonl"
    path.write_text(
        "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines)
    )
    return path


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    result = Result(
        question=Question(id="a", question="Who?", answers=("Ann",)),
        ranks=(3, 7),
        found=(),
        given=None,
        values={"hit@5 by answers": 1.0, "search ms": 1.25},
    )
    assert read_outcomes(written(tmp_path, result.record())) == {
        "a": Outcome(
            id="a",
            question="Who?",
            answer=None,
            rank=3,
            values={"hit@5 by answers": 1.0, "search ms": 1.25},
        )
    }


@pytest.mark.parametrize("answer", ["", "Ann"])
def test_an_answer_may_be_empty(tmp_path: Path, answer: str) -> None:
    (outcome,) = read_outcomes(written(tmp_path, {**RECORD, "answer": answer})).values()
    assert outcome.answer == answer


def test_nothing_relevant_has_no_rank(tmp_path: Path) -> None:
    (outcome,) = read_outcomes(written(tmp_path, {**RECORD, "relevant_ranks": []})).values()
    assert outcome.rank is None


NO_RESULT = "run.jsonl:2 is no result. Give a file that backissue evaluate wrote with --out."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "run.jsonl:2 cannot be used: Not JSON: "),
        ("[]", "run.jsonl:2 cannot be used: Not a JSON object."),
        ({"id": "b", "question": "Who?", "answers": ["Ann"]}, NO_RESULT),
        ({**RECORD, "id": 7}, NO_RESULT),
        ({**RECORD, "id": "b", "question": None}, NO_RESULT),
        ({**RECORD, "id": "b", "answer": 7}, NO_RESULT),
        ({**RECORD, "id": "b", "relevant_ranks": ["1"]}, NO_RESULT),
        ({**RECORD, "id": "b", "values": {"MRR": "1"}}, NO_RESULT),
        ({**RECORD, "id": "b", "values": {"MRR": True}}, NO_RESULT),
        ({**RECORD, "id": "b", "values": {"MRR": float("nan")}}, NO_RESULT),
        ({**RECORD, "id": "b", "values": {"MRR": float("inf")}}, NO_RESULT),
        ({**RECORD, "id": "b", "values": {"MRR": 10**400}}, NO_RESULT),
        (RECORD, "run.jsonl:2 has the id of a line before."),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, line: object, why: str) -> None:
    with pytest.raises(QuestionsInvalid) as raised:
        read_outcomes(written(tmp_path, RECORD, line))
    assert str(raised.value).startswith(why)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionsInvalid, match=r"run\.jsonl is empty\."):
        read_outcomes(written(tmp_path))
