"""Files and records -> articles, or why one cannot be read."""
