"""A query -> passages: found by word and by meaning, ranked, and counted."""
