"""Counts as bars, in HTML that needs no script."""

from collections.abc import Iterable

from markupsafe import Markup

from backissue.ui.marks import joined


def bars(rows: Iterable[tuple[str, int, str | None]]) -> Markup:
    """Return names with their counts as lying bars, each a link where one is given."""
    rows = list(rows)
    most = max((count for _, count, _ in rows), default=0) or 1
    return Markup('<ul class="bi-bars">{}</ul>').format(
        joined(
            Markup(
                '<li><span class="bi-label">{}</span><span class="bi-bar" style="width:{:.1f}%">'
                "</span><span>{}</span></li>"
            ).format(_linked(name, link), 100 * count / most, f"{count:,}")
            for name, count, link in rows
        )
    )


def _linked(name: str, link: str | None) -> Markup:
    if link is None:
        return Markup("{}").format(name)
    return Markup('<a data-go href="{}">{}</a>').format(link, name)
