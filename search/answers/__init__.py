"""Answers with their citations: made, weighed, explained and taken along."""
