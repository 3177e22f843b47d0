"""Examples are questions that the archive suggests itself, and was seen to answer."""

from pathlib import Path

from backissue.search import Archive
from backissue.ui.examples import Examples, examples_html, find_examples

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
