"""An address -> what is shown there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from backissue.indexer.errors import BackissueError
from backissue.search.archive import Archive
from backissue.search.evaluation.compare import compare
from backissue.search.query.query import Query
from backissue.search.retrieval.hits import Hits
from backissue.ui.html.address import Address
from backissue.ui.html.cards import name_of
from backissue.ui.html.coverage import coverage, holdings
from backissue.ui.html.dated import Dated, dated, periods, stories
from backissue.ui.html.facet_panel import facet_panel
from backissue.ui.html.form import form
from backissue.ui.html.frame import Page, message
from backissue.ui.html.opened import open_article
from backissue.ui.html.reader_panel import reader_message, reader_panel
from backissue.ui.html.removal import confirmation, removal_form
from backissue.ui.html.results import ORDERS, PER_PAGE, nothing_found, results, similar
from backissue.ui.html.run_cards import comparison_card, question_card, run_card, run_list
from backissue.ui.html.timeline import STORIES_PER_PAGE, timeline
from backissue.ui.html.understood import understood
from backissue.ui.lines.terminal import counted
from backissue.ui.server.ask_view import show_answer
from backissue.ui.server.asking import asking_note
from backissue.ui.server.interview import Interview
from backissue.ui.server.settings import settings
from backissue.ui.work.runs import names, read_run


def show_view(
    archive: Archive,
    address: Address,
    interview: Interview | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
    *,
    anew: bool = False,
) -> Iterator[Page]:
    """Yield a view as it comes: what was found first, what takes longer in its place later.

    It ends early where it is not wanted any longer. An answer that was given is shown again, unless
    its question is asked anew and things have changed.
    """
    interview = interview or Interview(archive)
    if address.view == "library":
        body = confirmation(archive, address) + coverage(archive) + removal_form(address)
        yield Page(name="library", title="Library", body=body)
        return
    if address.view == "settings":
        yield Page(name="settings", title="Settings", body=settings(interview.kept))
        return
    if address.view == "evaluate":
        yield _evaluate(Path(archive.info().folder), address)
        return
    described = archive.info()
    top = form(address, described.sources)
    if address.view == "ask":
        top += asking_note(interview.asking)
    if address.view == "search" and address.like:
        yield _similar(archive, address, top)
        return
    if not address.q.strip():
        title = "" if address.view == "ask" else address.view.capitalize()
        yield Page(name=f"{address.view}-home", title=title, body=top + holdings(described))
        return
    try:
        if address.view == "ask":
            yield from show_answer(interview, address, top, is_wanted, anew=anew)
        elif address.view == "search":
            yield from _search(archive, address, top)
        else:
            yield from _timeline(archive, address, top)
    except BackissueError as error:
        body = top + message(str(error))
        yield Page(name=address.view, title=address.q, body=body, status=str(error))


def show_reader(archive: Archive, address: Address) -> Markup:
    """Return the article that is open, or nothing."""
    if not address.article:
        return Markup("")
    try:
        return reader_panel(open_article(archive, address), address)
    except BackissueError as error:
        return reader_message(str(error), address)


def find(archive: Archive, address: Address, limit: int) -> Hits:
    """Return the passages that an address asks for, in the order that it asks for."""
    if address.sort != "relevance" or address.view == "timeline":
        return dated(archive, address, slice(0, limit), newest=address.sort == "newest").hits
    return archive.search(address.q, limit=limit, mode=address.mode, **scope(address))


def scope(address: Address) -> dict[str, Any]:
    """Return which articles an address looks at, as an archive wants it."""
    return dict(address.scope)


def _similar(archive: Archive, address: Address, top: Markup) -> Page:
    try:
        name = name_of(archive.article(address.like))
        hits = archive.similar(address.like, limit=PER_PAGE)
    except BackissueError as error:
        return Page(name="search", title="", body=top + message(str(error)), status=str(error))
    body = top + similar(hits, name, address)
    status = f"{counted(len(hits), 'article')} like {name}"
    return Page(name="search", title=f"Like {name}", body=body, status=status)


def _search(archive: Archive, address: Address, top: Markup) -> Iterator[Page]:
    first, order = (address.sheet - 1) * PER_PAGE, ""
    if address.sort != "relevance":
        is_newest = address.sort == "newest"
        found = dated(archive, address, slice(first, first + PER_PAGE), newest=is_newest)
        hits, shown, order = found.hits, list(found.hits), _in_words(found, address)
        more = found.total > first + PER_PAGE
    else:
        hits = find(archive, address, first + PER_PAGE + 1)
        shown, more = list(hits[first : first + PER_PAGE]), len(hits) > first + PER_PAGE
    top += understood(hits.query, address, undated=hits.undated)
    if not shown:
        yield _nothing(hits.query, address, top)
        return
    body = results(shown, hits.query, address, more=more, order=order)
    status = f"Passages {first + 1} to {first + len(shown)}"
    yield _beside(address, top, body, Markup('<aside class="bi-facets"></aside>'))
    yield _beside(address, top, body, facet_panel(archive, address), status)


def _in_words(found: Dated, address: Address) -> str:
    """Return what is shown in the order of its days."""
    order = ORDERS[address.sort].lower()
    if not found.is_exact:
        return f"No article has every word. The {found.total} nearest to it, {order}."
    return (
        f"All articles with every word, {order}; of copies only the first report. "
        f"{found.total:,} in all."
    )


def _timeline(archive: Archive, address: Address, top: Markup) -> Iterator[Page]:
    first = (address.sheet - 1) * STORIES_PER_PAGE
    wanted = slice(first, first + STORIES_PER_PAGE)
    found = dated(archive, address, wanted, newest=address.sort == "newest")
    top += understood(found.hits.query, address, undated=found.hits.undated)
    if not found.hits:
        yield _nothing(found.hits.query, address, top)
        return
    told = list(stories(archive, found.hits))
    body = top + timeline(found, told, periods(archive, found, address), address)
    yield Page(
        name="timeline",
        title=address.q,
        body=body,
        status=f"{found.total:,} {'story' if found.total == 1 else 'stories'}",
    )


def _evaluate(folder: Path, address: Address) -> Page:
    """Show the runs there are, a run, one of its questions, or how it compares with another."""
    known = names(folder)
    if not address.run:
        return Page(name="evaluate", title="Evaluate", body=run_list(known))
    try:
        run = read_run(folder, address.run)
        if address.other:
            other = read_run(folder, address.other)
            body = comparison_card(compare(run.outcomes, other.outcomes), address)
        elif address.question in run.outcomes:
            body = question_card(
                run.outcomes[address.question], run.details[address.question], address
            )
        else:
            body = run_card(run, known, address)
    except BackissueError as error:
        body = run_list(known) + message(str(error))
    return Page(name="evaluate-run", title=address.run, body=body)


def _nothing(query: Query, address: Address, top: Markup) -> Page:
    body = top + nothing_found(query, address)
    return Page(name=address.view, title=address.q, body=body, status="Nothing was found.")


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
