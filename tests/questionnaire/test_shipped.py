"""The questionnaires that come with the program compile, survive JSON, and the examples show the whole format."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from mlops_survey_tui.questionnaire.compiler.draft import read_draft
from mlops_survey_tui.questionnaire.compiler.universe import TAKES
from mlops_survey_tui.questionnaire.conditions.parse import FUNCTIONS
from mlops_survey_tui.questionnaire.errors import Report
from mlops_survey_tui.questionnaire.format import ListFile, ListSpec
from mlops_survey_tui.questionnaire.format.base import RandomWording, Spec, Wording
from mlops_survey_tui.questionnaire.format.lists import GroupSpec, OptionSpec, SourceSpec, SpecialSpec
from mlops_survey_tui.questionnaire.format.manifest import DrawSpec
from mlops_survey_tui.questionnaire.load import load
from mlops_survey_tui.questionnaire.model import Questionnaire
from tests.questionnaire.writing import QUESTIONS, SHIPPED

EXAMPLES = [QUESTIONS / "examples" / name for name in ("coffee", "workshop")]

NOT_SHOWN = {
    "QuestionSpec": {"note"},
    "Manifest": {"language", "opens", "closes", "collector", "withdrawal_deadline", "note", "known_terms"},
    "SectionSpec": {"note", "allow"},
    "RotationFile": {"note", "about"},
    "BoostSpec": {"note"},
    "ListFile": {"missing_codes"},
    "DesignFile": {"about"},
    "ListSpec": {"mece", "rule", "question_asked", "status", "note", "about", "allow"},
    "GroupSpec": {"help", "about", "allow"},
    "OptionSpec": {"help", "asks_text", "max_chars", "allow"},
    "SpecialSpec": {"asks_text", "max_chars", "note"},
    "DrawSpec": {"note"},
    "OfferSpec": {"command"},
    "TimeSpec": {"row_extra", "seconds"},
}
"""Fields that explain themselves, or matter to an edition only."""


@pytest.mark.parametrize("name", SHIPPED)
def test_compiled_questionnaires_survive_json(name: str) -> None:
    questionnaire = load(QUESTIONS / name)
    text = questionnaire.to_json()
    assert Questionnaire.from_json(text) == questionnaire
    assert Questionnaire.from_json(text).to_json() == text
    json.loads(text, parse_constant=lambda constant: pytest.fail(f"{constant} is no JSON"))


@pytest.mark.parametrize("name", SHIPPED)
def test_files_name_their_schema_in_the_first_line(name: str) -> None:
    folder = QUESTIONS / name
    names = {f"{name}.yaml": name for name in ("survey", "rotation", "changes", "publication")}
    folders = {
        "sections": "section",
        "lists": "lists",
        "designs": "design",
        "scripts": "script",
        "translations": "translation",
    }
    for file in folder.rglob("*.yaml"):
        kind = names.get(file.name, folders.get(file.parent.name, ""))
        first = file.read_text(encoding="utf-8").split("\n", 1)[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found, file
        assert (file.parent / found.group(1)).resolve() == QUESTIONS / "schema" / f"{kind}.schema.json"


def _models(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _models(part)


@cache
def _shown() -> list[BaseModel]:
    """Return every model of the two examples, with only what is written there."""
    found: list[BaseModel] = []
    for folder in EXAMPLES:
        draft = read_draft(folder, Report(folder))
        assert draft is not None
        found += _models(draft.manifest.spec)
        found += [model for placed in draft.lists.values() for model in _models(placed.spec)]
        for section in draft.sections:
            found += _models(section.spec)
            found += [model for question in section.questions for model in _models(question.spec)]
        found += _models(draft.rotation.spec) if draft.rotation else ()
        found += [design.spec for design in draft.designs.values()]
        found += [model for file in (folder / "lists").glob("*.yaml") for model in _models(_list_file(file))]
    return found


def _list_file(file: Path) -> ListFile:
    return ListFile.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def _specs(model: type[Spec] = Spec) -> Iterator[type[Spec]]:
    for child in model.__subclasses__():
        if child.__module__.startswith(
            "mlops_survey_tui.questionnaire."
        ):  # other files and kinds have tests of their own
            yield child
            yield from _specs(child)


def test_the_examples_show_every_kind_and_every_field() -> None:
    shown: dict[str, set[str]] = {}
    for model in _shown():
        for base in type(model).__mro__:
            shown.setdefault(base.__name__, set()).update(model.model_fields_set)
    missing: dict[str, set[str]] = {}
    for spec in _specs():
        if spec.__module__.endswith(
            (".changes", ".publication", ".translations")
        ):  # files of their own, beside what is asked
            continue
        declared = spec.__annotations__.keys() & spec.model_fields.keys()
        missing[spec.__name__] = declared - shown.get(spec.__name__, set()) - NOT_SHOWN.get(spec.__name__, set())
    assert {name: fields for name, fields in missing.items() if fields} == {}


def test_the_examples_show_every_form() -> None:
    models = _shown()
    sources = [model for model in models if isinstance(model, SourceSpec)]
    assert {source.take for source in sources} >= set(TAKES) - {"shown", "above_zero"}
    draws = [model for model in models if isinstance(model, DrawSpec)]
    assert all(
        any(getattr(draw, form) for draw in draws) for form in ("source", "strata", "number", "letter", "one_of")
    )
    assert any(isinstance(model, Wording) for model in models)
    assert any(isinstance(model, RandomWording) for model in models)
    assert any(isinstance(model, GroupSpec) for model in models)
    assert {special.exclusive for special in models if isinstance(special, SpecialSpec)} == {True, False}
    assert {option.end for option in models if isinstance(option, OptionSpec)} >= {"keep", "discard"}
    assert {found.order for found in models if isinstance(found, ListSpec)} >= {"natural", "random", "alpha"}


def test_the_examples_show_the_language() -> None:
    conditions = [str(getattr(model, "when", None) or "") for model in _shown()]
    for folder in EXAMPLES:
        questionnaire = load(folder)
        trees = json.dumps([computed.tree for computed in questionnaire.computed])
        conditions.append(trees)
    text = "\n".join(conditions)
    called = {name for name in FUNCTIONS if f"{name}(" in text or f'"{name}"' in text}
    assert called >= {"answered", "special", "count", "total", "coalesce"}
    for word in (" in ", " and ", "not ", "==", ">=", "<=", ".", "['"):
        assert word in text
    assert all(ast.parse(condition, mode="eval") for condition in conditions[: len(_shown())] if condition)
