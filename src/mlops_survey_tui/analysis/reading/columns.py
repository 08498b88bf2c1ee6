"""Which columns an analysis wants, and what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..failure import AnalysisError

ID, CODE, WHOLE, REAL = "id", "code", "whole", "real"
"""What a column holds: names of things, never empty; codes, which may be empty; whole numbers; numbers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column by its ``role`` in the analysis, which is also its name unless the user gives another.

    ``needed`` columns must be there; only where ``empty`` is true may cells be empty (codes always may).
    """

    role: str
    type: str
    needed: bool = True
    empty: bool = False

    @property
    def may_be_empty(self) -> bool:
        """Whether empty cells are good."""
        return self.empty or self.type == CODE


def names_given(overrides: Sequence[str]) -> dict[str, str]:
    """Return names of columns by role from ``ROLE=NAME`` words of a command line.

    Raises:
        AnalysisError: a word has another form.
    """
    names = {}
    for word in overrides:
        role, sign, name = word.partition("=")
        if not (role and sign and name):
            raise AnalysisError(
                f"--column {word} is not ROLE=NAME.", "Write for example --column respondent=person_id."
            )
        names[role] = name
    return names


def located(wanted: Sequence[Wanted], names: Mapping[str, str], present: Sequence[str], place: str) -> dict[str, str]:
    """Return the name of the column for each role that is there.

    Raises:
        AnalysisError: a needed or named column is missing, or a role is unknown.
    """
    roles = {one.role for one in wanted}
    if unknown := sorted(names.keys() - roles):
        raise AnalysisError(f"There is no role {unknown[0]!r} here.", f"Roles: {', '.join(sorted(roles))}.")
    found = {}
    for one in wanted:
        name = names.get(one.role, one.role)
        if name in present:
            found[one.role] = name
        elif one.needed or one.role in names:
            raise AnalysisError(
                f"there is no column {name!r}.",
                f"Columns: {', '.join(present)}. Name the right one with --column {one.role}=NAME.",
                place=place,
            )
    return found
