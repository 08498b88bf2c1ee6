"""Pieces of HTML: elements with escaped words, so that nothing that people wrote is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from ....faces.visible import visible
from ..charts.drawing import safe

_UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")


def element(name: str, *inside: str, **attributes: str) -> str:
    """Return an element; ``inside`` is HTML already, attributes are escaped, and lose a stroke at their end."""
    return f"<{name}{_written(attributes)}>{''.join(inside)}</{name}>"


def words(name: str, text: str, **attributes: str) -> str:
    """Return an element that holds a text, in the direction that the text itself is read."""
    return element(name, safe(text), dir="auto", **attributes)


def listed(name: str, items: Iterable[str], **attributes: str) -> str:
    """Return a list, ``ul`` or ``ol``, of items that are HTML already; without items, nothing."""
    entries = "".join(f"<li>{item}</li>" for item in items)
    return element(name, entries, **attributes) if entries else ""


def anchor(*parts: str) -> str:
    """Return a name for a place in the page, of letters that need no escape in an address."""
    return "-".join(_UNFIT.sub("-", part) for part in parts)


def _written(attributes: dict[str, str]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(visible(value))}"' for name, value in attributes.items()
    )
