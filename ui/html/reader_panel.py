"""A whole article to read, with what is cited or what has changed marked, as HTML."""

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.search.answers.citation import Citation
from backissue.search.answers.export import article_markdown, citation_markdown
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import Address
from backissue.ui.html.cards import facts, is_web_address, long_day, name_of, reader_link
from backissue.ui.html.differences import differences
from backissue.ui.html.marks import joined, paragraphs
from backissue.ui.html.opened import Opened
from backissue.ui.lines.excerpt import Span

# In characters: a passage that is longer is marked less loudly than what is quoted from one.
QUOTE = 400

LINE_END = re.compile(r"\s*\n\s*")


def reader_panel(opened: Opened, address: Address) -> Markup:
    """Return an article with its marked passage, its other texts and copies, and what is like it.

    With a text to compare it with, what has changed is marked instead.
    """
    article = opened.article
    end = min(address.end, len(article.text))
    spans = [(address.start, end)] if address.start < end else []
    before = opened.compared(address.against) if address.against and not spans else None
    return Markup(
        '<article class="bi-reader" aria-labelledby="bi-reader-title" data-title="{}">{}'
        '<header>{}<h2 id="bi-reader-title" tabindex="-1">{}</h2>{}{}{}{}</header>'
        "{}{}{}</article>"
    ).format(
        name_of(article),
        _close(address),
        facts(article),
        name_of(article),
        _byline(article),
        _warning(opened, address, is_cited=bool(spans)),
        _tools(article, spans),
        _versions(opened, address),
        _body(article, spans) if before is None else _changes(before, opened, address),
        _similar(opened.near, address),
        _colophon(article),
    )


def reader_message(message: str, address: Address) -> Markup:
    """Return why there is nothing to read."""
    return Markup(
        '<article class="bi-reader" aria-label="Reader">{}<p class="bi-message">{}</p></article>'
    ).format(_close(address), message)


def _close(address: Address) -> Markup:
    return Markup(
        '<a class="bi-close" data-go data-close href="{}">Close<span> article</span></a>'
    ).format(address.view_alone.link)


def _byline(article: Article) -> Markup:
    authors = f"By {', '.join(article.authors)}" if article.authors else ""
    modified = f"Modified {long_day(article.modified)}" if article.modified else ""
    parts = [part for part in (authors, article.place, modified) if part]
    return Markup('<p class="bi-byline">{}</p>').format(" · ".join(parts)) if parts else Markup("")


def _warning(opened: Opened, address: Address, *, is_cited: bool) -> Markup:
    """Return what has become of the article since."""
    if opened.is_current:
        return Markup("")
    if opened.current is None:
        return Markup(
            '<p class="bi-warning">This article was taken out of the archive since it was '
            "cited.</p>"
        )
    said = (
        "This article has changed since it was cited; this is how it read then."
        if is_cited
        else "This is a former text of the article."
    )
    now = _alone(address)
    return Markup(
        '<p class="bi-warning">{} <a data-go href="{}">Read it as it is now</a> · '
        '<a data-go href="{}">what changed</a></p>'
    ).format(said, now.link, now.but(against=opened.article.content_hash).link)


def _tools(article: Article, spans: list[Span]) -> Markup:
    tools = [
        Markup('<button type="button" data-copy="{}">Copy citation</button>').format(
            citation_markdown(Citation(article, *spans[0])) if spans else article_markdown(article)
        ),
        Markup('<button type="button" data-copy-link>Copy link</button>'),
    ]
    if is_web_address(article.url):
        tools.append(
            Markup(
                '<a href="{}" rel="noopener noreferrer" target="_blank">Original'
                '<span class="bi-hidden"> (on the web, in a new tab)</span></a>'
            ).format(article.url)
        )
    return Markup('<p class="bi-tools">{}</p>').format(joined(tools))


