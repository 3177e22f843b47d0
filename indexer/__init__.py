"""Everything that is written to disk: articles in, an archive out."""

from typing import TYPE_CHECKING

from backissue.indexer.lazy import lazily

if TYPE_CHECKING:
    from backissue.indexer.article import Article, Passage
    from backissue.indexer.build import Progress, Report, build_archive
    from backissue.indexer.errors import BackissueError
    from backissue.indexer.models.embed import Embedder, Model
    from backissue.indexer.models.load import load_embedder
else:
    __getattr__ = lazily(
        __name__,
        {
            "Article": "article",
            "BackissueError": "errors",
            "Embedder": "models.embed",
            "Model": "models.embed",
            "Passage": "article",
            "Progress": "build",
            "Report": "build",
            "build_archive": "build",
            "load_embedder": "models.load",
        },
    )

__all__ = [
    "Article",
    "BackissueError",
    "Embedder",
    "Model",
    "Passage",
    "Progress",
    "Report",
    "build_archive",
    "load_embedder",
]


def __dir__() -> list[str]:
    return __all__
