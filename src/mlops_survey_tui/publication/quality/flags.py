"""The registry of quality checks: each finds respondents whose answers look careless, impossible or repeated.

What is found is flagged and published with the data, never dropped: whoever analyses the data decides. Sources: the
survey's own rules (same column in three grids, a third of the estimated time, contradictory counts, repeated records)
and Meade and Craig (2012) for what careless answers look like.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FLAGS = "staged.flags"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check looks at: the staging tables in the engine, and the questionnaire that they follow."""

    connection: DuckDBPyConnection
    questionnaire: Questionnaire


Check = Callable[[Checked], str]
"""Returns a query of the respondents whom a check flags, or nothing where the questionnaire has nothing for it."""
CHECKS: dict[str, tuple[Check, str]] = {}
"""The checks by the name of their flag, each with what the flag means in words."""


def check(flag: str, meaning: str) -> Callable[[Check], Check]:
    """Register a check under the name of its flag, with what the flag means in words."""

    def register(function: Check) -> Check:
        CHECKS[flag] = (function, meaning)
        return function

    return register
