"""Warns of what could say who somebody is, in words about to be shared. A warning on this machine, not a promise."""

from __future__ import annotations

import re

from ..language import _, mark

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (mark("a mail address"), re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")),
    (
        mark("a web address"),
        re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b[a-z0-9-]+\.(?:com|org|net|io|ai|dev|de|eu|co)\b"),
    ),
    (
        mark("a network address"),
        re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F]{0,4}\b"),
    ),
    (mark("a phone number"), re.compile(r"(?<!\w)\+?\d[\d ()/.-]{6,}\d(?!\w)")),
    (mark("a long code"), re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{20,}\b|\b[A-Za-z0-9+/_-]{32,}\b")),
)


def warnings(text: str) -> list[str]:
    """Return what a text seems to hold that could say who wrote it, in words."""
    return [_(name) for name, pattern in _SIGNS if pattern.search(text)]
