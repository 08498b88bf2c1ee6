"""Turns the log of an interview into a script that replays to the same log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..interview.answers import Answer
from ..interview.events import Event, EventKind
from ..interview.keys import split_key
from ..interview.outcome import answers_of
from ..interview.session import Session
from ..questionnaire.model import Questionnaire
from .clock import RehearsalClock
from .script.format import ExpectSpec, PinsSpec, ScriptSpec, StepSpec
from .values import write_answer


def recorded(questionnaire: Questionnaire, seed: str, events: Sequence[Event], title: str = "") -> ScriptSpec:
    """Return the script of an interview: all that the respondent did, and at its end what came of it."""
    told = events[0].data if events and events[0].kind is EventKind.STARTED else {}
    steps = [step for number, event in enumerate(events) if (step := _step(questionnaire, seed, events, number, event))]
    return ScriptSpec(
        title=title,
        language=questionnaire.language if questionnaire.translated_from else "",
        seed=seed,
        pins=PinsSpec.model_validate(told.get("pins", {})),
        sections=list(told.get("sections", ())),
        channel=told.get("channel", ""),
        pace_guard=True,
        otherwise="fail",
        steps=steps,
        expect=_outcome(questionnaire, seed, events),
    )


def _step(
    questionnaire: Questionnaire, seed: str, events: Sequence[Event], number: int, event: Event
) -> StepSpec | None:
    written = _STEPS.get(event.kind)
    found = dict(written(questionnaire, event)) if written is not None else {}
    if not found:
        return None
    if "answer" in found and (code := _warned(questionnaire, seed, events[:number], event)):
        found["warning"] = code
    if event.active_ms:
        found["seconds"] = event.active_ms / 1000
    return StepSpec.model_validate(found)


def _warned(questionnaire: Questionnaire, seed: str, before: Sequence[Event], event: Event) -> str:
    """Return the code of the warning that the respondent saw before an answer was stored, or ''."""
    question = questionnaire.question_by_id[split_key(event.page)[0]]
    if not any(not check.hard for check in question.checks):
        return ""
    session = Session(questionnaire, seed, before, lambda stored: None, RehearsalClock())
    problems = session.check(Answer.from_data(event.data))
    return problems[0].code if problems and problems[0].soft else ""


def _outcome(questionnaire: Questionnaire, seed: str, events: Sequence[Event]) -> ExpectSpec:
    session = Session(questionnaire, seed, events, lambda stored: None, RehearsalClock())
    kinds = {question.id: question.shape for question in questionnaire.questions}
    finals = answers_of(session.world)
    return ExpectSpec(
        pages=[event.page for event in events if event.kind is EventKind.DISPLAYED and event.page],
        answers={f.key: write_answer(f.answer, kinds[f.question]) for f in finals if f.status == "answered"},
        missing={final.key: final.status for final in finals if final.status not in ("answered", "not_reached")},
        ended=session.ended,  # type: ignore[arg-type]
    )


Written = Callable[[Questionnaire, Event], Iterator[tuple[str, Any]]]


def _answered(questionnaire: Questionnaire, event: Event) -> Iterator[tuple[str, Any]]:
    yield "answer", {event.page: _value(questionnaire, event)}


def _drafted(questionnaire: Questionnaire, event: Event) -> Iterator[tuple[str, Any]]:
    yield "draft", {event.page: _value(questionnaire, event)}


def _value(questionnaire: Questionnaire, event: Event) -> Any:
    kind = questionnaire.question_by_id[split_key(event.page)[0]].shape
    return write_answer(Answer.from_data(event.data), kind)


def _noted(questionnaire: Questionnaire, event: Event) -> Iterator[tuple[str, Any]]:
    if event.data.get("what") == "help_opened":
        yield "help", True


def _word(verb: str, value: Any = True) -> Written:
    def written(questionnaire: Questionnaire, event: Event) -> Iterator[tuple[str, Any]]:
        yield verb, value

    return written


def _on_page(verb: str, listed: bool = False) -> Written:
    def written(questionnaire: Questionnaire, event: Event) -> Iterator[tuple[str, Any]]:
        yield verb, [event.page] if listed else event.page

    return written


_STEPS: dict[EventKind, Written] = {
    EventKind.ANSWERED: _answered,
    EventKind.SKIPPED: _on_page("skip", listed=True),
    EventKind.DRAFTED: _drafted,
    EventKind.WENT_BACK: _word("back", 1),
    EventKind.UNDONE: _word("undo", 1),
    EventKind.JUMPED: _on_page("jump"),
    EventKind.CLEARED: _on_page("clear"),
    EventKind.NOTED: _noted,
    EventKind.PAUSED: _word("pause"),
    EventKind.RESUMED: _word("resume"),
    EventKind.FINISHED: _word("finish"),
}
