"""Interviews that go for what is not covered yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from random import Random
from typing import Any

from ...interview.answers import EMPTY, Answer
from ...interview.page import Page, Problem
from ...interview.pins import Pins
from ...interview.session import Session
from ...interview.timing import page_seconds
from ...questionnaire.model import Questionnaire
from ..clock import RehearsalClock
from ..replies import random_answer
from ..script.format import StepSpec
from ..values import write_answer
from .leads import Leads, leads
from .targets import DRAW, EXCLUSIVE, FORM, PROBLEM, SPECIAL, WORDING, Target, ending_target, problem_targets

_CANDIDATES, _SPARE = 6, 50
_MOST_PAGES = 2000


@dataclass(slots=True)
class Sought:
    """An interview that was taken in search of targets, with the steps that lead through it again."""

    session: Session
    clock: RehearsalClock
    pins: Pins
    pace: float
    steps: list[StepSpec] = field(default_factory=list)
    problems: set[Target] = field(default_factory=set)


class Seeker:
    """Takes interviews at random, but leaning to answers that cover something new or decide a condition.

    ``missing`` is what is still to be covered; whoever owns the set takes out what an interview covered.
    """

    def __init__(self, questionnaire: Questionnaire, missing: set[Target]) -> None:
        self.questionnaire, self.missing = questionnaire, missing
        self._leads: Leads = leads(questionnaire)
        self._problems: dict[str, list[Target]] = {}
        for target in missing:
            if target.kind == PROBLEM:
                self._problems.setdefault(target.owner, []).append(target)

    def interview(self, seed: str) -> Sought:
        """Take one interview; the same seed and the same missing targets give the same."""
        random = Random(seed)
        pins = self._pins(random)
        clock = RehearsalClock()
        session = Session.begin(
            self.questionnaire, seed=seed, sink=lambda events: None, clock=clock, pace_guard=False, pins=pins
        )
        sought = Sought(session, clock, pins, random.choice((0.0, 0.0, 1.0)))
        eager = random.choice((0.3, 0.7, 0.95))
        for _ in range(_MOST_PAGES):
            page = session.page()
            if page is None:
                break
            self._pass(sought, page, random, eager)
        if session.finish():
            sought.steps.append(StepSpec(finish=True))
        return sought

    def _pins(self, random: Random) -> Pins:
        """Pin what is missing of chance, so that no luck is needed."""
        missing: dict[str, list[Target]] = {}
        for target in sorted(self.missing):
            missing.setdefault(target.kind, []).append(target)
        forms = [int(target.owner) for target in missing.get(FORM, ())]
        wordings = {target.owner: int(target.detail) - 1 for target in missing.get(WORDING, ())}
        values = {draw.id: draw.values for draw in self.questionnaire.draws if draw.form == "one_of"}
        draws = {t.owner: t.detail for t in missing.get(DRAW, ()) if t.detail in values.get(t.owner, ())}
        return Pins(draws=draws, form=random.choice(forms) if forms else None, wordings=wordings)

    def _pass(self, sought: Sought, page: Page, random: Random, eager: float) -> None:
        self._try_problems(sought, page, random)
        candidates = list(self._candidates(page, random))
        wanted = [answer for answer in candidates if self._is_wanted(page, answer)]
        if wanted and random.random() < eager:
            candidates = [random.choice(wanted), *candidates]
        spare = (random_answer(page, random, skips=0) for _ in range(_SPARE))
        for answer in chain(candidates, spare, (EMPTY,)):
            if self._give(sought, page, answer):
                return
        raise ValueError(f"no valid answer to {page.key} was found")

    def _give(self, sought: Sought, page: Page, answer: Answer) -> bool:
        """Give an answer that is good, or only warned about; return whether it was taken."""
        session = sought.session
        if any(not problem.soft for problem in session.check(answer)) or self._gives_up(page, answer):
            return False
        sought.clock.move(sought.pace * page_seconds(session.world, page.key))
        problems = session.answer(answer)
        if problems:
            session.answer(answer)
            self._meet(sought, page, problems)
        step: dict[str, Any] = {"answer": {page.key: write_answer(answer, page.shape)}}
        if problems:
            step["warning"] = problems[0].code
        skipped = answer.is_empty and page.shape != "info"
        sought.steps.append(StepSpec.model_validate({"skip": [page.key]} if skipped else step))
        return True

    def _gives_up(self, page: Page, answer: Answer) -> bool:
        """Whether an answer ends the interview and keeps nothing, although that was covered before."""
        ends = self.questionnaire.question_by_id[page.question].settings.get("ends", {})
        how = ends.get(answer.value, "") if isinstance(answer.value, str) else ""
        return how == "discard" and ending_target(page.question, answer.value, how) not in self.missing

    def _try_problems(self, sought: Sought, page: Page, random: Random) -> None:
        """Give bad answers first, where a problem has not been met yet."""
        if not any(target in self.missing for target in self._problems.get(page.question, ())):
            return
        for answer in (EMPTY, *self._candidates(page, random)):
            problems = sought.session.check(answer)
            if problems and self._meet(sought, page, problems):
                sought.clock.move(sought.pace * page_seconds(sought.session.world, page.key))
                sought.session.answer(answer)
                written = {page.key: write_answer(answer, page.shape)}
                verb: dict[str, Any] = {"skip": [page.key]} if answer.is_empty else {"answer": written}
                sought.steps.append(StepSpec.model_validate({**verb, "problem": problems[0].code}))

    def _meet(self, sought: Sought, page: Page, problems: list[Problem]) -> bool:
        """Note problems that were met; return whether one of them is new."""
        met = {target for problem in problems for target in problem_targets(page.question, problem.code)}
        new = (met - sought.problems) & self.missing
        sought.problems |= met
        return bool(new)

    def _is_wanted(self, page: Page, answer: Answer) -> bool:
        """Whether an answer itself is missing, or has a value that decides some condition."""
        if answer.special:
            return Target(SPECIAL, page.question, answer.special) in self.missing
        points = {point for cell in _cells(answer.value) for point in cell}
        if any(Target(SPECIAL, page.question, f"in a row: {point}") in self.missing for point in points):
            return True
        if isinstance(answer.value, list) and any(
            Target(EXCLUSIVE, page.question, one) in self.missing for one in answer.value
        ):
            return True
        known = self._leads.get(page.question, ())
        listed = answer.value if isinstance(answer.value, list) else [answer.value]
        return any(one in known for one in listed if isinstance(one, str | int | float))

    def _candidates(self, page: Page, random: Random) -> Iterator[Answer]:
        """Yield answers worth a try, the likely ones last to come first after shuffling."""
        found = [random_answer(page, random, skips=0.1, specials=0.1) for _ in range(_CANDIDATES)]
        found += [Answer(special=choice.id) for choice in page.specials]
        found += list(self._leading(page, random))
        if page.shape == "matrix":
            found += _special_rows(page)
        found += list(_extremes(page))
        random.shuffle(found)
        yield from found

    def _leading(self, page: Page, random: Random) -> Iterator[Answer]:
        """Yield answers with the values that conditions ask about, and their neighbours."""
        offered = {choice.id for choice in page.options}
        for value in self._leads.get(page.question, ()):
            if page.shape in ("single", "scale") and str(value) in offered:
                yield Answer(str(value))
            elif page.shape in ("multi", "ranking") and value in offered:
                others = [choice.id for choice in page.options if choice.id != value and not choice.exclusive]
                more = random.sample(others, min(len(others), int(page.maximum or 3) - 1))
                yield Answer([value, *(more if random.random() < 0.5 else [])])
            elif page.shape == "number" and isinstance(value, int | float):
                yield from (Answer(value + step) for step in (-1, 0, 1))
            elif page.shape in ("matrix", "number_grid", "allocation") and isinstance(value, str | int):
                yield from _row_leads(page, value)


def _row_leads(page: Page, value: Any) -> Iterator[Answer]:
    """Yield answers that give a value to a row, or a row a value."""
    if page.shape == "matrix":
        if len(page.scales) == 1 and not page.scales[0].id and value in {p.id for p in page.scales[0].points}:
            for row in page.rows:
                yield Answer({row.id: [value] if page.multiple else value})
    elif page.shape == "number_grid" and isinstance(value, int):
        for row in page.rows:
            yield from (Answer({row.id: value + step}) for step in (0, 1))
    elif page.shape == "allocation" and page.total:
        for row in page.rows:
            rest = next((other.id for other in page.rows if other.id != row.id), row.id)
            share = value if isinstance(value, int) and 0 <= value <= page.total else page.total
            yield Answer({rest: page.total - share, row.id: share} if rest != row.id else {row.id: page.total})


def _extremes(page: Page) -> Iterator[Answer]:
    """Yield the least and the most that can be said."""
    limits = [limit for limit in (page.minimum, page.maximum) if limit is not None]
    if page.shape == "multi":
        yield from (Answer([choice.id]) for choice in page.options if choice.exclusive)
        free = [choice.id for choice in page.options if not choice.exclusive]
        yield Answer(free[: int(page.maximum or len(free))])
    elif page.shape == "number":
        yield from map(Answer, limits)
    elif page.shape == "number_grid":
        yield from (Answer({row.id: limit for row in page.rows}) for limit in limits)
    elif page.shape == "allocation" and page.total:
        yield from (Answer({row.id: page.total}) for row in page.rows)
        if page.at_most:
            yield Answer({row.id: 0 for row in page.rows})


def _special_rows(page: Page) -> list[Answer]:
    """Return answers that give every row the same special point."""
    several = len(page.scales) > 1 or any(scale.id for scale in page.scales)
    found = []
    for scale in page.scales:
        for point in (point for point in scale.points if point.special):
            cell: Any = [point.id] if page.multiple else point.id
            found.append(Answer({row.id: {scale.id: cell} if several else cell for row in page.rows}))
    return [answer for answer in found if answer.value]


def _cells(value: Any) -> Iterator[list[str]]:
    for cell in value.values() if isinstance(value, dict) else ():
        inner = cell.values() if isinstance(cell, dict) else [cell]
        for one in inner:
            yield one if isinstance(one, list) else [one] if isinstance(one, str) else []
