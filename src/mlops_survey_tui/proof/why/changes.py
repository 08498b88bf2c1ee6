"""The smallest changes of answers that would show what is hidden, or hide what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace

from ...interview.answers import EMPTY, Answer
from ...interview.dependencies import MODULES
from ...interview.events import Event, EventKind
from ...interview.pages import build_page
from ...interview.world import World
from ...questionnaire.condition_places import condition_places
from ...questionnaire.conditions.tree import Tree
from ...questionnaire.model import Questionnaire
from .alternatives import alternatives
from .parts import JOINING, answer_in_words, nodes

Shown = Callable[[World], bool]
MOST_PAIRS = 1000
"""So many pairs of changes are tried, about."""
_MOST_PAGES, _MOST_SAID = 40, 4
_EMPTIES = (None, EMPTY)


@dataclass(frozen=True, slots=True)
class Change:
    """Other answers, by page, that would do; each page with the answers of which any one does. Or other ``forms``."""

    answers: tuple[tuple[str, tuple[Answer, ...]], ...]
    forms: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Say the condition, as in "if ml_status were 'production'"."""
        if self.forms:
            return f"if another form were drawn: {_one_of([str(form) for form in self.forms])}"
        return "if " + " and ".join(_were(key, answers) for key, answers in self.answers)


def _were(key: str, answers: tuple[Answer, ...]) -> str:
    said = ["skipped" if answer.is_empty else answer_in_words(answer) for answer in answers]
    return f"{key} were {_one_of(said)}"


def _one_of(said: list[str]) -> str:
    listed = said[:_MOST_SAID] + (["another"] if len(said) > _MOST_SAID else [])
    return " or ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))


class Trial:
    """A copy of an interview in which answers are tried and taken back."""

    def __init__(self, world: World) -> None:
        self.facts = deepcopy(world.facts)
        self.world = World(world.questionnaire, world.seed, self.facts)

    @contextmanager
    def given(self, key: str, answer: Answer) -> Iterator[World]:
        """Give an answer, and take it back afterwards."""
        kind = EventKind.SKIPPED if answer.is_empty else EventKind.ANSWERED
        sequence = self.facts.sequence + 1
        self._record(Event(sequence, kind, key, answer.to_data()))
        try:
            yield self.world
        finally:
            self._record(Event(sequence + 1, EventKind.UNDONE, key, {"sequence": sequence}))

    def options(self, key: str, wanted: Iterable[str]) -> list[Answer]:
        """Return the other answers to try on a page."""
        page = replace(build_page(self.world, key), answer=self.world.effective.get(key))
        found = alternatives(self.world, page, wanted)
        return [answer for answer in found if not (answer.is_empty and page.answer in _EMPTIES)]

    def pages(self, questions: Iterable[str]) -> list[str]:
        """Return the pages of questions that are on the path, at most so many."""
        return [key for name in questions for key in self.world.pages.get(name, ())][:_MOST_PAGES]

    def with_form(self, form: int) -> World:
        """Return the interview as it is under another form of the rotation."""
        self.facts.form = form
        self.world.refresh([MODULES])
        return self.world

    def _record(self, event: Event) -> None:
        self.facts.apply(event)
        self.world.take_in(event)


def changes(world: World, shown: Shown, questions: Iterable[str], wanted: Iterable[str]) -> tuple[Change, ...]:
    """Return what would turn ``shown`` round: single answers, or pairs of answers where no single one does.

    ``questions`` are those it depends on, nearest first; ``wanted`` are ids that matter besides those in conditions.
    Only answers that conditions tell apart are tried, so there may be others.
    """
    trial, before, questions = Trial(world), shown(world), list(questions)
    alone: list[Change] = []
    for key in trial.pages(questions):
        fitting = [answer for answer in trial.options(key, wanted) if _turns(trial, key, answer, shown, before)]
        if fitting:
            alone.append(Change(((key, tuple(fitting)),)))
    found = (*alone, *_forms(world, shown, before))
    return found or _pairs(trial, shown, before, questions, wanted)


def _forms(world: World, shown: Shown, before: bool) -> Iterator[Change]:
    """Yield the other forms of the rotation that would do, if any."""
    present, rotation = world.assignment.form, world.questionnaire.rotation
    if not present or rotation is None:
        return
    trial, numbers = Trial(world), range(1, len(rotation.forms) + 1)
    fitting = tuple(n for n in numbers if n != present and shown(trial.with_form(n)) is not before)
    if fitting:
        yield Change((), fitting)


def _turns(trial: Trial, key: str, answer: Answer, shown: Shown, before: bool) -> bool:
    with trial.given(key, answer) as world:
        return shown(world) is not before


def _pairs(trial: Trial, shown: Shown, before: bool, questions: list[str], wanted: Iterable[str]) -> tuple[Change, ...]:
    found: dict[tuple[str, str], Change] = {}
    tried = 0
    for key, answer in _telling(trial, questions, wanted):
        with trial.given(key, answer):
            for other in trial.pages(questions):
                if other == key or (key, other) in found or (other, key) in found:
                    continue
                if tried > MOST_PAIRS:
                    return tuple(found.values())
                options = trial.options(other, wanted)
                tried += len(options)
                fitting = tuple(one for one in options if _turns(trial, other, one, shown, before))
                if fitting:
                    found[key, other] = Change(((key, (answer,)), (other, fitting)))
    return tuple(found.values())


def _telling(trial: Trial, questions: list[str], wanted: Iterable[str]) -> Iterator[tuple[str, Answer]]:
    """Yield the answers after which anything that matters is otherwise; of those alike in this the first."""
    leaves = list(_leaves(trial.world.questionnaire, questions))
    seen = {_state(trial.world, questions, leaves)}
    for key in trial.pages(questions):
        for answer in trial.options(key, wanted):
            with trial.given(key, answer) as world:
                state = _state(world, questions, leaves)
            if state not in seen:
                seen.add(state)
                yield key, answer


def _leaves(questionnaire: Questionnaire, questions: list[str]) -> Iterator[Tree]:
    """Yield the smallest parts of all conditions that read one of the questions, but no loop's item."""
    for place in condition_places(questionnaire):
        for node in nodes(place.tree):
            inner = [] if node[0] in JOINING else list(nodes(node))
            if any(part[1] in questions for part in inner if part[0] == "answer") and all(
                part[0] != "loop" for part in inner
            ):
                yield node


def _state(world: World, questions: list[str], leaves: list[Tree]) -> tuple[str, ...]:
    """Return what conditions can tell: their parts, and which pages there are."""
    return (
        *(repr(world.closure(leaf)(world.root)) for leaf in leaves),
        *(repr(world.pages.get(name)) for name in questions),
    )


def questions_behind(questionnaire: Questionnaire, names: Iterable[str]) -> list[str]:
    """Return the questions on which names depend, those named directly first."""
    reads: dict[str, tuple[str, ...]] = {q.id: q.reads for q in questionnaire.questions}
    reads |= {f"section:{section.id}": section.reads for section in questionnaire.sections}
    reads |= {computed.id: computed.reads for computed in questionnaire.computed}
    reads |= {draw.id: draw.reads for draw in questionnaire.draws}
    queue, seen = list(names), dict[str, None]()
    while queue:
        name = queue.pop(0)
        if name not in seen:
            seen[name] = None
            queue += reads.get(name, ())
    return [name for name in seen if name in questionnaire.question_by_id]
