"""What the tests share: a small embedder that needs no model, and archives to look at."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from backissue.indexer import Article, build_archive
from backissue.indexer.models.embed import Model, Vectors
from backissue.search import Archive

# A server of the page and a browser, for those tests that ask for them.
pytest_plugins = ["chromium"]

ROOT = Path(__file__).parent.parent


class WordEmbedder:
    """Texts with the same words get the same vector: each word adds one of 64 directions."""

    def __init__(self, weights: str = "words") -> None:
        self.model = Model("words", weights, 64)
        self.max_tokens = 64
        self.embedded: list[str] = []
        """Every text that was embedded to be searched, in order."""

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_texts(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return np.array([self.embed_question(text) for text in texts], np.float32).reshape(-1, 64)

    def embed_question(self, question: str) -> Vectors:
        vector = np.full(64, 1e-3, np.float32)
        for word in question.lower().split():
            digest = hashlib.sha256(word.strip(".,?!:;\"'").encode()).digest()
            vector[digest[0] % 64] += 1
        normal: Vectors = vector / np.linalg.norm(vector)
        return normal


def article(number: int, text: str, **fields: str | date | None) -> Article:
    """Make an article that differs from others in what is given."""
    return Article(id=f"article-{number}", title=f"Headline {number}", text=text, **fields)  # type: ignore[arg-type]


ARTICLES = [
    article(1, "The harbour froze over in January.", published=date(2020, 1, 31), source="Post"),
    article(2, "The harbour opened again in spring.", published=date(2020, 4, 1), source="Post"),
    article(3, "Ferries left the harbour late.", published=date(2020, 4, 2), source="Courier"),
    article(4, "The council voted on a new bridge.", published=date(2021, 6, 15), source="Courier"),
    article(5, "Nobody knows when the harbour was dug.", source="Post"),
]


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are as long as they get, whatever the terminal is that the tests run in."""
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def folder(tmp_path: Path, embedder: WordEmbedder) -> Path:
    """The folder of an archive of ARTICLES."""
    build_archive(ARTICLES, tmp_path / "archive", embedder=embedder)
    return tmp_path / "archive"


@pytest.fixture
def archive(folder: Path, embedder: WordEmbedder) -> Iterator[Archive]:
    """An archive of ARTICLES, open."""
    with Archive.open(folder, embedder=embedder) as opened:
        yield opened


@pytest.fixture(scope="session")
def corpus_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive of corpus/articles, made with the real model."""
    folder = tmp_path_factory.mktemp("corpus") / "archive"
    build_archive([ROOT / "corpus" / "articles"], folder)
    return folder
