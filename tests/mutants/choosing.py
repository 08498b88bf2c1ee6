"""Which tests a mutant is held against: those that reach the changed lines, the quickest first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .checkout import Reached
from .finding import Mutant

SECONDS = 15.0
"""Tests are taken until they need this much processor time unchanged; others might tell too, so that the share killed is no less."""


def chosen(mutant: Mutant, reached: Reached, copy: Path) -> list[str]:
    """Return the tests for a mutant, in the order in which they are run; none if no test reaches it.

    What runs while modules are loaded is seen by any test of the file. What a shared fixture ran is noted for the first
    test only; therefore the other tests of the same test files follow those that reach the lines themselves.
    """
    file = str(copy / mutant.file)
    here = frozenset[str]().union(
        *(reached.lines.get((file, line), ()) for line in range(mutant.lines[0], mutant.lines[1] + 1))
    )
    direct = here - {""}
    if not mutant.inside or (here and "" in here):
        touching = {test for (name, _), tests in reached.lines.items() if name == file for test in tests}
        direct |= touching - {""}
    modules = {test.split("::")[0] for test in direct}
    beside = {test for test in reached.seconds if test.split("::")[0] in modules} - direct
    return _within([*_quickest(direct, reached), *_quickest(beside, reached)], reached)


def _quickest(tests: Iterable[str], reached: Reached) -> list[str]:
    return sorted((test for test in tests if test in reached.seconds), key=lambda test: (reached.seconds[test], test))


def _within(tests: list[str], reached: Reached) -> list[str]:
    needed, taken = 0.0, list[str]()
    for test in tests:
        needed += reached.seconds[test]
        if taken and needed > SECONDS:
            break
        taken.append(test)
    return taken
