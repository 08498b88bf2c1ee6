"""Results as a document, as a table on the terminal, and as tables of the documentation."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mlops_survey_tui import __version__

from .measured import Result

REFERENCE = Path(__file__).with_name("reference.json")
"""The run whose figures the documentation shows."""

_PACKAGES = ("textual", "rich", "pydantic", "PyYAML", "typer", "questionary", "duckdb", "numpy")
_TITLES = {
    "start": "Start",
    "keys": "Keys",
    "engine": "Engine",
    "collector": "Collector",
    "maxdiff": "Best-worst analysis",
    "weights": "Weights",
    "rankings": "Rankings",
    "publication": "Publishing and reporting",
}
_EXTRAS = {
    "cpu_ms": "CPU ms",
    "peak_mb": "peak MB",
    "wall_s": "seconds by the clock",
    "bytes": "bytes",
    "events": "events",
    "per_second": "per second",
    "p99_ms": "99th percentile ms",
}


def document(results: Sequence[Result], runs: int) -> dict[str, Any]:
    """Return results with what they depend on, and nothing that tells whose machine it was."""
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "cores": len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count(),
        "packages": {"mlops-survey": __version__, **{name: found for name in _PACKAGES if (found := _version(name))}},
        "runs": runs,
        "results": [asdict(result) for result in results],
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def tables(document: Mapping[str, Any]) -> str:
    """Return the results as tables in Markdown."""
    packages = ", ".join(f"{name} {number}" for name, number in document["packages"].items())
    head = (
        f"Measured on {document['date']}, {document['platform']}, {document['cores']} cores, "
        f"Python {document['python']}; {packages}."
    )
    groups = dict.fromkeys(row["group"] for row in document["results"])
    return "\n".join([head, *(line for group in groups for line in _table(document, group))])


def _table(document: Mapping[str, Any], group: str) -> Iterator[str]:
    rows = [row for row in document["results"] if row["group"] == group]
    extras = [name for name in _EXTRAS if any(name in row["extra"] for row in rows)]
    titles = ["What", "median", "95th percentile", *(_EXTRAS[name] for name in extras), "beside"]
    yield from ("", f"### {_TITLES[group]}", "", _row(titles), _row(["---"] * len(titles)))
    for row in rows:
        figures = [_figure(row["extra"].get(name)) for name in extras]
        ratio = f"{row['ratio']:.2f} × {row['peer']}" if row["ratio"] is not None else ""
        yield _row([row["name"], f"{_figure(row['median'])} {row['unit']}", _figure(row["high"]), *figures, ratio])


def _row(cells: Sequence[str]) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"


def _figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}"


def lines(results: Sequence[Result]) -> Iterator[str]:
    """Yield the results as lines for the terminal."""
    width = max(len(result.name) for result in results)
    for result in results:
        extra = "  ".join(f"{_EXTRAS[name]} {_figure(value)}" for name, value in result.extra.items())
        ratio = f"{result.ratio:.2f} × {result.peer}" if result.ratio is not None else ""
        spread = f"{_figure(result.median):>8} {result.unit:<10} 95 %: {_figure(result.high):>8}"
        yield f"{result.name:<{width}}  {spread}  {extra:<28}  {ratio}".rstrip()
