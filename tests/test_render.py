"""What an article says is shown in the page as text, and never becomes part of the page."""

from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from backissue.indexer import Article, Passage
from backissue.search import Answer, Citation, Hit
from backissue.ui.render import answer_html, hits_html, message_html

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
    "<a href=javascript:alert(1)>here</a>",
    "\u202egnp.exe\u2028<b>",
    "\0<b>\0",
    "`<b>`",
    "<style>*{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "$x^2$ \\(y\\) <math>",
]


@dataclass
class Page(HTMLParser):
    """What a browser would make of some HTML: its tags with their attributes, and its text."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
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
    def names(self) -> list[str]:
        return [name for name, _ in self.tags]

    @property
    def links(self) -> list[str | None]:
        return [attributes.get("href") for name, attributes in self.tags if name == "a"]


def page(html: str) -> Page:
    found = Page()
    found.feed(str(html))
    found.close()
    assert found.open == []
    return found


def hit(article: Article, keyword: int | None = 1, semantic: int | None = 2) -> Hit:
    passage = Passage(article, 0, len(article.text))
    return Hit(passage=passage, score=0.0325, keyword_rank=keyword, semantic_rank=semantic)


def answer(article: Article, *, question: str = "Did the harbour freeze?") -> Answer:
    citation = Citation(article, 0, len(article.text))
    return Answer(
        question=question,
        text=citation.quote,
        citations=(citation,),
        confidence=0.8765,
        reason="It says so in these words.",
        passages=(hit(article),),
    )


def no_answer(*articles: Article, reason: str = "None of it says so.") -> Answer:
    return Answer(
        question="Did the harbour freeze?",
        text="",
        citations=(),
        confidence=0.1,
        reason=reason,
        passages=tuple(hit(article) for article in articles),
    )


def everywhere(article: Article) -> list[str]:
    """Show an article in every way there is."""
    return [
        hits_html([hit(article)]),
        answer_html(answer(article)),
        answer_html(no_answer(article)),
    ]


def test_a_hit_shows_headline_source_day_passage_and_ranks() -> None:
    shown = page(hits_html([hit(ICE)]))
    assert shown.names == ["ol", "li", "p", "a", "strong", "span", "p", "p"]
    assert shown.links == ["https://post.example/17?a=1&b=2"]
    assert shown.text == (
        "Harbour freezes over Harbour Post · 2020-01-31"
        "The harbour froze over. Ferries stay in port."
        "words #1 · meaning #2"
    )


def test_a_hit_says_how_many_copies_it_stands_for() -> None:
    shown = page(hits_html([replace(hit(ICE), copies=2)])).text
    assert shown.endswith("words #1 · meaning #2 · +2 copies")


@pytest.mark.parametrize(
    ("keyword", "semantic", "ranks"),
    [(3, None, "words #3"), (None, 4, "meaning #4"), (3, 4, "words #3 · meaning #4")],
)
def test_a_hit_names_the_ranks_it_has(
    keyword: int | None, semantic: int | None, ranks: str
) -> None:
    assert page(hits_html([hit(ICE, keyword, semantic)])).text.endswith(ranks)


def test_hits_are_shown_in_their_order() -> None:
    articles = [
        replace(ICE, id=f"{number}", title=f"Day {number} of the ice") for number in (3, 1, 2)
    ]
    text = page(hits_html([hit(article) for article in articles])).text
    assert text.index("Day 3") < text.index("Day 1") < text.index("Day 2")


def test_no_hits_say_what_to_do_next() -> None:
    shown = page(hits_html([]))
    assert shown.tags == [("p", {"class": "bi-message", "role": "status"})]
    assert shown.text == "Nothing was found. Try other words, or wider dates and sources."


def test_an_answer_shows_its_words_and_the_place_they_come_from() -> None:
    shown = page(answer_html(answer(ICE)))
    assert shown.text == (
        "The harbour froze over. Ferries stay in port. [1]"
        "The harbour froze over. Ferries stay in port."
        "Harbour freezes over Harbour Post · 2020-01-31"
        "post-17, characters 0–45"
        "Confidence 0.88"
    )


def test_each_mark_in_an_answer_leads_to_its_citation() -> None:
    citations = tuple(Citation(ICE, start, end) for start, end in ((0, 23), (24, 45), (4, 11)))
    shown = page(answer_html(replace(answer(ICE), citations=citations)))
    marks = [link for link in shown.links if link and link.startswith("#")]
    anchors = [attributes["id"] for name, attributes in shown.tags if "id" in attributes]
    assert marks == ["#bi-citation-1", "#bi-citation-2", "#bi-citation-3"]
    assert anchors == ["bi-citation-1", "bi-citation-2", "bi-citation-3"]


def test_no_answer_says_why_and_shows_the_three_nearest() -> None:
    articles = [
        replace(ICE, id=f"{number}", title=f"Day {number} of the ice") for number in range(1, 6)
    ]
    shown = page(answer_html(no_answer(*articles)))
    assert shown.text.startswith("No answerNone of it says so.Nearest passages")
    assert [f"Day {number}" in shown.text for number in range(1, 6)] == [True] * 3 + [False] * 2


def test_no_answer_without_anything_near_shows_no_empty_list() -> None:
    shown = page(answer_html(no_answer()))
    assert shown.names == ["section", "h3", "p"]
    assert shown.text == "No answerNone of it says so."


@pytest.mark.parametrize("html", [*everywhere(ICE), message_html("Ice.")])
def test_what_comes_back_is_told_to_a_screen_reader_or_is_a_list(html: str) -> None:
    name, attributes = page(html).tags[0]
    assert name == "ol" or attributes["role"] == "status"


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
@pytest.mark.parametrize("where", ["id", "title", "text", "source", "section", "place"])
def test_hostile_words_in_any_field_are_shown_and_change_nothing(where: str, words: str) -> None:
    hostile = replace(ICE, **{where: words})  # type: ignore[arg-type]
    for shown, harmless in zip(everywhere(hostile), everywhere(ICE), strict=True):
        assert [(name, sorted(attributes)) for name, attributes in page(shown).tags] == [
            (name, sorted(attributes)) for name, attributes in page(harmless).tags
        ]
        assert page(shown).links == page(harmless).links
        if where in {"title", "source"}:
            assert words in page(shown).text


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_authors_are_not_part_of_the_page(words: str) -> None:
    assert everywhere(replace(ICE, authors=(words,))) == everywhere(ICE)


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_quoted_words_are_shown_as_they_stand(words: str) -> None:
    hostile = replace(ICE, text=words)
    assert words in page(hits_html([hit(hostile)])).text
    assert page(answer_html(answer(hostile))).text.count(words) == 2


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_a_hostile_reason_message_or_question_is_text(words: str) -> None:
    assert page(message_html(words)).names == ["p"]
    assert page(message_html(words)).text == words
    shown = page(answer_html(no_answer(reason=words)))
    assert shown.names == ["section", "h3", "p"]
    assert shown.text == f"No answer{words}"
    assert answer_html(answer(ICE, question=words)) == answer_html(answer(ICE))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "javascript://post.example/%0aalert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "blob:https://post.example/17",
        "//evil.example/17",
        "/17",
        "evil.example",
        "ftp://post.example/17",
        "mailto:desk@post.example",
        "<script>alert(1)</script>",
        "",
    ],
    ids=ascii,
)
def test_only_web_addresses_become_links(url: str) -> None:
    for html in everywhere(replace(ICE, url=url)):
        assert [link for link in page(html).links if not link or not link.startswith("#")] == []
        assert "Harbour freezes over" in page(html).text


@pytest.mark.parametrize(
    "url",
    [
        'https://post.example/"><img src=x onerror=alert(1)>',
        "https://post.example/' onmouseover='alert(1)",
        "https://post.example/?q=<script>&lt;",
        "http://post.example/${alert(1)}/{{7*7}}/{0}",
        "HTTPS://POST.EXAMPLE/17",
        "https://post.example/17#javascript:alert(1)",
        "https://пост.example/лёд",
    ],
    ids=ascii,
)
def test_a_web_address_stays_inside_its_attribute(url: str) -> None:
    for html in everywhere(replace(ICE, url=url)):
        links = [dict(attributes) for name, attributes in page(html).tags if name == "a"]
        assert links[-1] == {"href": url, "rel": "noopener noreferrer", "target": "_blank"}


@pytest.mark.parametrize(
    "url", ["http://[post.example/17", "https://[::1", "https://\u2100.example/17"], ids=ascii
)
def test_a_broken_web_address_is_no_link_and_no_error(url: str) -> None:
    for html in everywhere(replace(ICE, url=url)):
        assert "Harbour freezes over" in page(html).text


def test_an_article_without_a_headline_goes_by_its_id() -> None:
    assert page(hits_html([hit(replace(ICE, title=""))])).text.startswith("post-17 Harbour Post")


def test_an_undated_article_is_called_so() -> None:
    bare = Article(id="post-17", title="Ice", text="Thick.")
    assert page(hits_html([hit(bare)])).text == "Ice undatedThick.words #1 · meaning #2"
