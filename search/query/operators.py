"""Which signs of a text work as they do in a search box, and which stand in a mere sentence."""

import re

from backissue.indexer.indexes.analyzers import content_words
from backissue.indexer.indexes.terms import has_words
from backissue.search.query.tokens import Token, as_word

AUXILIARY = re.compile(
    r"am|are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would",
    re.IGNORECASE,
)
QUESTION_WORD = re.compile(
    rf"who|whom|whose|what|which|when|where|why|how|{AUXILIARY.pattern}", re.IGNORECASE
)

# A text with so many words more than operators is a headline, if all of it is in capitals, and one
# whose words all begin with a capital if it has so many more.
CAPITALS_WORDS = 3
HEADLINE_WORDS = 6

# A text with so many words beside what it quotes is a sentence, and so is one with so many that
# ends with a full stop. Of 68 questions of news quizzes that quote something, 36 had an answer
# among the first ten passages when the quotation had to be there word for word, and 47 when not.
PROSE_WORDS = 12
SENTENCE_WORDS = 4

LONE_BRACKET = "unbalanced bracket: not read"

# Brackets within so many brackets are no longer read.
DEEPEST = 20


def keep_operators(tokens: list[Token], *, is_group: bool = False) -> list[Token]:
    """Turn into words what is no operator where it stands, and brackets that group nothing.

    AND, OR and NOT are operators in capitals, between what they join. They are words in a
    question, in a headline, and where NOT stresses a verb: “it is NOT over”. What a question or
    another sentence quotes is words too. Between the brackets of a field nobody writes sentences.
    """
    pairs = _pairs(tokens)
    paired = {*pairs, *pairs.values()}
    tokens = [
        as_word(token, LONE_BRACKET) if token.kind in {"(", ")"} and place not in paired else token
        for place, token in enumerate(tokens)
    ]
    reason = "" if is_group else _reason(tokens)
    kept: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind != "operator":
            kept.append(token)
        elif reason:
            kept.append(as_word(token, f"{token.value} in {reason}: searched as a word"))
        elif not _joins(token, kept, tokens[place + 1 :]):
            kept.append(as_word(token, f"{token.value} joins nothing: searched as a word"))
        else:
            kept.append(token)
    if is_group or any(token.kind == "operator" for token in kept):
        return kept
    if kind := _prose(tokens):
        note = f"what {kind} quotes need not be there word for word"
        kept = [
            as_word(token, note) if token.kind == "phrase" and not token.is_excluded else token
            for token in kept
        ]
    # Without operators, brackets are signs only where a minus leaves out what is in them.
    for opening, closing in pairs.items():
        if not tokens[opening].is_excluded:
            kept[opening], kept[closing] = as_word(kept[opening]), as_word(kept[closing])
    return [as_word(token) if token.note == LONE_BRACKET else token for token in kept]


def is_auxiliary(word: str, *, begins: bool) -> bool:
    """Whether a word merely helps a verb: not May the month, but may, and Did where it begins."""
    return bool(AUXILIARY.fullmatch(word)) and (begins or word.islower())


def _reason(tokens: list[Token]) -> str:
    """Say what sort of text it is in which AND, OR and NOT are words, or nothing."""
    words = [token.value for token in tokens if token.kind == "word" and token.value.isalpha()]
    operators = sum(token.kind == "operator" for token in tokens)
    if not operators or len(tokens) == 1:
        return ""
    if _asks(tokens):
        return "a question"
    if all(token.kind in {"word", "operator"} for token in tokens) and not any(
        content_words(word) for word in words
    ):
        return "a line of small words"
    more = len(words) - operators
    if more >= CAPITALS_WORDS and all(word.isupper() for word in words):
        return "a line of capitals"
    plain = all(token.kind in {"word", "operator"} for token in tokens)
    if plain and more >= HEADLINE_WORDS and all(_is_capital(word) for word in words):
        return "a headline"
    return ""


def _asks(tokens: list[Token]) -> bool:
    """Whether a text is a question."""
    if len(tokens) == 1:
        return False
    first, second = tokens[:2]
    begins = QUESTION_WORD.fullmatch(first.value) and not first.value.isupper()
    return tokens[-1].value.endswith("?") or bool(begins and second.kind != "operator")


def _prose(tokens: list[Token]) -> str:
    """Say what sort of sentence a text is in which quotations are no conditions, or nothing."""
    words = sum(token.kind == "word" and has_words(token.value) for token in tokens)
    if not words:
        return ""
    if _asks(tokens):
        return "a question"
    ends = tokens[-1].kind in {"word", "phrase"} and tokens[-1].value.endswith((".", "!"))
    return "a sentence" if words >= (SENTENCE_WORDS if ends else PROSE_WORDS) else ""


def _is_capital(word: str) -> bool:
    return word[0].isupper() or len(word) <= 3  # noqa: PLR2004 - of, in, and the like


def _joins(token: Token, before: list[Token], after: list[Token]) -> bool:
    """Whether an operator has something on the sides where it needs something."""
    following = after[0] if after else None
    if following is None or following.kind == ")":
        return False
    if token.value == "NOT":
        stressed = before and AUXILIARY.fullmatch(before[-1].value)
        return following.kind != "operator" and not stressed
    if not before or before[-1].kind in {"operator", "("}:
        return False
    if following.kind == "operator":
        return following.value == "NOT" and _joins(following, [*before, token], after[1:])
    return True


def _pairs(tokens: list[Token]) -> dict[int, int]:
    """Return the place of each opening bracket that has a closing one, with its place."""
    waiting: list[int] = []
    pairs: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.kind == "(":
            waiting.append(place)
        elif token.kind == ")" and waiting:
            opening = waiting.pop()
            if len(waiting) < DEEPEST:
                pairs[opening] = place
    return pairs
