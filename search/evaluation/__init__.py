"""Questions with known answers -> how good search and answers are."""
