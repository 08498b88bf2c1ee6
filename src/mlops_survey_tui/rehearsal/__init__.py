"""Interviews without a person: driven by a mapping of answers, or by random valid ones."""
