"""What is found becomes records that any program can read, and that lead back to the words."""

import json
from datetime import date

from backissue.indexer import Article, Passage
from backissue.search import Answer, Citation, Hit
from backissue.search.answers.record import (
    answer_record,
    article_record,
    citation_record,
    facets_record,
    hit_record,
    hits_record,
    query_record,
    timeline_record,
)
from backissue.search.query.query import Query, read_query
from backissue.search.retrieval.explore import Count, Facets, Period, Timeline
from backissue.search.retrieval.hits import Hits

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
        query=Query(text="Did the harbour freeze?"),
        text=citation.quote,
        citations=(citation,),
        confidence=0.8765,
        reason="It says so in these words.",
        passages=(HIT,),
    )
    assert answer_record(answer) == {
        "question": "Did the harbour freeze?",
        "query": query_record(answer.query),
        "answered": True,
        "text": "The harbour froze over.",
        "confidence": 0.8765,
        "reason": "It says so in these words.",
        "citations": [citation_record(citation)],
        "abstained": None,
        "claims": [],
        "runners_up": [],
        "conflicts": [],
        "notes": [],
        "receipt": None,
        "passages": [hit_record(HIT)],
    }


def test_no_answer_is_a_record_too() -> None:
    nothing = Answer(
        query=Query(text="Did it?"),
        text="",
        citations=(),
        confidence=0.0,
        reason="No.",
        passages=(),
    )
    assert answer_record(nothing) == {
        "question": "Did it?",
        "query": query_record(nothing.query),
        "answered": False,
        "text": "",
        "confidence": 0.0,
        "reason": "No.",
        "citations": [],
        "abstained": None,
        "claims": [],
        "runners_up": [],
        "conflicts": [],
        "notes": [],
        "receipt": None,
        "passages": [],
    }


def test_a_query_says_how_it_was_understood() -> None:
    text = '"thick ice" -snow after:2020 in May 2021'
    assert query_record(read_query(text, asked="2022-01-31", source="Post")) == {
        "text": text,
        "words": '"thick ice" in May 2021',
        "mode": "hybrid",
        "asked": "2022-01-31",
        "sources": ["Post"],
        "after": "2020-01-01",
        "before": None,
        "as_of": None,
        "parts": [
            _part("phrase", "thick ice", 0, 11),
            _part("word", "snow", 12, 17, is_excluded=True),
            _part("after", "2020", 18, 28, meaning="from 2020-01-01"),
            _part("words", "in May 2021", 29, 40),
        ],
        "when": {
            "first": "2020-01-01",
            "last": None,
            "start": 18,
            "end": 28,
            "is_explicit": True,
        },
        "mentioned": [],
        "notes": [],
        "suggestion": None,
    }


def _part(kind: str, value: str, start: int, end: int, **more: object) -> dict[str, object]:
    plain = {"is_excluded": False, "meaning": "", "note": ""}
    return {"kind": kind, "value": value, "start": start, "end": end, **plain, **more}


def test_counts_are_records_too() -> None:
    query = read_query("ice")
    facets = Facets(
        query=query,
        articles=2,
        undated=1,
        sources=(Count("Post", 2),),
        sections=(),
        authors=(Count("", 2),),
        years=(Count("2020", 2),),
    )
    assert facets_record(facets) == {
        "query": query_record(query),
        "articles": 2,
        "undated": 1,
        "sources": [{"name": "Post", "articles": 2}],
        "sections": [],
        "authors": [{"name": "", "articles": 2}],
        "years": [{"name": "2020", "articles": 2}],
    }
    day = date(2020, 1, 31)
    timeline = Timeline(query=query, periods=(Period(day, day, 2),), undated=1)
    assert timeline_record(timeline) == {
        "query": query_record(query),
        "undated": 1,
        "periods": [{"first": "2020-01-31", "last": "2020-01-31", "articles": 2}],
    }
    assert hits_record(Hits((HIT,), query, 3)) == {
        "query": query_record(query),
        "undated": 3,
        "hits": [hit_record(HIT)],
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
