"""What a search found, or what to try where it found nothing, as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from backissue.search.hit import Hit
from backissue.search.query import Query
from backissue.ui.address import LAST_PAGE, Address
from backissue.ui.cards import hit_list
from backissue.ui.form import CHIPS, MODES
from backissue.ui.marks import joined, words_of

# What another order is called.
ORDERS = {"newest": "Newest first", "relevance": "Best first"}


def results(
    hits: Sequence[Hit], query: Query, address: Address, *, first: int, more: bool
) -> Markup:
    """Return a page of passages, the `first` of which has that rank, with the way to the next."""
    return Markup(
        '<section aria-labelledby="bi-found"><div class="bi-foot"><h2 id="bi-found" '
        'class="bi-kicker">Passages {}–{}</h2>{}</div>{}{}</section>'
    ).format(
        first,
        first + len(hits) - 1,
        _tools(address),
        hit_list(hits, address, words_of(query), first=first),
        _pages(address, more=more),
    )


def similar(hits: Sequence[Hit], name: str, address: Address) -> Markup:
    """Return articles that are like one."""
    return Markup(
        '<section aria-labelledby="bi-found"><h2 id="bi-found" class="bi-kicker">More like “{}”'
        "</h2>{}</section>"
    ).format(name, hit_list(hits, address, frozenset()))


def newest_first(hits: Iterable[Hit]) -> list[Hit]:
    """Return passages in the order of their days, those without one last."""
    return sorted(hits, key=lambda hit: hit.article.published or date.min, reverse=True)


def nothing_found(address: Address) -> Markup:
    """Return what to try next."""
    items = joined(
        Markup('<li><a data-go href="{}">{}</a></li>').format(other.link, text)
        for text, other in _other_ways(address.view_alone)
    )
    tried = Markup("<p>Try:</p><ul>{}</ul>").format(items) if items else Markup("")
    return Markup(
        '<section class="bi-empty"><h2>Nothing was found</h2><p>No article in scope holds '
        "“{}”.</p>{}</section>"
    ).format(address.q, tried)


def _other_ways(address: Address) -> Iterator[tuple[str, Address]]:
    """Yield searches that may find more."""
    if address.page > 1:
        yield "the first page", address.but(page=1)
    for name, value in address.scope.items():
        if name != "asked":
            yield f"without “{CHIPS[name]}: {value}”", address.but(page=1, **{name: ""})
    if address.mode == "keyword":
        yield f"by {MODES['hybrid'].lower()}", address.but(page=1, mode="hybrid")


def _tools(address: Address) -> Markup:
    link = address.view_alone.link
    other = "newest" if address.sort == "relevance" else "relevance"
    return Markup(
        '<p class="bi-tools"><a data-go href="{}">{}</a>'
        '<a data-go href="{}">Ask about these</a>'
        '<a download="passages.csv" href="export/passages.csv{}">CSV</a>'
        '<a download="passages.json" href="export/passages.json{}">JSON</a></p>'
    ).format(
        address.view_alone.but(sort=other, page=1).link,
        ORDERS[other],
        address.view_alone.but(view="ask", mode="hybrid", sort="relevance", page=1).link,
        link,
        link,
    )


def _pages(address: Address, *, more: bool) -> Markup:
    page, alone = address.page, address.view_alone
    ways = []
    if page > 1:
        ways.append(("prev", "← Previous", alone.but(page=page - 1)))
    if more and page < LAST_PAGE:
        ways.append(("next", "Next →", alone.but(page=page + 1)))
    links = joined(
        Markup('<a data-go rel="{}" href="{}">{}</a>').format(relation, to.link, text)
        for relation, text, to in ways
    )
    if not links:
        return Markup("")
    return Markup('<nav class="bi-pages" aria-label="Pages">{}<span>Page {}</span></nav>').format(
        links, page
    )
