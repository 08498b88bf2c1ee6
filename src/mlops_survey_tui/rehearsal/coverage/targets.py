"""What can be covered: everything that a questionnaire can show, ask or decide, one target each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ...questionnaire.condition_places import condition_places
from ...questionnaire.model import Draw, Loop, Question, Questionnaire, Section, Source
from ...questionnaire.offerings import drawn_from, offered, offered_by, written_at


class Target(NamedTuple):
    """One thing to cover. ``kind`` is one of :data:`KINDS`, ``owner`` a question, section or draw."""

    kind: str
    owner: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.owner}" + (f": {self.detail}" if self.detail else "")


SECTION, QUESTION, OPTION, CHOICE, SPECIAL = "section", "question", "option", "choice", "special answer"
CONDITION, WORDING, LOOP, DRAW, FORM = "condition", "wording", "loop", "draw", "form"
EXCLUSIVE, PROBLEM, ENDING = "exclusive", "problem", "ending"
TRUE, NOT_TRUE = "holds", "does not hold"

Find = Callable[[Questionnaire], Iterator[Target]]


def targets(questionnaire: Questionnaire) -> tuple[Target, ...]:
    """Return all targets, each once, in the order of the survey within each kind."""
    memory = questionnaire.memory
    if "targets" not in memory:
        memory["targets"] = tuple(dict.fromkeys(target for find in KINDS.values() for target in find(questionnaire)))
    found: tuple[Target, ...] = memory["targets"]
    return found


def _asked(questionnaire: Questionnaire) -> Iterator[Question]:
    return (question for question in questionnaire.questions if question.shape != "info")


def _sections(questionnaire: Questionnaire) -> Iterator[Target]:
    return (Target(SECTION, section.id) for section in questionnaire.sections)


def _questions(questionnaire: Questionnaire) -> Iterator[Target]:
    return (Target(QUESTION, question.id) for question in questionnaire.questions)


def _options(questionnaire: Questionnaire) -> Iterator[Target]:
    """Yield what stands in the files; what is carried or drawn was covered where it comes from."""
    for question in questionnaire.questions:
        sources = (*question.options, *question.rows, *question.extra_rows)
        for id_ in (*written_at(questionnaire, question, sources), *scale_points(question)):
            yield Target(OPTION, question.id, id_)
        for columns in question.columns:
            for id_ in written_at(questionnaire, question, columns.sources):
                yield Target(OPTION, question.id, point_name(columns.id, id_))


def _choices(questionnaire: Questionnaire) -> Iterator[Target]:
    return (Target(CHOICE, target.owner, target.detail) for target in _options(questionnaire))


def scale_points(question: Question) -> list[str]:
    """Return the points of a numbered scale."""
    settings = question.settings
    return [str(point) for point in range(settings["low"], settings["high"] + 1)] if "low" in settings else []


def point_name(scale: str, point: str) -> str:
    """Return what a point of a matrix is called among the options and rows of its question."""
    return f"column {scale}/{point}" if scale else f"column {point}"


def _specials(questionnaire: Questionnaire) -> Iterator[Target]:
    for question in _asked(questionnaire):
        for special in question.specials:
            yield Target(SPECIAL, question.id, special.id)
        for special in question.row_specials:
            yield Target(SPECIAL, question.id, f"in a row: {special.id}")


def _conditions(questionnaire: Questionnaire) -> Iterator[Target]:
    for place in condition_places(questionnaire):
        yield Target(CONDITION, place.name, TRUE)
        yield Target(CONDITION, place.name, NOT_TRUE)


def _wordings(questionnaire: Questionnaire) -> Iterator[Target]:
    for question in questionnaire.questions:
        if question.text.drawn:
            for number in range(len(question.text.variants)):
                yield Target(WORDING, question.id, str(number + 1))


def _loops(questionnaire: Questionnaire) -> Iterator[Target]:
    parts: list[Section | Question] = [*questionnaire.sections, *questionnaire.questions]
    for part in parts:
        if part.loop is not None:
            for count in loop_counts(questionnaire, part.loop):
                yield Target(LOOP, part.id, count)


def loop_counts(questionnaire: Questionnaire, loop: Loop) -> list[str]:
    """Return the numbers of passes that are told apart: none, one, several, and as many as the cap allows."""
    most = sum(_most(questionnaire, source) for source in loop.sources)
    if loop.cap:
        most = min(most, loop.cap)
    return [str(count) for count in range(min(most, 2) + 1)] + ([f"{most} (most)"] if most > 2 else [])


def _most(questionnaire: Questionnaire, source: Source) -> int:
    """Return how many items a source can give at most."""
    possible = len(offered(questionnaire, (source,)))
    if source.origin == "draw":
        possible = min(possible, questionnaire.draw_by_id[source.name].total)
    elif source.origin == "from" and source.take in ("selected", "ranked"):
        limit = questionnaire.question_by_id[source.name].settings.get("maximum")
        possible = min(possible, int(limit)) if limit else possible
    return min(possible, source.show) if source.show else possible


def _draws(questionnaire: Questionnaire) -> Iterator[Target]:
    for draw in questionnaire.draws:
        if draw.form == "one_of":
            yield from (Target(DRAW, draw.id, value) for value in draw.values)
        elif draw.form == "items":
            most = min(draw.total, len(drawn_from(questionnaire, draw)))
            least = most if _is_fixed(draw) else 0
            yield from (Target(DRAW, draw.id, f"{count} items") for count in range(least, most + 1))
        else:
            yield Target(DRAW, draw.id, f"a {draw.form}")


def _is_fixed(draw: Draw) -> bool:
    """Whether a draw has the same items to draw from for everybody."""
    parts = (*(stratum.sources for stratum in draw.strata), draw.fill)
    return all(source.origin == "list" and source.when is None for sources in parts for source in sources)


def _forms(questionnaire: Questionnaire) -> Iterator[Target]:
    rotation = questionnaire.rotation
    if rotation is not None:
        yield from (Target(FORM, str(number)) for number in range(1, len(rotation.forms) + 1))


def _exclusives(questionnaire: Questionnaire) -> Iterator[Target]:
    for question in _asked(questionnaire):
        if question.shape == "multi":
            found = offered_by(questionnaire, question).values()
            yield from (Target(EXCLUSIVE, question.id, option.id) for option in found if option.exclusive)


def _problems(questionnaire: Questionnaire) -> Iterator[Target]:
    for question in _asked(questionnaire):
        if question.required:
            yield Target(PROBLEM, question.id, "required")
        for number in range(1, len(question.checks) + 1):
            yield Target(PROBLEM, question.id, f"check_{number}")


def problem_targets(question: str, code: str) -> Iterator[Target]:
    """Yield what a problem covers that was told: itself, and that the check behind it held."""
    yield Target(PROBLEM, question, code)
    if code.startswith("check_"):
        yield Target(CONDITION, f"question {question}: check {code.removeprefix('check_')}", TRUE)


def _endings(questionnaire: Questionnaire) -> Iterator[Target]:
    yield Target(ENDING, "complete")
    for question in questionnaire.questions:
        for option, how in question.settings.get("ends", {}).items():
            yield ending_target(question.id, option, how)


def ending_target(question: str, option: str, how: str) -> Target:
    """Return the target of an option that ends the interview."""
    return Target(ENDING, question, f"{option} ({how})")


KINDS: dict[str, Find] = {
    SECTION: _sections,
    QUESTION: _questions,
    OPTION: _options,
    CHOICE: _choices,
    SPECIAL: _specials,
    CONDITION: _conditions,
    WORDING: _wordings,
    LOOP: _loops,
    DRAW: _draws,
    FORM: _forms,
    EXCLUSIVE: _exclusives,
    PROBLEM: _problems,
    ENDING: _endings,
}
"""What finds the targets of each kind; a new kind of target is one function and one line."""
