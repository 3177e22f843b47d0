"""What the tests of the page's HTML share: an article, answers, hostile texts, and a parser."""

from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from backissue.indexer import Article, Passage
from backissue.search import Answer, Citation, Hit
from backissue.search.answers.receipt import Receipt
from backissue.search.query.query import read_query
from backissue.search.retrieval.reach import Reach

ICE = Article(
    id="post-17",
    title="Harbour freezes over",
    text="The harbour froze over. Ferries stay in port.",
    published=date(2020, 1, 31),
    source="Harbour Post",
    url="https://post.example/17?a=1&b=2",
    authors=("Ann Berg",),
    section="Local",
    place="SKERRY POINT",
)

RECEIPT = Receipt(
    archive="1f2e3d4c5b6a",
    reach=Reach(generation=3, articles=1_200, in_scope=75),
    asked=None,
    models=("all-MiniLM-L6-v2", "reader 1a2b3c4d"),
    articles_read=1,
    passages_read=10,
    sources=("Harbour Post",),
    first_published=date(2020, 1, 31),
    last_published=date(2020, 1, 31),
    independent_origins=1,
)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</p></li></ol><h1>Owned</h1>",
    "<!-- no end",
    "<![CDATA[<b>]]>",
    "${alert(1)}",
    "{{7*7}}",
    "{0} {article.id} {}",
    "%s %(title)s",
    "&lt;b&gt; &amp; &#34;",
    "<a data-go href=javascript:alert(1)>here</a>",
    "\u202egnp.exe\u2028<b>",
    "\0<b>\0",
    "`<b>`",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "$x^2$ \\(y\\) <math>",
]


@dataclass
class Shown(HTMLParser):
    """What a browser would make of some HTML: its tags with their attributes, and its text."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"input", "img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"A comment: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"A declaration: {decl}")

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Tags with the names of their attributes: what no text may change."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.tags]

    def attributes(self, tag: str, name: str) -> list[str | None]:
        """Return one attribute of all tags that have it."""
        return [found[name] for each, found in self.tags if each == tag and name in found]


def shown(html: str) -> Shown:
    """Read some HTML, every tag of which must be closed."""
    found = Shown()
    found.feed(str(html))
    found.close()
    assert found.open == []
    return found


def hostile_article(payload: str) -> Article:
    """Make an article all fields of which are hostile."""
    return replace(
        ICE,
        id=payload,
        title=payload,
        text=f"The harbour {payload} froze.",
        source=payload,
        url=payload,
        authors=(payload,),
        section=payload,
        place=payload,
    )


def hit(article: Article, keyword: int | None = 1, semantic: int | None = 2) -> Hit:
    """Find all of an article."""
    passage = Passage(article, 0, len(article.text))
    return Hit(passage=passage, score=0.0325, keyword_rank=keyword, semantic_rank=semantic)


def answer(article: Article, question: str = "Did the harbour freeze?") -> Answer:
    """Answer with all of an article."""
    citation = Citation(article, 0, len(article.text))
    return Answer(
        query=read_query(question),
        text=citation.quote,
        citations=(citation,),
        confidence=0.8765,
        reason="It says so in these words.",
        passages=(hit(article),),
    )


def no_answer(*articles: Article, reason: str = "None of it says so.") -> Answer:
    """Answer nothing, with some articles near."""
    return Answer(
        query=read_query("Did the harbour freeze?"),
        text="",
        citations=(),
        confidence=0.1,
        reason=reason,
        passages=tuple(hit(article) for article in articles),
    )
