"""Questionnaires of other programs, brought into the format."""
