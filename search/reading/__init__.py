"""A question and passages -> the words in them that may answer it, and how surely."""
