"""Holidays that the calendar or Easter fixes, in English -> the days they mean.

They are days of the western churches and of the United States, Britain and France. Left out is what
other countries have on other days, as Mother's Day, Independence Day and election day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from backissue.search.query.days import Days, weekend_around
from backissue.search.query.phrase import OF_YEAR, Forms, Match, known, says_year, year_said
from backissue.search.query.recent import DAYTIME, WEEKDAYS

# The month and day, or the first such weekday from that day on.
HOLIDAYS: dict[str, tuple[int, int, str]] = {
    "new years day": (1, 1, ""),
    "martin luther king day": (1, 15, "mon"),
    "martin luther king jr day": (1, 15, "mon"),
    "mlk day": (1, 15, "mon"),
    "valentines day": (2, 14, ""),
    "presidents day": (2, 15, "mon"),
    "st patricks day": (3, 17, ""),
    "april fools day": (4, 1, ""),
    "may day": (5, 1, ""),
    "memorial day": (5, 25, "mon"),
    "juneteenth": (6, 19, ""),
    "the fourth of july": (7, 4, ""),
    "july fourth": (7, 4, ""),
    "bastille day": (7, 14, ""),
    "labor day": (9, 1, "mon"),
    "columbus day": (10, 8, "mon"),
    "halloween": (10, 31, ""),
    "bonfire night": (11, 5, ""),
    "guy fawkes night": (11, 5, ""),
    "armistice day": (11, 11, ""),
    "veterans day": (11, 11, ""),
    "remembrance day": (11, 11, ""),
    "remembrance sunday": (11, 8, "sun"),
    "thanksgiving": (11, 22, "thu"),
    "thanksgiving day": (11, 22, "thu"),
    "christmas eve": (12, 24, ""),
    "christmas": (12, 25, ""),
    "christmas day": (12, 25, ""),
    "boxing day": (12, 26, ""),
    "new years eve": (12, 31, ""),
}
# So many days after Easter Sunday, as the western churches reckon it.
OF_EASTER = {
    "mardi gras": -47,
    "ash wednesday": -46,
    "palm sunday": -7,
    "maundy thursday": -3,
    "good friday": -2,
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "pentecost": 49,
}
NAMES = "|".join(
    name.replace("s ", "['’]?s['’]? ")
    .replace("st p", r"(?:st\.?|saint) p")
    .replace("jr ", r"jr\.? ")
    for name in sorted([*HOLIDAYS, *OF_EASTER], key=len, reverse=True)
)
# Of these it falls on another day.
OTHERS = "canadian", "chinese", "coptic", "greek", "jewish", "lunar", "orthodox"
NOT_OTHERS = "".join(rf"(?<!{other}\s)" for other in OTHERS)
HOLIDAY = rf"{NOT_OTHERS}(?P<holiday>{NAMES})\b(?P<weekend> weekend\b)?{DAYTIME}"

FORMS = Forms()


@FORMS.form(rf"{HOLIDAY}(?:(?: in)?{OF_YEAR})?")
def holiday(found: Match, asked: date | None, year: int | None) -> Days | None:
    """Christmas Day 2022, Easter last year; Halloween, the latest one that has begun."""
    said = year_said(found, asked) if says_year(found) else year
    if said is not None:
        return _days(found, said)
    day = known(asked)
    return max(days for days in _near(found, day) if days[0] <= day)


@FORMS.form(rf"(?P<which>(?-i:last|this)) {HOLIDAY}")
def near_holiday(found: Match, asked: date | None, _: int | None) -> Days | None:
    """Last Easter: the latest that is over; this Easter: the nearest."""
    day = known(asked)
    if found["which"] == "last":
        return max(days for days in _near(found, day) if days[1] < day)
    return min(_near(found, day), key=lambda days: abs(days[0] - day))


def _near(found: Match, day: date) -> Iterator[Days]:
    """Yield the days of the years around a day."""
    return (_days(found, day.year + later) for later in (-1, 0, 1))


def _days(found: Match, year: int) -> Days:
    """Return the holiday of a year, or with the nearest weekend where that is said."""
    name = " ".join(found["holiday"].lower().replace("saint", "st").split())
    name = name.translate(str.maketrans("", "", "'’."))
    day = _easter(year, OF_EASTER[name]) if name in OF_EASTER else _fixed(year, *HOLIDAYS[name])
    return weekend_around(day) if found["weekend"] else (day, day)


def _fixed(year: int, month: int, day: int, weekday: str) -> date:
    first = date(year, month, day)
    later = (WEEKDAYS.index(weekday) - first.weekday()) % 7 if weekday else 0
    return first + timedelta(days=later)


def _easter(year: int, later: int) -> date:
    from dateutil.easter import easter

    return easter(year) + timedelta(days=later)
