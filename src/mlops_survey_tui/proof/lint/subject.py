"""What the rules look at: the files as written, with lines, and the compiled questionnaire where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ...questionnaire.compiler import compile_folder
from ...questionnaire.compiler.draft import Draft, SectionDraft, read_draft
from ...questionnaire.compiler.symbols import QuestionInfo, Symbols
from ...questionnaire.compiler.universe import Universes
from ...questionnaire.conditions.parse import ConditionFault
from ...questionnaire.errors import Fault, QuestionnaireInvalid, Report
from ...questionnaire.format.base import RandomWording
from ...questionnaire.format.lists import OptionSpec, SpecialSpec
from ...questionnaire.format.questions import QuestionSpec
from ...questionnaire.model import Question, Questionnaire
from ...questionnaire.yaml_source import Place


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A part of the questionnaire that can accept findings; ``around`` are the parts whose acceptance counts too."""

    name: str
    place: Place
    allow: Mapping[str, str]
    around: list[Part] = field(default_factory=list)

    def acceptors(self) -> Iterator[Part]:
        """Yield this part and all around it, the nearest first."""
        yield self
        for part in self.around:
            yield from part.acceptors()


@dataclass(frozen=True, slots=True)
class Written:
    """A text as written, and the steps to it."""

    text: str
    steps: tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Asked:
    """One question."""

    spec: QuestionSpec
    part: Part
    section: SectionDraft
    info: QuestionInfo
    compiled: Question | None

    @cached_property
    def texts(self) -> list[Written]:
        """Every wording of the question."""
        return _written(self.spec.text, "text")

    @cached_property
    def helps(self) -> list[Written]:
        """Every wording of its help."""
        return _written(self.spec.help, "help")

    @property
    def is_question(self) -> bool:
        """Whether something is asked."""
        return self.spec.shape != "info"

    def said(self) -> str:
        """Return all its texts and help together."""
        return " ".join(written.text for written in (*self.texts, *self.helps))


def _written(text: Any, name: str) -> list[Written]:
    if isinstance(text, str):
        return [Written(text, (name,))] if text else []
    if isinstance(text, RandomWording):
        return [Written(one, (name, "one_of", index)) for index, one in enumerate(text.one_of)]
    return [Written(wording.text, (name, index, "text")) for index, wording in enumerate(text)]


class Subject:
    """A questionnaire under examination."""

    def __init__(self, folder: Path) -> None:
        """Read the files; faults are kept, and what can be read is examined all the same.

        ``memory`` is room for what rules work out once.

        Raises:
            QuestionnaireInvalid: there is no manifest that can be read.
        """
        self.folder = folder
        self.memory: dict[str, Any] = {}
        self.faults: list[Fault] = []
        self.questionnaire: Questionnaire | None = None
        try:
            self.questionnaire = compile_folder(folder, "")
        except QuestionnaireInvalid as error:
            self.faults = error.faults
        draft = read_draft(folder, Report(folder))
        if draft is None:
            raise QuestionnaireInvalid(self.faults)
        self.draft: Draft = draft
        self.symbols = Symbols(draft)
        self.universes = Universes(self.symbols)
        manifest = draft.manifest
        self.survey = Part("the survey", manifest.place, manifest.spec.allow)
        self.sections = {
            section.spec.id: Part(f"section {section.spec.id}", section.place, section.spec.allow, [self.survey])
            for section in draft.sections
        }

    @property
    def compiled(self) -> Questionnaire:
        """The compiled questionnaire; only rules that say so may ask for it."""
        assert self.questionnaire is not None
        return self.questionnaire

    @cached_property
    def questions(self) -> list[Asked]:
        """All questions, in the order of the survey."""
        sections = {section.spec.id: section for section in self.draft.sections}
        compiled = self.questionnaire.question_by_id if self.questionnaire else {}
        found = []
        for info in self.symbols.questions.values():
            around = [self.sections[info.section]]
            part = Part(f"question {info.spec.id}", info.place, info.spec.allow, around)
            found.append(Asked(info.spec, part, sections[info.section], info, compiled.get(info.spec.id)))
        return found

    @cached_property
    def by_id(self) -> dict[str, Asked]:
        """Questions by id."""
        return {asked.spec.id: asked for asked in self.questions}

    def in_section(self, section: SectionDraft) -> list[Asked]:
        """Return the questions of a section."""
        return [asked for asked in self.questions if asked.section is section]

    def specials(self, asked: Asked) -> dict[str, SpecialSpec]:
        """Return the special answers to a question as a whole, also those that are ordinary options."""
        return self._known(lambda: self.universes.special_names(asked.spec))

    def row_specials(self, asked: Asked) -> dict[str, SpecialSpec]:
        """Return the special answers in each row of a matrix."""
        return self._known(lambda: self.universes.row_special_names(asked.spec))

    def _known(self, names: Any) -> dict[str, SpecialSpec]:
        try:
            return {name: self.draft.specials[name] for name in names() if name in self.draft.specials}
        except ConditionFault:
            return {}

    def options_of(self, asked: Asked, name: str = "options") -> dict[str, OptionSpec]:
        """Return everything that a field of a question can ever hold; nothing where that cannot be told."""
        try:
            return self.universes.of_field(asked.info, name)
        except ConditionFault:
            return {}
