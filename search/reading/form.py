"""The form in which a question wants its answer."""

import re

from backissue.indexer.split import sentences

# A question that begins so is answered by yes or no, unless it leaves a choice.
BEGINS = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|might|must)"
    r"(?:n['’]t)?\b",
    re.IGNORECASE,
)
CHOICE = re.compile(r"\bor\b", re.IGNORECASE)
# “Do you know who won?” asks who.
ASKS_ON = re.compile(
    r"\w+ (?:you|we|anyone|anybody) (?:\w+ )?"
    r"(?:explain|find out|know|list|name|remember|say|tell)\b.*"
    r"\b(?:who|whom|whose|what|which|where|when|why|how)\b",
    re.IGNORECASE,
)

ASKING = re.compile(r"\b(?:who|whom|whose|what|which|where|when|why|how)\b", re.IGNORECASE)


def is_yes_or_no(question: str) -> bool:
    """Whether a question asks if something is so.

    A few words of a sentence answer no such question, and neither does “yes” where all of its words
    stand in a sentence: of 12 questions about corpus/ that are to be answered by no, 2 would be by
    yes. The sentence itself does.
    """
    asked = question.strip()
    is_one = BEGINS.match(asked) is not None and ASKS_ON.match(asked) is None
    return is_one and CHOICE.search(question) is None


def asking_sentence(text: str) -> tuple[int, int]:
    """Return the characters of the last sentence in which a word asks, or of all where none does.

    What stands before it leads to the question: “The Crown is back this week. Who plays Diana?”
    """
    for start, end in reversed(sentences(text)):
        if ASKING.search(text, start, end):
            return start, end
    return 0, len(text)
