"""An answer that is taken along says the same as before, and what it cites can be found again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from backissue.indexer.errors import AnswerInvalid
from backissue.search import Archive
from backissue.search.answers.export import citation_markdown, from_json, to_json, to_markdown
from backissue.search.query.query import read_query

from hostile import HOSTILE, ICE, RECEIPT, answer, hostile_article, no_answer


def test_an_answer_is_a_sentence_with_footnotes() -> None:
    assert to_markdown(answer(ICE)) == (
        "**Did the harbour freeze?**\n\n"
        "The harbour froze over. Ferries stay in port.[^1]\n\n"
        "[^1]: “The harbour froze over. Ferries stay in port.” Ann Berg, Harbour freezes over, "
        "Harbour Post, 2020-01-31, https://post.example/17?a=1&b=2 (characters 0–45, revision "
        f"{ICE.content_hash[:12]}).\n"
    )


def test_no_answer_is_its_reason() -> None:
    assert to_markdown(no_answer()) == "**Did the harbour freeze?**\n\nNone of it says so.\n"


@pytest.mark.parametrize("payload", HOSTILE)
def test_markdown_has_no_markup_of_an_article(payload: str) -> None:
    text = citation_markdown(answer(hostile_article(payload)).citations[0])
    for sign in "<[`*":
        assert text.count(sign) == text.count(f"\\{sign}")


def test_an_answer_is_read_back_as_it_was_saved() -> None:
    given = replace(
        answer(ICE), receipt=RECEIPT, query=read_query("Did it freeze?", asked="2020-02-01")
    )
    saved = from_json(to_json(given))
    assert saved
    assert (saved.question, saved.asked) == ("Did it freeze?", date(2020, 2, 1))
    assert (saved.text, saved.confidence, saved.reason, saved.abstained) == (
        given.text,
        given.confidence,
        given.reason,
        None,
    )
    assert saved.citations == (given.citations[0].reference,)
    assert saved.quotes == (given.citations[0].quote,)


def test_no_answer_is_read_back_too() -> None:
    saved = from_json(to_json(replace(no_answer(ICE), abstained="not covered")))
    assert not saved
    assert (saved.abstained, saved.asked) == ("not covered", None)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"query": {"asked": 1}}', '{"query": null}', "nonsense", "[" * 100_000],
    ids=lambda text: text[:30],
)
def test_what_is_no_saved_answer_is_refused_with_what_would_be(text: str) -> None:
    with pytest.raises(AnswerInvalid, match="to_json or backissue ask --format json"):
        from_json(text)


def test_a_number_beyond_all_bounds_is_no_place_in_a_text() -> None:
    record = to_json(no_answer(ICE)).replace('"citations": []', '"citations": [CITED]', 1)
    cited = '{"article": {"id": "1", "content_hash": "0"}, "start": 1e999, "end": 2, "quote": ""}'
    with pytest.raises(AnswerInvalid, match="OverflowError"):
        from_json(record.replace("CITED", cited))


def test_a_kind_of_abstention_that_there_is_not_is_refused() -> None:
    record = json.loads(to_json(no_answer(ICE)))
    with pytest.raises(AnswerInvalid, match="'bored'"):
        from_json(json.dumps({**record, "abstained": "bored"}))


def test_what_a_saved_answer_cites_is_found_again_in_the_archive(corpus_archive: Path) -> None:
    with Archive.open(corpus_archive) as archive:
        given = archive.ask("Who put his name to the Doha agreement for the Taliban?")
        saved = from_json(to_json(given))
        assert saved.text == "Mullah Abdul Ghani Baradar"
        found = [archive.resolve(reference).citation for reference in saved.citations]
    assert tuple(found) == given.citations
    assert tuple(citation.quote for citation in found) == saved.quotes
