"""What an archive holds, as HTML."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from markupsafe import Markup

from backissue.indexer.info import Info
from backissue.search.archive import Archive
from backissue.search.retrieval.explore import Period, periods_of
from backissue.ui.html.address import Address
from backissue.ui.html.cards import long_day
from backissue.ui.html.chart import sparks
from backissue.ui.html.histogram import histogram, over_time, period_name, step_between
from backissue.ui.html.marks import joined
from backissue.ui.lines.terminal import counted

# More bars than this are no picture.
SOURCES_SHOWN = 20


def holdings(info: Info) -> Markup:
    """Return in a line what there is to ask about."""
    if not info.counts.articles:
        return Markup(
            '<p class="bi-holdings">This archive is empty. '
            '<a data-go href="{}">Add articles</a></p>'
        ).format(Address(view="library").link)
    parts = [
        counted(info.counts.articles, "article"),
        counted(len(info.sources), "source"),
        _span(info),
    ]
    return Markup('<p class="bi-holdings">{}</p>').format(
        " · ".join(part for part in parts if part)
    )


def coverage(archive: Archive) -> Markup:
    """Return what an archive holds and what it was made with."""
    info = archive.info()
    counts = info.counts
    share = counts.undated / counts.articles if counts.articles else 0
    facts = {
        "Articles": f"{counts.articles:,}",
        "Passages": f"{counts.passages:,}",
        "Published": _span(info) or "no day is known",
        "Undated": f"{counts.undated:,} ({share:.0%})",
        "Former texts": f"{counts.revisions:,}",
        "On disk": f"{info.bytes_on_disk / 1e6:,.1f} MB",
        "Model": f"{info.model.name}, {info.model.dimension} dimensions",
        "Folder": info.folder,
    }
    items = joined(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in facts.items()
    )
    return Markup('<h1>Library</h1><dl class="bi-numbers">{}</dl>{}{}').format(
        items, _over_time(archive, info), _by_source(archive, info)
    )


def _over_time(archive: Archive, info: Info) -> Markup:
    """Return all articles over time as bars, each of which leads to its own, and the gaps."""
    if not info.counts.first_published:
        return Markup("")
    address = _everything(f"after:{info.counts.first_published}")
    facets = archive.facets(address.q)
    months = archive.timeline(address.q, by="month").periods
    return histogram(over_time(archive, address, facets).periods, address) + _gaps(months)


def _gaps(months: Sequence[Period]) -> Markup:
    """Return in how many months there is nothing, and the longest time without anything."""
    runs = [
        list(run) for is_empty, run in groupby(months, lambda each: not each.articles) if is_empty
    ]
    if not runs:
        return Markup("")
    longest = max(runs, key=len)
    names = dict.fromkeys(period_name(each) for each in (longest[0], longest[-1]))
    return Markup(
        '<p class="bi-gaps">{} of {} months have no article; the longest gap: {}.</p>'
    ).format(f"{sum(map(len, runs)):,}", f"{len(months):,}", " – ".join(names))


def _by_source(archive: Archive, info: Info) -> Markup:
    """Return how many articles there are of each source, in all and over time."""
    sources = list(info.sources.items())[:SOURCES_SHOWN]
    rest = len(info.sources) - len(sources)
    rows = (
        (
            name or "no source given",
            count,
            _everything(f'source:"{name}"').link if name else None,
            _over_all_time(archive, info, name) if name else [],
        )
        for name, count in sources
    )
    return Markup(
        '<section aria-labelledby="bi-by-source"><h2 id="bi-by-source" class="bi-kicker">Articles '
        "by source, over the same time</h2>{}{}</section>"
    ).format(sparks(rows), Markup("<p>and {} more sources</p>").format(f"{rest:,}") if rest else "")


def _over_all_time(archive: Archive, info: Info, source: str) -> list[int]:
    """Count the articles of a source from the first day of all articles to the last."""
    if not info.counts.first_published or not info.counts.last_published:
        return []
    first, last = map(date.fromisoformat, (info.counts.first_published, info.counts.last_published))
    step = step_between(first, last)
    query = f"after:{info.counts.first_published}"
    counted = {
        period.first: period.articles
        for period in archive.timeline(query, by=step, source=source).periods
    }
    return [counted.get(period.first, 0) for period in periods_of((first, last), step)]


def _everything(query: str) -> Address:
    """Return the address of all articles that meet a condition, the newest first."""
    return Address(view="search", q=query)


def _span(info: Info) -> str:
    first, last = info.counts.first_published, info.counts.last_published
    if not first or not last:
        return ""
    return f"{long_day(date.fromisoformat(first))} – {long_day(date.fromisoformat(last))}"
