"""What is typed into one search box -> its words and signs, none of which can be wrong."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from backissue.indexer.indexes.terms import has_words
from backissue.indexer.indexes.wording import PERCENT

Kind: TypeAlias = Literal["word", "phrase", "wildcard", "fuzzy", "field", "operator", "(", ")"]

FIELDS = ("title", "source", "author", "section", "place", "after", "before", "on", "as_of")
DATES = ("after", "before", "on", "as_of")
OPERATORS = ("AND", "OR", "NOT")

# Which marks end a phrase that each of these begins.
QUOTES = {'"': '"”', "“": '”"', "„": '“”"', "«": "»", "»": "«", "”": '”"'}
MARKS = ".,;:!?…()[]{}'‘’" + "".join(QUOTES)

FIELD = re.compile(r"(?P<name>[^\W\d_]\w*):(?=[^\s/])")
NAMELESS = re.compile(rf"(?:{'|'.join(FIELDS)}):", re.IGNORECASE)
# What elsewhere names a field, and which it is here.
LIKE = {
    **dict.fromkeys(("since", "from"), "after"),
    **dict.fromkeys(("until", "till", "to"), "before"),
    **dict.fromkeys(("date", "day", "month", "year", "published"), "on"),
    **dict.fromkeys(("site", "outlet", "publisher", "newspaper"), "source"),
    **dict.fromkeys(("intitle", "headline"), "title"),
    **dict.fromkeys(("by", "byline"), "author"),
    "asof": "as_of",
}
SIGNS = {"&&": "AND", "||": "OR"}
AS_OF = re.compile(r"as\s+(?:of|at)\s+", re.IGNORECASE)
ENDING = re.compile(r"[\s()]")
NOW = re.compile(r"now\b", re.IGNORECASE)
WILDCARD = re.compile(r"\w{2}[^\s*]*\*[^\s*]*")
FUZZY = re.compile(r"(?P<word>\w{3,})~(?P<distance>[12])?")
# Meant as one of these, perhaps, and read as neither.
NEARLY_WILD = re.compile(r"\*\w+")
NEARLY_FUZZY = re.compile(r"\w+~\d+")

# A dash that ends a word makes one that begins a word half of a pair: “the plan -if any- failed”.
CLOSING_DASH = re.compile(r"\w-(?=[\s,.;:!?)]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or a sign, and the characters of the text that it came from."""

    kind: Kind
    value: str
    start: int
    end: int
    field: str = ""
    """Which field it is the value of."""
    is_quoted: bool = False
    is_group: bool = False
    """Whether the value of a field stands between brackets."""
    is_excluded: bool = False
    distance: int = 1
    note: str = ""
    """What was not understood as it may have been meant."""


