"""Runs as a document: the results of each group with what they depend on; a new run of a group replaces the former."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from mlops_survey_tui import __version__

from .measured import Result

REFERENCE = Path(__file__).with_name("reference.json")
"""The run whose figures the documentation shows."""

_PACKAGES = ("textual", "rich", "pydantic", "PyYAML", "typer", "duckdb", "numpy")


def recorded(results: Sequence[Result], runs: int) -> dict[str, Any]:
    """Return the results of a group with what they depend on, and nothing that tells whose machine it was."""
    return {
        "date": datetime.now(tz=UTC).date().isoformat(),
        "python": platform.python_version(),
        "machine": _machine(),
        "packages": {"mlops-survey": __version__, **{name: found for name in _PACKAGES if (found := _version(name))}},
        "runs": runs,
        "results": [asdict(result) for result in results],
    }


def keep(file: Path, groups: Mapping[str, Mapping[str, Any]], order: Sequence[str]) -> None:
    """Put groups into a file, in place of former results of the same groups; others stay as they are."""
    former = json.loads(file.read_text(encoding="utf-8"))["groups"] if file.is_file() else {}
    together = {**former, **groups}
    names = [name for name in order if name in together]
    text = json.dumps({"groups": {name: together[name] for name in names}}, indent=1, ensure_ascii=False)
    partial = file.with_suffix(".partial")
    partial.write_text(text + "\n", encoding="utf-8")
    partial.replace(file)


def _machine() -> str:
    """Return the class of the machine: system, architecture, processor, cores and memory."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.system()} {platform.machine()}, {_processor()}{cores} cores, {gigabytes:.0f} GB"


def _processor() -> str:
    """Return the kind of processor where Linux tells it."""
    file = Path("/proc/cpuinfo")
    told = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    name = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "")
    return f"{name}, " if name else ""


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
