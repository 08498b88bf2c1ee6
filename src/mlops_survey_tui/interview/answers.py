"""What a respondent can say to one question, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AnswerValue = Any
"""The shape depends on the kind of question:

=============  =====================================================================
single, scale  option id
multi          list of option ids, in the order of picking
matrix         ``{row: point}``, ``{row: [points]}`` or, where the scales have ids,
               ``{row: {scale: point}}``
ranking        list of option ids, best first
maxdiff        ``{set number as text: {"most": option, "least": option}}``
allocation     ``{row: whole number}``
number         int or float
number_grid    ``{row: int or float}``
text           str
info           None
=============  =====================================================================
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a value, or a special answer in its place, and the words typed beside options.

    ``texts`` maps the id of an option that asks for words ("other") to what was typed.
    """

    value: AnswerValue = None
    special: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was said."""
        value = self.value
        return not self.special and (value is None or (not value and isinstance(value, str | list | dict)))

    def to_data(self) -> dict[str, Any]:
        """Return JSON-ready data without the fields that are empty."""
        data: dict[str, Any] = {}
        if self.value is not None:
            data["value"] = self.value
        if self.special:
            data["special"] = self.special
        if self.texts:
            data["texts"] = dict(self.texts)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Answer:
        """Rebuild an answer from :meth:`to_data`."""
        return cls(data.get("value"), data.get("special", ""), data.get("texts", {}))


EMPTY = Answer()
