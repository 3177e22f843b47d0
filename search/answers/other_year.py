"""An answer from a sentence that tells of another year than the question."""

import re
from dataclasses import replace

from backissue.search.checking.check import Verdict
from backissue.search.checking.finding import Finding
from backissue.search.language.dates import Day
from backissue.search.language.statement import read_statement

# After one of these, and a word or two, a year bounds what is asked for and need not be given.
BOUND = re.compile(
    r"\b(?:after|before|between|beginning of|by|end of|from|since|start of|till|to|until)"
    r"\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)


def with_other_year(verdict: Verdict, question: str, sentence: str) -> Verdict:
    """Return a verdict that finds the year of the question contradicted by a sentence, if it is.

    `sentence` is where the answer stands; the verdict's own sentence begins with the question. The
    sentence contradicts where it names years and none that the question does, whatever else the
    article says. Of the true answers to 1,076 questions with a year of SQuAD and SQuADShifts, 23
    stand in such a sentence; of the answers to 94 about news in corpus/ and elsewhere that did, all
    three were wrong.
    """
    asked = _years(question)
    said = _years(sentence)
    if len(asked) != 1 or not said or asked[0].year in {day.year for day in said}:
        return verdict
    if BOUND.search(question[: asked[0].start]) or verdict.support == "contradicted":
        return verdict
    reason = f"It says {asked[0].text}; the passage says {said[0].text}."
    found = Finding(asked[0].start, asked[0].end, "date", reason, is_contradicted=True)
    findings = sorted((*verdict.findings, found), key=lambda each: each.start)
    return replace(verdict, support="contradicted", reason=reason, findings=tuple(findings))


def _years(text: str) -> list[Day]:
    """Return the days of a text whose year is said."""
    return [day for day in read_statement(text).days if day.year is not None]
