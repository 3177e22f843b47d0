"""A sentence that denies what a question asks is told from one that says so."""

import pytest

from backissue.indexer import Article
from backissue.indexer.article import Passage
from backissue.search.answers.reads_as_no import reads_as_no


def passage(text: str) -> Passage:
    return Passage(Article(id="1", title="The week", text=text), 0, len(text))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was Olaf Lund removed as mayor?", "The council voted not to remove Olaf Lund as mayor."),
        ("Was the mayor removed?", "The council kept the mayor in office."),
        ("Was the ban lifted?", "The court refused to lift the ban."),
        ("Did Norway sign the deal?", "Norway never signed the deal, the ministry said."),
        ("Has Norway signed the deal?", "Norway has not yet signed the deal."),
        ("Was the ban lawful?", "Judge Berg said that the ban was unlawful."),
        ("Did rents rise in May?", "Rents fell in May."),
        ("Were schools open on Friday?", "Schools were closed on Friday."),
        ("Did the bill pass?", "The bill failed to pass."),
    ],
)
def test_what_denies_it_reads_as_no(question: str, text: str) -> None:
    assert reads_as_no(question, passage(text)).startswith("It reads as no: the question says “")


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was Olaf Lund removed as mayor?", "Olaf Lund was removed as mayor on Tuesday."),
        ("Was Olaf Lund removed?", "The council removed Olaf Lund, who did not fight it."),
        ("Did Norway sign the deal?", "Norway signed the deal but did not publish it."),
        ("Has Norway joined the pact?", "Norway, which is not neutral, has joined the pact."),
        ("Was Lund acquitted?", "The court acquitted Lund, who was not present."),
        ("Was there one boat?", "There was one boat outside the harbour, not two."),
    ],
)
def test_what_says_so_does_not(question: str, text: str) -> None:
    assert reads_as_no(question, passage(text)) == ""
