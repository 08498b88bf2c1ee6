"""What is to be reached: kinds of targets, each with a way to find, to encode, and to observe them."""

from __future__ import annotations

from ..target import KINDS, Target, TargetKind, targets
from . import chance, conditions, gaps, pages

__all__ = ["KINDS", "Target", "TargetKind", "chance", "conditions", "gaps", "pages", "targets"]
