"""An answer, to be taken along: Markdown for people, JSON for programs, and what it cites."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast, get_args

from backissue.indexer.article import Article
from backissue.indexer.errors import AnswerInvalid
from backissue.search.answers.abstention import Abstained
from backissue.search.answers.answer import Answer
from backissue.search.answers.bibliography import bibtex, csl_json
from backissue.search.answers.citation import Citation, Reference
from backissue.search.answers.record import answer_record

# What Markdown would read as more than text.
MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """An answer as it was saved, without the articles: Archive.resolve finds what it cites."""

    question: str
    asked: date | None
    text: str
    confidence: float
    reason: str
    abstained: Abstained | None
    citations: tuple[Reference, ...]
    quotes: tuple[str, ...]
    """The words of each citation, as they were then."""

    def __bool__(self) -> bool:
        """Whether there was an answer."""
        return bool(self.citations)


def to_json(answer: Answer) -> str:
    """Return an answer with all that it rests on, as JSON."""
    return json.dumps(answer_record(answer), ensure_ascii=False, indent=2) + "\n"


def to_bibtex(answer: Answer) -> str:
    """Return the articles that an answer cites as BibTeX."""
    return bibtex(citation.article for citation in answer.citations)


def to_csl_json(answer: Answer) -> str:
    """Return the articles that an answer cites as CSL-JSON, which reference managers read."""
    return csl_json(citation.article for citation in answer.citations)


def from_json(text: str) -> SavedAnswer:
    """Read an answer that `to_json` wrote.

    Raises AnswerInvalid where it is none.
    """
    try:
        record = cast("dict[str, Any]", json.loads(text))
        saved = _saved(record)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise AnswerInvalid(
            f"This is no answer that was saved as JSON ({type(error).__name__}: {error}). Save one "
            "with to_json or backissue ask --format json."
        ) from error
    return saved


def _saved(record: dict[str, Any]) -> SavedAnswer:
    asked, abstained = record["query"]["asked"], record["abstained"]
    if abstained not in {None, *get_args(Abstained)}:
        raise ValueError(f"abstained is {abstained!r}")
    return SavedAnswer(
        question=str(record["question"]),
        asked=date.fromisoformat(asked) if asked else None,
        text=str(record["text"]),
        confidence=float(record["confidence"]),
        reason=str(record["reason"]),
        abstained=abstained,
        citations=tuple(_reference(citation) for citation in record["citations"]),
        quotes=tuple(str(citation["quote"]) for citation in record["citations"]),
    )


def _reference(citation: dict[str, Any]) -> Reference:
    article = citation["article"]
    return Reference(
        str(article["id"]),
        str(article["content_hash"]),
        int(citation["start"]),
        int(citation["end"]),
    )


def to_markdown(answer: Answer) -> str:
    """Return a question and its answer, with a footnote for each citation."""
    lines = [f"**{_plain(answer.question)}**", ""]
    if not answer:
        return "\n".join([*lines, _plain(answer.reason), ""])
    said = [
        _plain(text) + "".join(f"[^{number}]" for number in numbers)
        for text, numbers in answer.sentences
    ]
    lines.append(" ".join(said))
    for note in answer.notes:
        lines += ["", f"*{_plain(note)}*"]
    for number, citation in enumerate(answer.citations, start=1):
        lines += ["", f"[^{number}]: {citation_markdown(citation)}"]
    return "\n".join([*lines, ""])


def citation_markdown(citation: Citation) -> str:
    """Return the cited words, and everything that it takes to find them again."""
    place = f"characters {citation.start}–{citation.end}, revision {citation.content_hash[:12]}"
    return f"“{_plain(citation.quote)}” {article_markdown(citation.article)} ({place})."


def article_markdown(article: Article) -> str:
    """Return an article as bibliographies name it: authors, headline, outlet, day, place."""
    day = article.published.isoformat() if article.published else "undated"
    parts = [", ".join(article.authors), article.title, article.source or "", day]
    named = ", ".join(_plain(part) for part in parts if part)
    return f"{named}, {_plain(article.url or article.id)}"


def _plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is."""
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


# What an answer may be written as.
FORMATS: dict[str, Callable[[Answer], str]] = {
    "markdown": to_markdown,
    "json": to_json,
    "bibtex": to_bibtex,
    "csl": to_csl_json,
}
