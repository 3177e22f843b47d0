"""The days, months and years that a text names, at the precision at which it names them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backissue.search.language.wording import is_marked, mark

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
    r"(?![^\W_])"
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
DAYS = rf"(?P<day>{DAY})(?:(?: ?[-–] ?| to | and )(?P<last>{DAY}))?"
YEAR = r"(?:1\d{3}|20\d{2})"
NOT_INSIDE = r"(?<![\w$€£¥])(?<!\d[.,:])"
NOT_GOING_ON = r"(?![\w%])(?![.,:]\d)"

# In order: what an earlier one has matched, a later one leaves alone.
PATTERNS = [
    re.compile(NOT_INSIDE + pattern + NOT_GOING_ON)
    for pattern in (
        rf"(?P<year>{YEAR})-(?P<number>0[1-9]|1[0-2])-(?P<day>{DAY})",
        rf"(?P<day>{DAY})[./](?P<number>0?[1-9]|1[0-2])[./](?P<year>{YEAR})",
        rf"(?P<number>0?[1-9]|1[0-2])/(?P<day>{DAY})/(?P<year>{YEAR})",
        rf"{DAYS}(?: of)? (?P<month>{MONTH})(?:,? (?P<year>{YEAR}))?",
        rf"(?P<month>{MONTH}) (?:the )?{DAYS}(?:,? (?P<year>{YEAR}))?",
        rf"(?P<month>{MONTH}),?(?: of)? (?P<year>{YEAR})",
        r"(?P<decade>1\d|20)(?P<tens>\d0)['’]?s",
        rf"(?P<year>{YEAR}) ?[-–/] ?(?P<until>{YEAR}|\d\d)",
    )
]
# A bare month that may be a name or a verb needs something before it that asks for a time.
BARE_MONTH = re.compile(
    r"\b(?P<sure>January|February|July|September|October|November|December)\b|"
    r"\b(?i:in|of|since|by|until|till|from|to|last|next|this|that|early|late|mid|during|before|"
    r"after|through|for|between|and|end|every|each|on)[ -]"
    rf"(?P<month>{MONTH})"
)
BARE_YEAR = re.compile(rf"{NOT_INSIDE}(?P<year>{YEAR}){NOT_GOING_ON}")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(day.title() for day in WEEKDAYS)})\b")
RELATIVE = re.compile(
    r"\b(?:(?P<word>yesterday|tomorrow)|(?P<which>last|next) (?P<unit>year|month))\b", re.IGNORECASE
)

# Before four digits, what makes them a year; after them, what makes them a count.
ASKS_FOR_YEAR = re.compile(
    r"\b(?:in|since|by|of|from|until|till|to|during|before|after|early|late|mid|the|for|year|and|"
    r"between|than|summer|winter|spring|autumn|fall|season)[ -]$|[(–—-]$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"[ -](?:people|men|women|children|staff|(?!was\b|is\b|has\b)[a-z]{2,}s)\b")

HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, month, year or weekday, of which only what is written is known."""

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """Monday is 0."""
    is_decade: bool = False
    relative: str = ""
    """As in “last year”: what it means depends on the day of publication."""
    is_certain: bool = True
    """False for four digits that may be a count."""

    @property
    def key(self) -> str:
        """What makes two of them the same."""
        fields = (self.year, self.month, self.day, self.weekday, self.relative.lower())
        return "day " + " ".join("-" if each is None else str(each) for each in fields)

    @property
    def either_way(self) -> tuple["Day", ...]:
        """The day itself, and that with day and month exchanged where both may be meant."""
        if "/" in self.text and self.day and self.month and self.day <= len(MONTHS):
            return self, replace(self, day=self.month, month=self.day)
        return (self,)

    @property
    def precision(self) -> str:
        """What it can be set against: a year alone, or what falls within one."""
        return "year" if self.month is None and self.weekday is None else "day"


def days(text: str) -> list[Day]:
    """Return what a text names, in order."""
    found: list[Day] = []
    taken = bytearray(len(text))
    for pattern in PATTERNS:
        matches = [each for each in pattern.finditer(text) if not is_marked(taken, *each.span())]
        for match in matches:
            mark(taken, *match.span())
        found += [each for match in matches for each in _from_match(match)]
    for match in BARE_MONTH.finditer(text):
        group = "sure" if match["sure"] else "month"
        if not is_marked(taken, *match.span(group)):
            found.append(_day(text, *match.span(group), month=_month(match[group])))
    for match in BARE_YEAR.finditer(text):
        if not is_marked(taken, *match.span()):
            asked = ASKS_FOR_YEAR.search(text[max(0, match.start() - 12) : match.start()])
            if asked or not COUNTED.match(text, match.end()):
                found.append(_day(text, *match.span(), year=int(match[0]), is_certain=bool(asked)))
    for match in WEEKDAY.finditer(text):
        found.append(_day(text, *match.span(), weekday=WEEKDAYS.index(match[0].lower())))
    for match in RELATIVE.finditer(text):
        found.append(_day(text, *match.span(), relative=match[0].lower()))
    return sorted(found, key=lambda each: each.start)


