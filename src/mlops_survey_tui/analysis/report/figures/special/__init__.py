"""Results that need more than the plain builder of one question; plans name them."""

from __future__ import annotations

from .anchors import anchored
from .cases import details
from .portfolio import now_later
from .projects import shares_of_projects
from .quadrants import quadrant
from .spending import spending
from .stages import stages
from .vendors import without

__all__ = [
    "anchored",
    "details",
    "now_later",
    "quadrant",
    "shares_of_projects",
    "spending",
    "stages",
    "without",
]
