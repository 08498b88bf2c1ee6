"""The gate: measures a finished release anew from its files and lets it pass only if nothing at all is wrong.

It shares with the code that protects a table the definitions of the measures, and no result. It takes no option: limits
are constants. What cannot be read, is not declared or goes wrong while it is looked at counts as a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...questionnaire.model import Questionnaire
from ..codebook.model import Codebook
from ..engine import reading_engine
from .checks import CHECKS
from .checks.anonymous import measured
from .findings import Failure, Refused, TableMeasures
from .released import Released

if TYPE_CHECKING:
    import duckdb

QUESTIONNAIRE = "questionnaire/questionnaire.json"
_GOES_WRONG = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Passed:
    """A release that may be published, with what was measured of each table."""

    tables: tuple[TableMeasures, ...]


def gate(folder: Path) -> Passed:
    """Let a release pass.

    Raises:
        Refused: something is wrong; all that is wrong is in it.
    """
    import duckdb

    try:
        with reading_engine() as connection:
            release = opened(folder, connection)
            failures = [failure for name, check in CHECKS.items() for failure in _asked(name, check, release)]
            if failures:
                raise Refused(failures)
            return Passed(tuple(measured(release)))
    except (*_GOES_WRONG, duckdb.Error) as error:
        raise Refused([Failure("reading", folder.name, f"the release cannot be read: {error!r}")]) from error


def opened(folder: Path, connection: duckdb.DuckDBPyConnection) -> Released:
    """Open a release; classes of questions are read from its questionnaire, not from its codebook."""
    asked = Questionnaire.from_json((folder / QUESTIONNAIRE).read_text("utf-8"))
    classes = {question.id: question.sensitivity for question in asked.questions}
    return Released(folder, Codebook.of_release(folder), classes, connection)


def _asked(name: str, check: Callable[[Released], Iterator[Failure]], release: Released) -> list[Failure]:
    """Run a check; one that cannot be carried out has failed."""
    try:
        return list(check(release))
    except _GOES_WRONG as error:
        return [Failure(name, release.folder.name, f"this could not be checked: {error!r}")]
