"""Makes second editions: a questionnaire's files as data, changed and written to a folder."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mlops_survey_tui.proof.comparison.change import Change
from mlops_survey_tui.proof.comparison.editions import Comparison, compare_editions
from mlops_survey_tui.proof.comparison.reporting import suggested_lines
from tests.questionnaire.writing import QUESTIONS

Files = dict[str, Any]
"""The data of every file of a questionnaire, by its name."""


class Loader(yaml.CSafeLoader):
    """Reads yes, no, on and off as text, as the program does."""


Loader.yaml_implicit_resolvers = {
    letter: [
        (tag, pattern) for tag, pattern in found if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for letter, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def files_of(name: str) -> Files:
    """Return a fresh copy of the data of a questionnaire that comes with the program."""
    return copy.deepcopy(_read(name))


@cache
def _read(name: str) -> Files:
    folder = QUESTIONS / name
    names = ["survey.yaml", "rotation.yaml"]
    found = [folder / one for one in names] + [
        file for part in ("sections", "lists", "designs") for file in sorted((folder / part).glob("*.yaml"))
    ]
    return {
        str(file.relative_to(folder)): yaml.load(file.read_text("utf-8"), Loader) for file in found if file.is_file()
    }


def write(folder: Path, files: Files, ledger: str = "") -> Path:
    """Write an edition."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(_truths(data), Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
        (folder / name).write_text(text, encoding="utf-8")
    if ledger:
        (folder / "changes.yaml").write_text(ledger, encoding="utf-8")
    return folder


def _truths(data: Any) -> Any:
    """Return data with the texts true and false, which the loader left alone, as what they mean."""
    if isinstance(data, dict):
        return {key: _truths(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_truths(value) for value in data]
    return {"true": True, "false": False}.get(data, data) if isinstance(data, str) else data


def next_edition(files: Files) -> Files:
    """Return files as those of the next edition, with nothing else changed."""
    later = copy.deepcopy(files)
    later["survey.yaml"]["edition"] = "2027"
    later["survey.yaml"]["version"] = "2027.1"
    return later


def sections_in(files: Files) -> Iterator[dict[str, Any]]:
    """Yield the sections, in the order of the survey."""
    for entry in files["survey.yaml"]["sections"]:
        yield entry if isinstance(entry, dict) else files[f"sections/{entry}.yaml"]


def questions_in(files: Files) -> Iterator[dict[str, Any]]:
    """Yield the questions, in the order of the survey."""
    for section in sections_in(files):
        yield from section["questions"]


def question_in(files: Files, id_: str) -> dict[str, Any]:
    """Return one question."""
    return next(question for question in questions_in(files) if question["id"] == id_)


def lists_in(files: Files) -> dict[str, dict[str, Any]]:
    """Return the lists by name."""
    found: dict[str, dict[str, Any]] = dict(files["survey.yaml"].get("lists", {}))
    for name, data in files.items():
        if name.startswith("lists/"):
            found |= data.get("lists", {})
    return found


def options_in(option_list: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options of a list, of its first group if it has groups."""
    found: list[dict[str, Any]] = option_list.get("options") or option_list["groups"][0]["options"]
    return found


def unexplained(comparison: Comparison) -> set[Change]:
    """Return the changes that nothing explains."""
    return {change for question in comparison.questions for change in question.unexplained}


def explained(comparison: Comparison, old: Path, new: Path) -> Comparison:
    """Paste the suggested lines into the ledger, and compare again."""
    if not comparison.suggestions:
        return comparison
    ledger = new / "changes.yaml"
    before = ledger.read_text("utf-8") if ledger.exists() else ""
    ledger.write_text(before + "\n".join(suggested_lines(comparison)) + "\n", encoding="utf-8")
    return compare_editions(old, new)
