"""What evidence names, and whether a name of a sentence is among it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backissue.search.language.mentions import INNER, Name, key
from backissue.search.language.wording import Word, fold, is_ordinary

# Names of one thing that share no beginning; a line holds those of one country or body.
SAME = [
    frozenset(line.split())
    for line in """
        us usa america american americans united-states
        uk gb britain british briton britons united-kingdom great-britain
        netherlands dutch holland
        france french frenchman frenchwoman
        spain spanish spaniard spaniards
        greece greek greeks
        denmark danish dane danes
        finland finnish finn finns
        poland polish pole poles
        ireland irish
        scotland scottish scot scots
        wales welsh
        england english
        switzerland swiss
        philippines filipino filipinos philippine
        norway norwegian norwegians
        peru peruvian peruvians
        cyprus cypriot cypriots
        turkey turkiye turkish turk turks
        myanmar burma burmese
        kyiv kiev
        czechia czech czechs
        ceo chief-executive
        covid coronavirus sars-cov
    """.strip().splitlines()
]

# A demonym is a place's name, cut short by at most three letters, with one of these.
DEMONYM = re.compile(r"(?:n|an|ian|ese|ish|i|is|ic|er|ns|ans|ians|ers)$")
SHORTEST_BASE = 4
LONGEST_TAIL = 3


@dataclass(frozen=True, slots=True)
class Named:
    """All that evidence names: the words of texts, in order."""

    keys: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    """Words that stand next to each other, or with one other word of a name between them."""
    capitals: frozenset[tuple[str, str]]
    """Those of them that are both capitalised."""
    acronyms: frozenset[str]
    initials: tuple[str, ...]
    """The first letters of each run of capitalised words."""

    @classmethod
    def of(cls, texts: Iterable[Sequence[Word]]) -> "Named":
        """Look through the words of each text."""
        keys, pairs, capitals, acronyms, initials = set(), set(), set(), set(), list[str]()
        for words in texts:
            letters = ""
            inner = [word for word in words if fold(word.text) not in INNER]
            for word in words:
                keys.add(key(word.text))
                if len(word.text) > 1 and word.text.isupper():
                    acronyms.add(fold(word.text))
            for one, other in pairwise(words):
                pairs.add((key(one.text), key(other.text)))
                if _are_one(one, other):
                    capitals.add((key(one.text), key(other.text)))
            for one, middle, other in zip(words, words[1:], words[2:], strict=False):
                if _are_one(one, middle) and _are_one(middle, other):
                    pairs.add((key(one.text), key(other.text)))
            for word in inner:
                if word.is_capital:
                    letters += fold(word.text)[:1]
                else:
                    initials.append(letters)
                    letters = ""
            initials.append(letters)
        return cls(
            frozenset(keys),
            frozenset(pairs),
            frozenset(capitals),
            frozenset(acronyms),
            tuple(each for each in initials if len(each) > 1),
        )

    def has(self, word: str) -> bool:
        """Whether a word is named, or a known other form of it."""
        plain = key(word)
        if plain in self.keys or plain.rstrip("s") in self.keys or plain + "s" in self.keys:
            return True
        if word.isupper() and len(plain) > 1 and any(plain in each for each in self.initials):
            return True
        return any(plain in same and self.has_any(same) for same in SAME) or any(
            _is_demonym(plain, each) or _is_demonym(each, plain) for each in self.keys
        )

    def has_any(self, same: frozenset[str]) -> bool:
        """Whether one of these is named; two words are joined by a hyphen."""
        return any(each in self.keys or tuple(each.split("-")) in self.pairs for each in same)


def _are_one(one: Word, other: Word) -> bool:
    """Whether two words stand together as the words of a name do."""
    return one.is_capital and other.is_capital and other.start - one.end <= len(". ")


@lru_cache(maxsize=100_000)
def _is_demonym(one: str, place: str) -> bool:
    """Whether a word is what people of a place are called: Afghan, Swedish, Iraqi."""
    if one[:SHORTEST_BASE] != place[:SHORTEST_BASE]:
        return False
    for ending in range(1, len("ians") + 1):
        base = one[:-ending]
        if (
            len(base) >= SHORTEST_BASE
            and DEMONYM.fullmatch(one[-ending:])
            and place.startswith(base)
            and (len(place) - len(base) <= LONGEST_TAIL or place.endswith(("stan", "land")))
        ):
            return True
    return place.startswith(one) and place[len(one) :] in {"istan", "land", "ia"}


def missing(name: Name, evidence: Named, articles: Iterable[Named] = ()) -> list[Word]:
    """Return the words of a name that the evidence does not have.

    The full name may stand elsewhere in an article, where the evidence has a part of it.
    """
    absent = [word for word in name.parts if len(word.text) > 1 and not evidence.has(word.text)]
    if not absent or not name.is_certain:
        return []
    whole = [key(word.text) for word in name.parts]
    if len(whole) > 1:
        letters = "".join(part[0] for part in whole)
        if letters in evidence.acronyms:
            return []
        aliases = "-".join(whole)
        if any(aliases in same and evidence.has_any(same) for same in SAME):
            return []
        if len(absent) < len(whole) and all(
            any(pair in article.capitals for article in articles) for pair in pairwise(whole)
        ):
            return []
    return absent


def mismatched(name: Name, evidence: Named, articles: Iterable[Named]) -> bool:
    """Whether words that the evidence has stand together only here: Angela Stoltenberg."""
    for one, other in pairwise(name.parts):
        if other.start - one.end > len(". ") or is_ordinary(one.text) or is_ordinary(other.text):
            continue
        left, right = key(one.text), key(other.text)
        if any((left, right) in each.pairs for each in (evidence, *articles)):
            continue
        follows = {second for first, second in evidence.capitals if first == left}
        precedes = {first for first, second in evidence.capitals if second == right}
        if follows and precedes:
            return True
    return False
