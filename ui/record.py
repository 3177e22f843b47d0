"""What is found, as plain records for JSON."""

from typing import Any

from backissue.indexer.article import Article
from backissue.search.answer import Answer, Citation, Hit


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
        "answered": bool(answer),
        "text": answer.text,
        "confidence": answer.confidence,
        "reason": answer.reason,
        "citations": [citation_record(citation) for citation in answer.citations],
        "passages": [hit_record(hit) for hit in answer.passages],
    }


def head_record(article: Article) -> dict[str, Any]:
    """Return what is known of an article, without its text."""
    return {
        "id": article.id,
        "content_hash": article.content_hash,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "source": article.source,
        "url": article.url,
        "section": article.section,
        "place": article.place,
    }
