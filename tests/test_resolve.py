"""Citations: word for word, and resolvable after whatever happens to their article."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from backissue.indexer import build_archive
from backissue.indexer.errors import CitationUnresolved
from backissue.search import Archive, Citation, Reference

from conftest import ARTICLES, WordEmbedder, article


def _cite(archive: Archive) -> Citation:
    """Cite "froze over" in article 1."""
    cited = archive.article("article-1")
    start = cited.text.index("froze over")
    return Citation(cited, start, start + len("froze over"))


def _rewrite(folder: Path) -> None:
    changed = article(1, "The harbour was open all winter.", source="Post")
    build_archive([changed], folder, embedder=WordEmbedder())


def test_a_quote_is_a_slice_of_the_article(archive: Archive) -> None:
    assert _cite(archive).quote == "froze over"


def test_a_citation_resolves_to_the_words_it_quotes(archive: Archive) -> None:
    resolution = archive.resolve(_cite(archive))
    assert resolution.citation.quote == "froze over"
    assert resolution.is_current


def test_a_citation_resolves_after_its_article_was_revised_and_says_so(
    archive: Archive, folder: Path
) -> None:
    citation = _cite(archive)
    _rewrite(folder)
    resolution = archive.resolve(citation)
    assert resolution.citation.quote == "froze over"
    assert not resolution.is_current
    assert resolution.current is not None
    assert resolution.current.text == "The harbour was open all winter."


def test_a_citation_resolves_again_as_current_when_the_old_text_returns(
    archive: Archive, folder: Path
) -> None:
    citation = _cite(archive)
    _rewrite(folder)
    build_archive(ARTICLES[:1], folder, embedder=WordEmbedder())
    assert archive.resolve(citation).is_current


def test_a_reference_survives_as_json(archive: Archive) -> None:
    kept = json.loads(json.dumps(asdict(_cite(archive).reference)))
    assert archive.resolve(Reference(**kept)).citation.quote == "froze over"


def test_a_citation_of_a_removed_article_is_refused(archive: Archive) -> None:
    citation = _cite(archive)
    archive.remove(["article-1"])
    with pytest.raises(CitationUnresolved, match="article-1"):
        archive.resolve(citation)


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (-1, 3), (5, 5), (7, 3)])
def test_characters_that_are_not_there_are_refused(archive: Archive, start: int, end: int) -> None:
    reference = Reference("article-1", ARTICLES[0].content_hash, start, end)
    with pytest.raises(CitationUnresolved, match="No characters"):
        archive.resolve(reference)


@pytest.mark.parametrize(
    "reference",
    [
        None,
        {"article_id": "article-1"},
        Reference(1, ARTICLES[0].content_hash, 0, 9),  # type: ignore[arg-type]
        Reference("article-1", None, 0, 9),  # type: ignore[arg-type]
        Reference("article-1", ARTICLES[0].content_hash, "0", 9),  # type: ignore[arg-type]
    ],
    ids=repr,
)
def test_what_is_no_citation_is_said(archive: Archive, reference: Reference) -> None:
    with pytest.raises(CitationUnresolved, match="is no citation"):
        archive.resolve(reference)


def test_an_id_that_cannot_be_stored_is_not_there(archive: Archive) -> None:
    with pytest.raises(CitationUnresolved, match="holds no"):
        archive.resolve(Reference("caf\udce9", ARTICLES[0].content_hash, 0, 9))


def test_a_citation_from_another_archive_is_refused(archive: Archive) -> None:
    foreign = article(1, "Something else entirely.")
    with pytest.raises(CitationUnresolved, match="holds no"):
        archive.resolve(Citation(foreign, 0, 9))
