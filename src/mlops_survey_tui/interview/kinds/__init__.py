"""The rules of each kind: what a valid answer is, and what is left of it when the choices change."""

from . import allocation, choosing, info, matrix, maxdiff, numbers, ranking, text
from .base import RULES, Rules, register, ruled_like, rules_of

__all__ = [
    "RULES",
    "Rules",
    "allocation",
    "choosing",
    "info",
    "matrix",
    "maxdiff",
    "numbers",
    "ranking",
    "register",
    "ruled_like",
    "rules_of",
    "text",
]
