"""What a text denies, and which words say the opposite of one another."""

from collections.abc import Sequence
from functools import lru_cache

from backissue.search.language.wording import COMMON, Word, is_marked, is_ordinary, marks, spread

# They deny the next word that says something.
NEXT = spread("not never hardly barely scarcely nor neither")
# They deny the next two: the thing may have an adjective before it.
NEXT_TWO = spread("no without lack lacking")
# Followed by “to”, they deny the next word.
BEFORE_TO = spread("fail refuse decline unable unwilling neglect forget yet")
# They deny the clause that follows.
CLAUSE = spread("deny refute disprove")
NOBODY = spread("nobody nothing none nowhere")

# They say in other words that something is not so.
AGAINST = spread(
    "against avoid ban block crash end failure free halt impossible lack lose loss miss oppose "
    "prevent reject rule silent stop turn"
)

# What stands between a denial and what it denies.
PASSED_OVER = COMMON - spread(
    "come describe explain get give go make mention report say state take tell use write"
)
STOPS = frozenset(",;:.!?—–()")
LONGEST_CLAUSE = 6

PREFIXED = {
    prefix + word: word
    for prefix, words in {
        "il": "legal legally legitimate literate logical",
        "im": "moral possible proper perfect patient practical mature mobile probable",
        "in": "accurate adequate appropriate capable complete consistent correct eligible "
        "effective "
        "efficient secure sufficient tolerant valid visible active experienced formal direct",
        "ir": "regular relevant responsible reversible",
        "dis": "agree approve honest loyal obey satisfied trust",
        "non": "lethal violent essential",
    }.items()
    for word in words.split()
}
# They begin with “un” and are the opposite of nothing, or of what nobody would say instead.
NOT_UN = spread(
    "under until unless unite united union unionise unionize unit unity unique unison undo unveil "
    "unbelievable unborn uncharted unequivocal unequivocally unfold unforgettable unfortunate "
    "unfortunately unimaginable unleash unmistakable unparalleled unprecedented unravel "
    "unrelenting unrest unrivaled unrivalled unseat unthinkable unwavering unwind"
)
SHORTEST_UN = 6

# In pairs: whoever says the one where the other was written turns it round. Words that often
# stand side by side in one report, such as “killed” and “wounded”, are left to their context.
OPPOSITES = """
    rise fall; increase decrease; increase fall; rise drop; increase drop; grow shrink; gain
    lose; win lose; victory defeat; accept reject; adopt reject; approve reject; back oppose;
    approve block; agree refuse; support oppose; support opposition; allow ban; permit
    prohibit; open close; start end; begin end; begin finish; enter leave; join leave; arrive
    depart; buy sell; lend borrow; import export; admit deny; confirm deny; acquit convict;
    guilty innocent; legal illegal; alive dead; survive die; succeed fail; success failure;
    pass fail; more few; more less; high low; higher lower; up down; above below; before after;
    early late; old young; old new; large small; big small; long short; hot cold; warm cold;
    strong weak; rich poor; good bad; best worst; male female; man woman; father mother;
    brother sister; son daughter; husband wife; north south; east west; northern southern;
    eastern western; northeast southwest; left right; inside outside; majority minority;
    maximum minimum; first last; always never; same different; strengthen weaken; raise lower;
    raise cut; expand reduce; hire fire; praise criticise; welcome condemn; attack defend;
    advance retreat; surplus deficit; profit loss; ally enemy; tighten ease; lengthen shorten;
    speed slow; accelerate slow; private public; domestic foreign; arrest release; capture
    release; resign stay; keep remove; add remove; include exclude; cause prevent; possible
    impossible; safe dangerous; peace war; day night; morning evening; summer winter; spring
    autumn
"""
OPPOSITE: dict[str, set[str]] = {}
for pair in OPPOSITES.split(";"):
    one, other = pair.split()
    OPPOSITE.setdefault(one, set()).add(other)
    OPPOSITE.setdefault(other, set()).add(one)


def denied(
    text: str, words: Sequence[Word], numbers: Sequence[tuple[int, int]] = ()
) -> tuple[dict[int, int], tuple[int, ...]]:
    """Return the places of the words that a sentence denies, each with that of what denies it.

    Then the places of all that denies something. What stands in its numbers denies nothing: “no
    fewer than ten” are at least ten.
    """
    found: dict[int, int] = {}
    deniers = []
    counted = marks(len(text), numbers)
    for place, word in enumerate(words):
        if is_marked(counted, word.start, word.end) or not _denies(words, place):
            continue
        deniers.append(place)
        for each in _scope(text, words, place):
            if each in found:
                del found[each]  # twice denied
            else:
                found[each] = place
    return found, tuple(deniers)


def _denies(words: Sequence[Word], place: int) -> bool:
    """Whether a word denies anything: “fail” only before “to”."""
    lemma = words[place].lemma
    to = place + 1 < len(words) and words[place + 1].lemma == "to"
    if lemma == "still":  # as in “still has to pass”
        return [word.lemma for word in words[place + 1 : place + 3]] == ["have", "to"]
    return (
        lemma in NEXT | NEXT_TWO | CLAUSE | NOBODY
        or is_prefixed(lemma)
        or (to and lemma in BEFORE_TO)
    )


def _scope(text: str, words: Sequence[Word], place: int) -> list[int]:
    """Return the places of what a word denies."""
    lemma = words[place].lemma
    if is_prefixed(lemma):
        return [place]
    following = _clause(text, words, place)
    if lemma in CLAUSE:
        return following[:LONGEST_CLAUSE]
    if lemma in NEXT_TWO:
        return [each for each in following[:2] if _is_beside(words, following[0], each)]
    return following[:1]


def _is_beside(words: Sequence[Word], first: int, place: int) -> bool:
    """Whether no “of” or “in” stands between the two words that “no” denies."""
    return all(word.lemma not in COMMON for word in words[first:place])


def _clause(text: str, words: Sequence[Word], place: int) -> list[int]:
    """Return the places of the content words after one, up to a mark."""
    found = []
    last = words[place]
    for number in range(place + 1, len(words)):
        word = words[number]
        if STOPS & set(text[last.end : word.start].replace("'", "")):
            break
        if word.lemma in {"but", "and", "because", "while", "although"}:
            break
        if word.lemma not in PASSED_OVER and not word.text.endswith("ly"):
            found.append(number)
        last = word
    return found


@lru_cache(maxsize=50_000)
def is_prefixed(lemma: str) -> bool:
    """Whether a word denies itself: unlawful, impossible."""
    return plain(lemma) != lemma


@lru_cache(maxsize=50_000)
def plain(lemma: str) -> str:
    """Return a word without the prefix that denies it."""
    if lemma in PREFIXED:
        return PREFIXED[lemma]
    rest = lemma.removeprefix("un")
    if rest != lemma and len(lemma) >= SHORTEST_UN and lemma not in NOT_UN and is_ordinary(rest):
        return rest
    return lemma


def opposes(word: Word) -> bool:
    """Whether a word denies in its own way, so that a denial may be told with it."""
    return word.lemma in AGAINST or word.lemma in BEFORE_TO


def opposites(lemma: str) -> set[str]:
    """Return the words that say the opposite."""
    return OPPOSITE.get(lemma, set())
