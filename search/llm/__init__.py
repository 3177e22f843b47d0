"""A language model of the user's own: what it is told, and what comes of it."""
