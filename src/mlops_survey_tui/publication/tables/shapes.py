"""What the answers to a question look like, settled once: what can be offered, and in which form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ...proof.lint.scale_words import family_of, is_numbers
from ...questionnaire.model import Draw, Loop, Option, Question, Questionnaire, Source
from ...questionnaire.offerings import Offered, offered
from .labels import plain

WORDS = ("text", "long_text")
_CHOSEN = ("single", "multi")
_ONE_CODE = ("single", "scale", "number")


@dataclass(frozen=True)
class Shape:
    """One question with all that it can offer to anybody. ``loops`` are the loops around it, the outer one first."""

    questionnaire: Questionnaire
    question: Question

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id

    @property
    def kind(self) -> str:
        """The question's kind, or the one whose answers it gives."""
        return self.question.shape

    @cached_property
    def options(self) -> Offered:
        """Options by id."""
        return offered(self.questionnaire, self.question.options)

    @cached_property
    def rows(self) -> Offered:
        """Rows by id, with those that may be added."""
        return offered(self.questionnaire, (*self.question.rows, *self.question.extra_rows))

    @cached_property
    def specials(self) -> Mapping[str, Option]:
        """Special answers to the whole question by id."""
        return {option.id: option for option in self.question.specials}

    @cached_property
    def scales(self) -> Mapping[str, tuple[str, Offered]]:
        """By id of each scale of a matrix its title and points, those for single rows included."""
        specials = {option.id: option for option in self.question.row_specials}
        return {
            columns.id: (columns.title, offered(self.questionnaire, columns.sources) | specials)
            for columns in self.question.columns
        }

    @cached_property
    def loops(self) -> tuple[Loop, ...]:
        """The loops in which it is asked, the outer one first."""
        around = (self.questionnaire.section_by_id[self.question.section].loop, self.question.loop)
        return tuple(loop for loop in around if loop is not None)

    @cached_property
    def draw(self) -> Draw | None:
        """The draw that gives its rows, if they are all drawn together."""
        if len(self.question.rows) == 1 and self.question.rows[0].origin == "draw":
            return self.questionnaire.draw_by_id[self.question.rows[0].name]
        return None

    @cached_property
    def carried_from(self) -> tuple[str, ...]:
        """The questions whose choices are its options or rows, by way of a draw too."""
        sources = [*self._sources()]
        for source in tuple(sources):
            if source.origin == "draw":
                draw = self.questionnaire.draw_by_id[source.name]
                sources += [one for stratum in draw.strata for one in stratum.sources]
        return tuple(dict.fromkeys(source.name for source in sources if source.origin == "from"))

    @cached_property
    def over_items(self) -> bool:
        """Whether its rows are what this respondent chose, so that each row is a case of its own."""
        if self.loops or self.kind != "matrix":
            return False
        kinds = {self.questionnaire.question_by_id[name].shape for name in self.carried_from}
        return self.unequal or not kinds.isdisjoint(_CHOSEN)

    @cached_property
    def unequal(self) -> bool:
        """Whether rows are drawn with chances that depend on earlier answers."""
        return self.draw is not None and len(self.draw.strata) > 1 and bool(self.carried_from)

    @cached_property
    def by_items(self) -> bool:
        """Whether there is one line for each item of a respondent."""
        return bool(self.loops) or self.over_items

    @cached_property
    def items(self) -> Offered:
        """The items of its loop, or its rows where each is a case of its own."""
        if self.over_items:
            return self.rows
        return offered(self.questionnaire, self.loops[0].sources) if self.loops else {}

    @cached_property
    def inner_items(self) -> Offered:
        """The items of a loop in its loop."""
        return offered(self.questionnaire, self.loops[1].sources) if len(self.loops) > 1 else {}

    @property
    def is_scattered(self) -> bool:
        """Whether its answers identify people when they stand together, so that each becomes a line of its own."""
        identifies = self.question.sensitivity == "quasi_identifier"
        return identifies and not (self.is_one_code or self.by_items or self.kind in WORDS)

    @cached_property
    def drawn_rows(self) -> bool:
        """Whether chance decides which of its options or rows somebody sees."""
        return any(source.show or source.origin == "draw" for source in self._sources())

    def _sources(self) -> Iterator[Source]:
        yield from (*self.question.options, *self.question.rows, *self.question.extra_rows)

    @property
    def is_one_code(self) -> bool:
        """Whether the answer is one code for each respondent."""
        banded = self.kind != "number" or bool(self.question.settings.get("bands"))
        return self.kind in _ONE_CODE and banded and not self.loops

    @cached_property
    def is_ordered(self) -> bool:
        """Whether the codes of the answer rise: bands, points of a scale."""
        return self.kind != "single" or is_ordered(self.options)

    @cached_property
    def module(self) -> str:
        """The rotated module that it is part of, or nothing."""
        section = self.questionnaire.section_by_id[self.question.section]
        return section.id if section.module else ""


def is_ordered(points: Offered) -> bool:
    """Whether options have an order of their own, so that they can be merged and averaged as neighbours."""
    labels = [plain(option.label) for option in points.values() if not (option.special or option.exclusive)]
    numbers = [id_ for id_, option in points.items() if not option.special]
    rising = all(map(str.isdecimal, numbers)) and numbers == sorted(numbers, key=int)
    return len(labels) > 1 and (rising or bool(family_of(labels)) or is_numbers(labels))


def shapes(questionnaire: Questionnaire) -> dict[str, Shape]:
    """Return by id every question that has answers."""
    found: dict[str, Shape] | None = questionnaire.memory.get("shapes")
    if found is None:
        asked = (question for question in questionnaire.questions if question.shape != "info")
        found = questionnaire.memory["shapes"] = {question.id: Shape(questionnaire, question) for question in asked}
    return found
