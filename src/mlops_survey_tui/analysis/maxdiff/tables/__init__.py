"""The tables of a best-worst analysis, one file a part of it."""
