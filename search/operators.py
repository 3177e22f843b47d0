"""Which signs of a text work as operators, and which merely stand in a sentence or a headline."""

import re

from backissue.search.tokens import Token, as_word

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

# Brackets within so many brackets are no longer read.
DEEPEST = 20


def keep_operators(tokens: list[Token]) -> list[Token]:
    """Turn into words what is no operator where it stands, and brackets that group nothing.

    AND, OR and NOT are operators in capitals, between what they join. They are words in a
    question, in a headline, and where NOT stresses a verb: “it is NOT over”.
    """
    reason = _reason(tokens)
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
    return _pair_brackets(kept)


def _reason(tokens: list[Token]) -> str:
    """Say what sort of text it is in which AND, OR and NOT are words, or nothing."""
    words = [token.value for token in tokens if token.kind == "word" and token.value.isalpha()]
    operators = sum(token.kind == "operator" for token in tokens)
    if not operators or len(tokens) == 1:
        return ""
    first, second = tokens[:2]
    asks = QUESTION_WORD.fullmatch(first.value) and not first.value.isupper()
    if tokens[-1].value.endswith("?") or (asks and second.kind != "operator"):
        return "a question"
    more = len(words) - operators
    if more >= CAPITALS_WORDS and all(word.isupper() for word in words):
        return "a line of capitals"
    plain = all(token.kind in {"word", "operator"} for token in tokens)
    if plain and more >= HEADLINE_WORDS and all(_is_capital(word) for word in words):
        return "a headline"
    return ""


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


def _pair_brackets(tokens: list[Token]) -> list[Token]:
    """Keep brackets in pairs: all of them beside operators, else only what a minus leaves out."""
    has_operators = any(token.kind == "operator" for token in tokens)
    open_places: list[int] = []
    pairs: dict[int, int] = {}
    for place, token in enumerate(tokens):
        if token.kind == "(":
            open_places.append(place)
        elif token.kind == ")" and open_places:
            opening = open_places.pop()
            if len(open_places) < DEEPEST:
                pairs[opening] = place
    grouping = set()
    for opening, closing in pairs.items():
        if has_operators or tokens[opening].is_excluded:
            grouping |= {opening, closing}
    lone = "unbalanced bracket: not read" if has_operators else ""
    return [
        as_word(token, "" if place in {*pairs, *pairs.values()} else lone)
        if token.kind in {"(", ")"} and place not in grouping
        else token
        for place, token in enumerate(tokens)
    ]
