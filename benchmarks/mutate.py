"""Ways to make a true sentence false, by rule."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import TypeAlias

from rephrase import MONTHS, ONES, TENS, WEEKDAYS, listed

MONTH = "|".join(MONTHS)
# Characters between two numbers that are no range.
LEAST_BETWEEN = 12
SMALL = [*ONES[2:], *TENS[2:]]
DIGITS = re.compile(
    rf"(?<![\w.,:-])(?<!{' )(?<!'.join(MONTHS)} )\d+(?:,\d{{3}})*(?:\.\d+)?(?![\w]|[.,:]\d)"
)
YEAR = re.compile(r"(?<![\w.,:$£€-])(?:1[5-9]|20)\d\d(?![\w]|[.,:]\d|[-–]\d)")
WORDS = re.compile(rf"(?<![\w-])(?:{'|'.join(SMALL)})(?![\w-])")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*(?=[ ,.’'])")
NOT_NAMES = {*MONTHS, *WEEKDAYS, "Mr", "Mrs", "Ms", "President", "Prime", "Minister", "The", "God"}
AUXILIARY = re.compile(
    r"\b(was|were|is|are|will|would|could|can|has|had|have|should)\b(?! not| never|n't)"
)
# Whoever denies once more what is denied already says nothing that is plainly false.
DENIED = re.compile(r"\b(?:not?|none|nobody|nothing|nor|never|hardly|still|without)\b|n't\b")
UNDENIED = re.compile(
    r"\b(was|were|is|are|will|would|could|can|has|had|have|should|may|might|must) not\b"
)
OPPOSITES = {
    "rose": "fell",
    "increased": "decreased",
    "increase": "decrease",
    "largest": "smallest",
    "highest": "lowest",
    "higher": "lower",
    "won": "lost",
    "north": "south",
    "east": "west",
    "northern": "southern",
    "eastern": "western",
    "accepted": "rejected",
    "first": "last",
    "more": "fewer",
    "open": "closed",
    "opened": "closed",
    "support": "opposition",
    "supported": "opposed",
    "gained": "lost",
    "male": "female",
    "early": "late",
    "best": "worst",
    "before": "after",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is taken from: its passage, other names of it, and names from elsewhere."""

    passage: str
    near_names: Sequence[str]
    far_names: Sequence[str]


Mutation: TypeAlias = Callable[[str, Scene, Random], Iterator[str]]


def _at(sentence: str, match: re.Match[str], new: str) -> str:
    return sentence[: match.start()] + new + sentence[match.end() :]


def _numbers(sentence: str) -> list[re.Match[str]]:
    digits = [match for match in DIGITS.finditer(sentence) if not YEAR.fullmatch(match[0])]
    return [*digits, *WORDS.finditer(sentence)]


