"""Faults of whole families, tried with what the tests of the rooms do not."""
