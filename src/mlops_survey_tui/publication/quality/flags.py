"""The registry of quality checks: each finds respondents whose answers look careless, impossible or repeated.

What is found is flagged and published with the data, never dropped: whoever analyses the data decides. Sources: the
survey's own rules (same column in three grids, a third of the estimated time, contradictory counts, repeated records)
and Meade and Craig (2012) for what careless answers look like.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_CHECKS: dict[str, tuple[Check, str]] = {}


def check(flag: str, meaning: str) -> Callable[[Check], Check]:
    """Register a check under the name of its flag, with what the flag means in words."""

    def register(function: Check) -> Check:
        _CHECKS[flag] = (function, meaning)
        return function

    return register


def meanings() -> Mapping[str, str]:
    """Return what each flag means."""
    return {flag: meaning for flag, (_, meaning) in _registered().items()}


def raise_flags(checked: Checked) -> dict[str, int]:
    """Write the flags of all respondents into a table of the engine; return how many have each."""
    connection = checked.connection
    connection.execute(f"CREATE OR REPLACE TABLE {FLAGS} (respondent BIGINT, flag VARCHAR)")
    for flag, (find, _) in _registered().items():
        if query := find(checked):
            connection.execute(f"INSERT INTO {FLAGS} SELECT DISTINCT respondent, '{flag}' FROM ({query})")
    found = dict(connection.execute(f"SELECT flag, count(*) FROM {FLAGS} GROUP BY flag").fetchall())
    return {flag: found.get(flag, 0) for flag in _registered()}


def _registered() -> Mapping[str, tuple[Check, str]]:
    from . import checks, near_duplicates  # noqa: F401

    return _CHECKS
