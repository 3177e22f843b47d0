"""Two texts -> what was taken out and put in, word by word, as HTML."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup

from backissue.ui.html.marks import joined

# Sentences, or near enough: where none is left of many words, these are not compared one by one.
SENTENCE = re.compile(r".+?(?:[.!?][”\"’')\]]*\s+|\n+|\Z)", re.DOTALL)
WORD = re.compile(r"\s*\S+|\s+")

# Words compared one by one, on either side: time grows with their square.
MOST_WORDS = 1_500

KINDS = {"=": Markup("{}"), "-": Markup("<del>{}</del>"), "+": Markup("<ins>{}</ins>")}


def differences(before: str, after: str) -> Markup:
    """Return a text with what was taken out of an earlier one and what was put into it marked."""
    pieces = _joined_up(_pieces(before, after))
    return joined(KINDS[kind].format(text) for kind, text in pieces if text)


def _pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield pieces of both texts: = for what both have, - for the first alone, + for the second."""
    old, new = SENTENCE.findall(before), SENTENCE.findall(after)
    for kind, gone, come in _steps(old, new):
        words = WORD.findall("".join(gone)), WORD.findall("".join(come))
        if kind == "replace" and max(map(len, words)) <= MOST_WORDS:
            for _, taken, put in _steps(*words):
                yield from _piece(taken, put)
        else:
            yield from _piece(gone, come)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        yield kind, list(old[start:end]), list(new[first:last])


def _piece(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    if gone == come:
        yield "=", "".join(gone)
    else:
        yield "-", "".join(gone)
        yield "+", "".join(come)


def _joined_up(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put what was taken out side by side before what was put in there."""
    gone = come = ""
    for kind, text in (*pieces, ("=", "")):
        if kind == "=" and (text.strip() or not (gone or come) or not text):
            yield from _change(gone, come)
            yield kind, text
            gone = come = ""
        else:
            gone += text if kind != "+" else ""
            come += text if kind != "-" else ""


def _change(gone: str, come: str) -> Iterator[tuple[str, str]]:
    """Yield a change, without the space that both begin with."""
    space = gone[: len(gone) - len(gone.lstrip())]
    if not come.startswith(space):
        space = ""
    yield "=", space
    yield "-", gone.removeprefix(space)
    yield "+", come.removeprefix(space)
