"""A report on the terminal: plots of text in as many columns as there are, with or without colour, in ASCII too."""

from __future__ import annotations

from .rendering import render

__all__ = ["render"]
