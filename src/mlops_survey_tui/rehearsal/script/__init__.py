"""Scripts: interviews written down, with what is expected of them. Their format, reading and writing."""
