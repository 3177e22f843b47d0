"""Readings -> an answer in the words of the articles, or why there is none."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from backissue.search.answers.abstention import why_not
from backissue.search.answers.answer import THRESHOLD, Answer
from backissue.search.answers.citation import Citation, whole_sentence
from backissue.search.answers.claim import Claim, claimed
from backissue.search.answers.conflict import conflicts
from backissue.search.answers.other_year import with_other_year
from backissue.search.answers.reads_as_no import reads_as_no
from backissue.search.answers.runner_up import runners_up
from backissue.search.answers.support import CountOrigins, citations
from backissue.search.checking.check import Verdict, check
from backissue.search.checking.evidence import Evidence
from backissue.search.checking.finding import Finding
from backissue.search.checking.named import Named
from backissue.search.language.dates import WEEKDAYS
from backissue.search.language.wording import words
from backissue.search.reading.form import is_yes_or_no
from backissue.search.reading.reader import Reader, Reading
from backissue.search.retrieval.hits import Hits

# What makes a number of a question no more than about right.
NEARLY = re.compile(
    r"about|almost|approximately|around|at (?:least|most)|as (?:many|much) as|less than|more than"
    r"|nearly|over|roughly|some|under|up to",
    re.IGNORECASE,
)

# Before a number it makes it that of the answers: in which three countries.
OF_ANSWERS = re.compile(r"\b(?:which|what)\s+(?:the\s+)?$", re.IGNORECASE)

# How a finding speaks of the sentence that is judged.
SAID = re.compile(r"^It(?= (?:says|names|quotes) )")


def extract(
    hits: Hits, readings: Sequence[Reading], *, reader: Reader, origins: CountOrigins
) -> Answer:
    """Answer with the best reading, or say why none is good enough.

    `reader` reads single passages again, and `origins` counts articles that did not copy one
    another, to find more that say the same.
    """
    question = hits.query.words
    in_full = cache(lambda reading: _in_full(question, reading))
    doubts = [_doubt(in_full(each)) if each.confidence >= THRESHOLD else "" for each in readings]
    believed = [each for each, doubt in zip(readings, doubts, strict=True) if not doubt]
    best = believed[0] if believed else None
    if best is None or best.confidence < THRESHOLD:
        doubt = next(filter(None, doubts), "")
        return abstain(hits, readings[0].confidence if readings else 0.0, doubt)
    passages = [hit.passage for hit in hits]
    cite = cache(
        lambda reading: citations(question, reading, passages, reader=reader, origins=origins)
    )
    cited = cite(best)
    sides = conflicts(question, believed, cite)
    asks_if_so = is_yes_or_no(question)
    text = cited[0].quote if asks_if_so else best.text
    denied = reads_as_no(question, cited[0].passage) if asks_if_so else ""
    return Answer(
        query=hits.query,
        text=text,
        citations=cited,
        confidence=best.confidence,
        reason=f"{cited[0].article.title} says so in these words.",
        passages=hits.hits,
        claims=(_claim(question, text, cited, in_full(best)),),
        runners_up=runners_up(believed, [side.text for side in sides]),
        conflicts=sides,
        notes=(denied,) if denied else (),
    )


def abstain(hits: Hits, confidence: float, doubt: str = "") -> Answer:
    """Say why there is no answer; the confidence is that of the best reading."""
    abstained, reason = why_not(hits, confidence, THRESHOLD, doubt)
    return Answer(
        query=hits.query,
        text="",
        citations=(),
        confidence=confidence,
        reason=reason,
        passages=hits.hits,
        abstained=abstained,
    )


def _in_full(question: str, reading: Reading) -> Verdict | None:
    """Judge an answer together with what its question takes for granted, by its passage.

    The words of an article are always supported by themselves. But the question may be about
    something else than they are. What asks if something is so takes nothing for granted.
    """
    if is_yes_or_no(question):
        return None
    asked = question.rstrip("? ")
    sentence = whole_sentence(reading.passage, reading.start, reading.end).quote
    verdict = check(f"{asked}: {reading.text}", [reading.passage])
    return _as_asked(with_other_year(verdict, asked, sentence), len(asked))


def _as_asked(verdict: Verdict, asked: int) -> Verdict:
    """Say of findings in the first characters that it is the question which says so."""
    findings = tuple(
        replace(each, reason=SAID.sub("The question", each.reason)) if each.start < asked else each
        for each in verdict.findings
    )
    reason = " ".join(each.reason for each in findings[:3]) or verdict.reason
    return replace(verdict, findings=findings, reason=reason)


def _doubt(in_full: Verdict | None) -> str:
    """Return what the passage says against the question, where that is another number or day.

    Of 29 answers to 993 questions about corpus/ and real news that contradict theirs in numbers and
    days which may not differ, 2 are right.
    """
    if in_full is None:
        return ""
    return " ".join(
        found.reason
        for found in in_full.findings
        if found.is_contradicted
        and found.kind in {"number", "date"}
        and not _may_differ(in_full.sentence, found)
    )


def _may_differ(asked: str, found: Finding) -> bool:
    """Whether a number is about right, or that of the answers, or a day is no more than Thursday.

    What happened on Thursday is told on Friday too, of Wednesday night.
    """
    said = asked[found.start : found.end].lower()
    return (
        NEARLY.match(asked, found.start) is not None
        or (found.kind == "number" and OF_ANSWERS.search(asked[: found.start]) is not None)
        or said in WEEKDAYS
    )


def _claim(question: str, text: str, cited: tuple[Citation, ...], in_full: Verdict | None) -> Claim:
    """Judge an answer by what it cites; together with what its question says, where that is denied.

    So too where no article that it cites names what the question names. Of 41 such answers, to the
    questions of corpus/ and to 893 about real news, 13 are right, and of the 524 others 296.
    """
    if in_full is not None and (in_full.support == "contradicted" or _is_unnamed(in_full, cited)):
        return Claim(text=text, citations=cited, verdict=in_full)
    return claimed(text, cited, question=question)


def _is_unnamed(in_full: Verdict, cited: Sequence[Citation]) -> bool:
    """Whether a name that a passage lacks stands nowhere in the articles that are cited."""
    asked = [
        word.text
        for found in in_full.findings
        if found.kind == "name" and not found.is_contradicted
        for word in words(in_full.sentence[found.start : found.end])
    ]
    if not asked:
        return False
    evidence = Evidence([citation.passage for citation in cited])
    titles = [words(article.title) for article in evidence.articles]
    named = [*evidence.named_in_articles, Named.of([*titles, *evidence.facts])]
    return not all(any(each.has(word) for each in named) for word in asked)
