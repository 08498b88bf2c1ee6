"""Questionnaires as pictures."""
