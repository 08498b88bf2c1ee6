"""Questionnaires made for measuring."""
