"""Names of countries and of states, for questions that ask which of them."""

import re
from functools import cache

# What the list of ISO 3166 calls otherwise, or does not have, and people call a country.
ALSO_COUNTRIES = (
    "America|Antigua and Barbuda|Bosnia|Britain|Burma|Central African Republic|Czechia|"
    "Czechoslovakia|Democratic Republic of Congo|DRC|East Germany|England|Great Britain|Holland|"
    "Ivory Coast|Kosovo|Macedonia|North Korea|Northern Ireland|Scotland|South Korea|Soviet Union|"
    "Swaziland|Türkiye|UAE|UK|United Kingdom|United States of America|US|USA|USSR|Wales|"
    "West Germany|Yugoslavia"
).split("|")

# Of the United States of America; the list of ISO 3166 ends at countries.
STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    "Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|"
    "Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|"
    "New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
).split("|")


def is_country(words: str) -> bool:
    """Whether words name a country, today's or a well-known one of the past century."""
    return _plain(words) in _countries()


def is_state(words: str) -> bool:
    """Whether words name one of the United States, or a country."""
    return _plain(words) in _states() or is_country(words)


@cache
def _countries() -> frozenset[str]:
    import pytz

    return frozenset(map(_plain, (*pytz.country_names.values(), *ALSO_COUNTRIES)))


@cache
def _states() -> frozenset[str]:
    return frozenset(map(_plain, STATES))


def _plain(words: str) -> str:
    """Return a name in small letters without the, full stops and what stands in brackets."""
    name = re.sub(r"\(.*?\)|[^\w\s&-]|\bthe\b|['’]s$", "", words.casefold())
    return " ".join(name.replace("&", "and").split())
