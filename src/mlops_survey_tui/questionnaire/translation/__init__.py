"""Questionnaires in other languages: which texts there are, translation files, and what they lack."""
