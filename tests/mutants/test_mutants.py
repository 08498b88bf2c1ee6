"""The runner of mutants: which changes there are, which tests meet them, and what comes of it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .checkout import PROJECT, Reached
from .choosing import SECONDS, chosen
from .finding import Mutant, mutants
from .results import Result, change, equivalents, interval, keep, read, result
from .rooms import ROOMS
from .table import results_table, summary

SOURCE = b'''"""Words about a module."""

LIMIT: int = 3


def allowed(count: int, names: list[str], most: int = LIMIT) -> bool:
    """Words about a function."""
    if count < most and names:
        names.append("more")
        return not names == []
    raise ValueError(_("too many"), f"{count} of {most}")
'''


def _becomes(line: str) -> set[str]:
    return {mutant.becomes for mutant in mutants("some.py", SOURCE) if mutant.was == line}


def test_each_line_is_changed_in_every_usual_way_and_in_no_other() -> None:
    assert _becomes("LIMIT: int = 3") == {"LIMIT: int = 4"}
    assert _becomes("if count < most and names:") == {
        "if (not (count < most and names)):",
        "if (count < most or names):",
        "if (count <= most) and names:",
    }
    assert _becomes('names.append("more")') == {"pass", "names.append('')"}
    assert _becomes("return not names == []") == {"return None", "return (names == [])", "return not (names != [])"}
    assert _becomes('raise ValueError(_("too many"), f"{count} of {most}")') == {"pass"}


def test_docstrings_annotations_and_wording_are_left_alone() -> None:
    texts = {ast.literal_eval(one.text) for one in mutants("some.py", SOURCE) if one.text.startswith("'")}
    assert texts == {""}
    assert mutants("some.py", b"def f(x: 'a' = None) -> 'b':\n    '''c'''\n") == []
    assert mutants("some.py", b"@cache(1)\ndef f():\n    pass\n") == []


def test_a_change_alters_its_place_alone_and_can_be_read_by_python() -> None:
    for room in ROOMS.values():
        file = next(room.files(PROJECT))
        source = file.read_bytes()
        for mutant in mutants(str(file.relative_to(PROJECT)), source):
            changed = mutant.of(source)
            ast.parse(changed)
            assert changed[: mutant.start] == source[: mutant.start]
            assert changed.endswith(source[mutant.end :])
            assert changed != source


def test_what_runs_while_a_module_is_loaded_is_told_apart() -> None:
    source = b"class A:\n    x = 1\n    def f(self, y=2):\n        return lambda z=3: 4\n"
    places = {mutant.text: (mutant.where, mutant.inside) for mutant in mutants("some.py", source)}
    assert places["2"] == ("A", False)
    assert places["3"] == ("A", False), "a default belongs to the class in which the function stands"
    assert places["4"] == places["5"] == ("A.f", True)


def _mutant(line: int, inside: bool = True) -> Mutant:
    return Mutant("some.py", (line, line), 0, 1, "1", "f", inside, "0", "1")


def test_tests_that_reach_a_line_come_first_and_the_quickest_before_others() -> None:
    file = "/copy/some.py"
    seconds = {"a::slow": 2.0, "a::quick": 1.0, "a::beside": 0.1, "b::other": 0.1, "c::long": SECONDS}
    lines = {
        (file, 1): frozenset({"a::slow", "a::quick", "a::failed"}),
        (file, 2): frozenset({"c::long", "a::quick"}),
        (file, 4): frozenset({"", "b::other"}),
    }
    seen = Reached(lines, seconds, ())
    assert chosen(_mutant(1), seen, Path("/copy")) == ["a::quick", "a::slow", "a::beside"]
    assert chosen(_mutant(2), seen, Path("/copy")) == ["a::quick"], "the others would take too long"
    assert chosen(_mutant(3), seen, Path("/copy")) == []
    assert chosen(_mutant(3, inside=False), seen, Path("/copy"))[:2] == ["b::other", "a::quick"]
    assert chosen(_mutant(4), seen, Path("/copy"))[:2] == ["b::other", "a::quick"], "as it ran while loading"


@pytest.mark.parametrize(("killed", "tried", "ends"), [(80, 100, (0.711, 0.867)), (0, 10, (0, 0.278)), (0, 0, (0, 1))])
def test_the_interval_is_that_of_wilson(killed: int, tried: int, ends: tuple[float, float]) -> None:
    assert interval(killed, tried) == pytest.approx(ends, abs=5e-4)


def test_what_survived_is_tried_again_and_kept_beside_other_results(tmp_path: Path) -> None:
    document = tmp_path / "results.json"
    first = result(
        9, [(_mutant(1), "killed"), (_mutant(2), "outlasted"), (_mutant(3), "survived"), (_mutant(4), "equivalent")], 3
    )
    assert (first.tried, first.killed, first.outlasted, first.equivalent, first.share) == (4, 2, 1, 1, 2 / 3)
    keep(document, "store", 1, first)
    keep(document, "engine", 2, Result(5, 4, 4, 0, 0))
    again = result(9, [(_mutant(3), "killed")], 2, read(document)["store"]["1"])
    assert (again.tried, again.killed, again.survived, again.seconds) == (4, 3, [], 5)
    keep(document, "store", 1, again)
    assert list(read(document)) == ["engine", "store"]
    assert "store: 3 of 4 mutants killed, 0 survived, 1 equivalent: **100.0%**" in summary("store", again)
    assert "| the store | 9 | 1 | 4 | 3, 1 of them without an end | 0 | 1 |" in results_table(read(document))


def test_what_is_called_equivalent_is_a_change_of_today_and_has_a_reason() -> None:
    there = {change(one) for room in ROOMS.values() for file in room.files(PROJECT)
             for one in mutants(str(file.relative_to(PROJECT)), file.read_bytes())}  # fmt: skip
    assert set(equivalents()) - there == set()
    assert all(len(why) > 10 for why in equivalents().values())


@pytest.mark.parametrize("name", ROOMS)
def test_each_room_has_sources_and_tests(name: str) -> None:
    assert all(file.is_file() for file in ROOMS[name].files(PROJECT))
    assert all((PROJECT / "tests" / test).exists() for test in ROOMS[name].tests)
