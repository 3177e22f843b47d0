"""The quantities of a text: numbers with their units, and how exactly they are meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from backissue.search.language.numerals import Kind, Numeral, numerals
from backissue.search.language.wording import spread

# Each line: a kind of unit, how many of its first one this one is, and how this one is written.
UNITS = {
    spelling: (kind, float(factor))
    for line in """
        second 1 second seconds sec secs
        second 60 minute minutes min mins
        second 3600 hour hours hr hrs
        second 86400 day days
        second 604800 week weeks
        second 2629800 month months
        second 31557600 year years yr yrs
        second 315576000 decade decades
        second 3155760000 century centuries
        metre 1 metre metres meter meters m
        metre 1000 kilometre kilometres kilometer kilometers km kms
        metre .01 centimetre centimetres centimeter centimeters cm
        metre .001 millimetre millimetres millimeter millimeters mm
        metre 1609.344 mile miles
        metre .3048 foot feet ft
        metre .0254 inch inches
        metre .9144 yard yards
        gram 1 gram grams
        gram 1000 kilogram kilograms kilo kilos kg kgs
        gram 1e6 tonne tonnes
        ton 1 ton tons
        hectare 1 hectare hectares
        acre 1 acre acres
        litre 1 litre litres liter liters
        degree 1 degree degrees °
        percent 1 % percent pct pc
        point 1 pp
        dollar 1 dollar dollars $ usd
        euro 1 euro euros € eur
        pound 1 pound pounds £ gbp lb lbs
        yen 1 yen ¥ jpy
        rupee 1 rupee rupees ₹
        rouble 1 rouble roubles ruble rubles
        yuan 1 yuan renminbi
        franc 1 franc francs
        krona 1 krona kronor krone kroner
    """.strip().splitlines()
    for kind, factor, *spellings in [line.split()]
    for spelling in spellings
}

CURRENCIES = spread("dollar euro pound yen rupee rouble yuan franc krona")

# What a number may stand for, in shares of it, by what is written before it.
ROOM = {
    "": (1.0, 1.0),
    "about": (0.93, 1.07),
    "over": (1.0, 1.25),
    "least": (1.0, 1.25),
    "nearly": (0.9, 1.0),
    "under": (0.8, 1.0),
    "most": (0.8, 1.0),
}
HEDGES = {
    spelling.strip(): meaning
    for meaning, spellings in {
        "about": "about, around, roughly, approximately, some, an estimated",
        "over": "over, more than, greater than, above, upwards of, well over, just over, exceeding",
        "least": "at least, no fewer than, no less than, not less than, a minimum of",
        "nearly": "nearly, almost, close to, just under, just short of",
        "under": "under, less than, fewer than, below",
        "most": "at most, no more than, not more than, up to, as many as, as much as, a maximum of",
    }.items()
    for spelling in spellings.split(",")
}
# Of one number, which claim each wording of the evidence may be told as.
TOLD_AS = {
    "": {"", "about", "least", "most"},
    "about": {"", "about"},
    "over": {"", "about", "over", "least"},
    "least": {"", "about", "over", "least"},
    "nearly": {"", "about", "nearly", "under", "most"},
    "under": {"", "about", "nearly", "under", "most"},
    "most": {"", "about", "nearly", "under", "most"},
}

# Rounding may change a number by this share of it at most.
ROUNDING = 0.025

# What the arithmetic of a computer may change.
EXACTLY = 1e-12

# Units of one kind, told in another: a mile for 1.6 kilometres.
CONVERSION = 0.02

BEFORE = re.compile(
    rf"(?:\b(?P<hedge>{'|'.join(sorted(HEDGES, key=len, reverse=True))}) (?:an? |the )?)?"
    r"(?:(?:\b(?:US|A|C|NZ|HK|S))?(?P<sign>[$€£¥₹]) ?|\b(?P<code>USD|EUR|GBP|JPY) ?)?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"(?P<points>[ -]percentage[ -]points?\b)|[ \u00a0]?(?P<sign>[%°€])(?:C\b)?|"
    r"[ -](?P<cent>per ?cents?\b)|(?P<square>[ -](?:square|cubic))?"
    r"[ \u00a0-]?(?P<whose>(?<= )[A-Z][A-Za-z]+ )?(?P<word>[A-Za-z]+)\b"
)
OR_MORE = re.compile(r"\+|,? or more\b")
# Between two numbers of which the second names the unit of both.
JOIN = re.compile(r" ?[-–—] ?| to | or ")
BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
LONGEST_BEFORE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as it is written, with what is written around it that says how it is meant."""

    start: int
    end: int
    text: str
    value: float
    kind: Kind = "count"
    unit: str = ""
    """Such as “metre” or “dollar”; empty where it counts things."""
    factor: float = 1.0
    """How many of that unit one of it is."""
    hedge: str = ""
    scale: float = 1.0
    """The magnitude that is written in words: a million in “1.2 million”."""
    decimals: int = 0

    @property
    def step(self) -> float:
        """What its last digit stands for, if it may have been rounded: 100,000 in “1.2 million”."""
        return (
            self.scale * self.factor * 10**-self.decimals if self.scale > 1 or self.decimals else 0
        )

    @property
    def key(self) -> str:
        """What makes two of them the same."""
        return f"{self.kind} {self.value * self.factor:.6g} {self.unit}"

    @property
    def precision(self) -> str:
        """What it can be set against."""
        return f"{self.kind} {self.unit}"


def quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities of a text in order, leaving out those inside spans that are taken."""
    found = [_dressed(text, each) for each in numerals(text, taken)]
    for place in reversed(range(len(found) - 1)):
        found[place] = _sharing(text, found[place], found[place + 1])
    return found


def agrees(claim: Quantity, evidence: Quantity) -> bool:
    """Whether evidence that gives one quantity lets the other be claimed."""
    kinds = {claim.kind, evidence.kind}
    if kinds & {"clock", "ordinal"}:
        return len(kinds) == 1 and claim.value == evidence.value
    if "vague" in kinds:
        return _is_vaguely(claim, evidence)
    (claimed, unit), (given, other) = _measure(claim), _measure(evidence)
    if unit != other:
        if not _may_leave_out(claim, evidence):
            return False
        claimed, given = claim.value, evidence.value
    room = min(claim.step / 2, ROUNDING * abs(given))
    if unit == other and claim.factor != evidence.factor:
        room = CONVERSION * abs(given)
    if abs(claimed - given) <= room + EXACTLY * abs(given):
        return claim.hedge in TOLD_AS[evidence.hedge]
    low, high = sorted(claimed * share for share in ROOM[claim.hedge])
    rounder = _digits(claim.value) < _digits(evidence.value)
    return rounder and not evidence.hedge and low <= given <= high


def _digits(value: float) -> int:
    """How many digits a number has without the zeros at either end."""
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def _is_vaguely(claim: Quantity, evidence: Quantity) -> bool:
    """Whether some thousands are claimed where thousands, or 2,500, are given."""
    if claim.kind == evidence.kind:
        return claim.value == evidence.value
    if evidence.kind == "vague":
        return False
    return claim.value * 2 <= evidence.value * evidence.factor < claim.value * 1000


def _measure(each: Quantity) -> tuple[float, str]:
    """Return a quantity in the first unit of its kind; a share in percent."""
    if each.kind == "share":
        return each.value * 100, "percent"
    return each.value * each.factor, each.unit


def _may_leave_out(claim: Quantity, evidence: Quantity) -> bool:
    """Whether the unit of one goes without saying in the other: aged 75, a 75-year-old."""
    if claim.kind == "share" or evidence.kind == "share":
        return False
    return not claim.unit or (not evidence.unit and claim.unit == "second")


def _dressed(text: str, each: Numeral) -> Quantity:
    """Read what stands before and after a number: its unit and how exactly it is meant."""
    start, end = each.start, each.end
    unit, factor = "", 1.0
    first = max(0, start - LONGEST_BEFORE)
    before = BEFORE.search(text[first:start])
    hedge = ""
    if before is not None and before[0]:
        start = first + before.start()
        hedge = HEDGES.get((before["hedge"] or "").lower(), "")
        mark = before["sign"] or before["code"]
        unit = UNITS[mark.lower()][0] if mark else ""
    after = AFTER.match(text, end)
    if not unit and after is not None and each.kind == "count":
        if after["points"]:
            unit, end = "point", after.end()
        elif after["cent"]:
            unit, end = "percent", after.end()
        elif spelled := UNITS.get(after["sign"] or after["word"].lower()):
            unit, factor = spelled
            # Whose dollars they are is a name of its own.
            end = end if after["whose"] else after.end()
            if after["square"]:
                unit, factor = after["square"].strip(" -") + " " + unit, factor**2
    if OR_MORE.match(text, end):
        hedge = "least"
    if (
        hedge == "over"
        and unit == "second"
        and before
        and (before["hedge"] or "").lower() == "over"
    ):
        hedge = ""  # “over two days” says how long
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        value=each.value,
        kind=each.kind,
        unit=unit,
        factor=factor,
        hedge=hedge,
        scale=each.scale,
        decimals=each.decimals,
    )


def _sharing(text: str, one: Quantity, other: Quantity) -> Quantity:
    """Give the first of two joined numbers the unit and magnitude that the second names."""
    between = text[one.end : other.start]
    if one.kind != "count" or other.kind != "count" or one.unit:
        return one
    if not JOIN.fullmatch(between) and not (
        between == " and " and BETWEEN.search(text[max(0, one.start - LONGEST_BEFORE) : one.start])
    ):
        return one
    shared = replace(one, unit=other.unit, factor=other.factor)
    if other.scale > one.scale and one.value < other.scale:
        return replace(shared, value=one.value * other.scale, scale=other.scale)
    return shared
