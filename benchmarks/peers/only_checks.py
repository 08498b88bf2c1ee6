"""The collector with a database that forgets: what checking and answering cost without storing.

``python -m benchmarks.peers.only_checks QUESTIONNAIRE --port PORT``
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvicorn

from mlops_survey_tui.collector.app import make_app
from mlops_survey_tui.collector.connections import bounded
from mlops_survey_tui.collector.desk import Rules
from mlops_survey_tui.collector.limits import RateLimit
from mlops_survey_tui.collector.questionnaires import known
from mlops_survey_tui.collector.records import Change, Outcome


class _Forgetting:
    """Says of everything that it is stored."""

    async def write(self, changes: Sequence[Change], day: str) -> list[Outcome]:
        return [Outcome.CREATED] * len(changes)

    async def probe(self) -> None:
        return None

    async def close(self) -> None:
        return None


def _serve(place: Path, port: int) -> None:
    repository: Any = _Forgetting()
    app = make_app(repository, known([place]), Rules(), RateLimit(0), processes=2)
    connection: Any = bounded()
    uvicorn.run(app, port=port, http=connection, ws="none", access_log=False, log_level="critical", lifespan="on")


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), int(sys.argv[3]))
