"""Ids from the names of other programs: lower-case letters, digits and underscores, unique, and never reserved."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Iterable

from ..questionnaire.compiler.draft import DEFAULT_SPECIALS
from ..questionnaire.compiler.symbols import SYSTEM
from ..questionnaire.conditions.parse import FUNCTIONS

LONGEST = 56
"""Leaves room for a number behind the name; ids have at most 60 characters."""
RESERVED = frozenset(FUNCTIONS) | frozenset(SYSTEM) | frozenset(map(str.lower, keyword.kwlist)) | {"special_answers"}
SPECIALS = frozenset(DEFAULT_SPECIALS)


def normalised(name: str) -> str:
    """Return a name in the letters that ids may have; '' if nothing is left of it."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:LONGEST].strip("_")


def survey_id(name: str) -> str:
    """Return an id for a survey, which also names its folder."""
    return normalised(name) or "imported"


class Names:
    """One namespace of ids."""

    def __init__(self, reserved: Iterable[str] = RESERVED, prefix: str = "q") -> None:
        self.taken = set(reserved)
        self.prefix = prefix
        self._last: dict[str, int] = {}

    def new(self, name: str, fallback: str = "") -> str:
        """Return an unused id that resembles a name, and take it.

        Questions must begin with a letter, because conditions name them; the prefix makes sure of it.
        """
        found = normalised(name) or normalised(fallback) or self.prefix
        if not found[0].isalpha() or found in RESERVED:
            found = f"{self.prefix}_{found}"
        return self._unused(found)

    def _unused(self, found: str) -> str:
        candidate, number = found, self._last.get(found, 1)
        while candidate in self.taken:
            number += 1
            candidate = f"{found[:LONGEST]}_{number}"
        self._last[found] = number
        self.taken.add(candidate)
        return candidate


class OptionNames(Names):
    """The ids of one list of options; they may begin with a digit, but must not be those of special answers."""

    def __init__(self) -> None:
        super().__init__(reserved=(), prefix="option")

    def new(self, name: str, fallback: str = "") -> str:
        """Return an unused id that resembles a name, and take it."""
        sign = "minus_" if re.match(r"-\d", name.strip()) else ""
        found = sign + normalised(name) or normalised(fallback) or self.prefix
        return self._unused(f"{self.prefix}_{found}" if found in SPECIALS else found)
