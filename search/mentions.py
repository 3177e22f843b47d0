"""The names in a text, and whether evidence names the same."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from backissue.search.wording import COMMON, Word, fold, is_marked, is_ordinary, marks, spread

# They go before or after names, and are written small as often as not.
TITLES = spread(
    "admiral ambassador archbishop attorney bishop brigadier captain chairman chairwoman "
    "chancellor chief colonel commissioner congressman congresswoman coach dame deputy "
    "director doctor dr duke emperor executive foreign general governor her him his high home "
    "honourable interior judge justice king lady lieutenant lord madam major mayor minister "
    "miss monsieur mr mrs ms mx pope president prime prince princess prof professor queen "
    "representative rev reverend saint secretary senator sergeant sheikh sheriff sir speaker "
    "spokesman spokeswoman sultan treasurer vice"
)

# What may stand in small letters inside a name.
INNER = spread("of the de da do del della der den di du van von bin ibn al el la le")

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

# In words; a sentence with more of them, all with a capital, is a headline.
LONGEST_NAME = 3

# Between the words of one name.
GAP = re.compile(r"[ ‑-]|\. ?")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words that names someone or something."""

    start: int
    end: int
    text: str
    parts: tuple[Word, ...]
    """Its words, without titles and what stands between them."""
    is_certain: bool = True
    """False for one ordinary word at the beginning, where anything has a capital."""

    @property
    def key(self) -> str:
        """What makes two of them the same: the last word, as a surname does."""
        return "name " + key(self.parts[-1].text)

    @property
    def precision(self) -> str:
        """What it can be set against: any other name."""
        return "name"


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """Return what is compared of a word of a name: no accents, no umlauts in two letters."""
    plain = fold(word).replace("isation", "ization").replace("defens", "defenc")
    for two, one in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        plain = plain.replace(two, one)
    return plain


def names(text: str, words: Sequence[Word], taken: Sequence[tuple[int, int]]) -> list[Name]:
    """Return the names of a sentence in order, leaving out those inside spans that are taken."""
    content = [word for word in words if word.is_content]
    shouted = len(content) > LONGEST_NAME and all(word.is_capital for word in content)
    found = []
    for run in _runs(text, words, taken):
        parts = [word for word in run if word.is_capital]
        first = _begins(text, run[0].start)
        if first and len(parts) > 1 and _is_plain(parts[0]):
            parts, first = parts[1:], False
        named = [
            word
            for place, word in enumerate(parts)
            if fold(word.text) not in TITLES
            and word.text != "I"
            and not (first and place == 0 and _is_stop(word))
        ]
        if shouted:  # as in a headline, where a capital says nothing
            named = [word for word in named if not is_ordinary(word.text)]
        named = _without_office(text, named)
        if len(named) == 1 and _is_stop(named[0]):  # as in a headline, or after a comma
            continue
        if named:
            alone = first and named == parts[:1]
            certain = not (alone and is_ordinary(named[0].text))
            start, end = named[0].start, named[-1].end
            found.append(Name(start, end, text[start:end], tuple(named), certain))
    return found


def _without_office(text: str, named: list[Word]) -> list[Word]:
    """Leave out what someone is, written large before the name: Senate Majority Leader."""
    for place, word in enumerate(named):
        if not is_ordinary(word.text) or word.text.isupper():
            return named[place:]
        if place + 1 < len(named):
            between = text[word.end : named[place + 1].start].split()
            if any(fold(each) not in TITLES for each in between):
                return named[place:]
    return named


def _runs(text: str, words: Sequence[Word], taken: Sequence[tuple[int, int]]) -> list[list[Word]]:
    """Return runs of words that begin and end with a capital, small words between them."""
    marked = marks(len(text), taken)
    runs: list[list[Word]] = []
    small: list[Word] = []
    open_run = False
    for word in words:
        last = (small or runs[-1])[-1] if open_run else None
        close = last is not None and GAP.fullmatch(text, last.end, word.start) is not None
        if is_marked(marked, word.start, word.end):
            open_run = False
        elif word.is_capital:
            if close:
                runs[-1] += [*small, word]
            else:
                runs.append([word])
            open_run = True
        elif close and fold(word.text) in INNER:
            small = [*small, word]
            continue
        else:
            open_run = False
        small = []
    return runs


def _begins(text: str, start: int) -> bool:
    """Whether a word is the first of a sentence, a quotation or an item."""
    before = text[:start].rstrip(" \t\n“”\"'‘(*-•–—")
    return not before or before[-1] in ".!?:;\n" or not text[len(before) : start].isspace()


def _is_plain(word: Word) -> bool:
    """Whether the first word of a sentence need not belong to the name that follows it."""
    return _is_stop(word) or (is_ordinary(word.text) and fold(word.text) not in TITLES)


def _is_stop(word: Word) -> bool:
    return (word.lemma in COMMON and not word.text.isupper()) or word.text == "A"


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
