"""What is found, asked and measured, as HTML."""
