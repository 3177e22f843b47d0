"""What is found becomes records that any program can read, and that lead back to the words."""

import json
from datetime import date

from backissue.indexer import Article, Passage
from backissue.search import Answer, Citation, Hit
from backissue.ui.record import answer_record, article_record, citation_record, hit_record

ICE = Article(
    id="post-17",
    title="Harbour freezes over",
    text="The harbour froze over. Ferries stay in port.",
    published=date(2020, 1, 31),
    modified=date(2020, 2, 1),
    source="Harbour Post",
    url="https://post.example/17",
    authors=("Ann Berg", "Li Wei"),
    section="Local",
    place="SKERRY POINT",
)

HEAD = {
    "id": "post-17",
    "content_hash": ICE.content_hash,
    "title": "Harbour freezes over",
    "published": "2020-01-31",
    "modified": "2020-02-01",
    "source": "Harbour Post",
    "url": "https://post.example/17",
    "section": "Local",
    "place": "SKERRY POINT",
}

HIT = Hit(passage=Passage(ICE, 24, 45), score=0.0325, keyword_rank=1, semantic_rank=None, copies=3)


def test_an_article_keeps_all_its_fields() -> None:
    assert article_record(ICE) == {
        **HEAD,
        "authors": ["Ann Berg", "Li Wei"],
        "text": "The harbour froze over. Ferries stay in port.",
    }


def test_what_is_not_known_of_an_article_is_null() -> None:
    bare = Article(id="post-18", title="", text="Ice.")
    assert article_record(bare) == {
        "id": "post-18",
        "content_hash": bare.content_hash,
        "title": "",
        "published": None,
        "modified": None,
        "source": None,
        "url": None,
        "section": None,
        "place": None,
        "authors": [],
        "text": "Ice.",
    }


def test_a_hit_has_its_passage_scores_and_article() -> None:
    assert hit_record(HIT) == {
        "score": 0.0325,
        "keyword_rank": 1,
        "semantic_rank": None,
        "start": 24,
        "end": 45,
        "text": "Ferries stay in port.",
        "copies": 3,
        "article": HEAD,
    }


def test_a_citation_has_its_quote_and_where_to_find_it() -> None:
    assert citation_record(Citation(ICE, 4, 17)) == {
        "quote": "harbour froze",
        "start": 4,
        "end": 17,
        "article": HEAD,
    }


def test_an_answer_has_its_citations_and_what_was_read() -> None:
    citation = Citation(ICE, 0, 23)
    answer = Answer(
        question="Did the harbour freeze?",
        text=citation.quote,
        citations=(citation,),
        confidence=0.8765,
        reason="It says so in these words.",
        passages=(HIT,),
    )
    assert answer_record(answer) == {
        "question": "Did the harbour freeze?",
        "answered": True,
        "text": "The harbour froze over.",
        "confidence": 0.8765,
        "reason": "It says so in these words.",
        "citations": [citation_record(citation)],
        "passages": [hit_record(HIT)],
    }


def test_no_answer_is_a_record_too() -> None:
    nothing = Answer(
        question="Did it?", text="", citations=(), confidence=0.0, reason="No.", passages=()
    )
    assert answer_record(nothing) == {
        "question": "Did it?",
        "answered": False,
        "text": "",
        "confidence": 0.0,
        "reason": "No.",
        "citations": [],
        "passages": [],
    }


def test_a_record_survives_json_whatever_the_article_says() -> None:
    text = 'Quote " and \\ and \x1b[2J and \u2028 and 港 and 😀 and \0 and </script>.'
    record = article_record(Article(id="post-19", title=text, text=text))
    assert json.loads(json.dumps(record)) == record
    assert json.loads(json.dumps(record, ensure_ascii=False)) == record


def test_a_record_leads_back_to_the_words_it_quotes() -> None:
    text = "😀 港は凍った。 The café froze over."
    article = Article(id="post-20", title="", text=text)
    record = citation_record(Citation(article, 2, 8))
    assert text[record["start"] : record["end"]] == record["quote"] == "港は凍った。"
