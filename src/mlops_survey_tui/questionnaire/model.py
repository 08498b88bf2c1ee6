"""The compiled questionnaire: plain data that the engine reads without YAML or pydantic.

Expressions are trees (see ``conditions.parse``), texts are templates (see ``templates``); both are
data that JSON can hold, so that a questionnaire is stored and cached as one JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .conditions.evaluate import Evaluate, compile_tree, compile_value
from .conditions.tree import Tree
from .records import from_data, json_text, to_data
from .rotation import Rotation

Template = str | list[Any]
"""A text: plain, or pieces with ``{"value": tree, "fallback": text, "question": id}`` (see ``templates``).

In another language a piece may have ``words`` for what the value can be.
"""

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Option:
    """An option, row or scale point. ``group`` is the id of its group in the list."""

    id: str
    label: Template
    help: str = ""
    aliases: tuple[str, ...] = ()
    group: str = ""
    exclusive: bool = False
    special: bool = False
    text_limit: int = 0
    pinned: bool = False
    when: Tree | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OptionList:
    """A shared list; ``groups`` maps group ids to titles, ``families`` names to option ids."""

    id: str
    options: tuple[Option, ...]
    order: str = "natural"
    searchable: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """Where options or rows come from; ``origin`` is own, list, list_of, from or draw, ``name`` what it names.

    ``loop`` and ``field`` are set for list_of; ``depth`` counts the loop levels shared with the question carried from.
    """

    origin: str
    name: str = ""
    option: Option | None = None
    take: str = "selected"
    field: str = ""
    show: int = 0
    exclude: str = ""
    within: str = ""
    others: bool = True
    when: Tree | None = None
    depth: int = 0
    exclude_depth: int = 0


@dataclass(frozen=True, slots=True)
class WordingVariant:
    """One wording with the condition under which it is shown (None: always)."""

    text: Template
    when: Tree | None = None


@dataclass(frozen=True, slots=True)
class Texts:
    """A text: variants with conditions, or with ``drawn`` one of them at random."""

    variants: tuple[WordingVariant, ...]
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Loop:
    """Repetition over the items of sources; ``name`` is the item's name in expressions."""

    name: str
    sources: tuple[Source, ...]
    cap: int = 0
    choose: str = "first"
    passes: float = 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """A remark on an answer, shown when the condition holds; ``hard`` refuses the answer."""

    when: Tree
    message: Texts
    hard: bool = False


