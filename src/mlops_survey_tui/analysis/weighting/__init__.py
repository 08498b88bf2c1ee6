"""Weights that make a sample agree with what is known of the population, and what they cost in precision."""
