"""An address -> what is shown there."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from backissue.indexer.errors import BackissueError
from backissue.search.answer import Answer
from backissue.search.archive import Archive
from backissue.search.citation import Reference
from backissue.search.hits import Hits
from backissue.ui.address import Address
from backissue.ui.answer_card import answer_card, passages_read, waiting_card
from backissue.ui.cards import name_of
from backissue.ui.coverage import coverage, holdings
from backissue.ui.facet_panel import facet_panel
from backissue.ui.form import form
from backissue.ui.frame import Page, message
from backissue.ui.reader_panel import reader_message, reader_panel
from backissue.ui.results import newest_first, nothing_found, results, similar
from backissue.ui.understood import understood

PER_PAGE = 10

# Articles like the one that is open.
SIMILAR = 5

# The best passages, which are put in the order of their days where that is asked for.
SORTED = 100


def show_view(archive: Archive, address: Address) -> Iterator[Page]:
    """Yield a view as it comes: what was found first, what takes longer in its place later."""
    if address.view == "library":
        yield Page(name="library", title="Library", body=coverage(archive))
        return
    described = archive.info()
    top = form(address, described.sources)
    if address.view == "search" and address.like:
        yield _similar(archive, address, top)
        return
    if not address.q.strip():
        title = "" if address.view == "ask" else "Search"
        yield Page(name=f"{address.view}-home", title=title, body=top + holdings(described))
        return
    shown = _ask if address.view == "ask" else _search
    try:
        yield from shown(archive, address, top)
    except BackissueError as error:
        body = top + message(str(error))
        yield Page(name=address.view, title=address.q, body=body, status=str(error))


def show_reader(archive: Archive, address: Address) -> Markup:
    """Return the article that is open, or nothing."""
    if not address.article:
        return Markup("")
    try:
        if address.revision and address.start < address.end:
            reference = Reference(address.article, address.revision, address.start, address.end)
            resolution = archive.resolve(reference)
            near = archive.similar(address.article, limit=SIMILAR) if resolution.current else ()
            return reader_panel(resolution.citation.article, address, resolution, near)
        article = archive.article(address.article)
        near = archive.similar(article, limit=SIMILAR)
        return reader_panel(article, address, None, near)
    except BackissueError as error:
        return reader_message(str(error), address)


def find(archive: Archive, address: Address, limit: int) -> Hits:
    """Return the passages that an address asks for."""
    return archive.search(address.q, limit=limit, mode=address.mode, **scope(address))


def answer(archive: Archive, address: Address) -> Answer:
    """Return the answer to what an address asks."""
    return archive.ask(address.q, **scope(address))


def scope(address: Address) -> dict[str, Any]:
    """Return which articles an address looks at, as an archive wants it."""
    return dict(address.scope)


def _ask(archive: Archive, address: Address, top: Markup) -> Iterator[Page]:
    hits = find(archive, address.but(mode="hybrid"), PER_PAGE)
    top += understood(hits.query, address, undated=hits.undated)
    body = top + waiting_card(len(hits)) + passages_read(hits, hits.query, address)
    yield Page(name="ask", title=address.q, body=body, is_complete=False)
    given = answer(archive, address)
    body = top + answer_card(given, address) + passages_read(given.passages, given.query, address)
    status = f"Answer: {given.text}" if given else f"No answer. {given.reason}"
    yield Page(name="ask", title=address.q, body=body, status=status)


def _similar(archive: Archive, address: Address, top: Markup) -> Page:
    try:
        name = name_of(archive.article(address.like))
        hits = archive.similar(address.like, limit=PER_PAGE)
    except BackissueError as error:
        return Page(name="search", title="", body=top + message(str(error)), status=str(error))
    body = top + similar(hits, name, address)
    status = f"{len(hits)} articles like {name}"
    return Page(name="search", title=f"Like {name}", body=body, status=status)


def _search(archive: Archive, address: Address, top: Markup) -> Iterator[Page]:
    limit = address.page * PER_PAGE + 1
    hits = find(archive, address, limit if address.sort == "relevance" else SORTED)
    first = (address.page - 1) * PER_PAGE
    ordered = newest_first(hits) if address.sort == "newest" else list(hits)
    shown, more = ordered[first : first + PER_PAGE], len(hits) > first + PER_PAGE
    top += understood(hits.query, address, undated=hits.undated)
    if not shown:
        body = top + nothing_found(address)
        yield Page(name="search", title=address.q, body=body, status="Nothing was found.")
        return
    body = results(shown, hits.query, address, first=first + 1, more=more)
    status = f"Passages {first + 1} to {first + len(shown)}"
    yield _beside(address, top, body, Markup('<aside class="bi-facets"></aside>'))
    yield _beside(address, top, body, facet_panel(archive, address), status)


def _beside(address: Address, top: Markup, body: Markup, aside: Markup, status: str = "") -> Page:
    """Put what narrows a search down beside what it found; it is complete with its status."""
    both = Markup('<div class="bi-columns">{}{}</div>').format(body, aside)
    return Page(
        name="search",
        title=address.q,
        body=top + both,
        status=status,
        is_complete=bool(status),
    )
