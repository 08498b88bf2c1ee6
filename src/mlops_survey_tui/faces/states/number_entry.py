"""Numbers as they are typed: which characters a number may have, and what it comes to."""

from __future__ import annotations

import re
from functools import lru_cache

from ...interview.page import Page
from ...language import _, figure, plural

MOST_CHARACTERS = 15


def typed_onto(page: Page, before: str, character: str, after: str = "") -> str | None:
    """Return the number with a character typed into it, or None if the page does not take that."""
    text = f"{before}{'.' if character == ',' else character}{after}"
    return text if len(text) <= MOST_CHARACTERS and _shape(_signed(page), page.decimals).fullmatch(text) else None


def hint(page: Page) -> str:
    """Return which characters the page takes, as a request."""
    if not page.decimals:
        return _("Please type digits and a minus sign only.") if _signed(page) else _("Please type digits only.")
    if _signed(page):
        text = plural(
            "Please type digits, a minus sign and one decimal only.",
            "Please type digits, a minus sign and up to {decimals} decimals only.",
            page.decimals,
        )
    else:
        text = plural(
            "Please type digits and one decimal only.",
            "Please type digits and up to {decimals} decimals only.",
            page.decimals,
        )
    return text.format(decimals=page.decimals)


def range_of(page: Page) -> str:
    """Return the limits in words, as far as they say something."""
    low, high = page.minimum, page.maximum
    if high is not None and high < 10**9:
        most = figure(written(high))
        if low is None:
            return _("up to {most}").format(most=most)
        return _("{least} to {most}").format(least=figure(written(low)), most=most)
    return _("{least} or more").format(least=figure(written(low))) if low else ""


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


@lru_cache(maxsize=16)
def _shape(signed: bool, decimals: int) -> re.Pattern[str]:
    return re.compile(f"{'-?' if signed else ''}[0-9]*{rf'(?:[.][0-9]{{0,{decimals}}})?' if decimals else ''}")
