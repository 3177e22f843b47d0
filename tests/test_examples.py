"""Examples are questions that the archive suggests itself, and was seen to answer."""

from pathlib import Path

from backissue.indexer import build_archive
from backissue.search import Archive
from backissue.ui.html.examples import Examples, candidates, examples_html, find_examples

from conftest import WordEmbedder, article
from hostile import HOSTILE, shown


def test_examples_are_answered_by_the_archive(corpus_archive: Path) -> None:
    with Archive.open(corpus_archive) as archive:
        examples = find_examples(archive)
        assert len(examples) == 4
        assert all(archive.ask(example) for example in examples)


def test_an_archive_that_suggests_nothing_has_no_examples(archive: Archive) -> None:
    assert Examples(archive).questions() == []
    assert examples_html([]) == ""


def test_examples_are_links_that_ask_them() -> None:
    html = examples_html(["Who won?", *HOSTILE])
    assert shown(html).attributes("a", "href")[0] == "?q=Who+won%3F"
    assert {tag for tag, _ in shown(html).tags} == {"section", "h2", "ul", "li", "a"}


def test_what_is_asked_names_somebody_and_is_answered_as_it_is_written(
    embedder: WordEmbedder, tmp_path: Path
) -> None:
    texts = [
        "After Theresa May resigned on May 24, 2019 a race began.",
        "The team won the match on Sunday. Ann Berg won the prizes in style.",
        "Jonas Lund, the harbour director, said so. Bo Ek, her brother and an old friend, did not.",
        "Skerry Lines, founded in 1987, has six ships.",
        "At least 35,000 people were killed in the Lisbon earthquake, they say.",
        "Jonas Lund defeated Maria Ek. Eva Holm won the Skerry regatta in June.",
    ]
    articles = [article(number, text) for number, text in enumerate(texts)]
    build_archive(articles, tmp_path / "archive", embedder=embedder)
    with Archive.open(tmp_path / "archive", embedder=embedder) as archive:
        suggested = {each.question: each.said for each in candidates(archive)}
    assert suggested == {
        "When did Theresa May resign?": "May 24, 2019",
        "Who is Jonas Lund?": "harbour director",
        "When was Skerry Lines founded?": "1987",
        "How many people died in the Lisbon earthquake?": "35,000",
        "Who defeated Maria Ek?": "Jonas Lund",
        "Who won the Skerry regatta?": "Eva Holm",
    }
