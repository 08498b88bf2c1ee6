"""Chance decided beforehand: what a rehearsal wants drawn, in place of what the seed would give.

Pins stand in the ``started`` entry of the log, so an interview with pins replays like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Pins:
    """What is decided, by the name of what chance would decide. Anything that is not possible there has no effect.

    * ``draws``: the value of a draw, by its name, or ``name@item`` inside a loop
    * ``form``: the number of the rotation's form, from 1
    * ``wordings``: which of the drawn wordings a page shows, counted from 0, by page
    * ``shown``: options or rows of a page in the order shown; also which ones, where a list shows only some
    * ``sets``: the sets of a MaxDiff page, each a list of option ids
    * ``loops``: the items that a loop with a random cap keeps, by section or page
    * ``boosts``: by boosted module the module whose place it takes, '' for none
    * ``replacements``: by module that does not apply the one that is played instead, '' for none
    * ``volunteer``: the module offered to volunteers
    """

    draws: Mapping[str, Any] = field(default_factory=dict)
    form: int | None = None
    wordings: Mapping[str, int] = field(default_factory=dict)
    shown: Mapping[str, list[str]] = field(default_factory=dict)
    sets: Mapping[str, list[list[str]]] = field(default_factory=dict)
    loops: Mapping[str, list[str]] = field(default_factory=dict)
    boosts: Mapping[str, str] = field(default_factory=dict)
    replacements: Mapping[str, str] = field(default_factory=dict)
    volunteer: str = ""

    def to_data(self) -> dict[str, Any]:
        """Return JSON-ready data without what is not pinned."""
        data = {part.name: getattr(self, part.name) for part in fields(self)}
        return {name: value for name, value in data.items() if value not in ({}, None, "")}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Pins:
        """Rebuild pins from :meth:`to_data`; what is unknown is left out."""
        known = {part.name for part in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


NO_PINS = Pins()
