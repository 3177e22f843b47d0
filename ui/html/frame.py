"""What stands around every view: the masthead, messages, and what a screen reader is told."""

from dataclasses import dataclass

from markupsafe import Markup

# Where the page's script puts what the address shows.
PLACE = Markup("<div data-place></div>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a view shows."""

    name: str
    """Which parts of the page belong to it."""
    title: str
    """What the browser's tab and history call it."""
    body: Markup
    status: str = ""
    """What a screen reader says when it is there."""
    is_complete: bool = True
    """Whether nothing more is to come."""


def page_html(page: Page) -> str:
    """Return a view as HTML."""
    return Markup(
        '<div class="bi-page" data-name="{}" data-title="{}" data-status="{}"{}>{}</div>'
    ).format(
        page.name,
        f"{page.title} · Backissue" if page.title else "Backissue",
        page.status,
        "" if page.is_complete else Markup(" data-pending"),
        page.body,
    )


def masthead() -> Markup:
    """Return the name of the page and the way to each view."""
    return Markup(
        '<header class="bi-masthead"><a class="bi-skip" href="#bi-view" data-skip>Skip to what is '
        'shown</a><a class="bi-name" data-go href="?">Backissue</a><nav aria-label="Views">'
        '<a data-go data-view="ask" href="?">Ask</a>'
        '<a data-go data-view="search" href="?view=search">Search</a>'
        '<a data-go data-view="timeline" href="?view=timeline">Timeline</a>'
        '<a data-go data-view="library" href="?view=library">Library</a>'
        '<a data-go data-view="evaluate" href="?view=evaluate">Evaluate</a></nav>'
        '<a class="bi-theme" data-go data-view="settings" href="?view=settings" '
        'aria-label="Settings" title="Settings"><span aria-hidden="true">⚙</span></a>'
        '<button type="button" class="bi-theme" data-theme-toggle aria-label="Dark or light">'
        '<span aria-hidden="true">◐</span></button></header>'
        '<p id="bi-status" class="bi-hidden" role="status" aria-live="polite"></p>'
    )


def early_frame() -> Markup:
    """Return what is shown until Gradio has built the same: masthead, view and reader."""
    return Markup(
        '<div class="gradio-container bi-early">{}<div id="bi-desk"><div id="bi-main">'
        '<div id="bi-view">{place}</div></div><div id="bi-reader">{place}</div></div></div>'
    ).format(masthead(), place=PLACE)


def message(text: str) -> Markup:
    """Return a message for the user."""
    return Markup('<p class="bi-message">{}</p>').format(text)
