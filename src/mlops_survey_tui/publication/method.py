"""How the data came about, in figures: what was received, kept and removed, and why, without counts of one to four."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..questionnaire.model import Questionnaire
from .intake.batches import Looked
from .intake.screening import WITHDRAWN
from .limits import CELL_MINIMUM
from .quality.raising import meanings
from .tables.staging import PEOPLE
from .tables.weights import Inclusion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BY_CODE = {"channels": "channel", "minutes": "minutes", "versions": "hash"}
_OUTCOMES = {"complete": "complete", "screened_out": "screened_out", "": "incomplete"}


def method_of(
    connection: DuckDBPyConnection,
    questionnaire: Questionnaire,
    looked: Looked,
    flags: Mapping[str, int],
    inclusion: Mapping[str, Inclusion],
) -> dict[str, Any]:
    """Return the figures of a release."""
    removed = {reason: count for reason, count in sorted(looked.removed.items()) if reason != WITHDRAWN and count}
    outcomes = _counts(connection, "outcome")
    figures: dict[str, Any] = {
        "received": looked.received,
        "withdrawn": looked.removed[WITHDRAWN],
        "removed": {reason.replace(":", "_"): count for reason, count in removed.items()},
        "kept": looked.taken,
        **{name: outcomes.get(code, 0) for code, name in _OUTCOMES.items()},
        "flags": dict(flags),
        **{name: _counts(connection, column) for name, column in _BY_CODE.items()},
        "languages": {},
        "modules": {module: dict(one.told()) for module, one in inclusion.items()},
    }
    small: list[str] = []
    told = {name: _without_small(value, name, small) for name, value in figures.items()}
    return {
        **told,
        "small": small,
        "meanings": dict(meanings()),
        "opens": questionnaire.opens,
        "closes": questionnaire.closes,
    }


def _counts(connection: DuckDBPyConnection, column: str) -> dict[str, int]:
    found = connection.execute(f"SELECT {column}, count(*) FROM {PEOPLE} GROUP BY 1 ORDER BY 1").fetchall()
    return {str(code): int(count) for code, count in found}


def _without_small(value: Any, name: str, small: list[str]) -> Any:
    """Return a count, or counts by name, without those of one to four; their names are noted."""
    if isinstance(value, Mapping):
        return {key: _without_small(one, f"{name}.{key}", small) for key, one in value.items()}
    if isinstance(value, int) and 0 < value < CELL_MINIMUM:
        small.append(name)
        return None
    return value
