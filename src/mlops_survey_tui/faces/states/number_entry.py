"""Numbers as they are typed: which characters a number may have, and what it comes to."""

from __future__ import annotations

import re
from functools import lru_cache

from ...interview.page import Page

MOST_CHARACTERS = 15


def typed_onto(page: Page, before: str, character: str, after: str = "") -> str | None:
    """Return the number with a character typed into it, or None if the page does not take that."""
    text = f"{before}{'.' if character == ',' else character}{after}"
    return text if len(text) <= MOST_CHARACTERS and _shape(_signed(page), page.decimals).fullmatch(text) else None


def hint(page: Page) -> str:
    """Return which characters the page takes, as a request."""
    parts = ["digits"]
    if _signed(page):
        parts.append("a minus sign")
    if page.decimals:
        parts.append(f"up to {page.decimals} decimals" if page.decimals > 1 else "one decimal")
    return f"Please type {_joined(parts)} only."


def range_of(page: Page) -> str:
    """Return the limits in words, as far as they say something."""
    low, high = page.minimum, page.maximum
    if high is not None and high < 10**9:
        return f"{written(low)} to {written(high)}" if low is not None else f"up to {written(high)}"
    return f"{written(low)} or more" if low else ""


def parsed(text: str) -> int | float | None:
    """Return the number, or None for a text that is not one yet, such as a sign alone."""
    if not any(map(str.isdigit, text)):
        return None
    return float(text) if "." in text else int(text)


def written(number: object) -> str:
    """Return a number as it would be typed."""
    if isinstance(number, float):
        return str(int(number)) if number.is_integer() else format(number, ".15g")
    return str(number) if isinstance(number, int) else ""


def _signed(page: Page) -> bool:
    return page.minimum is None or page.minimum < 0


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


@lru_cache(maxsize=16)
def _shape(signed: bool, decimals: int) -> re.Pattern[str]:
    return re.compile(f"{'-?' if signed else ''}[0-9]*{rf'(?:[.][0-9]{{0,{decimals}}})?' if decimals else ''}")
