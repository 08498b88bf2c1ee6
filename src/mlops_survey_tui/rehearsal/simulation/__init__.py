"""Simulated respondents: personas, many interviews on many cores, and what can be told of them afterwards."""
