"""`mlops-survey clarity`: what moderated sessions say of each question."""

from __future__ import annotations


def clarity() -> None:
    """Report how clear each question was."""
