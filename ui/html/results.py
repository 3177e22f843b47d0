"""What a search found, or what to try where it found nothing, as HTML."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from backissue.search.query.query import Query
from backissue.search.retrieval.hit import Hit
from backissue.ui.html.address import LAST_PAGE, Address, Sort
from backissue.ui.html.cards import hit_list
from backissue.ui.html.form import CHIPS, MODES
from backissue.ui.html.marks import joined
from backissue.ui.html.understood import parts_of
from backissue.ui.lines.excerpt import words_of

PER_PAGE = 10

ORDERS: dict[Sort, str] = {
    "relevance": "Best first",
    "newest": "Newest first",
    "oldest": "Oldest first",
}


def results(
    hits: Sequence[Hit], query: Query, address: Address, *, more: bool, order: str = ""
) -> Markup:
    """Return a page of passages, with the way to the next.

    `order` says what stands in what order, where it is not the best that come first.
    """
    first = (address.sheet - 1) * PER_PAGE + 1
    return Markup(
        '<section aria-labelledby="bi-found"><div class="bi-foot"><h2 id="bi-found" '
        'class="bi-kicker">Passages {}–{}</h2><p class="bi-tools bi-narrow"><a href="#bi-narrow" '
        "data-skip>Narrow down</a></p>{}</div>{}{}{}{}</section>"
    ).format(
        first,
        first + len(hits) - 1,
        _tools(address),
        _orders(address),
        Markup('<p class="bi-order">{}</p>').format(order) if order else "",
        hit_list(hits, address, words_of(query), first=first),
        pages(address, more=more),
    )


def similar(hits: Sequence[Hit], name: str, address: Address) -> Markup:
    """Return articles that are like one."""
    return Markup(
        '<section aria-labelledby="bi-found"><h2 id="bi-found" class="bi-kicker">More like “{}”'
        "</h2>{}</section>"
    ).format(name, hit_list(hits, address, frozenset()))


def nothing_found(query: Query, address: Address) -> Markup:
    """Return what to try next."""
    items = joined(
        Markup('<li><a data-go href="{}">{}</a></li>').format(other.link, text)
        for text, other in _other_ways(query, address.view_alone)
    )
    tried = Markup("<p>Try:</p><ul>{}</ul>").format(items) if items else Markup("")
    return Markup(
        '<section class="bi-empty"><h2>Nothing was found</h2><p>No article in scope '
        "has all that is asked for.</p>{}</section>"
    ).format(tried)


def _other_ways(query: Query, address: Address) -> Iterator[tuple[str, Address]]:
    """Yield searches that may find more."""
    if address.sheet > 1:
        yield "the first page", address.but(sheet=1)
    for name, value in address.scope.items():
        if name != "asked":
            yield f"without “{CHIPS[name]}: {value}”", address.but(sheet=1, **{name: ""})
    for name, other in parts_of(query, address):
        yield f"without {name if name.startswith('“') else f'“{name}”'}", other
    if address.mode == "keyword":
        yield f"by {MODES['hybrid'].lower()}", address.but(sheet=1, mode="hybrid")


def export_links(address: Address) -> Markup:
    """Return links that save what is found."""
    link = address.view_alone.link
    return Markup(
        '<a download="passages.csv" href="export/passages.csv{0}">CSV</a>'
        '<a download="passages.json" href="export/passages.json{0}">JSON</a>'
    ).format(link)


def _orders(address: Address) -> Markup:
    """Return the orders there are, with the one that is shown."""
    links = joined(
        Markup('<a data-go href="{}"{}>{}</a>').format(
            address.view_alone.but(sort=order, sheet=1).link,
            Markup(' aria-current="true"') if order == address.sort else "",
            name,
        )
        for order, name in ORDERS.items()
    )
    return Markup('<nav class="bi-tools bi-orders" aria-label="Order">{}</nav>').format(links)


def _tools(address: Address) -> Markup:
    return Markup(
        '<p class="bi-tools"><a data-go href="{}">Over time</a>'
        '<a data-go href="{}">Ask about these</a>{}</p>'
    ).format(
        address.view_alone.but(view="timeline", sort="relevance", sheet=1).link,
        address.view_alone.but(view="ask", mode="hybrid", sort="relevance", sheet=1).link,
        export_links(address),
    )


def pages(address: Address, *, more: bool) -> Markup:
    """Return the way to the page before and, if there are more, to the next."""
    page, alone = address.sheet, address.view_alone
    ways = []
    if page > 1:
        ways.append(("prev", "← Previous", alone.but(sheet=page - 1)))
    if more and page < LAST_PAGE:
        ways.append(("next", "Next →", alone.but(sheet=page + 1)))
    links = joined(
        Markup('<a data-go rel="{}" href="{}">{}</a>').format(relation, to.link, text)
        for relation, text, to in ways
    )
    if not links:
        return Markup("")
    return Markup('<nav class="bi-pages" aria-label="Pages">{}<span>Page {}</span></nav>').format(
        links, page
    )
