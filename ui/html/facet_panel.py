"""What a query matches, counted, each count a link that narrows the search down to it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from backissue.search.archive import Archive
from backissue.search.retrieval.explore import Count
from backissue.ui.html.address import Address
from backissue.ui.html.histogram import histogram, over_time
from backissue.ui.html.marks import joined

# Names of each facet: more are found sooner by typing.
NAMES_SHOWN = 8


def facet_panel(archive: Archive, address: Address) -> Markup:
    """Return a histogram over time, and names with their counts."""
    facets = archive.facets(address.q, **address.scope)
    if not facets.articles:
        return Markup('<aside class="bi-facets"></aside>')
    timeline = over_time(archive, address, facets)
    alone = address.view_alone.but(sheet=1)
    lists = joined(
        _names(title, name, counts, alone)
        for title, name, counts in (
            ("Source", "source", facets.sources),
            ("Section", "section", facets.sections),
            ("Author", "author", facets.authors),
        )
        if not getattr(address, name)
    )
    articles = "article has" if facets.articles == 1 else "articles have"
    return Markup(
        '<aside class="bi-facets" aria-labelledby="bi-narrow"><h2 id="bi-narrow" class="bi-kicker">'
        "Narrow down</h2><p>{} {} every word</p>{}{}</aside>"
    ).format(f"{facets.articles:,}", articles, histogram(timeline.periods, alone), lists)


def _names(title: str, name: str, counts: Sequence[Count], address: Address) -> Markup:
    if not any(count.name for count in counts):
        return Markup("")
    return Markup(
        '<section aria-labelledby="bi-by-{0}"><h3 id="bi-by-{0}" class="bi-kicker">{1}</h3><ul>{2}'
        "</ul></section>"
    ).format(name, title, joined(_items(name, counts[:NAMES_SHOWN], address)))


def _items(name: str, counts: Sequence[Count], address: Address) -> Iterator[Markup]:
    for count in counts:
        text = (
            Markup('<a data-go href="{}">{}</a>').format(
                address.but(**{name: count.name}).link, count.name
            )
            if count.name
            else Markup("<span>none given</span>")
        )
        yield Markup("<li>{} <span>{}</span></li>").format(text, f"{count.articles:,}")
