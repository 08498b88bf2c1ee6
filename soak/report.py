"""Outcomes as lines for the terminal, as a document, and as a table of the documentation."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mlops_survey_tui import __version__

from .loops import LOOPS, Loop
from .outcome import Outcome

REFERENCE = Path(__file__).with_name("reference.json")
"""The runs that the documentation shows."""

Document = Mapping[str, Mapping[str, Any]]


def lines(name: str, loop: Loop, outcome: Outcome, seconds: float) -> Iterator[str]:
    """Yield an outcome as lines for the terminal."""
    found = f"{len(outcome.found)} FAILED" if outcome.found else "nothing found"
    yield f"{name}: {outcome.done:,} {loop.unit} in {seconds:,.0f} s, {found}{_figures(outcome.figures)}"
    for failure in outcome.found:
        yield f"  {failure.what}\n    again: {failure.reproduce}"
    if outcome.left_out:
        yield f"  not run: {outcome.left_out}"


def keep(file: Path, name: str, loop: Loop, outcome: Outcome, seconds: float, seed: int) -> None:
    """Put an outcome into a document, in the place of an earlier one of the same loop."""
    document = dict(read(file))
    document[name] = {
        "what": loop.what,
        "done": outcome.done,
        "unit": loop.unit,
        "full": outcome.done >= loop.full,
        "seconds": round(seconds, 1),
        "seed": seed,
        "found": [{"what": failure.what, "reproduce": failure.reproduce} for failure in outcome.found],
        "figures": {key: round(value, 3) for key, value in outcome.figures.items()},
        "left_out": outcome.left_out,
        "surroundings": surroundings(),
    }
    ordered = {known: document[known] for known in LOOPS if known in document}
    file.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(file: Path = REFERENCE) -> Document:
    """Return the outcomes that a document holds; none if there is no document."""
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def surroundings() -> dict[str, Any]:
    """Return what a run depends on, and nothing that tells whose machine it was."""
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "platform": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "mlops-survey": __version__,
    }


def runs_table(document: Document) -> str:
    """Return the outcomes as a table in Markdown."""
    rows = [_row(name, document[name]) for name in LOOPS if name in document]
    titles = "| Loop | What was run | How often | Seconds | What was found | When and where |"
    return "\n".join([titles, "| --- | --- | --- | --- | --- | --- |", *rows])


def _row(name: str, run: Mapping[str, Any]) -> str:
    often = f"{run['done']:,} {run['unit']}{'' if run['full'] else ' (a part)'}{_figures(run['figures'])}"
    found = "; ".join(failure["what"] for failure in run["found"]) or "nothing"
    if run["left_out"]:
        found += f"; not run: {run['left_out']}"
    around = run["surroundings"]
    where = f"{around['date']}, {around['platform']}, {around['cores']} cores, Python {around['python']}"
    where += f", SQLite {around['sqlite']}, mlops-survey {around['mlops-survey']}"
    cells = (f"`{name}`", run["what"], often, f"{run['seconds']:,.0f}", found, where)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _figures(figures: Mapping[str, float]) -> str:
    return "".join(f"; {name}: {value:,.6g}" for name, value in figures.items())
