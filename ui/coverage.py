"""What an archive holds, as HTML."""

from datetime import date

from markupsafe import Markup

from backissue.indexer.info import Info
from backissue.search.archive import Archive
from backissue.ui.address import Address
from backissue.ui.cards import long_day
from backissue.ui.chart import bars
from backissue.ui.histogram import histogram, over_time
from backissue.ui.marks import joined

# More bars than this are no picture.
SOURCES_SHOWN = 20


def holdings(info: Info) -> Markup:
    """Return in a line what there is to ask about."""
    if not info.counts.articles:
        return Markup(
            '<p class="bi-holdings">This archive is empty. '
            '<a data-go href="{}">Add articles</a></p>'
        ).format(Address(view="library").link)
    parts = [f"{info.counts.articles:,} articles", f"{len(info.sources):,} sources", _span(info)]
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
    sources = list(info.sources.items())[:SOURCES_SHOWN]
    rest = len(info.sources) - len(sources)
    return Markup(
        '<h1>Library</h1><dl class="bi-numbers">{}</dl>{}<section aria-labelledby="bi-by-source">'
        '<h2 id="bi-by-source" class="bi-kicker">Articles by source</h2>{}{}</section>'
    ).format(
        items,
        _over_time(archive, info),
        bars(
            (
                name or "no source given",
                count,
                _everything(f'source:"{name}"').link if name else None,
            )
            for name, count in sources
        ),
        Markup("<p>and {} more sources</p>").format(f"{rest:,}") if rest else "",
    )


def _over_time(archive: Archive, info: Info) -> Markup:
    """Return the days of all articles as bars, each of which leads to its articles."""
    if not info.counts.first_published:
        return Markup("")
    address = _everything(f"after:{info.counts.first_published}")
    facets = archive.facets(address.q)
    return histogram(over_time(archive, address, facets).periods, address)


def _everything(query: str) -> Address:
    """Return the address of all articles that meet a condition, the newest first."""
    return Address(view="search", q=query)


def _span(info: Info) -> str:
    first, last = info.counts.first_published, info.counts.last_published
    if not first or not last:
        return ""
    return f"{long_day(date.fromisoformat(first))} – {long_day(date.fromisoformat(last))}"
