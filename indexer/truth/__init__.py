"""What an archive holds for good: articles, passages, vectors and stories, in SQLite."""
