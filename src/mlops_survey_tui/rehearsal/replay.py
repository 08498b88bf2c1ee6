"""Replays a script: does its steps one by one and judges what it expects."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..faces.impossible import Impossible
from ..faces.visible import visible_lines
from ..interview.events import Event, EventKind
from ..interview.outcome import answers_of
from ..interview.page import Page
from ..interview.pins import Pins
from ..interview.session import Session
from ..interview.timing import page_seconds
from ..questionnaire.model import Questionnaire
from .clock import RehearsalClock
from .driving import Driver, EngineDriver, Open
from .expectations import Moment, Verdict, verdicts
from .script.format import ExpectSpec, ScriptSpec, StepSpec
from .script.reading import Script
from .steps import StepFailed, do, go_to_end
from .transcript import Shown
from .unknown_names import unknown_names
from .values import write_answer

_VISIBLE = 24
"""How many characters of a question must be found on a face's screen: its first line is always in view."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the step it belongs to (0: the end of the script) and its line in the file."""

    step: int
    line: int
    verdict: Verdict


@dataclass(slots=True)
class Replayed:
    """What came of a script."""

    script: Script
    questionnaire: Questionnaire
    session: Session
    shown: list[Shown] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)

    @property
    def failures(self) -> list[Judged]:
        """What did not hold."""
        return [one for one in self.judged if not one.verdict.passed]

    @property
    def passed(self) -> bool:
        """Whether everything held."""
        return not self.failures

    def to_data(self) -> dict[str, Any]:
        """Return everything as JSON-ready data."""
        finals = answers_of(self.session.world)
        kinds = {question.id: question.shape for question in self.questionnaire.questions}
        answers = {f.key: write_answer(f.answer, kinds[f.question]) for f in finals if f.answer is not None}
        return {
            "script": self.script.name,
            "file": str(self.script.file or ""),
            "passed": self.passed,
            "pages": [shown.page.key for shown in self.shown],
            "displayed": [shown.to_data() for shown in self.shown],
            "events": [event_data(event) for event in self.session.log],
            "answers": answers,
            "missing": {final.key: final.status for final in finals if final.status != "answered"},
            "ended": self.session.ended,
            "verdicts": [_judged_data(one) for one in self.judged],
        }


def event_data(event: Event) -> dict[str, Any]:
    """Return an event as JSON-ready data."""
    return {
        "sequence": event.sequence,
        "kind": event.kind.value,
        "page": event.page,
        "data": dict(event.data),
        "active_ms": event.active_ms,
    }


def _judged_data(one: Judged) -> dict[str, Any]:
    verdict = one.verdict
    return {
        "step": one.step, "line": one.line, "what": verdict.what, "passed": verdict.passed,
        "expected": verdict.expected, "got": verdict.got,
    }  # fmt: skip


def replay(script: Script, questionnaire: Questionnaire, face: Open = EngineDriver) -> Replayed:
    """Replay a script against a questionnaire, through a face or on the engine alone."""
    run = Run(script, questionnaire, face)
    try:
        run.through()
    finally:
        run.driver.close()
    return run.result


class Run:
    """One replay under way: the driver, the clock, what was shown, and what is judged."""

    def __init__(self, script: Script, questionnaire: Questionnaire, face: Open) -> None:
        self.script, self.questionnaire, self._face = script, questionnaire, face
        self.clock = RehearsalClock()
        self.step = 0
        self.part: tuple[str, ...] = ()
        self._seen = 0
        session = begin(script.spec, questionnaire, self.clock)
        self.driver: Driver = face(session)
        self.result = Replayed(script, questionnaire, session)
        self.look()

    @property
    def spec(self) -> ScriptSpec:
        """The script as written."""
        return self.script.spec

    @property
    def session(self) -> Session:
        """The interview."""
        return self.driver.session

    @property
    def displayed(self) -> list[str]:
        """The pages displayed so far, in order."""
        return [shown.page.key for shown in self.result.shown]

    def through(self) -> None:
        """Do all steps, then judge what is expected at the end; a step that cannot be done ends the script."""
        for place, verdict in unknown_names(self.spec, self.questionnaire):
            self.result.judged.append(Judged(0, self.script.line(*place), verdict))
        try:
            if self.spec.steps is None:
                go_to_end(self)
            for number, step in enumerate(self.spec.steps or (), 1):
                self.step = number
                self._do(step)
            self.step, self.part = 0, ()
            if self.spec.expect is not None:
                self.expect(self.spec.expect)
        except StepFailed as failed:
            self.judge(failed.verdict)

    def _do(self, step: StepSpec) -> None:
        self.part = ()
        if step.seconds:
            self.clock.move(step.seconds)
        if not step.verbs() and step.expect is not None:
            self.expect(step.expect)
        else:
            do(self, step)

    def act(self, verb: Callable[[Driver], Any]) -> Any:
        """Let the driver do something, and look at what it shows then.

        Raises:
            StepFailed: the face offers no way to do it.
        """
        try:
            done = verb(self.driver)
        except Impossible as error:
            raise StepFailed("do this on the screen", "a way to do it", str(error)) from error
        self.look()
        return done

    def let_time_pass(self, page: Page, step: StepSpec | None = None) -> None:
        """Let the time pass that a page takes, where the step does not say how long it took."""
        if self.spec.pace and not (step and step.seconds):
            self.clock.move(self.spec.pace * page_seconds(self.session.world, page.key))

    def come_back(self) -> None:
        """Open the interview again, from its log alone."""
        self.driver.close()
        session = Session.resume(
            self.questionnaire, list(self.session.log), seed=self.spec.seed, sink=_nowhere, clock=self.clock,
            pace_guard=self.spec.pace_guard,
        )  # fmt: skip
        self.driver = self._face(session)
        self.result.session = session
        self.look()

    def look(self) -> None:
        """Note the page that was displayed since the last look, and whether the face shows it."""
        log = self.session.log
        new = [event.page for event in log[self._seen :] if event.kind is EventKind.DISPLAYED and event.page]
        self._seen = len(log)
        page = self.session.page() if new else None
        if page is not None:
            self.result.shown.append(Shown(page))
            self._see(page)

    def _see(self, page: Page) -> None:
        screen = " ".join(self.driver.screen().split())
        beginning = " ".join(visible_lines(page.text).split())[:_VISIBLE].strip()
        if screen and beginning not in screen:
            self.judge(Verdict("question on the screen", page.text, self.driver.screen(), False))

    def expect(self, expect: ExpectSpec) -> None:
        """Judge an expectation now."""
        part = self.part
        for name, verdict in verdicts(Moment(self.session, self.displayed, self.driver.screen()), expect):
            self.part = ("expect", name)
            self.judge(verdict)
        self.part = part

    def judge(self, verdict: Verdict) -> None:
        """Note a verdict on the present part of the present step."""
        where: tuple[str | int, ...] = ("expect", *self.part[1:])
        if self.step:
            where = ("steps", self.step - 1, *self.part)
        self.result.judged.append(Judged(self.step, self.script.line(*where), verdict))


def begin(spec: ScriptSpec, questionnaire: Questionnaire, clock: Callable[[], float]) -> Session:
    """Begin the interview of a script; it is kept nowhere but in its log."""
    pins = Pins.from_data(spec.pins.model_dump(exclude_defaults=True))
    return Session.begin(
        questionnaire, seed=spec.seed, sink=_nowhere, clock=clock, sections=tuple(spec.sections),
        channel=spec.channel, pace_guard=spec.pace_guard, pins=pins,
    )  # fmt: skip


def _nowhere(events: Sequence[Event]) -> None:
    """Store nothing: the session keeps its log."""
