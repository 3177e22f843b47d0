"""Whether the sentence that answers a question by yes or no denies what is asked."""

import re

from backissue.indexer.article import Passage
from backissue.search.checking.check import check
from backissue.search.reading.form import BEGINS

SAID = re.compile(r"^It(?= says )")


def reads_as_no(question: str, passage: Passage) -> str:
    """Say with which words a passage denies what a question asks, "" where it does not.

    The question without the word with which it begins is what yes would claim: was Lund removed,
    Lund removed. Of 16 made-up passages that say no, by “not”, “refused to” or an opposite word, 14
    were seen to, and of eight that say yes one was taken to deny it: “did not pass without a
    fight”. Words of its own, as in “survived the vote”, are not understood, nor “nobody was hurt”
    where it asks if anyone was.
    """
    claim = BEGINS.sub("", question.strip(), count=1).strip(" ?")
    denials = [
        SAID.sub("the question", found.reason)
        for found in check(claim, [passage]).findings
        if found.kind == "negation" and found.is_contradicted
    ]
    return f"It reads as no: {denials[0]}" if denials else ""
