"""A text -> its words: where they stand, and what they are forms of."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

# Letters with dots between them are one word (U.S.), and so is a letter beside a digit (5G).
WORD = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_]\b\.?|(?<![^\W_])\d*+[^\W\d_][^\W_]*+(?:['’][^\W\d_]++)*"
)

POSSESSIVE = re.compile(r"['’][sS]?$")
NEGATIVE = re.compile(r"n['’]t$")


def spread(text: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(text.split())


# Past forms that the dictionary takes for other words.
PAST = {
    "bent": "bend",
    "bore": "bear",
    "broke": "break",
    "felt": "feel",
    "left": "leave",
    "rose": "rise",
    "shook": "shake",
    "shot": "shoot",
    "swore": "swear",
    "thought": "think",
    "won": "win",
}

# Words that any text may have, and those that only say who says it.
COMMON = spread(
    "a about above accord according across after again against ago all also although am among an "
    "and another any are around as at away back be became because become been before behind being "
    "below between both but by came can come could did do does doing done down during each "
    "either else even ever every few for from further get go going gone got had has have "
    "having he hence her here hers herself him himself his how however i if in into is it its "
    "itself just like made make many may me meanwhile might mine more most much must my near "
    "no nor not now of off often on once one only onto or other others our ours out over own "
    "per quite rather same say shall she should since so some someone something still such "
    "take than that the their theirs them themselves then there therefore these they thing "
    "this those though through thus to together too toward towards under until up upon us use "
    "very via was way we well were what when where whether which while who whom whose why "
    "will with within without would yet you your add additionally article cite describe "
    "explain mention note passage quote report reportedly source state tell told write"
)

# Shorter beginnings are shared by chance.
SHORTEST_KIN = 4
KIN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """One word, with the dictionary's form of it in lower-case ASCII."""

    text: str
    start: int
    end: int
    lemma: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_content(self) -> bool:
        """Whether it says something of its own."""
        return self.lemma not in COMMON and len(self.lemma) > 1


def words(text: str) -> list[Word]:
    """Return the words of a text in order; a possessive ending is left out of each."""
    found = []
    for match in WORD.finditer(text):
        spelled = POSSESSIVE.sub("", match[0])
        found.append(Word(spelled, match.start(), match.start() + len(spelled), lemma(spelled)))
    return found


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return what a word is a form of: took -> take, didn't -> not, U.S. -> us."""
    import simplemma

    plain = fold(word)
    if NEGATIVE.search(plain) or plain == "cannot":
        return "not"
    return PAST.get(plain) or fold(simplemma.lemmatize(plain, "en"))


@lru_cache(maxsize=50_000)
def is_ordinary(word: str) -> bool:
    """Whether the dictionary has a word in small letters only: “officials”, but not “turkey”."""
    from simplemma.strategies import DEFAULT_DICTIONARY_FACTORY

    known = DEFAULT_DICTIONARY_FACTORY.get_dictionary("en")
    return word.lower() in known and word.capitalize() not in known


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a word in lower case, without accents and dots."""
    letters = unicodedata.normalize("NFKD", word.replace("ß", "ss").replace("’", "'"))
    return (
        "".join(each for each in letters if not unicodedata.combining(each))
        .lower()
        .replace(".", "")
    )


def are_kin(one: str, other: str) -> bool:
    """Whether two words begin so much alike that they mostly belong together."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= SHORTEST_KIN and shared >= KIN_SHARE * max(len(one), len(other))


def marks(size: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    """Return a byte for each character of a text, 1 inside the spans."""
    marked = bytearray(size)
    for start, end in spans:
        mark(marked, start, end)
    return marked


def mark(marked: bytearray, start: int, end: int) -> None:
    """Mark characters `start` to `end`."""
    marked[start:end] = b"\1" * (end - start)


def is_marked(marked: bytearray, start: int, end: int) -> bool:
    """Whether any of the characters `start` to `end` is marked."""
    return 1 in marked[start:end]
