"""Table models over tuples of frozen rows."""
