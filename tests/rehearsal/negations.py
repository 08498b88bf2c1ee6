"""Turns what scripts expect into its opposite, one expectation at a time, so that each is seen to fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from mlops_survey_tui.rehearsal.script.format import Bounds, BundleSpec, ExpectSpec, StepSpec, Wanted
from mlops_survey_tui.rehearsal.script.reading import Script

WRONG = "no such thing"
Negation = Callable[[Any], dict[str, Any]]


def negated(script: Script) -> Iterator[tuple[str, Script]]:
    """Yield the script with each single expectation turned into its opposite, and where that was."""
    spec = script.spec
    for number, step in enumerate(spec.steps or ()):
        for what, wrong in _wrong_steps(step):
            steps = [*(spec.steps or ())]
            steps[number] = wrong
            yield f"step {number + 1}: {what}", replace(script, spec=spec.model_copy(update={"steps": steps}))
    for what, wrong_expect in _wrong_expectations(spec.expect):
        yield f"at the end: {what}", replace(script, spec=spec.model_copy(update={"expect": wrong_expect}))


def _wrong_steps(step: StepSpec) -> Iterator[tuple[str, StepSpec]]:
    for field in ("problem", "warning"):
        if getattr(step, field):
            yield field, step.model_copy(update={field: WRONG})
    for what, expect in _wrong_expectations(step.expect):
        yield what, step.model_copy(update={"expect": expect})


def _wrong_expectations(expect: ExpectSpec | None) -> Iterator[tuple[str, ExpectSpec]]:
    for name in sorted(expect.model_fields_set if expect is not None else ()):
        value = getattr(expect, name)
        if value not in ([], {}):
            yield name, ExpectSpec.model_construct(**_NEGATIONS[name](value))


def _other(field: str, change: Callable[[Any], Any]) -> Negation:
    return lambda value: {field: change(value)}


def _of_each(change: Callable[[Any], Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda values: {name: change(value) for name, value in values.items()}


def _words(value: str | Wanted) -> str | Wanted:
    return f"{value} {WRONG}" if isinstance(value, str) else Wanted(contains=WRONG)


def _order(names: list[str]) -> list[str]:
    """Swap the first two names; one alone gets company."""
    return [names[1], names[0], *names[2:]] if len(names) > 1 and "..." not in names else [*names, WRONG]


def _value(value: Any) -> Any:
    return {"special": WRONG} if value is None else None


def _amount(value: float | Bounds | None) -> float | Bounds:
    return Bounds(at_least=1000) if isinstance(value, Bounds) else (value or 0) + 7


def _opposite(value: bool) -> bool:
    return not value


def _bundle(value: BundleSpec) -> BundleSpec:
    return BundleSpec(statuses=dict.fromkeys(value.statuses or {"x": ""}, WRONG))


_NEGATIONS: dict[str, Negation] = {
    "page": _other("page", lambda value: "end" if value != "end" else WRONG),
    "section": _other("section", _words),
    "text": _other("text", _words),
    "help": _other("help", _words),
    "options": _other("options", _order),
    "rows": _other("rows", _order),
    "columns": _other("columns", _order),
    "specials": _other("specials", _order),
    "extra_rows": _other("extra_rows", _order),
    "groups": _other("groups", _of_each(_order)),
    "beside": _other("beside", _of_each(_words)),
    "offers": _other("lacks", lambda value: value),
    "lacks": _other("offers", lambda value: value),
    "sets": _other("sets", lambda value: [members[::-1] for members in value]),
    "total": _other("total", _amount),
    "minimum": _other("minimum", _amount),
    "maximum": _other("maximum", _amount),
    "required": _other("required", _opposite),
    "confirm": _other("confirm", _opposite),
    "kept": _other("kept", _opposite),
    "answer": _other("answer", _value),
    "draft": _other("draft", _value),
    "pages": _other("pages", _order),
    "path": _other("path", _order),
    "shown": _other("not_shown", lambda value: value),
    "not_shown": _other("shown", lambda value: value),
    "answers": _other("answers", _of_each(_value)),
    "all_answers": _other("all_answers", _of_each(_value)),
    "review": _other("review", _of_each(_words)),
    "missing": _other("missing", _of_each(lambda value: WRONG)),
    "draws": _other("draws", _of_each(lambda value: WRONG)),
    "modules": _other("modules", lambda value: [*value, WRONG]),
    "minutes_left": _other("minutes_left", _amount),
    "progress": _other("progress", _amount),
    "ended": _other("ended", lambda value: "screened_out" if value != "screened_out" else "complete"),
    "bundle": _other("bundle", _bundle),
}