@dataclass(frozen=True, slots=True)
class ScaleColumns:
    """One scale of a matrix."""

    id: str
    title: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Seconds:
    """Seconds by the time model: typical and longest, and typical from the second loop pass on."""

    typical: float = 0.0
    longest: float = 0.0
    repeat: float = 0.0

    @property
    def longest_repeat(self) -> float:
        """Longest seconds from the second loop pass on: what is saved by reading less is saved there too."""
        return max(0.0, self.longest - (self.typical - self.repeat))


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``settings`` holds what only its kind needs; ``reads`` names all it depends on.

    ``varies`` says that its options, rows, columns or total can change with earlier answers. ``answers_like`` names
    the kind whose answers it gives, where that is not its own.
    """

    id: str
    kind: str
    section: str
    text: Texts
    sensitivity: str
    help: Texts = Texts(())
    when: Tree | None = None
    required: bool = False
    options: tuple[Source, ...] = ()
    rows: tuple[Source, ...] = ()
    extra_rows: tuple[Source, ...] = ()
    beside: tuple[Source, ...] = ()
    columns: tuple[ScaleColumns, ...] = ()
    specials: tuple[Option, ...] = ()
    row_specials: tuple[Option, ...] = ()
    order: str = "natural"
    searchable: bool = False
    loop: Loop | None = None
    checks: tuple[Check, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    seconds: Seconds = Seconds()
    reads: tuple[str, ...] = ()
    varies: bool = False
    topics: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    answers_like: str = ""

    @property
    def shape(self) -> str:
        """The kind that has answers of the same shape: most often its own."""
        return self.answers_like or self.kind


@dataclass(frozen=True, slots=True)
class Stratum:
    """So many items from these sources."""

    sources: tuple[Source, ...]
    take: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Something decided by chance; ``form`` is items, number, letter or one_of.

    ``labels`` are words for outcomes of one_of in another language; without them texts have the ids.
    """

    id: str
    form: str
    strata: tuple[Stratum, ...] = ()
    fill: tuple[Source, ...] = ()
    total: int = 0
    low: Tree | None = None
    high: Tree | None = None
    values: tuple[str, ...] = ()
    when: Tree | None = None
    section: str = ""
    depth: int = 0
    reads: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Computed:
    """A named condition or value."""

    id: str
    tree: Tree
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its questions in order, its condition and loop, and whether rotation assigns it."""

    id: str
    title: str
    questions: tuple[str, ...]
    module: bool = False
    when: Tree | None = None
    loop: Loop | None = None
    volunteer_slot: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """Something offered on the last page, outside the interview."""

    id: str
    label: str
    consent: str
    command: str = ""


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire, compiled. ``content_hash`` identifies the files it was made from.

    ``translated_from`` is the hash of the untranslated files, empty where nothing is translated.
    """

    id: str
    title: str
    edition: str
    version: str
    content_hash: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    lists: Mapping[str, OptionList]
    special_answers: tuple[Option, ...] = ()
    computed: tuple[Computed, ...] = ()
    draws: tuple[Draw, ...] = ()
    language: str = "en"
    translated_from: str = ""
    tagline: str = ""
    status: str = "draft"
    opens: str = ""
    closes: str = ""
    contact: str = ""
    consent: str = ""
    collector: str = ""
    withdrawal_deadline: str = ""
    channels: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    rotation: Rotation | None = None
    estimate_minutes: float = 0.0
    target_median: float = 12.0
    target_longest: float = 15.0

    @property
    def source_hash(self) -> str:
        """The hash of the untranslated files: the same in every language, so that answers go together."""
        return self.translated_from or self.content_hash

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def section_by_id(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def draw_by_id(self) -> dict[str, Draw]:
        """Draws by id."""
        return {draw.id: draw for draw in self.draws}

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def memory(self) -> dict[str, Any]:
        """Room for what the engine works out once for this questionnaire."""
        return {}

    @cached_property
    def _values(self) -> dict[int, Evaluate]:
        return {}

    @cached_property
    def _answers(self) -> dict[int, Evaluate]:
        return {}

    def value_of(self, tree: Tree) -> Evaluate:
        """Return the compiled form of one of this questionnaire's expressions; special answers read as missing."""
        found = self._values.get(id(tree))
        if found is None:
            found = self._values[id(tree)] = compile_value(tree, self.members)
        return found

    def answer_of(self, tree: Tree) -> Evaluate:
        """Return the same, but a bare question gives its whole answer, with special answers and typed words."""
        found = self._answers.get(id(tree))
        if found is None:
            found = self._answers[id(tree)] = compile_tree(tree, self.members)
        return found

    def members(self, name: str) -> frozenset[str]:
        """Return the option ids of a list, group or family."""
        found = self._members.get(name)
        if found is None:
            found = self._members[name] = frozenset(self._ids(name))
        return found

    def _ids(self, name: str) -> Iterable[str]:
        """Look through no more lists than needed: some may yet have to be read."""
        if name in self.lists:
            return [option.id for option in self.lists[name].options]
        for one in self.lists.values():
            if name in one.groups:
                return [option.id for option in one.options if option.group == name]
            if name in one.families:
                return one.families[name]
        return ()

    def to_json(self) -> str:
        """Return the questionnaire as one JSON text."""
        write: Callable[[], str] = self.memory.get("json", self._written)
        text = write()
        self.memory["json"] = lambda: text
        return text

    def _written(self) -> str:
        data = self.to_data()
        return json_text(data | {"lists": data.pop("lists")})

    def to_data(self) -> dict[str, Any]:
        """Return the questionnaire as data that JSON can hold, with the number of its format."""
        return {"format": FORMAT, **to_data(self)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Questionnaire:
        """Rebuild a questionnaire from :meth:`to_data`; the data is used up.

        Raises:
            ValueError: the data is of another format.
        """
        if data.pop("format", None) != FORMAT:
            raise ValueError("the compiled questionnaire has another format")
        return from_data(cls, data)

    @classmethod
    def from_json(cls, text: str) -> Questionnaire:
        """Rebuild a questionnaire from :meth:`to_json`.

        Raises:
            ValueError: the text was made by a program with another format.
        """
        try:
            data = json.loads(text)
        except RecursionError:
            raise ValueError("this nests deeper than any questionnaire") from None
        questionnaire = cls.from_data(data)
        questionnaire.memory["json"] = lambda: text
        return questionnaire
