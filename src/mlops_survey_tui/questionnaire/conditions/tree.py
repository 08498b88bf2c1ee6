"""Expressions as plain data that JSON can hold; ``parse`` writes them, ``evaluate`` makes closures of them."""

from __future__ import annotations

from typing import Any

Tree = list[Any]
"""The name of an operation, and its operands, which may be trees."""