def _from_match(match: re.Match[str]) -> Iterator[Day]:
    parts = match.groupdict()
    text, (start, end) = match.string, match.span()
    if parts.get("decade"):
        yield _day(text, start, end, year=int(parts["decade"] + parts["tens"]), is_decade=True)
        return
    year = int(parts["year"]) if parts.get("year") else None
    if until := parts.get("until"):
        yield _day(text, *match.span("year"), year=year)
        last = int(until) if len(until) == len("2000") else int(match["year"][:2] + until)
        yield _day(text, *match.span("until"), year=last)
        return
    month = int(parts["number"]) if parts.get("number") else _month(parts["month"])
    number = int(re.sub(r"\D", "", parts["day"])) if parts.get("day") else None
    last_day = parts.get("last")
    if last_day is None:
        yield _day(text, start, end, year=year, month=month, day=number)
        return
    yield _day(text, start, match.end("day"), year=year, month=month, day=number)
    number = int(re.sub(r"\D", "", last_day))
    yield _day(text, match.start("last"), end, year=year, month=month, day=number)


def _day(text: str, start: int, end: int, **fields: int | bool | str | None) -> Day:
    return Day(start=start, end=end, text=text[start:end], **fields)  # type: ignore[arg-type]


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def published_day(published: date) -> Day:
    """Return the day of publication, which stands nowhere in the text."""
    return Day(
        start=0,
        end=0,
        text=f"{published:%d %B %Y}".lstrip("0"),
        year=published.year,
        month=published.month,
        day=published.day,
    )


def resolved(each: Day, published: date | None) -> list[Day]:
    """Return what a day may mean in an article published then, itself first.

    A weekday is the last or the next one, the day of publication included; a day without a year
    is the nearest one.
    """
    if published is None:
        return [each]
    meant = [each]
    if each.weekday is not None:
        back = published - timedelta(days=(published.weekday() - each.weekday) % 7)
        meant += [_on(each, back), _on(each, back + timedelta(days=7))]
    elif each.relative:
        meant += [_related(each, published)]
    elif each.year is None and each.month is not None:
        meant += [replace(each, year=_nearest_year(each, published))]
    return meant


def _on(each: Day, on: date) -> Day:
    return replace(each, year=on.year, month=on.month, day=on.day)


def _related(each: Day, published: date) -> Day:
    step = -1 if each.relative.startswith(("last", "yesterday")) else 1
    if each.relative in {"yesterday", "tomorrow"}:
        return _on(each, published + timedelta(days=step))
    if each.relative.endswith("year"):
        return replace(each, year=published.year + step)
    months = published.year * 12 + published.month - 1 + step
    return replace(each, year=months // 12, month=months % 12 + 1)


def _nearest_year(each: Day, published: date) -> int:
    middle = date(published.year, each.month or 1, min(each.day or 15, 28))
    if published - middle > HALF_YEAR:
        return published.year + 1
    if middle - published > HALF_YEAR:
        return published.year - 1
    return published.year


def agrees(claim: Day, evidence: Day, published: date | None, years: Iterable[int]) -> bool:
    """Whether everything that a claimed day gives is given by one in an article published then.

    02/03/2020 is given by the second of March and by the third of February. `years` are those
    that the evidence names, for a day whose year stands elsewhere in it.
    """
    claims = resolved(claim, published)[-1:] if claim.relative else claim.either_way
    meanings = [*resolved(evidence, published), *evidence.either_way[1:]]
    if evidence.year is None and evidence.month is not None:
        meanings += [replace(evidence, year=year) for year in years]
    return claim.key == evidence.key or any(
        _covers(one, other) for one in claims for other in meanings
    )


def _covers(claim: Day, evidence: Day) -> bool:
    if claim.is_decade:
        return claim.year is not None and (evidence.year or 0) // 10 == claim.year // 10
    if claim.weekday is not None and claim.year is None:
        return claim.weekday in (evidence.weekday, _weekday(evidence))
    if evidence.is_decade:
        return False
    pairs = (
        (claim.year, evidence.year),
        (claim.month, evidence.month),
        (claim.day, evidence.day),
    )
    given = [pair for pair in pairs if pair[0] is not None]
    return bool(given) and all(one == other for one, other in given)


def _weekday(each: Day) -> int | None:
    if each.year is None or each.month is None or each.day is None:
        return None
    try:
        return date(each.year, each.month, each.day).weekday()
    except ValueError:  # as in 31 June
        return None
