"""The names in a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backissue.search.language.wording import (
    COMMON,
    Word,
    fold,
    is_marked,
    is_ordinary,
    marks,
    spread,
)

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
