"""What an answer was chosen from, so that an answer can be looked at again when there is more to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .page import Page


@dataclass(frozen=True, slots=True)
class Offer:
    """The options and rows that a page showed, by id, and the total that was to be divided."""

    choices: frozenset[str]
    total: int | None = None

    @classmethod
    def logged(cls, data: Mapping[str, Any]) -> Offer | None:
        """Return the offer in the data of a displayed page; None where it cannot change with answers."""
        if "options" not in data and "rows" not in data:
            return None
        return cls(frozenset([*data.get("options", ()), *data.get("rows", ())]), data.get("total"))

    def is_outdated(self, page: Page) -> bool:
        """Whether the page by now has choices that were not there, or another total."""
        new = any(choice.id not in self.choices for choice in (*page.options, *page.rows))
        return new or (self.total is not None and page.total != self.total)
