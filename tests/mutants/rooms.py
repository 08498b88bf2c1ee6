"""The rooms whose tests are tried: what is changed, and which tests ought to tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "src/mlops_survey_tui"


@dataclass(frozen=True, slots=True)
class Room:
    """A part of the program with the tests that answer for it.

    Attributes:
        name: as the results show it.
        sources: files and folders that are changed, below the package.
        tests: files and folders of tests, below ``tests``.
    """

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self, root: Path) -> Iterator[Path]:
        """Yield the source files of the room in a checkout, in the order of their names."""
        for source in self.sources:
            path = root / PACKAGE / source
            yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


_BUNDLE = ("bundle", "coarsening", "envelope", "known", "model", "offered", "proposal", "rebuilding", "verifying")
_CONDITIONS = ("conditions", "conditions_reference", "hostile_conditions", "written_conditions", "condition_messages")

ROOMS: Mapping[str, Room] = {
    "engine": Room("the engine", ("interview",), ("interview", "rehearsal/test_behaviours.py")),
    "conditions": Room(
        "conditions",
        ("questionnaire/conditions",),
        tuple(f"questionnaire/test_{name}.py" for name in _CONDITIONS),
    ),
    "store": Room("the store", ("store",), ("store", "moderation/test_store.py", "moderation/test_timeline.py")),
    "bundle": Room("the bundle", tuple(f"sharing/{name}.py" for name in _BUNDLE), ("sharing",)),
    "disclosure": Room(
        "disclosure control",
        ("publication/disclosure", "publication/protecting"),
        ("publication/disclosure", "publication/protecting"),
    ),
}
"""All rooms, by the name they have on the command line."""
