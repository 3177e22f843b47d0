"""More like this: other articles, by meaning and by words, never the article itself."""

from pathlib import Path

import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.errors import ArticleNotFound, QueryInvalid
from backissue.indexer.models.embed import Vectors
from backissue.search import Archive

from conftest import ARTICLES, WordEmbedder, article
from made_copies import Maker


def test_the_nearest_articles_come_first_without_the_article_itself(archive: Archive) -> None:
    ids = [hit.article.id for hit in archive.similar("article-1")]
    assert "article-1" not in ids
    assert sorted(ids) == ["article-2", "article-3", "article-4", "article-5"]
    assert ids[-1] == "article-4"  # the one that is not about the harbour
    assert archive.similar(ARTICLES[0]) == archive.similar("article-1")


def test_each_article_comes_once_by_its_best_passage(tmp_path: Path) -> None:
    flood = " ".join(["The river flooded the town and the fields around it."] * 5)
    long = Article(id="long", title="River", text="\n\n".join([flood] * 4))
    other = Article(id="other", title="Bank", text="The bank lent money to the mill.")
    about = Article(id="about", title="Flood", text="The flooded river left the town.")
    build_archive([long, other, about], tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        assert len(archive.search('"river"', limit=20)) > 3
        hits = archive.similar("about")
        assert [hit.article.id for hit in hits] == ["long", "other"]
        assert [hit.article.id for hit in archive.similar("about", limit=1)] == ["long"]


def test_a_passage_may_be_given_instead_of_an_article(tmp_path: Path) -> None:
    volcano = " ".join(["The volcano woke."] * 20)
    vienna = " ".join(["Ministers met in Vienna."] * 15)
    two = Article(id="two", title="Notes", text=f"{volcano}\n\n{vienna}")
    lava = article(1, "Lava ran from the volcano.")
    talks = article(2, "Ministers left Vienna without a treaty.")
    build_archive([two, lava, talks], tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        for words, expected in [("The volcano woke", "article-1"), ("Ministers met", "article-2")]:
            (passage,) = [hit.passage for hit in archive.search(f'"{words}"')]
            assert passage.text.startswith(words)
            assert archive.similar(passage)[0].article.id == expected


def test_no_model_is_needed(folder: Path) -> None:
    class NoEmbedder(WordEmbedder):
        def embed_question(self, question: str) -> Vectors:
            raise AssertionError(question)

    with Archive.open(folder, embedder=NoEmbedder()) as archive:
        assert len(archive.similar("article-3")) == 4


def test_what_the_archive_does_not_have_is_named(archive: Archive) -> None:
    for unknown in ("article-99", article(99, "Nothing.")):
        with pytest.raises(ArticleNotFound, match="article-99"):
            archive.similar(unknown)
    with pytest.raises(QueryInvalid, match="at least one"):
        archive.similar("article-1", limit=0)


def test_copies_are_neither_like_their_own_story_nor_shown_beside_one_another(
    tmp_path: Path,
) -> None:
    made = [case.article for case in Maker(3).cases(2)]
    build_archive(made, tmp_path / "archive", embedder=WordEmbedder())
    with Archive.open(tmp_path / "archive", embedder=WordEmbedder()) as archive:
        own = {copy.id for copy in archive.copies(made[0].id)}
        assert len(own) > 1
        found = [hit.article.id for hit in archive.similar(made[0].id, limit=100)]
        assert own.isdisjoint(found)
        for article_id in found:
            told = {copy.id for copy in archive.copies(article_id)}
            assert told.intersection(found) == {article_id}
