"""What was said to a question, as text that can be kept, and back as it was.

Articles are named by id and revision, never copied: what is read back quotes the archive's own
texts, and cannot be read where one of them was removed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from backissue.indexer.article import Article, Passage
from backissue.indexer.errors import BackissueError
from backissue.indexer.indexes.terms import Term
from backissue.indexer.truth.catalogue import Scope
from backissue.search.answers.answer import Answer
from backissue.search.answers.citation import Citation
from backissue.search.answers.claim import Claim
from backissue.search.answers.conflict import Side
from backissue.search.answers.receipt import Receipt
from backissue.search.answers.runner_up import RunnerUp
from backissue.search.checking.check import Verdict
from backissue.search.checking.finding import Finding
from backissue.search.dialogue.follow_up import FollowUp
from backissue.search.query.condition import AllOf, AnyOf, Holds, Named, Not, Published
from backissue.search.query.parts import Part
from backissue.search.query.query import Query
from backissue.search.query.when import When
from backissue.search.retrieval.hit import Hit
from backissue.search.retrieval.hits import Hits
from backissue.search.retrieval.reach import Reach

# Returns an article by its id and the content hash of the revision.
FindArticle: TypeAlias = Callable[[str, str], Article]

# Nothing else is ever made of what is read.
VALUES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(AllOf, AnyOf, Holds, Named, Not, Published, Term),
        *(Answer, Citation, Claim, Finding, Receipt, RunnerUp, Side, Verdict),
        *(FollowUp, Part, Query, Scope, When),
        *(Hit, Hits, Passage, Reach),
    )
}


class GivenUnreadable(BackissueError):
    """A text is no answer that this version can read, or one of its articles was removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer with all that the page shows of it, and when and how it was given."""

    understood: FollowUp
    hits: Hits
    answer: Answer
    how: str
    """Who worded it and how sure it had to be, as text that says the same for the same."""
    at: datetime

    @property
    def generation(self) -> int:
        """That of the archive when it was given."""
        return self.answer.receipt.reach.generation if self.answer.receipt else 0


def given_text(given: Given) -> str:
    """Return as text what was said, without how and when."""
    return json.dumps([_plain(part) for part in (given.understood, given.hits, given.answer)])


def read_given(text: str, find: FindArticle, *, how: str, at: datetime) -> Given:
    """Read a text that `given_text` returned. Raises GivenUnreadable."""
    found: dict[tuple[str, str], Article] = {}

    def article(article_id: str, content_hash: str) -> Article:
        key = article_id, content_hash
        if key not in found:
            found[key] = find(*key)
        return found[key]

    try:
        understood, hits, answer = (_value(part, article) for part in json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError, BackissueError) as error:
        raise GivenUnreadable(f"An answer that was kept cannot be read: {error}") from error
    kinds = (understood, FollowUp), (hits, Hits), (answer, Answer)
    if not all(isinstance(part, kind) for part, kind in kinds):
        raise GivenUnreadable("What was kept is no answer.")
    return Given(understood=understood, hits=hits, answer=answer, how=how, at=at)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; one of ours by the name of its kind."""
    if isinstance(value, Article):
        return {"Article": [value.id, value.content_hash]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        each = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {type(value).__name__: each}
    return value


def _value(plain: Any, find: FindArticle) -> Any:
    """Return the value that was made plain."""
    if isinstance(plain, list):
        return tuple(_value(each, find) for each in plain)
    if not isinstance(plain, dict):
        return plain
    ((name, inside),) = plain.items()
    if name == "Article":
        return find(*inside)
    if name == "date":
        return date.fromisoformat(inside)
    return VALUES[name](**{key: _value(each, find) for key, each in inside.items()})
