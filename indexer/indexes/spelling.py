"""British and American spellings of the same word: labour and labor, organise and organize."""

import re
from functools import lru_cache

from backissue.indexer.indexes.analyzers import LONGEST_WORD

# What a word begins with, its two spellings, and how it ends. A spelling counts only where an
# archive has it: no list is needed of doctor and promise, which are written in one way.
DOUBLED = (
    "cancel|channel|counsel|council|dial|duel|equal|fuel|initial|jewel|label|level|libel|marshal"
    "|marvel|medal|model|panel|pedal|quarrel|rival|shovel|signal|total|travel|tunnel|unravel"
)
TRADED = "accout|calib|cent|\\w*met|fib|lit|lust|meag|och|sab|scept|somb|spect|\\w*theat"
RULES = [
    (re.compile(rf"(?P<first>{first})(?:{one}|{other})(?P<last>{last})"), one, other)
    for first, one, other, last in (
        (
            r"\w{2,}",
            "our",
            "or",
            "|s|ed|ing|ite|ites|able|ably|al|er|ers|ful|hood|less|ly|y",
        ),
        (r"\w{3,}[iy]", "s", "z", "e|ed|es|er|ers|ing|ation|ations|ational"),
        (r"defen|offen|preten|licen", "c", "s", "e|es|ed|ing|eless"),
        (TRADED, "re", "er", "|s"),
        (r"catal|dial|epil|monol|prol|travel", "ogue", "og", "|s"),
        (
            DOUBLED,
            "l",
            "",
            "ed|ing|er|ers|or|ors|ous|ously|ery|ist|ists",
        ),
        (r"an|arch|encyclop|gyn|h|leuk|orthop|p", "ae", "e", r"\w{3,}"),
    )
]

# Those that follow no rule; either may have an ending.
PAIRS = {
    spelling: pair[::-1][pair.index(spelling)]
    for pair in (
        ("aeroplane", "airplane"),
        ("ageing", "aging"),
        ("aluminium", "aluminum"),
        ("artefact", "artifact"),
        ("cosy", "cozy"),
        ("enrol", "enroll"),
        ("fulfil", "fulfill"),
        ("gaol", "jail"),
        ("judgement", "judgment"),
        ("manoeuvre", "maneuver"),
        ("mould", "mold"),
        ("moustache", "mustache"),
        ("oestrogen", "estrogen"),
        ("plough", "plow"),
        ("programme", "program"),
        ("pyjama", "pajama"),
        ("sceptic", "skeptic"),
        ("skilful", "skillful"),
        ("smoulder", "smolder"),
        ("sulphur", "sulfur"),
        ("yoghurt", "yogurt"),
    )
    for spelling in pair
}
PAIR = re.compile(
    rf"(?P<word>{'|'.join(sorted(PAIRS, key=len, reverse=True))})"
    r"(?P<last>|s|al|d|ed|er|ers|ful|ic|ing|ism|led|ling|ly|ment|ments|y)"
)
# Spelt otherwise they are other words: flour, scored.
ONE_WORD = ("flor", "flour", "scor", "scour")

# No rule is for shorter ones.
WORD = re.compile(rf"[^\W\d_]{{4,{LONGEST_WORD}}}")


def other_spellings(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are spelt elsewhere, in small letters and as written.

    Not by their stems: that of “hospitalized” is the one of “hospital”.
    """
    words = dict.fromkeys(found[0].lower() for found in WORD.finditer(text))
    others = dict.fromkeys(other for word in words for other in _others(word))
    return tuple(other for other in others if other not in words)


@lru_cache(maxsize=10_000)
def _others(word: str) -> tuple[str, ...]:
    if word.startswith(ONE_WORD):
        return ()
    found = []
    if pair := PAIR.fullmatch(word):
        found.append(PAIRS[pair["word"]] + pair["last"])
    for pattern, one, other in RULES:
        if parts := pattern.fullmatch(word):
            first, last = parts["first"], parts["last"]
            found.append(first + (other if word == first + one + last else one) + last)
    return tuple(found)
