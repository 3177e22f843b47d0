"""A text with the parts that matter in it marked, as HTML."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from backissue.ui.lines.excerpt import Span, begin_excerpt

LINE = re.compile(r"[^\n]+")

# So many characters of a passage are sure to be shown: five lines on a phone.
SURE = 180


def marked(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> Markup:
    """Return characters `start` to `end` of a text with what lies in the spans marked."""
    end = len(text) if end is None else end
    parts, place = [], start
    for first, last in sorted(spans):
        here = slice(max(first, place), min(last, end))
        if here.start < here.stop:
            parts += [Markup("{}<mark>{}</mark>").format(text[place : here.start], text[here])]
            place = here.stop
    return joined([*parts, Markup("{}").format(text[place:end])])


def excerpt(text: str, spans: Sequence[Span], start: int, end: int, room: int = SURE) -> Markup:
    """Return characters `start` to `end` of a text, marked, from where most of the marks are seen.

    `room` is how many characters are sure to be seen.
    """
    begin = begin_excerpt(text, spans, start, end, room)
    shown = marked(text, spans, begin, end)
    return Markup("… {}").format(shown) if begin > start else shown


def paragraphs(text: str, spans: Sequence[Span]) -> Markup:
    """Return a text as paragraphs, one a line, with what lies in the spans marked."""
    return joined(
        Markup("<p>{}</p>").format(marked(text, spans, *line.span()))
        for line in LINE.finditer(text)
        if line[0].strip()
    )


def joined(parts: Iterable[Markup]) -> Markup:
    """Put parts one after another."""
    return Markup("").join(parts)
