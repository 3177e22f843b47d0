"""Short answers compared as SQuAD compares them, and looked for in longer texts."""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

# They part words; all other punctuation goes without leaving a gap, as SQuAD has it.
LONG_DASHES = str.maketrans("—―", "  ")


def normalise(answer: str) -> list[str]:
    """Return the words that SQuAD compares: lower case, no punctuation, no articles.

    Rajpurkar et al., SQuAD: 100,000+ Questions for Machine Comprehension of Text (EMNLP 2016).
    Theirs knows the punctuation of ASCII alone. Here curly quotes and other marks of news go too:
    an en dash like a hyphen, so that 1–0 is 1-0, while a longer dash parts two words.
    """
    plain = answer.lower().translate(LONG_DASHES)
    marks = {ord(mark): None for mark in set(plain) if _is_punctuation(mark)}
    return re.sub(r"\b(a|an|the)\b", " ", plain.translate(marks)).split()


def exact_match(answer: str, known: str) -> float:
    """Return 1 where both have the same words, else 0."""
    return float(normalise(answer) == normalise(known))


def f1(answer: str, known: str) -> float:
    """Return the harmonic mean of precision and recall in words, 0 to 1."""
    given, expected = normalise(answer), normalise(known)
    if not given or not expected:
        return float(given == expected)
    common = sum((Counter(given) & Counter(expected)).values())
    return 2 * common / (len(given) + len(expected))


def best(measure: Callable[[str, str], float], answer: str, known: Iterable[str]) -> float:
    """Return a measure of an answer against the known one that it is nearest to."""
    return max(measure(answer, each) for each in known)


def holds(text: str, known: Iterable[str]) -> bool:
    """Whether a text has one of the known answers in it, as a run of whole words."""
    words = f" {' '.join(normalise(text))} "
    return any(f" {' '.join(answer)} " in words for answer in map(normalise, known) if answer)


def _is_punctuation(mark: str) -> bool:
    return mark in string.punctuation or unicodedata.category(mark).startswith("P")
