"""The page of faults names tests that exist, and the loops behind it can be run."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_survey_tui import __version__
from soak import __main__ as soak
from soak import loops
from soak.faults import FAULTS
from soak.loops import LOOPS, Loop
from soak.outcome import Failure, Outcome
from soak.report import read, runs_table

from .markdown import PROJECT


def test_every_fault_is_held_by_tests_that_exist() -> None:
    assert [fault.number for fault in FAULTS] == [*range(1, 26)]
    for fault in FAULTS:
        assert fault.tests, f"nothing holds fault {fault.number}"
        for test in fault.tests:
            assert "def test_" in (PROJECT / test).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("name", LOOPS)
def test_every_loop_is_a_module_that_tries_faults_of_the_list(name: str) -> None:
    loop = LOOPS[name]
    source = PROJECT / "soak" / f"{loop.module.replace('.', '/')}.py"
    assert "def run(count: int, seed: int) -> Outcome:" in source.read_text(encoding="utf-8")
    assert set(loop.faults) <= {fault.number for fault in FAULTS}
    assert loop.full > 0


def test_what_was_run_and_found_is_kept_beside_earlier_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Outcome(50, (Failure("an answer | lost", "python -m soak second --seed 3"),), {"answers": 7})
    outcomes = {"first": Outcome(5), "second": found}
    monkeypatch.setattr("soak.report.LOOPS", made := {name: Loop(name, 100, "kills", (1,), name) for name in outcomes})
    monkeypatch.setattr(soak, "LOOPS", made)
    monkeypatch.setattr(loops, "import_module", lambda module: _Module(outcomes[module.removeprefix("soak.")]))
    results = tmp_path / "results.json"
    assert soak.main(["first", "--json", str(results)]) == 0
    assert soak.main(["second", "--json", str(results), "--scale", "0.5", "--seed", "3"]) == 1
    document = read(results)
    assert list(document) == ["first", "second"]
    assert document["second"]["found"] == [{"what": "an answer | lost", "reproduce": "python -m soak second --seed 3"}]
    assert document["second"]["surroundings"]["mlops-survey"] == __version__
    assert "an answer \\| lost" in runs_table(document)
    assert str(Path.home()) not in results.read_text(encoding="utf-8")


class _Module:
    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def run(self, count: int, seed: int) -> Outcome:
        return self._outcome
