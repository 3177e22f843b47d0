"""Everything that is written to disk: articles in, an archive out."""

from backissue.indexer.article import Article as Article
from backissue.indexer.article import Passage as Passage
from backissue.indexer.build import Progress as Progress
from backissue.indexer.build import Report as Report
from backissue.indexer.build import build_archive as build_archive
from backissue.indexer.embed import Embedder as Embedder
from backissue.indexer.errors import BackissueError as BackissueError

__all__ = [
    "Article",
    "BackissueError",
    "Embedder",
    "Passage",
    "Progress",
    "Report",
    "build_archive",
]
