"""All checks of the package at once: their flags are raised, and told in words."""

from __future__ import annotations

from collections.abc import Mapping

from . import checks, near_duplicates  # noqa: F401
from .flags import CHECKS, FLAGS, Checked


def meanings() -> Mapping[str, str]:
    """Return what each flag means."""
    return {flag: meaning for flag, (_, meaning) in CHECKS.items()}


def raise_flags(checked: Checked) -> dict[str, int]:
    """Write the flags of all respondents into a table of the engine; return how many have each."""
    connection = checked.connection
    connection.execute(f"CREATE OR REPLACE TABLE {FLAGS} (respondent BIGINT, flag VARCHAR)")
    for flag, (find, _) in CHECKS.items():
        if query := find(checked):
            connection.execute(f"INSERT INTO {FLAGS} SELECT DISTINCT respondent, '{flag}' FROM ({query})")
    found = dict(connection.execute(f"SELECT flag, count(*) FROM {FLAGS} GROUP BY flag").fetchall())
    return {flag: found.get(flag, 0) for flag in CHECKS}
