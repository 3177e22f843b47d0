"""A number, an acronym or a compound is found however it is written, and a year as a year."""

from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.indexes.variants import variants
from backissue.search import Archive

from conftest import WordEmbedder


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("1,000 people", ["1000"]),
        ("1000 or 2500000 people", ["1 000", "2 500 000"]),
        ("in 2020, 1999 and 1,5", []),
        ("1000.5 of 12,34, 1,000.5 and 1,000km", []),
        ("02134 and 0000", []),
        ("the U.A.W. strike", ["uaw"]),
        ("the UAW strike, the UK", ["u a w", "u k"]),
        ("J.D. Power and J.R.R Tolkien", ["jd", "jrr"]),
        ("the U.S. and the US at 9 A.M.", []),
        ("SPAIN WON THE CUP", []),
        ("NATO", ["n a t o"]),
        ("AT&T, A & M", ["at t", "a m"]),
        ("COP28", ["cop 28"]),
        ("COP-28, COP 28", ["cop28"]),
        ("covid-19", ["covid19"]),
        ("in May 20 men", []),
        ("an e-mail from Mar-a-Lago", ["email", "maralago"]),
        ("an e‐mail after COP‐28", ["cop28", "email"]),
        ("a 1-year-old, state-of-2020", []),
    ],
)
def test_the_other_ways_of_writing_are_told(text: str, others: list[str]) -> None:
    assert [" ".join(words) for words in variants(text)] == others


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("UAW", "U.A.W."),
        ("U.A.W.", "UAW"),
        ("1000", "1,000"),
        ("1,000", "1000"),
        ("COP28", "COP-28"),
        ("COP-28", "COP28"),
        ("COP 28", "COP28"),
        ("e-mail", "email"),
    ],
)
def test_what_is_written_otherwise_is_found_and_counted(
    tmp_path: Path, typed: str, others: str
) -> None:
    texts = [f"The harbour has {others} in it.", "Ferries left late.", "Nobody dug the harbour."]
    articles = [Article(id=text, title="News", text=text) for text in texts]
    build_archive(articles, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        hits = archive.search(typed, mode="keyword")
        assert [hit.article.id for hit in hits] == texts[:1]
        assert archive.facets(typed).articles == 1
        assert archive.facets(f"{typed} ferries").articles == 0
