"""What sittings left in the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mlops_survey_tui.store.export import chosen, exported
from mlops_survey_tui.store.opening import open_store


def interviews(data: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the status of each interview, and the answers given in it by question."""
    with open_store(data, read_only=True) as store:
        found = [exported(store, name) for name in chosen(store, [])]
    return [(one.status, {row.question: row.answer.value for row in one.answers if row.answer}) for one in found]
