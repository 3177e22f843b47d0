"""An answer from a sentence that tells of another year than the question."""

import re
from dataclasses import replace

from backissue.search.checking.check import Verdict
from backissue.search.checking.finding import Finding
from backissue.search.language.dates import Day
from backissue.search.language.statement import read_statement

# After one of these, and a word or two, a year bounds what is told and need not be given: “mayor
# since 2021”; but not “opened by Lund in 2021”.
BOUND = re.compile(
    r"\b(?:after|as of|before|between|beginning of|by|end of|from|since|start of|"
    r"than(?:\s+in)?|through|till|to|until)"
    r"\s+(?:(?!in\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)
# After another word in capitals a year is part of a name: “Euro 2020”, which was played in 2021.
LEADING = {"after", "before", "by", "during", "from", "in", "of", "since", "until"}


def with_other_year(verdict: Verdict, question: str, sentence: str) -> Verdict:
    """Return a verdict that finds the year of the question contradicted by a sentence, if it is.

    `sentence` is where the answer stands; the verdict's own sentence begins with the question. The
    sentence contradicts where it names years and none that the question does, whatever else the
    article says; not where a year of either merely bounds a time, or is part of a name in the
    question. Before those in the sentence and in names were left out, of the true answers to 1,076
    questions with a year of SQuAD and SQuADShifts, 23 stood in such a sentence; of the answers to
    94 about news in corpus/ and elsewhere that did, all three were wrong.
    """
    asked = [day for day in _years(question) if not _is_of_name(question, day)]
    said = _years(sentence)
    if len(asked) != 1 or not said or asked[0].year in {day.year for day in said}:
        return verdict
    if _is_bound(question, asked[0]) or any(_is_bound(sentence, day) for day in said):
        return verdict
    if verdict.support == "contradicted":
        return verdict
    reason = f"It says {asked[0].text}; the passage says {said[0].text}."
    found = Finding(asked[0].start, asked[0].end, "date", reason, is_contradicted=True)
    findings = sorted((*verdict.findings, found), key=lambda each: each.start)
    return replace(verdict, support="contradicted", reason=reason, findings=tuple(findings))


def _years(text: str) -> list[Day]:
    """Return the days of a text whose year is said."""
    return [day for day in read_statement(text).days if day.year is not None]


def _is_bound(text: str, day: Day) -> bool:
    return bool(BOUND.search(text[: day.start]))


def _is_of_name(text: str, day: Day) -> bool:
    before = text[: day.start].split()
    is_bare = day.month is None and bool(before)
    return is_bare and before[-1][0].isupper() and before[-1].lower() not in LEADING
