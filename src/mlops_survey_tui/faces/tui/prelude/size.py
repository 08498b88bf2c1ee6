"""How much of the terminal is drawn on."""

from __future__ import annotations

import shutil

WIDEST, HIGHEST = 1000, 500
"""Columns and rows; a terminal that says it has more is drawn on no further, for the time and memory it would take."""


def drawn_size() -> tuple[int, int]:
    """Return the columns and rows that are drawn on, as the environment or the terminal has them."""
    width, height = shutil.get_terminal_size()
    return min(width, WIDEST), min(height, HIGHEST)
