"""The commands that search, ask and measure."""
