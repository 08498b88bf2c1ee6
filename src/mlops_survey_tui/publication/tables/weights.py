"""Weights that make up for what chance left out: one over the share of those who could have a module and had it.

Who is on the same path could have the same modules; among these people chance alone decides, and the pace guard, which
drops modules of slow respondents more often. The share is therefore taken within the path and the band of minutes
(a cell of weighting classes; Oh and Scheuren 1983), so that the weight corrects for both. Cells with too few people are
put together: first the bands of minutes, then the paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...questionnaire.model import Questionnaire
from ..sql import literal, quoted
from .shapes import shapes
from .staging import PEOPLE, SCHEMA

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WEIGHTS = f"{SCHEMA}.weights"
FEWEST = 30
"""A share is taken of at least so many people who could have the module."""
_CELLS = (("path", "minutes"), ("path",), ())
"""Who is taken together, as far as there are enough of them; counted once for all, as windows over people cost more."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Who could have a module, who had it by chance, and the share that the forms of the design alone would give."""

    eligible: int
    given: int
    design: float

    def told(self) -> Mapping[str, Any]:
        """Return the figures as they are published."""
        share = round(self.given / self.eligible, 4) if self.eligible else None
        return {"eligible": self.eligible, "given": self.given, "share": share, "design": round(self.design, 4)}


def weigh(connection: DuckDBPyConnection, questionnaire: Questionnaire) -> dict[str, Inclusion]:
    """Make the table of weights, a column for each module; return by module who could have it and had it."""
    modules = list(dict.fromkeys(shape.module for shape in shapes(questionnaire).values() if shape.module))
    could = {module: _could(module) for module in modules}
    paths = "concat(" + ", ".join(f"({could[module]})::INTEGER" for module in modules) + ")" if modules else "''"
    facts = ", ".join(
        f"{could[module]} AS {quoted('could.' + module)}, {_had(module)} AS {quoted('had.' + module)}"
        for module in modules
    )
    known = f"SELECT respondent, minutes, {paths} AS path{', ' if facts else ''}{facts} FROM {PEOPLE}"
    columns = "".join(f", {_weight(module)} AS {quoted('weight.' + module)}" for module in modules)
    everybody = "known"
    for place, cell in enumerate(_CELLS if modules else ()):
        shares = f"(SELECT {', '.join([*cell, *_counts(modules, place)])} FROM known{_grouped(cell)})"
        everybody += f" JOIN {shares} USING ({', '.join(cell)})" if cell else f" CROSS JOIN {shares}"
    connection.execute(
        f"CREATE OR REPLACE TABLE {WEIGHTS} AS WITH known AS MATERIALIZED ({known}) SELECT respondent{columns} "
        f"FROM {everybody}"
    )
    return {module: _inclusion(connection, questionnaire, module, known) for module in modules}


def _counts(modules: Sequence[str], place: int) -> list[str]:
    """Return the expressions of how many in a cell could have each module, and how many had it."""
    return [
        f"count(*) FILTER ({quoted(f'{fact}.{module}')}) AS {quoted(f'{fact}.{module}.{place}')}"
        for module in modules
        for fact in ("could", "had")
    ]


def _grouped(cell: Sequence[str]) -> str:
    return f" GROUP BY {', '.join(cell)}" if cell else ""


def _had(module: str) -> str:
    """Return the condition that chance gave a module; one that somebody volunteered for was not given by chance."""
    return f"(list_contains(modules, {literal(module)}) AND NOT list_contains(volunteered, {literal(module)}))"


def _could(module: str) -> str:
    """Return the condition that somebody could have a module: they had it, or chance or the pace left it out."""
    return f"(list_contains(modules, {literal(module)}) OR list_contains(left_out, {literal(module)}))"


def _weight(module: str) -> str:
    """Return the expression of a module's weight: within path and minutes, within the path, or over all."""
    tries = []
    for place, cell in enumerate(_CELLS):
        people, given = quoted(f"could.{module}.{place}"), quoted(f"had.{module}.{place}")
        enough = f"WHEN {people} >= {FEWEST} AND {given} > 0 THEN" if cell else "ELSE"
        tries.append(f"{enough} round({people} / {given}, 4)")
    return f"CASE WHEN {quoted(f'had.{module}')} THEN CASE {' '.join(tries)} END END"


def _inclusion(connection: DuckDBPyConnection, questionnaire: Questionnaire, module: str, known: str) -> Inclusion:
    could, had = quoted(f"could.{module}"), quoted(f"had.{module}")
    query = f"SELECT count(*) FILTER ({could}), count(*) FILTER ({had}) FROM ({known})"
    eligible, given = connection.execute(query).fetchall()[0]
    return Inclusion(eligible, given, _design(questionnaire, module))


def _design(questionnaire: Questionnaire, module: str) -> float:
    """Return the share of forms with a module, and of what a boost adds; replacement and pace are not in it."""
    rotation = questionnaire.rotation
    if rotation is None or not rotation.forms:
        return 1.0
    share = sum(module in form for form in rotation.forms) / len(rotation.forms)
    for boost in rotation.boost:
        if boost.module == module:
            share += (1 - share) * boost.probability
    return share
