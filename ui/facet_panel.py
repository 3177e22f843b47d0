"""What a query matches, counted, each count a link that narrows the search down to it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from backissue.search.archive import Archive
from backissue.search.explore import Count, Facets, Period, Timeline
from backissue.ui.address import Address
from backissue.ui.cards import MONTHS, long_day
from backissue.ui.marks import joined

# Names of each facet: more are found sooner by typing.
NAMES_SHOWN = 8

# From so many years on, bars are years; from two months on, months.
YEARS_FOR_YEARS = 4
DAYS_FOR_MONTHS = 62


def facet_panel(archive: Archive, address: Address) -> Markup:
    """Return a histogram over time, and names with their counts."""
    facets = archive.facets(address.q, **address.scope)
    if not facets.articles:
        return Markup('<aside class="bi-facets"></aside>')
    timeline = over_time(archive, address, facets)
    alone = address.view_alone.but(page=1)
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
        '<aside class="bi-facets" aria-label="Narrow down"><p>{} {} every word.</p>{}{}</aside>'
    ).format(f"{facets.articles:,}", articles, histogram(timeline.periods, alone), lists)


def histogram(periods: Sequence[Period], address: Address) -> Markup:
    """Return bars over time, each of which narrows an address down to its days."""
    if len(periods) < 2:  # noqa: PLR2004 - one bar is no picture
        return Markup("")
    most = max(period.articles for period in periods)
    bars = joined(_bar(period, most, address) for period in periods)
    return Markup(
        '<section aria-labelledby="bi-time"><h2 id="bi-time" class="bi-kicker">Over time</h2>'
        '<ol class="bi-histogram">{}</ol><p class="bi-axis" aria-hidden="true"><span>{}</span>'
        "<span>{}</span></p></section>"
    ).format(bars, _name(periods[0]), _name(periods[-1]))


def over_time(archive: Archive, address: Address, facets: Facets) -> Timeline:
    """Count over time, in steps that make a picture."""
    years = [int(count.name) for count in facets.years if count.name]
    if years and years[-1] - years[0] + 1 >= YEARS_FOR_YEARS:
        return archive.timeline(address.q, by="year", **address.scope)
    months = archive.timeline(address.q, by="month", **address.scope)
    days = (months.periods[-1].last - months.periods[0].first).days if months.periods else 0
    if days > DAYS_FOR_MONTHS:
        return months
    return archive.timeline(address.q, by="day", **address.scope)


def _bar(period: Period, most: int, address: Address) -> Markup:
    if not period.articles:
        return Markup("<li></li>")
    name, only = _name(period), address.but(after=str(period.first), before=str(period.last))
    articles = f"{period.articles:,} article{'' if period.articles == 1 else 's'}"
    return Markup(
        '<li><a data-go href="{}" title="{text}" aria-label="{text}"><span style="height:{:.0f}%">'
        "</span></a></li>"
    ).format(only.link, 100 * period.articles / most, text=f"{name}: {articles}")


def _name(period: Period) -> str:
    """Return a day, month or year in words."""
    if period.first == period.last:
        return long_day(period.first)
    if period.first.month == period.last.month:
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period.first.year)


def _names(title: str, name: str, counts: Sequence[Count], address: Address) -> Markup:
    if not any(count.name for count in counts):
        return Markup("")
    return Markup(
        '<section aria-labelledby="bi-by-{0}"><h2 id="bi-by-{0}" class="bi-kicker">{1}</h2><ul>{2}'
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
