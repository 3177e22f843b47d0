"""What is found, as plain records for JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from backissue.indexer.article import Article
from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.answers.claim import Claim
from backissue.search.answers.receipt import Receipt
from backissue.search.query.query import Query
from backissue.search.retrieval.explore import Count, Facets, Timeline
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits

if TYPE_CHECKING:
    from backissue.search.query.when import When


def article_record(article: Article) -> dict[str, Any]:
    """Return all fields of an article, with its content hash."""
    return {**head_record(article), "authors": list(article.authors), "text": article.text}


def hit_record(hit: Hit) -> dict[str, Any]:
    """Return a passage that was found."""
    return {
        "score": hit.score,
        "keyword_rank": hit.keyword_rank,
        "semantic_rank": hit.semantic_rank,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "copies": hit.copies,
        "article": head_record(hit.article),
    }


def hits_record(hits: Hits) -> dict[str, Any]:
    """Return what was found, with the query as it was understood."""
    return {
        "query": query_record(hits.query),
        "undated": hits.undated,
        "hits": [hit_record(hit) for hit in hits],
    }


def query_record(query: Query) -> dict[str, Any]:
    """Return a query as it was understood; `start` and `end` are characters of its text."""
    scope = query.scope
    return {
        "text": query.text,
        "words": query.words,
        "mode": query.mode,
        "asked": _day(query.asked),
        "sources": list(scope.sources),
        "after": _day(scope.after),
        "before": _day(scope.before),
        "as_of": _day(scope.as_of),
        "parts": [asdict(part) for part in query.parts],
        "when": _when(query.when) if query.when else None,
        "mentioned": [_when(when) for when in query.mentioned],
        "notes": list(query.notes),
        "suggestion": query.suggestion,
    }


def facets_record(facets: Facets) -> dict[str, Any]:
    """Return counts per name."""
    return {
        "query": query_record(facets.query),
        "articles": facets.articles,
        "undated": facets.undated,
        "sources": _counts(facets.sources),
        "sections": _counts(facets.sections),
        "authors": _counts(facets.authors),
        "years": _counts(facets.years),
    }


def timeline_record(timeline: Timeline) -> dict[str, Any]:
    """Return counts over time."""
    return {
        "query": query_record(timeline.query),
        "undated": timeline.undated,
        "periods": [
            {"first": _day(each.first), "last": _day(each.last), "articles": each.articles}
            for each in timeline.periods
        ],
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """Return a citation: enough to find the words again, and the words."""
    return {
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "article": head_record(citation.article),
    }


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return an answer with its citations and what was read for it."""
    return {
        "question": answer.question,
        "query": query_record(answer.query),
        "answered": bool(answer),
        "text": answer.text,
        "confidence": answer.confidence,
        "reason": answer.reason,
        "citations": [citation_record(citation) for citation in answer.citations],
        "abstained": answer.abstained,
        "claims": [claim_record(claim) for claim in answer.claims],
        "runners_up": [
            {
                "text": other.text,
                "confidence": other.confidence,
                "citation": citation_record(other.citation),
            }
            for other in answer.runners_up
        ],
        "conflicts": [
            {
                "text": side.text,
                "confidence": side.confidence,
                "published": _day(side.published),
                "citations": [citation_record(citation) for citation in side.citations],
            }
            for side in answer.conflicts
        ],
        "notes": list(answer.notes),
        "receipt": receipt_record(answer.receipt) if answer.receipt else None,
        "passages": [hit_record(hit) for hit in answer.passages],
    }


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return a sentence of an answer with its citations and what the check of it found."""
    verdict = claim.verdict
    return {
        "text": claim.text,
        "citations": [citation_record(citation) for citation in claim.citations],
        "verdict": {
            "sentence": verdict.sentence,
            "support": verdict.support,
            "reason": verdict.reason,
            "share": verdict.share,
            "findings": [asdict(finding) for finding in verdict.findings],
        },
    }


def receipt_record(receipt: Receipt) -> dict[str, Any]:
    """Return what an answer was made from."""
    return {
        **asdict(receipt),
        "asked": _day(receipt.asked),
        "models": list(receipt.models),
        "sources": list(receipt.sources),
        "first_published": _day(receipt.first_published),
        "last_published": _day(receipt.last_published),
    }


def head_record(article: Article) -> dict[str, Any]:
    """Return what is known of an article, without its text."""
    return {
        "id": article.id,
        "content_hash": article.content_hash,
        "title": article.title,
        "published": _day(article.published),
        "modified": _day(article.modified),
        "source": article.source,
        "url": article.url,
        "section": article.section,
        "place": article.place,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _when(when: "When") -> dict[str, Any]:
    return {**asdict(when), "first": _day(when.first), "last": _day(when.last)}


def _counts(counts: Iterable[Count]) -> list[dict[str, Any]]:
    return [asdict(count) for count in counts]
