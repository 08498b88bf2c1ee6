"""Reads a folder of files into checked models, each with its place for fault messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from ..conditions.parse import suggest
from ..errors import Report
from ..format import KINDS, ListFile, ListSpec, Manifest, RotationFile, SectionSpec
from ..format.lists import SpecialSpec
from ..format.questions import QuestionSpec
from ..yaml_source import Document, Place, read

Model = TypeVar("Model", bound=BaseModel)
Spec = TypeVar("Spec")

DEFAULT_SPECIALS: dict[str, SpecialSpec] = {
    "other": SpecialSpec(label="Other (please specify)", exclusive=False, asks_text=True),
    "in_house": SpecialSpec(label="Built in-house", exclusive=False),
    "none": SpecialSpec(label="None of these"),
    "not_applicable": SpecialSpec(label="Does not apply"),
    "dont_know": SpecialSpec(label="Don't know"),
    "prefer_not": SpecialSpec(label="Prefer not to say"),
}


@dataclass(frozen=True, slots=True)
class Placed(Generic[Spec]):
    """A model and where it was written."""

    spec: Spec
    place: Place


@dataclass(slots=True)
class SectionDraft:
    """A section with its questions."""

    spec: SectionSpec
    place: Place
    questions: list[Placed[QuestionSpec]] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """All files of a questionnaire, each checked for itself."""

    manifest: Placed[Manifest]
    sections: list[SectionDraft] = field(default_factory=list)
    lists: dict[str, Placed[ListSpec]] = field(default_factory=dict)
    specials: dict[str, SpecialSpec] = field(default_factory=lambda: dict(DEFAULT_SPECIALS))
    rotation: Placed[RotationFile] | None = None


def validate(model: type[Model], data: Any, place: Place) -> Model | None:
    """Check data against a model; what does not fit goes to the report."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            steps = [step for step in detail["loc"] if isinstance(step, str | int)]
            name = ".".join(str(step) for step in steps if step not in ("source", "option", "plain"))
            place.at(*steps).fault("F104", f"{name or 'value'}: {detail['msg']}{_meant(model, detail)}")
    return None


def _meant(model: type[BaseModel], detail: Mapping[str, Any]) -> str:
    if detail["type"] != "extra_forbidden":
        return ""
    return suggest(str(detail["loc"][-1]), model.model_fields)


def read_draft(folder: Path, report: Report) -> Draft | None:
    """Read a questionnaire's folder; None if its manifest cannot be read."""
    document = read(folder / "survey.yaml", report)
    if document is None:
        return None
    place = Place(document, (), report)
    manifest = validate(Manifest, document.data, place)
    if manifest is None:
        return None
    draft = Draft(Placed(manifest, place))
    _read_lists(folder, draft, report)
    for index, entry in enumerate(manifest.sections):
        _read_section(folder, draft, entry, place.at("sections", index))
    _read_rotation(folder, draft, report)
    return draft


def _each_file(folder: Path, report: Report, use: Callable[[Document], None]) -> None:
    for file in sorted(folder.glob("*.yaml")):
        document = read(file, report)
        if document is not None:
            use(document)


def _read_lists(folder: Path, draft: Draft, report: Report) -> None:
    def use(document: Document) -> None:
        place = Place(document, (), report)
        found = validate(ListFile, document.data, place)
        if found is not None:
            draft.specials.update(found.special_answers)
            for name, spec in found.lists.items():
                _add_list(draft, name, Placed(spec, place.at("lists", name)))

    _each_file(folder / "lists", report, use)
    for name, data in draft.manifest.spec.lists.items():
        place = draft.manifest.place.at("lists", name)
        spec = validate(ListSpec, data, place)
        if spec is not None:
            _add_list(draft, name, Placed(spec, place))


def _add_list(draft: Draft, name: str, placed: Placed[ListSpec]) -> None:
    if name in draft.lists:
        placed.place.fault("I201", f"list '{name}' is defined twice")
    draft.lists[name] = placed


def _read_section(folder: Path, draft: Draft, entry: str | SectionSpec, place: Place) -> None:
    if isinstance(entry, SectionSpec):
        _add_section(draft, SectionDraft(entry, place))
        return
    file = folder / "sections" / f"{entry}.yaml"
    if not file.is_file():
        place.fault("F101", f"sections/{entry}.yaml does not exist")
        return
    document = read(file, place.report)
    if document is None:
        return
    place = Place(document, (), place.report)
    spec = validate(SectionSpec, document.data, place)
    if spec is not None:
        if spec.id != entry:
            place.at("id").fault("I204", f"the section is called '{spec.id}', the manifest names it '{entry}'")
        _add_section(draft, SectionDraft(spec, place))


def _add_section(draft: Draft, section: SectionDraft) -> None:
    for index, data in enumerate(section.spec.questions):
        place = section.place.at("questions", index)
        kind = data.get("kind") if isinstance(data, dict) else None
        model = KINDS.get(str(kind))
        if model is None:
            place.at("kind").fault("F105", f"'{kind}'{suggest(str(kind), KINDS)}")
            continue
        question = validate(model, data, place)
        if question is not None:
            section.questions.append(Placed(question, place))
    draft.sections.append(section)


def _read_rotation(folder: Path, draft: Draft, report: Report) -> None:
    file = folder / "rotation.yaml"
    document = read(file, report) if file.is_file() else None
    if document is not None:
        place = Place(document, (), report)
        spec = validate(RotationFile, document.data, place)
        draft.rotation = Placed(spec, place) if spec else None
