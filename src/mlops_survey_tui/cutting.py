"""Keeps what is said from flooding the terminal, whatever names and cells of a stranger's file it quotes."""

from __future__ import annotations

_LONGEST = 1000


def cut(text: str) -> str:
    """Return a text, or its first thousand characters with a mark."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
