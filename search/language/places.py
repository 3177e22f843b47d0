"""Names of countries and of states, for questions that ask which of them."""

import re
from functools import cache

# What the list of ISO 3166 calls otherwise, or does not have, and people call a country.
ALSO_COUNTRY = re.compile(
    "america|antigua and barbuda|bosnia|britain|burma|central african republic|czechia"
    "|czechoslovakia|democratic republic of (?:the )?congo|drc|east germany|england|great britain"
    "|holland|ivory coast|kosovo|macedonia|north korea|northern ireland|scotland|south korea"
    "|soviet union|swaziland|türkiye|uae|uk|united kingdom|united states of america|us|usa|ussr"
    "|wales|west germany|yugoslavia"
)

# Of the United States of America; the list of ISO 3166 ends at countries.
STATE = re.compile(
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia"
    "|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts"
    "|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey"
    "|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania"
    "|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington"
    "|west virginia|wisconsin|wyoming"
)

ALL = re.compile("america|us|usa|united states(?: of america)?")
CITY_TOO = re.compile(
    "djibouti|gibraltar|guatemala|hong kong|kuwait|luxembourg|maca[ou]|monaco|new york|panama"
    "|san marino|singapore|vatican(?: city)?|washington"
)


def is_country(words: str) -> bool:
    """Whether words name a country, today's or a well-known one of the past century."""
    name = _plain(words)
    return name in _countries() or ALSO_COUNTRY.fullmatch(name) is not None


def is_state(words: str) -> bool:
    """Whether words name one of the United States, or a country that is not all of them."""
    name = _plain(words)
    return STATE.fullmatch(name) is not None or (is_country(words) and not ALL.fullmatch(name))


def is_region(words: str) -> bool:
    """Whether words name a country or a state, and no city that is called like one."""
    name = _plain(words)
    is_one = STATE.fullmatch(name) is not None or is_country(words)
    return is_one and CITY_TOO.fullmatch(name) is None


@cache
def _countries() -> frozenset[str]:
    import pytz

    return frozenset(map(_plain, pytz.country_names.values()))


def _plain(words: str) -> str:
    """Return a name in small letters without the article, marks and what stands in brackets."""
    name = re.sub(r"\(.*?\)|['’]s$|[^\w\s&-]", "", words.strip().casefold())
    return " ".join(name.removeprefix("the ").replace("&", "and").split())
