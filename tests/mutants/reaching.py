"""A plugin of pytest for both runs: which tests reach which lines, and only these tests again, the quickest first.

``REACHED`` names the file that the first run writes, ``CHOSEN`` the file that the second reads.
"""

from __future__ import annotations

import json
import math
import os
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Generator
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "mutants",
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
"""Chance as in every other run, but a failure is enough; its smallest form is not looked for."""
LOOKED_AT = 1.5
"""Seconds of processor time for which the lines of a test are noted; what it does later is mostly the same again."""
_CALLS = 10
"""Calls of a function that are looked at in each test."""


class Reaching:
    """Notes the lines of some files that run, by the test that runs."""

    def __init__(self, files: list[str], into: Path) -> None:
        self._files = frozenset(files)
        self._into = into
        self._test = ""
        self._lines: dict[tuple[str, int], set[str]] = defaultdict(set)
        self._seconds: dict[str, float] = {}
        self._passed: set[str] = set()
        self._calls: Counter[CodeType] = Counter()
        self._others = 0
        self._until = math.inf

    def pytest_configure(self) -> None:
        """Begin before the modules are loaded."""
        sys.settrace(self._entered)
        threading.settrace(self._entered)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Note whose lines are run. Tracing begins anew, as a recursion without end in one test ends it."""
        self._test = item.nodeid
        self._calls.clear()
        begun = _spent()
        self._until = begun + LOOKED_AT
        sys.settrace(self._entered)
        try:
            return (yield)
        finally:
            self._test = ""
            if item.nodeid in self._passed:
                self._seconds[item.nodeid] = _spent() - begun

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep which tests pass; any other tells nothing."""
        if report.when == "call" and report.passed:
            self._passed.add(report.nodeid)
        elif report.failed:
            self._passed.discard(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write what was seen."""
        sys.settrace(None)
        lines = [[file, line, sorted(tests)] for (file, line), tests in sorted(self._lines.items())]
        loaded = sorted(name for name, module in sys.modules.items() if name != "__main__" and not _of_checkout(module))
        seen = {"lines": lines, "seconds": self._seconds, "loaded": loaded}
        self._into.write_text(json.dumps(seen), encoding="utf-8")

    def _entered(self, frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename not in self._files:
            self._others += 1
            if not self._others % 1000 and _spent() > self._until:
                sys.settrace(None)
            return None
        self._calls[frame.f_code] += 1
        return self._ran if self._calls[frame.f_code] <= _CALLS else None

    def _ran(self, frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            self._lines[frame.f_code.co_filename, frame.f_lineno].add(self._test)
        return self._ran


def _spent() -> float:
    """Return the processor time of this process and of those that it waited for, in seconds; load does not alter it."""
    return sum(os.times()[:4])


def _of_checkout(module: ModuleType) -> bool:
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).is_relative_to(Path.cwd())


class Choosing:
    """Runs chosen tests only, in their order."""

    def __init__(self, chosen: list[str]) -> None:
        self._place = {test: place for place, test in enumerate(chosen)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen tests."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place), key=lambda item: self._place[item.nodeid]
        )


def pytest_configure(config: pytest.Config) -> None:
    """Take the part in this run that the environment asks for."""
    if "REACHED" in os.environ:
        wanted = json.loads(os.environ["REACHED"])
        config.pluginmanager.register(Reaching(wanted["files"], Path(wanted["into"])))
