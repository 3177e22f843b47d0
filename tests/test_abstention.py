"""Where there is no answer it is said why, and what to do next."""

from dataclasses import replace
from pathlib import Path

import pytest

from backissue.search import Archive, Hit
from backissue.search.answers.abstention import CLOSE, why_not
from backissue.search.query.query import read_query
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.reach import Reach

from readings import hit, report

FERRY = hit(report(1, "The ferry sank at noon. All were saved."))
REACH = Reach(generation=1, articles=1_200, in_scope=75)


def found(question: str, *hits: Hit, closeness: float = 0.2, **scope: str) -> Hits:
    return Hits(hits, read_query(question, **scope), reach=REACH, closeness=closeness)


def test_an_empty_scope_names_what_its_days_leave_out() -> None:
    hits = found("Who sank?", after="2020-01-01")
    nothing = replace(hits, reach=Reach(articles=1_200, other_days=1_198, undated=2))
    assert why_not(nothing, 0.0, 0.45) == (
        "nothing in scope",
        (
            "No article of 1,200 in the archive is in this scope: 1,198 are of other days and 2 "
            "undated. Widen the dates or the source, or ask in other words."
        ),
    )


def test_what_is_near_in_neither_words_nor_meaning_is_not_covered() -> None:
    assert why_not(found("Who won the cricket match on the Moon?", FERRY), 0.1, 0.45) == (
        "not covered",
        (
            "The 75 articles in scope do not seem to cover this: none comes near it in words or in "
            "meaning. Ask in other words, or index articles about it."
        ),
    )


def test_what_is_near_in_either_is_covered_but_not_answered() -> None:
    for hits in (
        found("Which ferry sank?", FERRY),
        found("Who won the cricket match on the Moon?", FERRY, closeness=CLOSE),
    ):
        kind, reason = why_not(hits, 0.31, 0.45)
        assert kind == "not answered"
        assert "the best has a confidence of 0.31, and 0.45 is asked for" in reason
        assert reason.endswith("Ask in other words, or index articles about it.")


def test_a_misspelt_question_is_told_how_the_archive_spells_it() -> None:
    hits = found("Which fery sank?", FERRY)
    hits = replace(hits, query=replace(hits.query, suggestion="Which ferry sank?"))
    assert why_not(hits, 0.1, 0.45)[1].endswith("Did you mean: Which ferry sank?")


def test_a_scope_is_to_be_widened() -> None:
    assert why_not(found("Which ferry sank?", FERRY, source="Post"), 0.1, 0.45)[1].endswith(
        "Widen the dates or the source, or ask in other words."
    )


@pytest.mark.parametrize(
    ("question", "scope", "kind"),
    [
        ("How many US troops were to stay?", {"before": "1990-01-01"}, "nothing in scope"),
        ("Which sourdough starter rises best overnight?", {}, "not covered"),
        ("Which shipbreaking yard was hired to scrap the Costa Concordia?", {}, "not answered"),
    ],
)
def test_the_real_model_tells_the_kinds_apart(
    corpus_archive: Path, question: str, scope: dict[str, str], kind: str
) -> None:
    with Archive.open(corpus_archive) as archive:
        answer = archive.ask(question, **scope)  # type: ignore[arg-type]
    assert not answer
    assert answer.abstained == kind
    assert answer.nearest or kind == "nothing in scope"


def test_what_falls_just_short_is_not_said_to_be_enough() -> None:
    reason = why_not(found("Which ferry sank?", FERRY), 0.249, 0.25)[1]
    assert "a confidence of 0.24, and 0.25 is asked for" in reason