def _versions(opened: Opened, address: Address) -> Markup:
    """Return the other texts of the article, and the articles that tell the same, to unfold."""
    formers, copies = len(opened.revisions) - 1, len(opened.copies)
    folded = []
    if formers > 0:
        name = "1 former text" if formers == 1 else f"{formers:,} former texts"
        folded.append((name, joined(_texts(opened, address))))
    if copies:
        name = "1 copy elsewhere" if copies == 1 else f"{copies:,} copies elsewhere"
        folded.append((name, joined(_copies(opened, address))))
    return joined(
        Markup('<details class="bi-versions"><summary>{}</summary><ol>{}</ol></details>').format(
            *each
        )
        for each in folded
    )


def _texts(opened: Opened, address: Address) -> Iterator[Markup]:
    """Yield the texts of an article, the latest first, each with the way to read and compare it."""
    *formers, current = opened.revisions
    alone = _alone(address)
    read = Markup('<a data-go href="{}">The text as it is now</a>').format(alone.link)
    yield Markup("<li>{}{}</li>").format(read, _dated(current))
    for number, text in reversed(list(enumerate(formers, start=1))):
        yield Markup(
            '<li><a data-go href="{}">Text {}</a>{} · <a data-go href="{}">what changed since</a>'
            "</li>"
        ).format(
            alone.but(revision=text.content_hash).link,
            number,
            _dated(text),
            alone.but(against=text.content_hash).link,
        )


def _dated(text: Article) -> str:
    day = text.modified or text.published
    return f", of {long_day(day)}" if day else ""


def _copies(opened: Opened, address: Address) -> Iterator[Markup]:
    for copy in opened.copies:
        alone = _alone(address).but(article=copy.id)
        differs = (
            Markup('<a data-go href="{}">what differs there</a>').format(
                alone.but(against=opened.article.content_hash).link
            )
            if copy.text != opened.article.text
            else Markup("<span>word for word</span>")
        )
        yield Markup('<li>{}<a data-go href="{}">{}</a> · {}</li>').format(
            facts(copy), alone.link, name_of(copy), differs
        )


def _body(article: Article, spans: list[Span]) -> Markup:
    is_long = any(end - start > QUOTE for start, end in spans)
    return Markup('<div class="bi-body{}">{}</div>').format(
        " bi-at-length" if is_long else "", paragraphs(article.text, spans)
    )


def _changes(before: Article, opened: Opened, address: Address) -> Markup:
    """Return an article with what has changed against another text marked."""
    after = opened.article
    other = "the former text" if before.id == after.id else name_of(before)
    facts_of = Markup("") if before.id == after.id else facts(before)
    title = (
        Markup('<p class="bi-headline">{}</p>').format(differences(before.title, after.title))
        if before.title != after.title
        else Markup("")
    )
    return Markup(
        '<div class="bi-legend"><p>Compared with {}: <del>taken out</del> <ins>put in</ins> · '
        '<a data-go href="{}">read without marks</a></p>{}</div>'
        '<div class="bi-body bi-differences">{}<p>{}</p></div>'
    ).format(
        other,
        address.but(against="").link,
        facts_of,
        title,
        Markup(LINE_END.sub("<br>", differences(before.text, after.text))),  # noqa: S704 - it is,
    )


def _alone(address: Address) -> Address:
    """Return the open article as it is now, with nothing marked."""
    return address.but(revision="", start=0, end=0, against="")


def _similar(hits: Sequence[Hit], address: Address) -> Markup:
    if not hits:
        return Markup("")
    items = joined(
        Markup('<li><a data-go href="{}">{}</a>{}</li>').format(
            reader_link(address, hit), name_of(hit.article), facts(hit.article)
        )
        for hit in hits
    )
    return Markup(
        '<section aria-labelledby="bi-similar"><h3 id="bi-similar" class="bi-kicker">Similar '
        'articles</h3><ul class="bi-nearest">{}</ul></section>'
    ).format(items)


def _colophon(article: Article) -> Markup:
    rows = {
        "Id": article.id,
        "Address": article.url,
        "Revision": article.content_hash[:12],
        "Length": f"{len(article.text):,} characters",
    }
    items = joined(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, value)
        for name, value in rows.items()
        if value
    )
    remove = Address(view="library", removing=article.id).link
    return Markup(
        '<dl class="bi-colophon">{}</dl><p class="bi-tools"><a data-go href="{}">Remove from the '
        "archive…</a></p>"
    ).format(items, remove)
