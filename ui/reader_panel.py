"""A whole article to read, with what is cited marked, as HTML."""

from collections.abc import Sequence

from markupsafe import Markup

from backissue.indexer.article import Article
from backissue.search.citation import Citation
from backissue.search.export import article_markdown, citation_markdown
from backissue.search.hit import Hit
from backissue.search.resolve import Resolution
from backissue.ui.address import Address
from backissue.ui.cards import facts, is_web_address, long_day, name_of, reader_link
from backissue.ui.marks import joined, paragraphs


def reader_panel(
    article: Article, address: Address, resolution: Resolution | None, near: Sequence[Hit] = ()
) -> Markup:
    """Return an article, with its marked passage, what has changed since, and what is like it."""
    end = min(address.end, len(article.text))
    spans = [(address.start, end)] if address.start < end else []
    return Markup(
        '<article class="bi-reader" aria-labelledby="bi-reader-title" data-title="{}">{}'
        '<header>{}<h2 id="bi-reader-title" tabindex="-1">{}</h2>{}{}{}</header>'
        '<div class="bi-body">{}</div>{}{}</article>'
    ).format(
        name_of(article),
        _close(address),
        facts(article),
        name_of(article),
        _byline(article),
        _warning(resolution, address),
        _tools(article, spans),
        paragraphs(article.text, spans),
        _similar(near, address),
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


def _warning(resolution: Resolution | None, address: Address) -> Markup:
    """Return what has become of the article since it was cited."""
    if resolution is None or resolution.is_current:
        return Markup("")
    if resolution.current is None:
        return Markup(
            '<p class="bi-warning">This article was taken out of the archive since it was '
            "cited.</p>"
        )
    return Markup(
        '<p class="bi-warning">This article has changed since it was cited; this is how it read '
        'then. <a data-go href="{}">Read it as it is now</a></p>'
    ).format(address.but(revision="", start=0, end=0).link)


def _tools(article: Article, spans: list[tuple[int, int]]) -> Markup:
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
    return Markup('<dl class="bi-colophon">{}</dl>').format(items)
