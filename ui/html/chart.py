"""Counts as bars, in HTML that needs no script."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from backissue.ui.html.marks import joined


def sparks(rows: Iterable[tuple[str, int, str | None, Sequence[int]]]) -> Markup:
    """Return names with their counts in all and over time, each a link where one is given."""
    rows = list(rows)
    most = max((count for *_, counts in rows for count in counts), default=0) or 1
    return Markup('<ul class="bi-bars">{}</ul>').format(
        joined(
            Markup(
                '<li><span class="bi-label">{}</span><span class="bi-spark" aria-hidden="true">{}'
                "</span><span>{}</span></li>"
            ).format(_linked(name, link), _spark(counts, most), f"{count:,}")
            for name, count, link, counts in rows
        )
    )


def _spark(counts: Sequence[int], most: int) -> Markup:
    return joined(
        Markup('<span style="height:{:.0f}%"></span>').format(100 * count / most)
        for count in counts
    )


def _linked(name: str, link: str | None) -> Markup:
    if link is None:
        return Markup("{}").format(name)
    return Markup('<a data-go href="{}">{}</a>').format(link, name)
