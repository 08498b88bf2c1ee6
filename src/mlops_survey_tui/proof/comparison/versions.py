"""Versions of a questionnaire's content: whether one was raised over another."""

from __future__ import annotations

import re


def raised(old: str, new: str) -> bool:
    """Whether a version is higher than another: numbers are compared one by one, as in 1.9 and 1.10."""
    before, after = (tuple(map(int, re.findall(r"\d+", version))) for version in (old, new))
    return after > before
