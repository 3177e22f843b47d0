"""The box for a question or a search, and the chips that say which articles are looked at."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from backissue.ui.html.address import Address
from backissue.ui.html.marks import joined

# More choices than this make a list that nobody reads.
SOURCES_OFFERED = 200

MODES = {"hybrid": "Words and meaning", "keyword": "Words", "semantic": "Meaning"}

# What is done with what is typed, a headline, and what may be typed.
KINDS = {
    "ask": ("Ask", "Ask the archive", "A question in plain words"),
    "search": ("Search", "Search the archive", "Words, or a sentence that means the same"),
    "timeline": ("Show", "Follow a story over time", "Words that every article is to have"),
}

CHIPS = {
    "source": "Source",
    "section": "Section",
    "author": "Author",
    "place": "Place",
    "after": "From",
    "before": "To",
    "as_of": "As of",
    "asked": "Asked on",
}

DAYS = (
    ("after", "Published from"),
    ("before", "Published to"),
    ("as_of", "As known on"),
    ("asked", "Asked on"),
)

DAYS_MEAN = (
    "As known on a day: what appeared or was changed later is left out. Asked on: the day from "
    "which “last week” is counted."
)

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# What has no field of its own is set by a click, and kept when the form is sent.
KEPT = ("section", "author", "place")


def form(address: Address, sources: Iterable[str]) -> Markup:
    """Return the form of a view, filled in, and the chips of what it is filled in with."""
    kind, title, hint = KINDS[address.view]
    return Markup(
        '<form class="bi-form" role="search" aria-label="{kind}" data-go>'
        '<input type="hidden" name="view" value="{view}"><h1><label for="bi-q">{title}</label></h1>'
        '<div class="bi-box"><input id="bi-q" name="q" type="search" value="{q}" '
        'placeholder="{hint}" autocomplete="off" spellcheck="true" maxlength="2000">'
        '<button type="submit" class="bi-primary">{kind}</button></div>{modes}'
        "<details{open}><summary>Dates and source</summary>"
        '<div class="bi-fields">{fields}</div></details></form>{chips}'
    ).format(
        kind=kind,
        view=address.view,
        title=title,
        q=address.q,
        hint=hint,
        modes=_modes(address) if address.view == "search" else "",
        open=Markup(" open") if address.scope and not address.q else "",
        fields=scope_fields(address, sources, "q"),
        chips=scope_chips(address),
    )


def scope_chips(address: Address) -> Markup:
    """Return what narrows the archive down, each to be changed or taken away by a click."""
    if not address.scope:
        return Markup("")
    chips = [
        _scope_chip(name, f"{CHIPS[name]}: {value}", address.view_alone.but(sheet=1, **{name: ""}))
        for name, value in address.scope.items()
    ]
    if len(chips) > 1:
        open_scope = address.view_alone.but(sheet=1, **dict.fromkeys(address.scope, ""))
        chips.append(
            Markup('<li><a data-go class="bi-clear" href="{}">Clear all</a></li>').format(
                open_scope.link
            )
        )
    return Markup('<ul class="bi-chips" aria-label="Only articles with">{}</ul>').format(
        joined(chips)
    )


def _scope_chip(name: str, text: str, without: Address) -> Markup:
    """Return a filter as a chip; what has a field of its own is changed there."""
    if name in KEPT:
        return chip(text, without)
    return Markup(
        '<li class="bi-chip"><button type="button" data-edit="{name}" aria-label="Change {text}">'
        '{text}</button><a data-go href="{link}" aria-label="Remove {text}">×</a></li>'
    ).format(name=name, text=text, link=without.link)


def chip(text: str, without: Address) -> Markup:
    """Return a filter as a chip that a click takes away."""
    return Markup(
        '<li class="bi-chip"><span>{text}</span><a data-go href="{link}" aria-label="Remove {text}"'
        ">×</a></li>"
    ).format(text=text, link=without.link)


def _modes(address: Address) -> Markup:
    """Return how to search, as a choice of one."""
    choices = joined(
        Markup(
            '<label><input type="radio" name="mode" value="{}"{}><span>{}</span></label>'
        ).format(mode, Markup(" checked") if mode == address.mode else "", name)
        for mode, name in MODES.items()
    )
    return Markup('<fieldset class="bi-modes"><legend>Search by</legend>{}</fieldset>').format(
        choices
    )


def _day(typed: str) -> str:
    """Return a day as the browser's own field takes it; it complains of anything else."""
    return typed if ISO_DAY.fullmatch(typed) else ""


def scope_fields(address: Address, sources: Iterable[str], key: str) -> Markup:
    """Return fields for what narrows the archive down, filled in, with what a chip calls each.

    `key` tells apart the forms on one page.
    """
    names = [name for name in sources if name][:SOURCES_OFFERED]
    options = joined(Markup('<option value="{}"></option>').format(name) for name in names)
    source = Markup(
        '<label>Source<input name="source" value="{}" list="bi-{key}-sources" autocomplete="off" '
        'placeholder="Any" data-scope="{}"></label><datalist id="bi-{key}-sources">{}</datalist>'
    ).format(address.source, CHIPS["source"], options, key=key)
    days = (
        Markup('<label>{}<input type="date" name="{}" value="{}" data-scope="{}"></label>').format(
            label, name, _day(getattr(address, name)), CHIPS[name]
        )
        for name, label in DAYS
    )
    kept = (
        Markup('<input type="hidden" name="{}" value="{}" data-scope="{}">').format(
            name, getattr(address, name), CHIPS[name]
        )
        for name in KEPT
        if getattr(address, name)
    )
    return joined([source, *days, *kept, Markup("<p>{}</p>").format(DAYS_MEAN)])
