"""What English texts say, read without a model: words, numbers, days, names, denials."""
