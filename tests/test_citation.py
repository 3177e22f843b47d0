"""A citation is characters of an article, and the sentence around an answer is what is cited."""

from backissue.search import Citation, Reference
from backissue.search.answers.citation import whole_sentence

from readings import report, whole

FERRY = report(1, "Ice came. The ferry sank at noon. All 14 were saved.")


def test_a_citation_quotes_the_article_word_for_word() -> None:
    citation = Citation(FERRY, 14, 24)
    assert citation.quote == citation.passage.text == "ferry sank"
    assert citation.reference == Reference("report-1", FERRY.content_hash, 14, 24)


def test_the_whole_sentence_of_an_answer_is_cited() -> None:
    start = FERRY.text.index("14")
    assert whole_sentence(whole(FERRY), start, start + 2).quote == "All 14 were saved."


def test_an_answer_across_sentences_cites_them_all() -> None:
    start, end = FERRY.text.index("noon"), FERRY.text.index("14") + 2
    cited = whole_sentence(whole(FERRY), start, end)
    assert cited.quote == "The ferry sank at noon. All 14 were saved."
