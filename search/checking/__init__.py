"""The sentences of an answer, held against the passages that they cite."""
