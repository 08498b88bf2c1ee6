"""Numbers as they are typed on a line."""

from __future__ import annotations

import re
from decimal import Decimal

from ....interview.page import Page
from ....language import _, figure
from ...states.number_entry import hint, range_of
from ..typed import Typed
from .base import NotUnderstood

_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(?:[.,][0-9]{1,15})?")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(?:[.,][0-9]{3})+")


def number_in(page: Page, line: Typed) -> int | float:
    """Return the number that a line says; point and comma both stand before decimals, where there are some.

    Three digits behind the mark that the language spoken puts between thousands could mean either, and are refused.

    Raises:
        NotUnderstood: it is no number.
    """
    text = line.text.strip()
    if _THOUSANDS.fullmatch(text) and figure(".") not in text:
        raise NotUnderstood(_("Type the number without commas between its digits."))
    if not _NUMBER.fullmatch(text) or ("," in text and not page.decimals):
        raise NotUnderstood(hint(page))
    text = text.replace(",", ".")
    return float(text) if "." in text else int(text)


def written(number: object) -> str:
    """Return the line that says a number.

    Raises:
        TypeError: it is none.
    """
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise TypeError(f"{number!r} is no number")
    return str(number) if isinstance(number, int) else format(Decimal(repr(number)), "f")


def request(page: Page) -> str:
    """Return the request for a number, with its limits."""
    limits = range_of(page)
    return _("Type a number, {limits}.").format(limits=limits) if limits else _("Type a number.")
