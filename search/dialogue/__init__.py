"""Questions that go on from one another."""
