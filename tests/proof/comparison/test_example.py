"""The second edition of the coffee example: every sort of change, explained, with what follows from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.proof.comparison.comparing import comparability
from mlops_survey_tui.proof.comparison.editions import compare_editions
from mlops_survey_tui.proof.comparison.ledger import Ledger, ledger_faults
from mlops_survey_tui.proof.comparison.state import Recode, State
from mlops_survey_tui.questionnaire.format.changes import ChangesFile, ChangeSpec
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.writing import QUESTIONS

from .editing import Files, explained, files_of, write

OLD, NEW = QUESTIONS / "examples" / "coffee", QUESTIONS / "examples" / "coffee-2027"
LEDGER = (NEW / "changes.yaml").read_text("utf-8")

STATES = {
    State.NOT_COMPARABLE: {"liking", "why_not"},
    State.RECODED: {"first_cup", "makes", "best_way", "would_try", "frequency", "prices", "budget"},
    State.NEW: {"grinder"},
    State.RETIRED: {"care"},
}
RECODES = {
    "first_cup": [Recode("options", ("before_seven", "morning"), ("before_noon",), "merged")],
    "makes": [Recode("options", ("filter",), ("drip", "pour_over"), "split")],
    "frequency": [
        Recode("rows", ("filter",), ("drip", "pour_over"), "split"),
        Recode("columns", ("sometimes",), ("monthly", "weekly"), "split"),
    ],
    "prices": [Recode("rows", ("cup",), ("cup_out",), "renamed")],
    "budget": [Recode("rows", ("gear",), ("gear", "repairs"), "split")],
}


def test_every_question_has_its_state() -> None:
    found = {question.id: question for question in comparability(load(OLD), load(NEW), Ledger(NEW).spec)}
    stated = {id_: state for state, ids in STATES.items() for id_ in ids}
    assert {id_: q.state for id_, q in found.items()} == {id_: stated.get(id_, State.COMPARABLE) for id_ in found}
    assert {id_: list(found[id_].recodes) for id_ in RECODES} == RECODES
    assert found["best_way"].old_id == "favorite"
    assert found["care"].replaced_by == "grinder"


def test_it_passes_and_the_ledger_is_sound() -> None:
    assert compare_editions(OLD, NEW).passes
    assert ledger_faults(NEW, load(NEW)) == []


def test_without_its_ledger_it_fails_and_can_be_explained(tmp_path: Path) -> None:
    new = write(tmp_path, files_of("examples/coffee-2027"))
    comparison = compare_editions(OLD, new)
    assert {problem.fault.code for problem in comparison.problems} == {"L601", "L602"}
    assert {"renamed": {"question": "favorite", "to": "best_way"}} in comparison.suggestions
    assert explained(comparison, OLD, new).passes


def _is_for_the_record(change: ChangeSpec) -> bool:
    """Whether an entry is good to know and nothing would be unexplained without it."""
    whole_question = change.new is not None and not change.new.part
    return whole_question or (change.renamed is not None and change.renamed.list is not None)


def test_without_any_of_its_entries_it_fails(tmp_path: Path) -> None:
    files, entries = files_of("examples/coffee-2027"), Ledger(NEW).spec.changes
    assert len(entries) > 12
    for number, entry in enumerate(entries):
        spec = ChangesFile(edition="2026", changes=[*entries[:number], *entries[number + 1 :]])
        new = write(tmp_path, files, spec.model_dump_json(exclude_unset=True))
        assert compare_editions(OLD, new).passes == _is_for_the_record(entry), entry


def _run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["compare", *arguments])


def test_the_command_prints_three_forms() -> None:
    terminal = _run(str(OLD), str(NEW))
    assert terminal.exit_code == 0
    assert "filter → drip + pour_over (split)" in terminal.stdout
    data = json.loads(_run(str(OLD), str(NEW), "--format", "json").stdout)
    assert data["passes"]
    makes = next(question for question in data["questions"] if question["id"] == "makes")
    assert makes["recodes"] == [{"field": "options", "old": ["filter"], "new": ["drip", "pour_over"], "how": "split"}]
    assert (
        "| best\\_way (was favorite) | comparable after recoding |" in _run(str(OLD), str(NEW), "--format", "md").stdout
    )


def test_the_command_fails_on_what_is_unexplained(tmp_path: Path) -> None:
    new = write(tmp_path, files_of("examples/coffee-2027"))
    found = _run(str(OLD), str(new))
    assert found.exit_code == 1
    assert "reworded: {question: cups, reason: Say why.}" in found.stdout
    assert "L601 change without an explanation: question cups: text reworded" in found.stdout
    assert _run(str(OLD), str(tmp_path / "nowhere")).exit_code == 3


def _reused_id(files: Files) -> str:
    files["survey.yaml"]["sections"][0]["questions"].append(
        {"kind": "text", "id": "care", "text": "T", "sensitivity": "none"}
    )
    return LEDGER


def _line(text: str) -> Callable[[Files], str]:
    return lambda _: LEDGER + f"  - {text}\n"


FAULTS: dict[str, tuple[str, Callable[[Files], str]]] = {
    "unknown question": ("L605", _line("reworded: {question: cusp, reason: R}")),
    "unknown list": ("L605", _line("reworded: {list: wayz, options: [moka], reason: R}")),
    "unknown option": ("L605", _line("recoded: {list: ways, options: [mocha], to: [moka], reason: R}")),
    "unknown new option": ("L605", _line("recoded: {list: ways, options: [moka], to: [mocha], reason: R}")),
    "unknown old question": ("L605", _line("retired: {question: bakes, reason: R}")),
    "unknown old name": ("L605", _line("renamed: {question: bakes, to: makes}")),
    "nothing reworded": ("L606", _line("reworded: {question: drinks, reason: R}")),
    "nothing accepted": ("L606", _line("accepted: {question: drinks, differences: [base], reason: R}")),
    "not new": ("L606", _line("new: {question: drinks, reason: R}")),
    "not renamed": ("L607", _line("renamed: {question: drinks, to: grinder}")),
    "not retired": ("L607", _line("retired: {list: ways, options: [moka], reason: R}")),
    "judged twice": ("L607", _line("breaks: {question: budget, differences: [base], reason: R}")),
    "point left out": ("L609", _line("rescaled: {list: qualities, crosswalk: {aroma: aroma}, reason: R}")),
    "unknown point": ("L609", lambda _: LEDGER.replace("daily: daily", "daily: hourly")),
    "unknown old point": ("L609", lambda _: LEDGER.replace("{never: never", "{ever: never, never: never")),
    "another edition": ("L608", lambda _: LEDGER.replace('edition: "2026"', 'edition: "2025"')),
    "retired and there": ("L603", _reused_id),
}


@pytest.mark.parametrize("name", FAULTS)
def test_entries_that_are_not_so_are_faults(name: str, tmp_path: Path) -> None:
    code, change = FAULTS[name]
    files = files_of("examples/coffee-2027")
    new = write(tmp_path, files, change(files))
    write(tmp_path, files)
    comparison = compare_editions(OLD, new)
    found = [problem.fault for problem in comparison.problems if problem.fault.file == "changes.yaml"]
    assert code in {fault.code for fault in found}, [str(fault) for fault in found]
    assert not comparison.passes


FORMS = {
    "no target": "reworded: {reason: R}",
    "two targets": "reworded: {question: cups, list: ways, reason: R}",
    "no reason": "reworded: {question: cups}",
    "empty reason": "reworded: {question: cups, reason: ' '}",
    "two verbs": "{reworded: {question: cups, reason: R}, retired: {question: care, reason: R}}",
    "unknown verb": "rewritten: {question: cups, reason: R}",
    "rows of a list": "retired: {list: ways, rows: [moka], reason: R}",
    "unknown difference": "accepted: {question: cups, differences: [smell], reason: R}",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())
def test_a_ledger_of_another_form_is_a_fault_with_its_line(text: str, tmp_path: Path) -> None:
    new = write(tmp_path, files_of("examples/coffee-2027"), f"edition: '2026'\nchanges:\n  - {text}\n")
    found = ledger_faults(new, load(new))
    assert [(fault.file, fault.line, fault.code) for fault in found][:1] == [("changes.yaml", 3, "F104")]
    assert CliRunner().invoke(app, ["check", str(new)]).exit_code == 3
