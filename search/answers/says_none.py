"""Whether a sentence says of nobody what a question asks of anybody, such as being hurt."""

import re

from backissue.indexer.split import sentences
from backissue.search.language.wording import COMMON, Word, are_kin, spread, words

# What a question asks about where it asks if any: the words after one of these, up to what says
# where, when and of whom.
ANY = re.compile(
    r"\b(?:any(?:body|one|thing| one)|some(?:body|one)|people|there(?: been)?(?: any)?"
    r"|(?P<of>any)) (?P<asked>.+)",
    re.IGNORECASE,
)
ENDS = spread("after as at because before by during for from in of on over since that to when who")

NONE = re.compile(
    r"\b(?P<body>nobody|no[ -]one|none|nothing)\b|\b(?:no|without(?: any)?)\b(?! longer\b)",
    re.IGNORECASE,
)
# They end what is denied, unless it is “no reports of injuries” and “no one in the building”.
CLAUSE_ENDS = re.compile(r"[,;:.!?—–()]|\b(?:although|and|because|but|though|while|until)\b")
# What is denied is as much, or that it was said, not the thing itself: “no serious injuries”.
ONLY_SO_MUCH = spread(
    "additional bad badly big critically extensive fatally further gravely great heavily heavy "
    "large lasting major many more much other permanent seriously serious severe severely "
    "significant structural widespread"
)
LIGHT = spread("cause confirm find immediate immediately know make occur record report suffer")

# Words for the same: who was not hurt was not killed either.
KILLED = spread("casualty dead death die fatal fatality kill perish")
HURT = spread("casualty harm hurt injure injury wound")


def says_none(question: str, text: str) -> str:
    """Return the words of a text by which none did what a question asks if any did, else "".

    All that is asked must be denied together, and none of it said elsewhere in the text.
    """
    found = ANY.search(question)
    asked = _asked(found["asked"]) if found else []
    wanted = [word for word in asked if word.lemma not in ONLY_SO_MUCH]
    if not found or not wanted:
        return ""
    # “Nobody” stands for passengers, too.
    by_nobody = wanted[1:] if found["of"] and len(wanted) > 1 else wanted
    other_than = ONLY_SO_MUCH - {word.lemma for word in asked}
    for start, end in sentences(text):
        sentence = text[start:end]
        for none in NONE.finditer(sentence):
            stop = CLAUSE_ENDS.search(sentence, none.end())
            clause = sentence[none.start() : stop.start() if stop else len(sentence)]
            denied = words(clause[none.end() - none.start() :])
            if any(word.lemma in other_than for word in denied) or not all(
                any(_is_of(each, word) for word in denied)
                for each in (by_nobody if none["body"] else wanted)
            ):
                continue
            others = (
                text[:start] + sentence[: none.start()],
                sentence[stop.start() :] if stop else "",
            )
            if any(_says(each, wanted[-1]) for each in (*others, text[end:])):
                return ""
            return clause.strip()
    return ""


def _asked(text: str) -> list[Word]:
    """Return the words that say what is asked about."""
    found: list[Word] = []
    for word in words(text.removeprefix("of ")):
        if word.lemma in ENDS:
            break
        if word.lemma not in COMMON | LIGHT:
            found.append(word)
    return found


def _is_of(asked: Word, denied: Word) -> bool:
    """Whether who was not what is denied cannot be what is asked."""
    if asked.lemma in KILLED:
        return denied.lemma in KILLED | HURT
    return _is_same(asked, denied)


def _is_same(asked: Word, said: Word) -> bool:
    family = HURT if asked.lemma in HURT else {asked.lemma}
    return said.lemma in family or are_kin(asked.lemma, said.lemma)


def _says(text: str, asked: Word) -> bool:
    """Whether a text says what is asked, of whomever, and denies nothing."""
    is_harm = asked.lemma in HURT
    return not NONE.search(text) and any(
        _is_same(asked, word) or (is_harm and word.lemma in KILLED) for word in words(text)
    )
