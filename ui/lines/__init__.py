"""What is found and measured, as lines for a terminal."""
