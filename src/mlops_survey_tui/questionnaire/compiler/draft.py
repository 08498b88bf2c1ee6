"""Reads a folder of files into checked models, each with its place for fault messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..conditions.parse import suggest
from ..errors import Report
from ..format import KINDS, DesignFile, ListFile, ListSpec, Manifest, RotationFile, SectionSpec
from ..format.lists import SpecialSpec
from ..format.questions import QuestionSpec
from ..limits import MAXIMUM_QUESTIONS
from ..translation import built_in
from ..yaml_source import Document, Documents, Place
from .reading import Checker

Spec = TypeVar("Spec")

DEFAULT_SPECIALS: dict[str, SpecialSpec] = {
    name: SpecialSpec(label=label, exclusive=name not in ("other", "in_house"), asks_text=name == "other")
    for name, label in built_in.SPECIAL_ANSWERS.items()
}

_MANIFEST: Mapping[str, Any] = {"id": "x", "title": "Untitled", "edition": "", "version": "", "sections": ["x"]}
_SECTION: Mapping[str, Any] = {"title": "Untitled", "questions": [None]}
_QUESTION: Mapping[str, Any] = {"text": "", "sensitivity": "none"}
_SHAPE = frozenset(
    ("id", "kind", "loop", "options", "rows", "extra_rows", "columns", "scales", "multiple", "low", "high")
)
"""Fields of a question that decide what conditions may say about it."""


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
    """All files of a questionnaire, each checked for itself.

    ``special_places`` has those special answers that are written in a file, ``field_words`` what texts write out for
    further fields of options in another language. ``broken`` holds the names of what cannot be used, ``damaged`` those
    of what lacks its faulty fields, ``unreadable`` what is not known at all: sections, lists, rotation, designs.
    """

    manifest: Placed[Manifest]
    sections: list[SectionDraft] = field(default_factory=list)
    lists: dict[str, Placed[ListSpec]] = field(default_factory=dict)
    specials: dict[str, SpecialSpec] = field(default_factory=lambda: dict(DEFAULT_SPECIALS))
    special_places: dict[str, Place] = field(default_factory=dict)
    field_words: dict[str, dict[str, str]] = field(default_factory=dict)
    rotation: Placed[RotationFile] | None = None
    designs: dict[str, Placed[DesignFile]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    damaged: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def excuses(self, name: str, part: str) -> bool:
        """Whether an unknown name is the consequence of a fault reported elsewhere."""
        return name in self.broken or part in self.unreadable


def read_draft(folder: Path, report: Report, documents: Documents | None = None) -> Draft | None:
    """Read a questionnaire's folder; None if its manifest cannot be read."""
    return _Reader(folder, report, documents or Documents()).draft()


