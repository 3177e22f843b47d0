"""The numbers of a text, in digits or in words, without what they count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from backissue.search.language.wording import is_marked, mark, marks

Kind: TypeAlias = Literal["count", "ordinal", "share", "clock", "vague"]

MAGNITUDES = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "trillion": 1e12,
}
VAGUE_VALUES = {
    "dozens": 1e1,
    "tens": 1e1,
    "scores": 1e1,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
}
PARTS = ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
TIMES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
HOURS = (*TIMES, "ten", "eleven", "twelve")
SUFFIXES = "mn|m|bn|tn|trn|k"
# In capitals they are read of money alone: $1.3B, but 4K video and a Boeing 737 MAX.
CAPITAL_SUFFIXES = "[KMBT]|[MB]n"

CLOCK = re.compile(
    r"(?<![\w.:,])(?:(?P<hour>1?\d|" + "|".join(HOURS[1:]) + ")"
    r"(?:[.:](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hours>[01]?\d|2[0-3])[.:](?P<minutes>[0-5]\d)"
    r"(?= (?:GMT|BST|CES?T|ES?DT|UTC|local time)\b)"
    r"|(?P<early>[01]?\d|2[0-3]):(?P<past>[0-5]\d)(?![\w:]))"
    r"|\b(?P<word>noon|midday|midnight)\b",
    re.IGNORECASE,
)
# Half of something, not the second half, nor half-time.
HALF = re.compile(
    r"(?<!first )(?<!second )(?<!last )(?<!and a )\bhalf"
    r"(?= of\b| (?:an?|the|its|their|his|her|our|all|that|"
    r"those|these|million|billion)\b)|½",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"(?<!\band )(?<![\d.,])\b(?P<times>an?|\d|{'|'.join(TIMES[1:])})[ -]"
    rf"(?P<part>{'|'.join(PARTS)})(?P<many>s?)\b"
    r"(?P<of>(?= of\b| (?:an? )?(?:million|billion|trillion)\b))?",
    re.IGNORECASE,
)
DOZEN = re.compile(r"\b(?P<half>half a )?dozen\b", re.IGNORECASE)
VAGUE = re.compile(
    rf"\b(?:(?:{'|'.join(VAGUE_VALUES)}) of )*(?:{'|'.join(VAGUE_VALUES)})\b", re.IGNORECASE
)
# As in Mega Millions, which is a lottery.
IN_A_NAME = re.compile(
    rf"\b[A-Z][\w’'-]*[ -](?P<word>{'|'.join(map(str.capitalize, VAGUE_VALUES))})\b"
)
DIGITS = re.compile(
    r"(?<![^\W_])(?<![^\W\d_][-‑])(?<!\d[.,:])(?:(?<!\S)(?P<minus>[-−]))?"
    r"(?P<sign>(?<=[$€£¥₹]))?"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3}){2,}|\d++)"
    rf"(?:\.(?P<decimals>\d++))?+)(?P<half>½)?(?P<ordinal>(?:st|nd|rd|th)\b)?(?:(?:{SUFFIXES}|pc|s)\b"
    rf"(?![.’'])|(?(sign)(?:{CAPITAL_SUFFIXES})\b|(?!))"
    r"|(?![^\W\d_])|(?=(?:[cm]m|km|kg|kms|mph|ft|lbs?|°|hrs?|pp)\b))"
)
NONE = re.compile(r"(?<=\bto )(?:none|nil)\b", re.IGNORECASE)
TRILLION = re.compile(r"\btrillion\b", re.IGNORECASE)
# An “and” between two numbers, not within one.
APART = re.compile(
    r"\bbetween [^,.;]{1,60}? and\b|\d (?:thousand|million|billion) and\b",
    re.IGNORECASE,
)
TIME_UNIT = re.compile(r"(?:\d|\b(?:a|per|each|every|split|one|two|three|five|ten|same))[ -]$")
AND_A_HALF = re.compile(r" and a half\b")
# Between a number and its magnitude: half a million, a quarter of a million, 3-million.
GLUE = re.compile(r"[ \u00a0-]?|(?: of)? an? ")
SUFFIX = re.compile(rf"(?:[ \u00a0]?)(?P<letters>{SUFFIXES})\b")
CAPITAL_SUFFIX = re.compile(rf"(?P<letters>{CAPITAL_SUFFIXES})\b")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Characters `start` to `end` of a text, read as a number."""

    start: int
    end: int
    value: float
    kind: Kind = "count"
    scale: float = 1.0
    """The magnitude that is written in words: a million in “1.2 million”."""
    decimals: int = 0


def numerals(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Numeral]:
    """Return the numbers of a text in order, leaving out those inside spans that are taken."""
    named = [match.span("word") for match in IN_A_NAME.finditer(text)]
    read_already = marks(len(text), [*taken, *named])
    found: list[Numeral] = []
    for read in (_clocks, _dozens, _fractions, _spelled, _digits):
        for each in read(text):
            if not is_marked(read_already, each.start, each.end):
                found.append(each)
                mark(read_already, each.start, each.end)
    joined: list[Numeral] = []
    for each in sorted(found, key=lambda each: each.start):
        if joined and (product := _product(text, joined[-1], each)) is not None:
            joined[-1] = product
        else:
            joined.append(each)
        joined[-1] = _and_a_half(text, _suffixed(text, joined[-1]))
    return joined


