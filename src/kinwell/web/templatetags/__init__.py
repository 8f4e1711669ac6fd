"""Template tags: sentences by code."""
