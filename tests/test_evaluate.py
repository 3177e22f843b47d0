"""An archive is measured by what it finds and answers."""

import json
from datetime import date

import pytest

from backissue.indexer.errors import QueryInvalid
from backissue.search import Archive
from backissue.search.evaluation.evaluate import Measures, Question, evaluate, unfindable
from backissue.search.evaluation.questions import Filters, Relevant
from backissue.search.evaluation.squad import f1

TRIBUNE = Filters(source=("Tribune",))
POST = Filters(source=("Post",), after=date(2020, 2, 1))

BRIDGE = Question(
    id="bridge",
    question="council voted bridge",
    relevant=(Relevant(article="article-4", quote="voted on a new bridge"),),
)
SPRING = Question(
    id="spring",
    question="harbour opened spring",
    relevant=(Relevant(article="article-2"), Relevant(article="gone")),
    filters=Filters(asked=date(2020, 5, 1)),
)
NOTHING = Question(id="nothing", question="Which penguin won?", answers=(), filters=TRIBUNE)


def test_search_alone_is_measured_by_what_it_finds(archive: Archive) -> None:
    results = list(evaluate(archive, [BRIDGE, SPRING, NOTHING], mode="keyword", ask=False))
    assert [(each.question, each.ranks, each.given) for each in results] == [
        (BRIDGE, (1,), None),
        (SPRING, (1,), None),
        (NOTHING, (), None),
    ]
    measures = Measures.of(results)
    assert [(row.key, row.value, row.questions) for row in measures if row.basis != "in ms"] == [
        ("hit@1 by passages", 1.0, 1),
        ("hit@5 by passages", 1.0, 1),
        ("hit@10 by passages", 1.0, 1),
        ("hit@20 by passages", 1.0, 1),
        ("recall@1 by passages", 1.0, 1),
        ("recall@5 by passages", 1.0, 1),
        ("recall@10 by passages", 1.0, 1),
        ("recall@20 by passages", 1.0, 1),
        ("MRR by passages", 1.0, 1),
        ("nDCG@10 by passages", 1.0, 1),
        ("hit@1 by articles", 1.0, 1),
        ("hit@5 by articles", 1.0, 1),
        ("hit@10 by articles", 1.0, 1),
        ("hit@20 by articles", 1.0, 1),
        ("recall@1 by articles", 0.5, 1),
        ("recall@5 by articles", 0.5, 1),
        ("recall@10 by articles", 0.5, 1),
        ("recall@20 by articles", 0.5, 1),
        ("MRR by articles", 1.0, 1),
        ("nDCG@10 by articles", pytest.approx(0.6131, abs=1e-4), 1),
    ]
    assert [row.key for row in measures if row.basis == "in ms"] == [
        "search p50 in ms",
        "search p95 in ms",
    ]
    assert measures["search p50 in ms"].questions == 3


def test_a_question_is_asked_within_its_own_filters(archive: Archive) -> None:
    harbour = Question(id="1", question="harbour", filters=POST)
    (result,) = evaluate(archive, [harbour], ask=False)
    assert [each.article for each in result.found] == ["article-2"]


def test_answers_are_measured_too(archive: Archive) -> None:
    questions = [
        Question(id="1", question="What did the council vote on?", answers=("a new bridge",)),
        NOTHING,
    ]
    results = list(evaluate(archive, questions))
    answered, abstained = results
    assert answered.given is not None
    assert abstained.given is not None
    assert (abstained.given.text, abstained.given.quotes) == ("", ())
    assert abstained.given.reason.startswith("No article of 5 in the archive is in this scope.")
    measures = Measures.of(results)
    assert measures["abstention recall of the unanswerable"].value == 1.0
    assert measures["hit@1 by answers"].value == 1.0
    assert measures["F1 of all"].questions == measures["ask p50 in ms"].questions == 2
    # Whatever the reader makes of it, the measures are those of what it gave.
    assert answered.values["F1 of the answerable"] == f1(answered.given.text, "a new bridge")
    archived = [archive.article(each.article).text for each in answered.found]
    assert all(any(quote in text for text in archived) for quote in answered.given.quotes)


def test_a_result_is_a_record_to_look_into(archive: Archive) -> None:
    (result,) = evaluate(archive, [SPRING], mode="keyword", ask=False)
    record = json.loads(json.dumps(result.record()))
    values = record.pop("values")
    found = record.pop("found")
    assert record == {
        "id": "spring",
        "question": "harbour opened spring",
        "asked": "2020-05-01",
        "answers": None,
        "judged_by": "articles",
        "relevant_ranks": [1],
    }
    assert found[0] == {
        "article": "article-2",
        "title": "Headline 2",
        "start": 0,
        "end": 35,
    }
    assert values["recall@5 by articles"] == 0.5
    assert 0 < values["search ms"] < 60_000


def test_a_record_of_an_answer_has_its_words_confidence_and_reason(archive: Archive) -> None:
    (result,) = evaluate(archive, [NOTHING])
    record = result.record()
    assert record["answers"] == []
    assert (record["answer"], record["quotes"], record["confidence"]) == ("", [], 0.0)
    assert record["reason"].startswith("No article of 5 in the archive is in this scope")
    assert record["values"]["exact match of all"] == 1.0


def test_results_come_one_by_one(archive: Archive) -> None:
    many = (
        Question(id=str(number), question="harbour" if number < 3 else "") for number in range(4)
    )
    results = evaluate(archive, many, mode="keyword", ask=False)
    assert [next(results).question.id for _ in range(3)] == ["0", "1", "2"]
    with pytest.raises(QueryInvalid):
        next(results)


def test_no_questions_have_no_results(archive: Archive) -> None:
    assert list(evaluate(archive, [])) == []


def test_what_the_archive_does_not_have_is_named(archive: Archive) -> None:
    questions = [
        BRIDGE,
        SPRING,
        Question(
            id="other",
            question="Who?",
            relevant=(
                Relevant(article="article-4", quote="voted against a bridge"),
                Relevant(article="article-4", span=(30, 99)),
                Relevant(article="article-4", span=(0, 34)),
            ),
        ),
    ]
    assert [(each.name, each.reason) for each in unfindable(archive, questions)] == [
        ("question spring", "The archive has no article 'gone'."),
        ("question other", "Article 'article-4' does not have the words 'voted against a bridge'."),
        ("question other", "Article 'article-4' does not have characters (30, 99)."),
    ]
