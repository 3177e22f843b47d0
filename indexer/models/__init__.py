"""Texts -> vectors: the models that make them, and how they are run."""
