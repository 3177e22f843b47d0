"""A query -> the same with misspelt words as the archive spells them, and names it has not got."""

import re
from collections.abc import Iterator
from dataclasses import replace

from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.keywords import KeywordIndex
from backissue.indexer.indexes.wording import PERCENT
from backissue.search.query.condition import Named, leaves
from backissue.search.query.names import folded, has_words, is_named
from backissue.search.query.query import Query

WORD = re.compile(r"[^\W\d_]{4,}")

# One that is a part of no other: “covid19” may be there without “covid”, “e-mail” without “mail”.
ALONE = re.compile(r"(?<![\w-])[^\W\d_]{4,}(?![\w-])")

# So many letters of a word may be wrong; of shorter ones, one.
LONG_WORD, MOST_WRONG = 8, 2

# A name with no more letters than this stands by chance in many longer ones.
SHORT_NAME = 4

# In a large archive what only one passage has is a misprint more often than a word.
LARGE, TRUSTED = 5_000, 2

# A word that the archive has is doubted only if one that it has so many times more often differs
# from it by a letter too many, too few or out of place.
RARE, MORE_OFTEN = 5, 500

# What is looked up: not days, nor names that the archive has in whole.
SPELT = {"words", "word", "phrase"}


def remarked(keywords: KeywordIndex, query: Query) -> Query:
    """Return a query with what is to be said of its words and names, seen what the archive has."""
    notes = (*query.notes, *unknown_names(keywords, query))
    suggestion, unknown = suggest(keywords, query), tuple(unknown_words(keywords, query))
    return replace(query, notes=notes, suggestion=suggestion, unknown=unknown)


def suggest(keywords: KeywordIndex, query: Query) -> str | None:
    """Return the text of a query with words that seem misspelt put right, None where none do.

    The words of a time are known, whether the archive has them or not.
    """
    text = query.text
    for found in reversed(list(_looked_up(query))):
        word = found[0]
        right = _spelling(keywords, word.lower(), is_name=word[0].isupper())
        if right:
            text = text[: found.start()] + _like(word, right) + text[found.end() :]
    return text if text != query.text else None


def unknown_names(keywords: KeywordIndex, query: Query) -> list[str]:
    """Return for each source, section, author or place that no article has a note that says so."""
    chosen = [Named("source", name, is_whole=True) for name in query.scope.sources]
    typed = [each for each in leaves(query.condition) if isinstance(each, Named)]
    notes = (_note(keywords, named) for named in dict.fromkeys([*chosen, *typed]))
    return list(dict.fromkeys(note for note in notes if note))


def unknown_words(keywords: KeywordIndex, query: Query) -> list[str]:
    """Return the words of a query that no article has, in whatever form."""
    unknown = (
        found[0]
        for found in _looked_up(query)
        if (alone := ALONE.match(query.text, found.start()))
        and alone.end() == found.end()
        and content_words(found[0])
        and not keywords.frequency(found[0])
    )
    return list(dict.fromkeys(unknown))


def _looked_up(query: Query) -> Iterator[re.Match[str]]:
    """Yield the words of a query that the archive may have, but for those of a time and “per cent”.

    Whatever that is written as is found by any.
    """
    every = [query.when, *query.mentioned]
    known = [(time.start, time.end) for time in every if time and not time.is_explicit]
    known += [found.span() for found in PERCENT.finditer(query.text)]
    for part in query.parts:
        if part.kind not in SPELT or part.is_excluded:
            continue
        for found in WORD.finditer(query.text, part.start, part.end):
            if not any(start <= found.start() < end for start, end in known):
                yield found


def _note(keywords: KeywordIndex, named: Named) -> str | None:
    """Say that no article has a name, and which was likeliest meant; None where one has it."""
    names = keywords.names(named.label)
    if any(is_named(name, named.words, is_whole=named.is_whole) for name in names):
        return None
    near = _nearest(named.words, names)
    instead = f" Did you mean “{near}”?" if near else ""
    return f"The archive has no {named.label} “{named.words}”.{instead}"


def _nearest(words: str, names: list[str]) -> str | None:
    """Return the name that was likeliest meant, None where none is near."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.fuzz import partial_token_sort_ratio
    from rapidfuzz.process import extractOne

    wanted = folded(words)
    known = {name: folded(name) for name in names}
    wrong = 1 if len(wanted) < LONG_WORD else MOST_WRONG
    if near := extractOne(wanted, known, scorer=OSA.distance, score_cutoff=wrong):
        return near[2]
    if part_of := [name for name in names if has_words(name, words)]:
        return min(part_of, key=len)
    if len(wanted) <= SHORT_NAME:
        return None
    same = 100 * (1 - wrong / len(wanted))
    part = extractOne(wanted, known, scorer=partial_token_sort_ratio, score_cutoff=same)
    return part[2] if part else None


def _spelling(keywords: KeywordIndex, word: str, *, is_name: bool) -> str | None:
    """Return the likeliest word that was meant, None where it is the word itself."""
    often = keywords.frequency(word)
    if often > RARE or (often and is_name):
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    wrong = 1 if often or len(word) < LONG_WORD else MOST_WRONG
    least = often * MORE_OFTEN if often else TRUSTED if keywords.passages >= LARGE else 1
    near: list[tuple[float, int, str]] = []
    # People seldom mistake the first letter, but they swap it with the second.
    for prefix in dict.fromkeys(word[:2]):
        known = keywords.spellings(prefix)
        found = extract(word, known.keys(), scorer=OSA.distance, score_cutoff=wrong, limit=None)
        near += [
            (distance, -known[each], each)
            for each, distance, _ in found
            if known[each] >= least and (not often or _is_slip(word, each))
        ]
    return min(near)[2] if near else None


def _is_slip(word: str, other: str) -> bool:
    """Whether a word has a letter too many, too few or out of order, but none in place of one."""
    return len(word) != len(other) or sorted(word) == sorted(other)


def _like(word: str, other: str) -> str:
    """Return the other word in capitals as the first is."""
    if word.isupper():
        return other.upper()
    return other.capitalize() if word[0].isupper() else other