def read_tokens(text: str) -> list[Token]:
    """Return the words and signs of a text in their order; white space is left out."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        tokens.append(_token(text, place))
        place = tokens[-1].end
    return tokens


def as_word(token: Token, note: str = "") -> Token:
    """Return a sign as a word, with a note why it is none."""
    return replace(token, kind="word", note=note)


def as_phrase(token: Token) -> Token:
    """Return a field that stands within another as a phrase, and any other token as it is."""
    if token.kind != "field":
        return token
    return replace(token, kind="phrase", note="a field within another is searched as its words")


def as_names(text: str, tokens: Iterable[Token]) -> list[Token]:
    """Return the tokens of a text, those side by side that are not quoted as one name."""
    names: list[Token] = []
    for token in tokens:
        if token.kind not in {"word", "wildcard", "fuzzy"}:
            names.append(token)
            continue
        said = text[token.start + token.is_excluded : token.end]
        if names and names[-1].kind == "word" and not token.is_excluded:
            name = names.pop()
            note = name.note or token.note
            names.append(replace(name, value=f"{name.value} {said}", note=note))
        else:
            names.append(replace(token, kind="word", value=said))
    return names


def _token(text: str, start: int) -> Token:
    """Read the word or sign that begins at a place."""
    note = ""
    is_excluded, place = False, start
    if text[start] == "-" and (start == 0 or text[start - 1] in "( \t\n"):
        following = text[start + 1 : start + 2]
        if following.isdigit():
            number = text[start:].split(maxsplit=1)[0]
            note = f'{number} is read as a number: write -"{number[1:]}" to leave it out'
        elif following.isalpha() or following in {"(", *QUOTES} - {""}:
            is_excluded = not CLOSING_DASH.search(text, start + 1)
            place += is_excluded
    if text[place] in "()":
        kind: Kind = "(" if text[place] == "(" else ")"
        return Token(
            kind=kind, value=text[place], start=start, end=place + 1, is_excluded=is_excluded
        )
    token = _phrase(text, place) or _field(text, place) or _word(text, place)
    if not (is_excluded or note):
        return token
    return replace(token, start=start, is_excluded=is_excluded, note=token.note or note)


def _phrase(text: str, start: int) -> Token | None:
    """Read a phrase in quotes; one that does not end is no phrase."""
    end = _closing(text, start)
    if end is None or not has_words(text[start:end]):
        return None
    value = " ".join(text[start + 1 : end - 1].split())
    note = "* within quotes stands for itself" if "*" in value else ""
    if near := re.compile(r"~\d*").match(text, end):
        end, note = near.end(), f"{near[0]} after a phrase is not read"
    return Token(kind="phrase", value=value, start=start, end=end, note=note)


def _closing(text: str, start: int) -> int | None:
    """Return the place after the mark that ends what a mark begins."""
    marks = QUOTES.get(text[start : start + 1], "")
    places = [place for mark in marks if (place := text.find(mark, start + 1)) >= 0]
    return min(places) + 1 if places else None


def _bracket(text: str, start: int) -> int | None:
    """Return the place after the bracket that ends what a bracket begins, but for quoted ones."""
    depth, place = 0, start
    while text.startswith("(", start) and place < len(text):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return place + 1
        place = _closing(text, place) or place + 1
    return None


def _field(text: str, start: int) -> Token | None:
    """Read a field and its value."""
    if as_of := AS_OF.match(text, start):
        end = as_of.end() + _time_end(text[as_of.end() :])
        value = text[as_of.end() : end]
        return (
            Token(kind="field", field="as_of", value=value, start=start, end=end) if value else None
        )
    found = FIELD.match(text, start)
    if found is None or (name := found["name"].casefold()) not in FIELDS:
        return None
    begin = found.end()
    is_quoted, is_group, note = False, False, ""
    if closing := _bracket(text, begin):
        end, value, is_group = closing, text[begin + 1 : closing - 1], name not in DATES
    elif closing := _closing(text, begin):
        end, value, is_quoted = closing, text[begin + 1 : closing - 1], True
    else:
        end = begin + (_time_end(text[begin:]) if name in DATES else 0)
        end = end if end > begin else _run(text, begin)
        value = text[begin:end].rstrip(",;").strip("".join(QUOTES))
        if text[begin] in QUOTES:
            note = "unbalanced quote: only the first word is read"
        elif text[begin] == "(" and name not in DATES:
            value, note = value.strip("("), "unbalanced bracket: only the first word is read"
    if not has_words(value):
        return None
    return Token(
        kind="field",
        field=name,
        value=" ".join(value.split()),
        is_quoted=is_quoted,
        is_group=is_group,
        start=start,
        end=end,
        note=note,
    )


def _time_end(text: str) -> int:
    """Return where the time ends with which a text begins, 0 where it begins with none."""
    if now := NOW.match(text):
        return now.end()
    from backissue.search.query.when import first_time

    span = first_time(text)
    return span.end if span else 0


def _word(text: str, start: int) -> Token:
    end = _run(text, start)
    run = text[start:end]
    core = run.strip(MARKS)
    kind: Kind = "operator" if run in OPERATORS else "word"
    value, distance, note = run, 1, ""
    if WILDCARD.fullmatch(core) and not NAMELESS.match(text, start):
        kind, value = "wildcard", core
    elif fuzzy := FUZZY.fullmatch(core):
        kind, value = "fuzzy", fuzzy["word"]
        distance = int(fuzzy["distance"] or (1 if len(value) < LONG_WORD else 2))
    elif NEARLY_WILD.fullmatch(core):
        note = "* is read only after two letters: searched as words"
    elif NEARLY_FUZZY.fullmatch(core):
        note = "~ is read after three letters, with 1 or 2: searched as words"
    elif kind == "word":
        note = _doubt(text, start)
    return Token(kind=kind, value=value, start=start, end=end, distance=distance, note=note)


# From so many letters on, two of a fuzzy word may be wrong.
LONG_WORD = 8


def _doubt(text: str, start: int) -> str:
    """Say why a word may have been meant as a sign."""
    if apart := NAMELESS.match(text, start):
        return f"nothing follows {apart[0]!r} directly: searched as words"
    if (found := FIELD.match(text, start)) and text[found.end()].isalnum():
        like = LIKE.get(found["name"].casefold())
        if like in DATES and not _time_end(text[found.end() :]):
            like = None
        if like or text[found.end()].isalpha():  # but not “Luke:3”
            instead = f"; write {like}:" if like else ""
            return f"unknown field {found['name']!r}: searched as words{instead}"
    if text[start] in QUOTES:
        is_empty = _closing(text, start)
        return f"{'no word in quotes' if is_empty else 'unbalanced quote'}: searched as words"
    sign = SIGNS.get(text[start : start + 2])
    return f"{text[start : start + 2]} is not read: write {sign}" if sign else ""


def _run(text: str, start: int) -> int:
    """Return where a word ends: at white space, or before a bracket that ends what is around it.

    Per cent is one word.
    """
    if per_cent := PERCENT.match(text, start):
        return per_cent.end()
    depth = 0
    for sign in ENDING.finditer(text, start):
        depth += 1 if sign[0] == "(" else -1
        if depth < 0 or sign[0].isspace():
            return sign.start()
    return len(text)
