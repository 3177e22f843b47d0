"""What was understood of a query, as chips that can be taken away, and what it leaves out."""

from collections.abc import Iterator

from markupsafe import Markup

from backissue.search.query.parts import Part
from backissue.search.query.query import Query
from backissue.search.query.when import When
from backissue.ui.html.address import Address
from backissue.ui.html.cards import long_day
from backissue.ui.html.form import chip
from backissue.ui.html.marks import joined
from backissue.ui.lines.understood import unknown_note

# Kinds of parts that are shown as they were typed.
PLAIN = {"phrase": "“{}”", "wildcard": "{}", "fuzzy": "like {}"}

# Kinds of parts that need no chip: they are what is looked for.
SILENT = {"words", "word", "operator"}


def understood(query: Query, address: Address, *, undated: int = 0) -> Markup:
    """Return chips for what a query asks for beside its words, and notes on what it may miss."""
    parts = (chip(*part) for part in parts_of(query, address))
    chips = [*parts, *_times(query, address)]
    said = [*_notes(query, undated), unknown_note(query) if address.view != "ask" else ""]
    notes = [Markup("<p>{}</p>").format(note) for note in said if note]
    if query.suggestion:
        other = address.view_alone.but(q=query.suggestion, sheet=1)
        notes.insert(
            0,
            Markup('<p class="bi-instead">Did you mean <a data-go href="{}">{}</a>?</p>').format(
                other.link, query.suggestion
            ),
        )
    shown = (
        Markup('<ul class="bi-chips" aria-label="Understood">{}</ul>').format(joined(chips))
        if chips
        else Markup("")
    )
    return shown + (Markup('<div class="bi-notes">{}</div>').format(joined(notes)) if notes else "")


def parts_of(query: Query, address: Address) -> Iterator[tuple[str, Address]]:
    """Yield what a query asks for beside its words, each with the same query without it."""
    for part in query.parts:
        if part.kind not in SILENT or part.is_excluded:
            yield _name(part), _without(query.text, part, address)


def _name(part: Part) -> str:
    """Return what a part asks for, such as: not “a phrase”, source: Post."""
    name = PLAIN[part.kind].format(part.value) if part.kind in PLAIN else part.value
    if part.kind not in PLAIN and part.kind not in SILENT:
        name = part.meaning or f"{part.kind.replace('_', ' ')}: {part.value}"
    return f"not {name}" if part.is_excluded else name


def _without(text: str, part: Part, address: Address) -> Address:
    """Return the same query without a part of its text, or of the question before."""
    if text[part.start : part.end] not in address.q:
        return address.view_alone.but(alone=(*address.alone, address.q))
    rest = " ".join((text[: part.start] + " " + text[part.end :]).split())
    return address.view_alone.but(q=rest, sheet=1)


def _times(query: Query, address: Address) -> Iterator[Markup]:
    """Yield the time that a question is about, with a link that asks for these days alone."""
    when = query.when
    if when is None or when.is_explicit:
        return
    only = address.view_alone.but(
        after=when.first.isoformat() if when.first else "",
        before=when.last.isoformat() if when.last else "",
        sheet=1,
    )
    yield Markup(
        '<li class="bi-chip bi-when"><span>{}, from “{}”</span><a data-go href="{}">only '
        "these days</a></li>"
    ).format(_days(when), query.text[when.start : when.end], only.link)


def _days(when: When) -> str:
    """Return days in words, such as: About 1 February 2020 – 29 February 2020."""
    first, last = (long_day(day) if day else "" for day in (when.first, when.last))
    if not last:
        return f"Since {first}"
    if not first:
        return f"Up to {last}"
    return f"About {first}" if first == last else f"About {first} – {last}"


def _notes(query: Query, undated: int) -> Iterator[str]:
    yield from query.notes
    if undated:
        articles = "article has" if undated == 1 else "articles have"
        yield f"{undated:,} more {articles} no date, and may be of these days."
