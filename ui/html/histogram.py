"""How many articles there are over time, as bars, each a link that narrows down to its days."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from backissue.search.archive import Archive
from backissue.search.retrieval.explore import Facets, Period, Step, Timeline
from backissue.ui.html.address import Address
from backissue.ui.html.cards import MONTHS, long_day
from backissue.ui.html.marks import joined

# From so many years on, bars are years; from two months on, months.
YEARS_FOR_YEARS = 4
DAYS_FOR_MONTHS = 62

# More names under the bars, or numbers above them, run into one another on a phone.
NAMES_BELOW = 4
NUMBERS_ABOVE = 20


def histogram(periods: Sequence[Period], address: Address) -> Markup:
    """Return a small picture, with its first and last period named."""
    if len(periods) < 2:  # noqa: PLR2004 - one bar is no picture
        return Markup("")
    return Markup(
        '<section aria-labelledby="bi-time"><h2 id="bi-time" class="bi-kicker">Over time</h2>'
        '{}<p class="bi-axis" aria-hidden="true"><span>{}</span><span>{}</span></p>'
        '<p class="bi-hint">Click a bar, or drag over several.</p></section>'
    ).format(_bars(periods, address), period_name(periods[0]), period_name(periods[-1]))


def plot(periods: Sequence[Period], address: Address) -> Markup:
    """Return a large picture, with numbers above the bars and names below."""
    if len(periods) < 2:  # noqa: PLR2004 - one bar is no picture
        return Markup("")
    step = -(-len(periods) // NAMES_BELOW)
    names = joined(
        Markup('<span style="left:{:.2f}%">{}</span>').format(
            100 * place / len(periods), _short_name(periods[place])
        )
        for place in range(0, len(periods), step)
    )
    return Markup(
        '<div class="bi-plot{}">{}<p class="bi-ticks" aria-hidden="true">{}</p></div>'
    ).format("" if len(periods) > NUMBERS_ABOVE else " bi-counted", _bars(periods, address), names)


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


def step_between(first: date, last: date) -> Step:
    """Return the steps that make a picture of the days from first to last."""
    if last.year - first.year + 1 >= YEARS_FOR_YEARS:
        return "year"
    return "month" if (last - first).days > DAYS_FOR_MONTHS else "day"


def period_name(period: Period) -> str:
    """Return a day, month or year in words."""
    if period.first == period.last:
        return long_day(period.first)
    if period.first.month == period.last.month:
        return f"{MONTHS[period.first.month - 1]} {period.first.year}"
    return str(period.first.year)


def _short_name(period: Period) -> str:
    """Return the same with no more than three letters of the month."""
    name = period_name(period)
    month = MONTHS[period.first.month - 1]
    return name.replace(month, month[:3])


def _bars(periods: Sequence[Period], address: Address) -> Markup:
    most = max(period.articles for period in periods)
    bars = joined(_bar(period, most, address) for period in periods)
    return Markup('<ol class="bi-histogram">{}</ol>').format(bars)


def _bar(period: Period, most: int, address: Address) -> Markup:
    days = Markup('data-first="{}" data-last="{}"').format(period.first, period.last)
    if not period.articles:
        return Markup("<li {}></li>").format(days)
    name, only = period_name(period), address.but(after=str(period.first), before=str(period.last))
    articles = f"{period.articles:,} article{'' if period.articles == 1 else 's'}"
    return Markup(
        '<li {}><a data-go href="{}" title="{text}" aria-label="{text}"><span '
        'style="height:{:.0f}%" data-number="{}"></span></a></li>'
    ).format(
        days,
        only.link,
        100 * period.articles / most,
        f"{period.articles:,}",
        text=f"{name}: {articles}",
    )
