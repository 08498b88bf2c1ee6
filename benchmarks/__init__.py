"""Measurements of the program beside its peers, in one interleaved run: ``python -m benchmarks``."""
