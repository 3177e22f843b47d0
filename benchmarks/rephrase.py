"""Ways to say a sentence a little differently without changing what it says, by rule."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeAlias


def listed(text: str) -> list[str]:
    """Return the words of a list that is written as one text."""
    return text.split()


ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = listed("- - twenty thirty forty fifty sixty seventy eighty ninety")
MONTHS = listed(
    "January February March April May June July August September October November December"
)
WEEKDAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
MONTH = "|".join(MONTHS)

CONTRACTIONS = {
    "did not": "didn't",
    "does not": "doesn't",
    "do not": "don't",
    "was not": "wasn't",
    "were not": "weren't",
    "is not": "isn't",
    "are not": "aren't",
    "had not": "hadn't",
    "has not": "hasn't",
    "have not": "haven't",
    "will not": "won't",
    "would not": "wouldn't",
    "could not": "couldn't",
    "it is": "it's",
    "they are": "they're",
}
ABBREVIATIONS = {
    "United States": "US",
    "United Kingdom": "UK",
    "European Union": "EU",
    "World Health Organization": "WHO",
    "United Nations": "UN",
    "percent": "%",
    "kilometres": "km",
    "kilometers": "km",
    "metres": "m",
    "chief executive": "CEO",
}
SYNONYMS = {
    "said": "stated",
    "began": "started",
    "more than": "over",
    "about": "roughly",
    "percent": "per cent",
    "soldiers": "troops",
    "people": "persons",
    "nearly": "almost",
    "at least": "no fewer than",
    "also": "likewise",
    "because": "since",
    "received": "got",
    "large": "big",
    "used": "employed",
    "known": "called",
    "important": "significant",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, with the one that follows it and the day on which its article appeared."""

    sentence: str
    following: str | None
    published: date | None
    source: str | None


Rule: TypeAlias = Callable[[Told, Random], Iterator[str]]


