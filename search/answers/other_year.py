"""An answer from a sentence that tells of another year than the question."""

import re
from dataclasses import replace

from backissue.search.checking.check import Verdict
from backissue.search.checking.finding import Finding
from backissue.search.language.dates import Day
from backissue.search.language.statement import read_statement
from backissue.search.query.query import Query

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

# What is held again and again.
EDITION = re.compile(
    r"\b(?:awards?|budget|ceremony|champions?|championships?|cup|derby|elections?|eurovision"
    r"|festival|final|finals|games|grand prix|marathon|masters|olympics|open|oscars?|playoffs?"
    r"|prix|prize|series|summit|super bowl|tournament|wimbledon)\b",
    re.IGNORECASE,
)
# Earlier numbers of four digits are seldom years.
MODERN = 1900


def edition_asked(query: Query) -> int | None:
    """Return the year of the cup or prize that a question without a year means, if it says so.

    That is by “last year's”, “this week” and the like; not by “the latest”, which may be that of
    the year before.
    """
    when = query.when
    if when is None or when.is_explicit or not (when.first and when.last):
        return None
    is_said = EDITION.search(query.words) and not _years(query.words)
    return when.first.year if is_said and when.first.year == when.last.year else None


def with_other_year(
    verdict: Verdict, question: str, sentence: str, edition: int | None = None
) -> Verdict:
    """Return a verdict that finds the year of the question contradicted by a sentence, if it is.

    `sentence` is where the answer stands; the verdict's own sentence begins with the question. The
    sentence contradicts where it names years and none that the question does, whatever else the
    article says; not where a year of either merely bounds a time, or is part of a name in the
    question. Before those in the sentence and in names were left out, of the true answers to 1,076
    questions with a year of SQuAD and SQuADShifts, 23 stood in such a sentence; of the answers to
    94 about news in corpus/ and elsewhere that did, all three were wrong. Where the question means
    the `edition` of a year without naming it, a sentence of earlier ones contradicts.
    """
    if edition is not None:
        return _with_other_edition(verdict, question, sentence, edition)
    asked = [day for day in _years(question) if not _is_of_name(question, day)]
    said = _years(sentence)
    if len(asked) != 1 or not said or asked[0].year in {day.year for day in said}:
        return verdict
    if _is_bound(question, asked[0]) or any(_is_bound(sentence, day) for day in said):
        return verdict
    reason = f"It says {asked[0].text}; the passage says {said[0].text}."
    return _contradicted(verdict, asked[0].start, asked[0].end, reason)


def _with_other_edition(verdict: Verdict, question: str, sentence: str, year: int) -> Verdict:
    said = [day for day in _years(sentence) if (day.year or 0) >= MODERN]
    if not said or any((day.year or 0) >= year or _is_bound(sentence, day) for day in said):
        return verdict
    reason = f"The question is about {year}; the passage says {said[0].text}."
    return _contradicted(verdict, 0, len(question), reason)


def _contradicted(verdict: Verdict, start: int, end: int, reason: str) -> Verdict:
    """Return a verdict with a finding that characters of its sentence are contradicted."""
    if verdict.support == "contradicted":
        return verdict
    found = Finding(start, end, "date", reason, is_contradicted=True)
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