class _Reader:
    def __init__(self, folder: Path, report: Report, documents: Documents) -> None:
        self.folder = folder
        self.report = report
        self.documents = documents
        self.checker = Checker()
        self.questions = 0

    def draft(self) -> Draft | None:
        document = self._read(self.folder / "survey.yaml")
        if document is None:
            return None
        place = Place(document, (), self.report)
        manifest = self.checker.check(Manifest, _without_sections(document.data), place, _MANIFEST)
        if manifest is None:
            return None
        draft = Draft(Placed(manifest, place), broken=self.checker.broken, damaged=self.checker.damaged)
        self._lists(draft)
        for index, entry in enumerate(_list_in(document.data, "sections")):
            self._section(draft, entry, place.at("sections", index))
        self._rotation(draft)
        self._designs(draft)
        return draft

    def _read(self, file: Path) -> Document | None:
        return self.documents.read(file, self.report)

    def _lists(self, draft: Draft) -> None:
        self._specials(draft, draft.manifest.spec.special_answers, draft.manifest.place)
        for file in sorted((self.folder / "lists").glob("*.yaml")):
            document = self._read(file)
            if document is None:
                draft.unreadable.add("lists")
                continue
            place = Place(document, (), self.report)
            found = self.checker.check(ListFile, document.data, place, {})
            if found is not None:
                self._specials(draft, found.special_answers, place)
                for name, spec in found.lists.items():
                    self._add_list(draft, name, Placed(spec, place.at("lists", name)))
        for name, data in draft.manifest.spec.lists.items():
            place = draft.manifest.place.at("lists", name)
            inline = self.checker.check(ListSpec, data, place)
            if inline is not None:
                self._add_list(draft, name, Placed(inline, place))
            else:
                self.checker.broken.add(name)

    def _specials(self, draft: Draft, found: Mapping[str, SpecialSpec], place: Place) -> None:
        draft.specials.update(found)
        draft.special_places.update((name, place.at("special_answers", name)) for name in found)

    def _add_list(self, draft: Draft, name: str, placed: Placed[ListSpec]) -> None:
        if name in draft.lists:
            placed.place.fault("I201", f"list '{name}' is defined twice")
        draft.lists[name] = placed

    def _section(self, draft: Draft, entry: Any, place: Place) -> None:
        if isinstance(entry, dict):
            self._add_section(draft, entry, place, "")
        elif isinstance(entry, str | int):
            self._section_file(draft, str(entry), place)
        else:
            place.fault("F104", "a section is the name of a file under sections/, or a mapping")
            draft.unreadable.add("sections")

    def _section_file(self, draft: Draft, name: str, place: Place) -> None:
        if any(section.spec.id == name for section in draft.sections):
            place.fault("I201", f"section '{name}' stands twice")
            return
        file = self.folder / "sections" / f"{name}.yaml"
        if "/" in name or len(name) > 60 or not file.is_file():
            place.fault("F101", f"sections/{name[:60]}.yaml does not exist")
            document = None
        else:
            document = self._read(file)
        if document is None:
            draft.unreadable.add("sections")
            return
        found = self._add_section(draft, document.data, Place(document, (), self.report), name)
        if found is not None and found.spec.id != name:
            message = f"the section is called '{found.spec.id}', the manifest names it '{name}'"
            found.place.at("id").fault("I204", message)
            found.spec = found.spec.model_copy(update={"id": name})

    def _add_section(self, draft: Draft, data: Any, place: Place, name: str) -> SectionDraft | None:
        stand_ins = {"id": name, **_SECTION} if name else _SECTION
        spec = self.checker.check(SectionSpec, data, place, stand_ins, frozenset({"loop", "module"}))
        if spec is None:
            self.checker.broken.add(name)
            return None
        section = SectionDraft(spec, place)
        draft.sections.append(section)
        if not isinstance(data.get("questions"), list) or not all(map(_has_name, data["questions"])):
            draft.unreadable.add("sections")
        for index, question in enumerate(_list_in(data, "questions")):
            where = place.at("questions", index)
            self.questions += 1
            if self.questions > MAXIMUM_QUESTIONS:
                where.fault("F103", f"more than {MAXIMUM_QUESTIONS:,} questions")
                draft.unreadable.add("sections")
                break
            found = self._question(question, where)
            if found is not None:
                section.questions.append(Placed(found, where))
        return section

    def _question(self, data: Any, place: Place) -> QuestionSpec | None:
        kind = data.get("kind") if isinstance(data, dict) else None
        model = KINDS.get(str(kind))
        if model is not None:
            return self.checker.check(model, data, place, _QUESTION, _SHAPE)
        what = "a question needs a kind" if kind is None else f"'{str(kind)[:40]}'{suggest(str(kind)[:40], KINDS)}"
        place.at("kind").fault("F105", what)
        self.checker.leave_out(data)
        return None

    def _rotation(self, draft: Draft) -> None:
        file = self.folder / "rotation.yaml"
        if not file.exists():
            return
        document = self._read(file)
        if document is not None:
            place = Place(document, (), self.report)
            spec = self.checker.check(RotationFile, document.data, place)
            draft.rotation = Placed(spec, place) if spec else None
        if draft.rotation is None:
            draft.unreadable.add("rotation")

    def _designs(self, draft: Draft) -> None:
        for file in sorted((self.folder / "designs").glob("*.yaml")):
            document = self._read(file)
            place = Place(document, (), self.report) if document else None
            spec = self.checker.check(DesignFile, document.data, place) if document and place else None
            if spec is None or place is None:
                draft.unreadable.add("designs")
            else:
                draft.designs[file.stem] = Placed(spec, place)


def _list_in(data: Any, name: str) -> list[Any]:
    found = data.get(name) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _has_name(question: Any) -> bool:
    """Whether a question, sound or not, can be told from an unknown one by its id."""
    return isinstance(question, dict) and re.fullmatch("[a-z0-9][a-z0-9_]*", str(question.get("id"))) is not None


def _without_sections(data: Any) -> Any:
    """Return a manifest's data with a name in place of each section, since sections are checked one by one."""
    sections = _list_in(data, "sections")
    return {**data, "sections": ["section"] * len(sections)} if sections else data
