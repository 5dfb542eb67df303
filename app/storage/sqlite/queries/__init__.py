"""The queries of the read side, by subject."""
