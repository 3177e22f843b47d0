"""What is typed or asked -> conditions, days, and words to look for."""
