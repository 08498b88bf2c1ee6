"""Staging tables of simulated editions for tests, made once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

from mlops_survey_tui.publication.codebook.model import Block
from mlops_survey_tui.publication.intake.batches import Looked
from mlops_survey_tui.publication.intake.receiving import Desk, receive
from mlops_survey_tui.publication.intake.screening import Rules
from mlops_survey_tui.publication.plan.model import Plan
from mlops_survey_tui.publication.plan.reading import plan_of
from mlops_survey_tui.publication.quality.flags import Checked
from mlops_survey_tui.publication.quality.raising import raise_flags
from mlops_survey_tui.publication.tables.blocks import blocks
from mlops_survey_tui.publication.tables.making import Making
from mlops_survey_tui.publication.tables.weights import weigh
from tests.publication.editions import FOLDERS, lines, questionnaire

SECRET = "a secret of the tests"


def received(
    name: str, bodies: Sequence[bytes], *, checked: bool = True, processes: int = 1, batch: int = 2_000
) -> tuple[duckdb.DuckDBPyConnection, Looked]:
    """Return an engine with the staging tables of these bundles, and what became of them."""
    asked = questionnaire(name)
    connection = duckdb.connect()
    rules = Rules({asked.source_hash: asked}, asked.edition, SECRET, checked=checked)
    with tempfile.TemporaryDirectory() as scratch:
        looked = receive(Desk(connection, asked, rules, Path(scratch), processes=processes, batch=batch), bodies)
    return connection, looked


@cache
def made(name: str, count: int) -> tuple[Making, tuple[Block, ...]]:
    """Return the tables of a simulated edition before they are protected; for tests that only read."""
    return laid_out(name, lines(name, count))


def laid_out(name: str, bodies: Sequence[bytes], plan: Plan | None = None) -> tuple[Making, tuple[Block, ...]]:
    """Return the tables of bundles before they are protected."""
    connection, _ = received(name, bodies)
    raise_flags(Checked(connection, questionnaire(name)))
    weigh(connection, questionnaire(name))
    settled = plan or plan_of(questionnaire(name), FOLDERS[name])
    making = Making(connection, questionnaire(name), settled, SECRET)
    return making, tuple(blocks(making))
