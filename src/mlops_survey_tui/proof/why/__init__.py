"""Why a question, a section, an option or a row is shown or hidden now, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...interview.keys import split_key
from ...interview.session import Session
from ...interview.sources import shown_items
from ...interview.world import World
from ...questionnaire.model import Question, Section
from ...questionnaire.offerings import offered_by
from .causes import Cause, causes_of_page, causes_of_section
from .changes import Change, Shown, changes, questions_behind
from .offering import causes_of_choice
from .parts import Part

__all__ = ["Cause", "Change", "Explanation", "Part", "UnknownName", "explain", "lines"]

_MARKS = {True: "yes", False: "no", None: "unknown"}
_MOST_CHANGES = 8


class UnknownName(Exception):  # noqa: N818
    """The questionnaire has nothing of this name."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why something is shown or hidden: what decides, from the outside to the inside, and what would change it."""

    name: str
    kind: str
    shown: bool
    where: str
    causes: tuple[Cause, ...]
    changes: tuple[Change, ...]

    @property
    def deciding(self) -> tuple[Cause, ...]:
        """The causes that hide it; all of them where it is shown."""
        return self.causes if self.shown else tuple(cause for cause in self.causes if cause.holds is not True)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is asked about: how to see whether it is shown, what it reads, and the ids that matter to it."""

    kind: str
    shown: Shown
    causes: tuple[Cause, ...]
    reads: tuple[str, ...]
    wanted: tuple[str, ...] = ()
    where: str = ""


def explain(interview: Session | World, name: str) -> Explanation:
    """Explain one name: a question, a page (``question@item``), a section, or ``question.option``.

    Raises:
        UnknownName: there is nothing of this name.
    """
    world = interview.world if isinstance(interview, Session) else interview
    subject = _subject(world, name)
    found = changes(world, subject.shown, questions_behind(world.questionnaire, subject.reads), subject.wanted)
    return Explanation(name, subject.kind, subject.shown(world), subject.where, subject.causes, found)


def lines(explanation: Explanation) -> list[str]:
    """Return an explanation as text, one line a thing."""
    state = "shown" if explanation.shown else "hidden"
    where = f" ({explanation.where})" if explanation.where else ""
    return [
        f"{explanation.kind} {explanation.name} is {state}{where}.",
        *(line for cause in explanation.causes if not (cause.minor and cause.holds) for line in _cause_lines(cause)),
        *_change_lines(explanation),
    ]


def _cause_lines(cause: Cause) -> Iterator[str]:
    yield f"  {_MARKS[cause.holds]}: {cause.what}"
    for part in cause.parts:
        reads = f"   [{'; '.join(part.reads)}]" if part.reads else ""
        value = f"  →  {part.truth}" if part.truth else ""
        yield f"     {'  ' * part.depth}{part.text}{value}{reads}"


def _change_lines(explanation: Explanation) -> Iterator[str]:
    turned = "hidden" if explanation.shown else "shown"
    if not explanation.changes:
        yield f"No change of one or two answers that was tried would make it {turned}."
        return
    yield f"It would be {turned}"
    yield from (f"  {change}" for change in explanation.changes[:_MOST_CHANGES])
    if len(explanation.changes) > _MOST_CHANGES:
        yield f"  … and with {len(explanation.changes) - _MOST_CHANGES} other changes"


def _subject(world: World, name: str) -> _Subject:
    question, path = split_key(name)
    by_id = world.questionnaire.question_by_id
    if question in by_id:
        return _of_page(world, by_id[question], path)
    if name in world.questionnaire.section_by_id:
        return _of_section(world, world.questionnaire.section_by_id[name])
    key, _, choice = name.rpartition(".")
    if split_key(key)[0] in by_id:
        return _of_choice(world, by_id[split_key(key)[0]], split_key(key)[1], choice)
    raise UnknownName(f"there is no question, section or option '{name}'; options are named question.option")


def _of_section(world: World, section: Section) -> _Subject:
    causes = tuple(causes_of_section(world, section))
    return _Subject("section", lambda tried: bool(tried.shown.get(section.id)), causes, _reads(world, section))


def _of_page(world: World, question: Question, path: tuple[str, ...]) -> _Subject:
    section = world.questionnaire.section_by_id[question.section]

    def shown(tried: World) -> bool:
        pages = tried.pages.get(question.id, ())
        return any(split_key(key)[1] == path for key in pages) if path else bool(pages)

    causes = tuple(causes_of_page(world, question, path))
    reads = (*question.reads, *_reads(world, section))
    return _Subject("question", shown, causes, reads, path, _where(world, question, path))


def _of_choice(world: World, question: Question, path: tuple[str, ...], choice: str) -> _Subject:
    specials = {option.id for option in question.specials}
    if choice not in offered_by(world.questionnaire, question) and choice not in specials:
        raise UnknownName(f"{question.id} never offers '{choice}'")
    page = _of_page(world, question, path)

    def shown(tried: World) -> bool:
        key = _page_of(tried, question, path)
        if not key:
            return False
        return choice in specials or any(item.id == choice for item in shown_items(tried, question, tried.scope(key)))

    key = _page_of(world, question, path)
    causes = (*page.causes, *causes_of_choice(world, question, key, choice)) if key else page.causes
    return _Subject("option", shown, causes, page.reads, (choice, *path))


def _page_of(world: World, question: Question, path: tuple[str, ...]) -> str:
    """Return the page of a question for the wanted items, or its first; '' where it has none."""
    pages = world.pages.get(question.id, ())
    return next((key for key in pages if not path or split_key(key)[1] == path), "")


def _where(world: World, question: Question, path: tuple[str, ...]) -> str:
    key = _page_of(world, question, path)
    if not key:
        return ""
    if key == world.facts.position:
        return "it is asked now"
    if world.facts.passed(key):
        return "it lies behind"
    return "it was displayed" if key in world.facts.displayed else "it lies ahead"


def _reads(world: World, section: Section) -> tuple[str, ...]:
    """Return what a section depends on; of a module also what assigns it."""
    rotation = world.questionnaire.rotation if section.module else None
    volunteer = (rotation.volunteer.question,) if rotation and rotation.volunteer else ()
    return (*section.reads, *(rotation.reads if rotation else ()), *volunteer)