def number(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another number, which the passage does not have."""
    for match in chance.sample(found := _numbers(sentence), len(found)):
        new = _other_number(match[0], chance)
        if not re.search(rf"(?<![\d,.]){re.escape(new)}(?![\d]|[.,]\d)", scene.passage):
            yield _at(sentence, match, new)


def _other_number(old: str, chance: Random) -> str:
    if old in SMALL:
        return chance.choice([each for each in SMALL if each != old])
    plain = old.replace(",", "")
    while True:
        kind = chance.randrange(3)
        if kind == 0:  # one digit
            place = chance.choice([at for at, digit in enumerate(plain) if digit.isdigit()])
            new = plain[:place] + chance.choice("123456789") + plain[place + 1 :]
        else:
            value = float(plain) * chance.choice((0.5, 2, 1.1, 0.9, 10, 3))
            decimals = len(plain.partition(".")[2])
            new = f"{value:.{decimals}f}"
        if float(new) != float(plain) and float(new) != 0:
            whole, point, rest = new.partition(".")
            return (f"{int(whole):,}" if "," in old or len(whole) > 4 else whole) + point + rest  # noqa: PLR2004


def number_from_passage(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another number of the passage."""
    own = {match[0] for match in _numbers(sentence)}
    others = [match[0] for match in _numbers(scene.passage) if match[0] not in own]
    for match in _numbers(sentence):
        kin = [each for each in others if each[0].isdigit() == match[0][0].isdigit()]
        if kin:
            yield _at(sentence, match, chance.choice(kin))


def numbers_exchanged(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Two numbers of the sentence in each other's place."""
    del scene, chance
    found = sorted(_numbers(sentence), key=lambda match: match.start())
    for one, other in pairwise(found):
        between = sentence[one.end() : other.start()]
        if (
            one[0] != other[0]
            and one[0][0].isdigit() == other[0][0].isdigit()
            and len(between) > LEAST_BETWEEN
        ):
            yield sentence[: one.start()] + other[0] + between + one[0] + sentence[other.end() :]


def unit(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another unit, magnitude or bound."""
    del scene
    pairs = (
        ("percent", "percentage points"),
        ("dollars", "euros"),
        ("million", "billion"),
        ("billion", "million"),
        ("more than", "less than"),
        ("at least", "at most"),
        ("kilometres", "miles"),
        ("years", "months"),
        ("hours", "minutes"),
        ("days", "weeks"),
    )
    for old, new in chance.sample(pairs, len(pairs)):
        match = re.search(
            rf"\b{old} (?=\d)" if old in {"more than", "at least"} else rf"(?<=\d ){old}\b",
            sentence,
        )
        if match:
            yield _at(sentence, match, new + (" " if match[0].endswith(" ") else ""))


def name(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """A name from elsewhere."""
    yield from _renamed(sentence, scene, scene.far_names, chance)


def name_from_article(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another name of the same article."""
    yield from _renamed(sentence, scene, scene.near_names, chance)


def names_in(text: str) -> list[re.Match[str]]:
    """Find names that stand inside a sentence."""
    return [match for match in NAME.finditer(text) if not NOT_NAMES & set(match[0].split())]


def _renamed(sentence: str, scene: Scene, names: Sequence[str], chance: Random) -> Iterator[str]:
    for match in chance.sample(found := names_in(sentence), len(found)):
        size = len(match[0].split())
        kin = [
            each
            for each in names
            if len(each.split()) == size
            and each not in sentence
            and (names is scene.near_names or not set(each.split()) & set(scene.passage.split()))
        ]
        if kin:
            yield _at(sentence, match, chance.choice(kin))


def day(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another year, month, day of the month or weekday."""
    changed = [
        (match, str(int(match[0]) + chance.choice((-10, -3, -2, -1, 1, 2, 3, 10))))
        for match in YEAR.finditer(sentence)
    ]
    for match in re.finditer(rf"\b({MONTH}) (\d{{1,2}})\b(?!,?\d)", sentence):
        other = chance.choice([each for each in range(1, 29) if each != int(match[2])])
        changed.append((match, f"{match[1]} {other}"))
    changed += [
        (match, chance.choice([each for each in listed(kinds) if each != match[0]]))
        for kinds, after in ((" ".join(MONTHS), r" \d"), (" ".join(WEEKDAYS), ""))
        for match in re.finditer(rf"\b(?:{kinds.replace(' ', '|')})\b(?={after})", sentence)
    ]
    for match, new in chance.sample(changed, len(changed)):
        if new not in scene.passage:
            yield _at(sentence, match, new)


def negation(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Denied where it was asserted, or asserted where it was denied."""
    del scene
    changed = [_at(sentence, match, match[1]) for match in UNDENIED.finditer(sentence)]
    changed += [
        sentence[: match.start()] + new + sentence[match.end() :]
        for old, new in ((r"\bdid not (?=\w)", "did "), (r"\bwithout\b", "with"), (r"\bnever ", ""))
        for match in re.finditer(old, sentence)
    ]
    if not changed and not DENIED.search(sentence):
        changed = [
            _at(sentence, match, match[1] + chance.choice((" not", " not", " never")))
            for match in AUXILIARY.finditer(sentence)
        ]
        changed += [
            _at(sentence, match, f"did not {match[1]}")
            for match in re.finditer(r"(?<=[a-z] )(agree|open|vote|reach|join|sign)ed\b", sentence)
        ]
        changed += [
            _at(sentence, match, new)
            for old, new in ((r"\bagreed to\b", "refused to"), (r"\bmanaged to\b", "failed to"))
            for match in re.finditer(old, sentence)
        ]
    yield from chance.sample(changed, len(changed))


def opposite(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """The opposite word."""
    del scene, chance
    for old, new in OPPOSITES.items():
        for match in re.finditer(rf"(?<=[\w,] ){old}\b", sentence):
            yield _at(sentence, match, new)


def quotation(sentence: str, scene: Scene, chance: Random) -> Iterator[str]:
    """Another word inside quotation marks."""
    for match in re.finditer(r"[“\"]([^”\"]{12,})[”\"]", sentence):
        inner = match[1].split()
        place = chance.randrange(len(inner))
        pool = [
            each for each in re.findall(r"\b[a-z]{4,}\b", scene.passage) if each not in match[1]
        ]
        if pool:
            inner[place] = chance.choice(pool)
            yield sentence[: match.start(1)] + " ".join(inner) + sentence[match.end(1) :]


MUTATIONS: tuple[Mutation, ...] = (
    number,
    name,
    day,
    negation,
    number_from_passage,
    numbers_exchanged,
    name_from_article,
    unit,
    opposite,
    quotation,
)