def _clocks(text: str) -> Iterator[Numeral]:
    """Read times of day, in minutes."""
    for match in CLOCK.finditer(text):
        if match["word"]:
            value = 0 if match["word"].lower() == "midnight" else 720
        else:
            hour = _hour(match["hour"] or match["hours"] or match["early"])
            value = hour * 60 + int(match["minute"] or match["minutes"] or match["past"] or 0)
        if match["half"]:
            value = value % 720 + (720 if match["half"].lower() == "p" else 0)
        yield Numeral(*match.span(), value, "clock")


def _hour(written: str) -> int:
    return int(written) if written.isdigit() else HOURS.index(written.lower())


def _fractions(text: str) -> Iterator[Numeral]:
    for match in FRACTION.finditer(text):
        written = match["times"].lower()
        times = 1 if written in {"a", "an"} else _hour(written)
        if (times > 1) == bool(match["many"]) and (
            match["of"] is not None or written not in {"a", "an"}
        ):
            under = PARTS.index(match["part"].lower()) + 2
            yield Numeral(*match.span(), times / under, "share")
    for match in HALF.finditer(text):
        if text[match.start() - 1 : match.start()].isdigit():
            continue
        yield Numeral(*match.span(), 0.5, "share")


def _dozens(text: str) -> Iterator[Numeral]:
    for match in VAGUE.finditer(text):
        value = 1.0
        for word in match[0].lower().split(" of "):
            value *= VAGUE_VALUES[word]
        yield Numeral(*match.span(), value, "vague")
    for match in DOZEN.finditer(text):
        yield Numeral(*match.span(), 6 if match["half"] else 12)


class _Token:
    """A piece of text as text2num wants it."""

    def __init__(self, match: re.Match[str], breaks: set[int]) -> None:
        self.start, self.end = match.span()
        self._text = match[0]
        self._is_apart = match.start() in breaks

    def text(self) -> str:
        return self._text

    def nt_separated(self, previous: object) -> bool:
        del previous
        return self._is_apart

    def not_a_number_part(self) -> bool:
        return False


def _spelled(text: str) -> Iterator[Numeral]:
    """Read numbers in words: text2num knows them, but for trillions."""
    from text_to_num import find_numbers

    for match in NONE.finditer(text):
        yield Numeral(*match.span(), 0.0)
    for match in TRILLION.finditer(text):
        yield Numeral(*match.span(), MAGNITUDES["trillion"], scale=MAGNITUDES["trillion"])
    breaks = {match.end() - len("and") for match in APART.finditer(text)}
    tokens = [_Token(match, breaks) for match in re.finditer(r"\w+|\W+", text)]
    for each in find_numbers(tokens, "en", 0):
        start, end = tokens[each.start].start, tokens[each.end - 1].end
        spelled = text[start:end].lower()
        before = text[max(0, start - 12) : start].lower()
        if spelled == "second" and TIME_UNIT.search(before):
            continue
        kind: Kind = "ordinal" if each.is_ordinal else "count"
        scale = MAGNITUDES.get(spelled.split()[-1], 1.0)
        yield Numeral(start, end, float(each.value), kind, scale)


def _digits(text: str) -> Iterator[Numeral]:
    for match in DIGITS.finditer(text):
        value = float(re.sub(r"[^\d.]", "", match["number"]))
        value += 0.5 if match["half"] else 0
        decimals = len(match["decimals"] or "")
        start, end = match.span("number")
        if match["minus"]:
            start, value = match.start(), -value
        if match["half"] or match["ordinal"]:
            end = match.end("ordinal" if match["ordinal"] else "half")
        kind: Kind = "ordinal" if match["ordinal"] else "count"
        yield Numeral(start, end, value, kind, decimals=decimals)


def _product(text: str, one: Numeral, other: Numeral) -> Numeral | None:
    """Multiply a number by the magnitude that follows it: 2.5 million, half a billion."""
    scale = MAGNITUDES.get(text[other.start : other.end].lower())
    if scale is None or one.kind not in {"count", "share"}:
        return None
    if not GLUE.fullmatch(text, one.end, other.start):
        return None
    return Numeral(one.start, other.end, one.value * scale, "count", scale, one.decimals)


def _suffixed(text: str, each: Numeral) -> Numeral:
    """Multiply a number by the letters that follow it: 3.4bn; 3m of money or of things."""
    is_money = text[each.start - 1 : each.start] in {"$", "€", "£", "¥", "₹"}
    match = SUFFIX.match(text, each.end) or (is_money and CAPITAL_SUFFIX.match(text, each.end))
    if not match or each.kind != "count" or not text[each.end - 1].isdigit():
        return each
    if match["letters"] == "m" and not (
        re.search(r"[$€£¥₹] ?$", text[max(0, each.start - 2) : each.start])
        or re.match(r" (?:people|(?!across|was|is|has|as)[a-z]+s)\b", text[match.end() :])
    ):
        return each
    scale = MAGNITUDES[match["letters"].lower()]
    return Numeral(each.start, match.end(), each.value * scale, "count", scale, each.decimals)


def _and_a_half(text: str, each: Numeral) -> Numeral:
    """Add half of what was counted: three and a half, a million and a half."""
    match = AND_A_HALF.match(text, each.end)
    if match is None or each.kind != "count":
        return each
    return Numeral(each.start, match.end(), each.value + each.scale / 2, "count", each.scale, 1)
