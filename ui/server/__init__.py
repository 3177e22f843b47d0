"""The page as it is served: views, events, and what lets them in."""
