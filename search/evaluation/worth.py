"""An answer and what is known of the right one -> what it is worth."""

from collections.abc import Sequence

from backissue.search.answers.answer import Answer
from backissue.search.evaluation.questions import Question
from backissue.search.evaluation.squad import best, exact_match, f1, holds


def worth(question: Question, answer: Answer, exact: Sequence[bool]) -> dict[str, float]:
    """Return the values of an answer, 0 to 1, by the key of each measure that applies to it.

    `exact` says of each of its citations whether the archive has those very words there. To a
    question without an answer, as in SQuAD 2.0 (Rajpurkar et al., ACL 2018), any answer is worth 0
    and none is worth 1; to all others none is worth 0.
    """
    values: dict[str, float] = {}
    if answer:
        values["citation exactness of the answered"] = sum(exact) / len(exact)
    if question.answers is None:
        return values
    matched = overlap = supported = 0.0
    if answer and question.answers:
        matched = best(exact_match, answer.text, question.answers)
        overlap = best(f1, answer.text, question.answers)
        supported = float(any(holds(each.quote, question.answers) for each in answer.citations))
    elif not answer and not question.answers:
        matched = overlap = 1.0
    values |= {"exact match of all": matched, "F1 of all": overlap}
    answerable = ["of the answerable"] if question.answers else []
    answered = ["of the answered"] if answer else []
    for basis in answerable + answered:
        values |= {
            f"exact match {basis}": matched,
            f"F1 {basis}": overlap,
            f"supported {basis}": supported,
        }
    if not answer:
        values["abstention precision of the abstained"] = float(not question.answers)
    if not question.answers:
        values["abstention recall of the unanswerable"] = float(not answer)
    return values
