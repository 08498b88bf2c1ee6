"""How the shares of a total are written."""

from __future__ import annotations

from ..language import _


def amount(number: object, unit: str) -> str:
    """Return a share as it is shown: a percentage, or the number alone."""
    return _("{number}%").format(number=number) if unit == "percent" else str(number)
