"""The loops by name; each is a module with a function ``run(count, seed)`` that returns an Outcome.

To add one: write ``soak/NAME.py`` with ``run(count: int, seed: int) -> Outcome`` and give it a line here. The
module is imported when its loop is run, so that what it needs is missed by nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from .outcome import Outcome

Run = Callable[[int, int], Outcome]


class Loop(NamedTuple):
    """A loop: its module, the full count with its unit, the rows of the list of faults, and what it does."""

    module: str
    full: int
    unit: str
    faults: tuple[int, ...]
    what: str


LOOPS: Mapping[str, Loop] = {
    "kills": Loop("kills", 500, "kills", (1,), "the current survey in a terminal, killed at random moments"),
    "power": Loop("power", 1_000, "power cuts", (2,), "the power cut at every point of storing answers"),
    "calls": Loop("calls", 300, "sittings", (3, 4, 6), "whole sittings in which one system call on the store fails"),
    "damage": Loop(
        "damage", 2_000, "damaged files", (8,), "the database with bytes, pages or its end spoilt by chance"
    ),
    "clocks": Loop("clocks", 60, "pairs of sittings", (11,), "whole sittings under clocks that are wrong"),
    "signals": Loop("signals", 150, "signals", (12, 13), "the survey in a terminal, told to end at random moments"),
    "broken_off": Loop(
        "broken_off", 300, "uploads", (12, 19, 20), "bundles on their way, their sender told to end at random moments"
    ),
    "loader": Loop("fuzz_loader", 30_000, "questionnaires", (16, 17), "mutated questionnaires are loaded"),
    "conditions": Loop(
        "fuzz_conditions", 500_000, "conditions", (18,), "conditions beside a slow evaluator, heaps of words"
    ),
    "bundles": Loop("fuzz_bundles", 240_000, "bodies", (16, 17), "bundles, mutated, are checked as a collector does"),
    "scripts": Loop("fuzz_scripts", 130_000, "scripts", (17,), "scripts, mutated, are read, and some of them replayed"),
    "guided": Loop("guided", 100_000, "inputs", (17, 18), "conditions and bundles, with coverage guiding (atheris)"),
    "uploads": Loop(
        "uploads", 10_000, "uploads", (19, 20), "uploads through a network that loses, repeats, cuts off and makes up"
    ),
    "collector_kills": Loop(
        "collector_kills",
        200,
        "kills",
        (21,),
        "a collector killed under load, on both databases; PostgreSQL stopped too",
    ),
}


def runner(loop: Loop) -> Run:
    """Return the function that runs a loop.

    Raises:
        ImportError: something that the loop needs is not installed.
    """
    found: Run = import_module(f"soak.{loop.module}").run
    return found
