"""One builder for each kind of result."""