def spelled(number: int) -> str:
    """Write a whole number below a million in words."""
    if number < len(ONES):
        return ONES[number]
    if number < 100:  # noqa: PLR2004
        tens, ones = divmod(number, 10)
        return TENS[tens] + (f"-{ONES[ones]}" if ones else "")
    if number < 1000:  # noqa: PLR2004
        hundreds, rest = divmod(number, 100)
        return f"{ONES[hundreds]} hundred" + (f" and {spelled(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    link = " and " if rest < 100 else " "  # noqa: PLR2004
    return f"{spelled(thousands)} thousand" + (link + spelled(rest) if rest else "")


def verbatim(told: Told, chance: Random) -> Iterator[str]:
    """As it stands."""
    del chance
    yield told.sentence


def dropped_clause(told: Told, chance: Random) -> Iterator[str]:
    """Without what stands between two commas, or after the last."""
    del chance
    inner = re.sub(
        r", (?:who|which|the|a|an|where) [^,]{5,80},(?= [a-z])", "", told.sentence, count=1
    )
    yield inner
    yield re.sub(
        r", (?:which|who|where|and|but|while|after|before|as) [^,]{10,}\.$", ".", told.sentence
    )


def contraction(told: Told, chance: Random) -> Iterator[str]:
    """With a contraction."""
    del chance
    yield from _replaced(told.sentence, CONTRACTIONS)


def abbreviation(told: Told, chance: Random) -> Iterator[str]:
    """With a common short form."""
    del chance
    yield from (each.replace(" %", "%") for each in _replaced(told.sentence, ABBREVIATIONS))
    yield re.sub(rf"\b({MONTH}) (?=\d)", lambda match: match[1][:3] + " ", told.sentence)


def digits_to_words(told: Told, chance: Random) -> Iterator[str]:
    """With a number in words."""
    del chance
    number = re.compile(r"(?<![\w.,:$£€-])(\d{1,3}(?:,\d{3})?)(?![\w%]|[.,:]\d|-)")
    for match in number.finditer(told.sentence):
        value = int(match[1].replace(",", ""))
        before = told.sentence[: match.start()]
        if not re.search(rf"(?:{MONTH}|[A-Z][a-z]+) $", before) and before.strip():
            yield before + spelled(value) + told.sentence[match.end() :]


def words_to_digits(told: Told, chance: Random) -> Iterator[str]:
    """With a number in digits."""
    del chance
    values = {spelled(value): value for value in range(2, 100)}
    for match in re.finditer(r"(?<![\w-])[a-z]+(?:-[a-z]+)?(?![\w-])", told.sentence):
        if match[0] in values and not re.search(
            r"(?:hundred|thousand|and) $", told.sentence[: match.start()]
        ):
            rest = told.sentence[match.end() :]
            if not re.match(
                r" (?:hundred|thousand|[ap]\.?m\.|thirds|quarters|fifths|(?:and|or) )|-|"
                r"\w*(?:th|rd)s? ",
                rest,
            ):
                yield told.sentence[: match.start()] + str(values[match[0]]) + rest


def date_format(told: Told, chance: Random) -> Iterator[str]:
    """With a date in another order, or a weekday as a date."""
    del chance
    yield re.sub(
        rf"\b({MONTH}) (\d{{1,2}})(?:, (\d{{4}}))?\b(?!,\d)",
        lambda match: f"{match[2]} {match[1]}" + (f" {match[3]}" if match[3] else ""),
        told.sentence,
    )
    yield re.sub(rf"\b(\d{{1,2}}) ({MONTH})\b", r"\2 \1", told.sentence)
    match = re.search(rf"\bon ({'|'.join(WEEKDAYS)})\b", told.sentence)
    if match and told.published:
        back = (told.published.weekday() - WEEKDAYS.index(match[1])) % 7
        day = told.published - timedelta(days=back)
        full = f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
        yield told.sentence[: match.start(1)] + full + told.sentence[match.end() :]


def magnitude(told: Told, chance: Random) -> Iterator[str]:
    """With a round number written the other way."""
    del chance
    scales = {"million": 6, "billion": 9}
    for match in re.finditer(r"(?<![\w$£€.])(\d+)(?:\.(\d+))? (million|billion)\b", told.sentence):
        digits = match[1] + (match[2] or "").ljust(scales[match[3]], "0")
        yield told.sentence[: match.start()] + f"{int(digits):,}" + told.sentence[match.end() :]
    for match in re.finditer(r"(?<![\w.,])(\d{1,3}),000,000\b", told.sentence):
        yield told.sentence[: match.start()] + f"{match[1]} million" + told.sentence[match.end() :]
    yield re.sub(r"(\d[\d.]*) (million|billion) dollars", r"$\1 \2", told.sentence)
    yield re.sub(r"\$(\d[\d.]*) (million|billion)\b", r"\1 \2 dollars", told.sentence)
    yield re.sub(r"\$(\d[\d.]*) (m|b)illion\b", lambda m: f"${m[1]}{m[2]}n", told.sentence)
    yield re.sub(r"(?<!and a )\bhalf (?=of )", "50 percent ", told.sentence)


def synonym(told: Told, chance: Random) -> Iterator[str]:
    """With another word for one."""
    del chance
    yield from _replaced(told.sentence, SYNONYMS)


def reordered(told: Told, chance: Random) -> Iterator[str]:
    """With two things joined by “and” the other way round."""
    del chance
    proper = r"[A-Z][a-z]+(?: [A-Z][a-z]+)*"
    for match in re.finditer(rf"(?<=[a-z] )({proper}) and ({proper})(?=[ ,.])", told.sentence):
        swapped = f"{match[2]} and {match[1]}"
        yield told.sentence[: match.start()] + swapped + told.sentence[match.end() :]


def joined(told: Told, chance: Random) -> Iterator[str]:
    """In one sentence with the next."""
    del chance
    if told.following and told.sentence.endswith("."):
        yield f"{told.sentence[:-1]}, and {told.following}"


def surname(told: Told, chance: Random) -> Iterator[str]:
    """With a surname instead of a full name."""
    del chance
    for match in re.finditer(
        r"(?<=[a-z,] )([A-Z][a-z]+) ([A-Z][a-z]{3,})(?= (?:said|told|was|had)\b|,)", told.sentence
    ):
        yield told.sentence[: match.start()] + match[2] + told.sentence[match.end() :]


def attributed(told: Told, chance: Random) -> Iterator[str]:
    """With its source named."""
    del chance
    first = told.sentence.split()[0]
    rest = told.sentence if first in {"The", "A", "In", "It", "On", "At"} else None
    if rest:
        yield f"According to the article, {rest[0].lower()}{rest[1:]}"


RULES: tuple[Rule, ...] = (
    verbatim,
    dropped_clause,
    contraction,
    abbreviation,
    digits_to_words,
    words_to_digits,
    date_format,
    magnitude,
    synonym,
    reordered,
    joined,
    surname,
    attributed,
)


def _replaced(sentence: str, table: dict[str, str]) -> Iterator[str]:
    for old, new in table.items():
        changed = re.sub(rf"(?<=[\w,] )(?<!\bno ){old}\b", new, sentence, count=1)
        if changed != sentence:
            yield changed
