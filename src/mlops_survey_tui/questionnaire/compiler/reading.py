"""Checks what was read from a file against its model, and saves what is sound beside what is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ..conditions.parse import suggest
from ..errors import QuestionnaireInvalid, Report
from ..yaml_source import Allowance, Document, Place, read

Model = TypeVar("Model", bound=BaseModel)
Steps = tuple[str | int, ...]
Wrong = dict[Steps, list[str]]

_EXPECTED = "Input should be "


def read_file(file: Path, model: type[Model]) -> tuple[Model, Document]:
    """Return a file that is a whole of its own, such as a script, with the document for the lines of its parts.

    Raises:
        QuestionnaireInvalid: the file has faults; the exception lists all of them.
    """
    report = Report(file.parent)
    document = read(file, report, Allowance())
    if document is not None:
        data = {} if document.data is None else document.data
        found = Checker().check(model, data, Place(document, (), report))
        report.raise_if_any()
        if found is not None:
            return found, document
    raise QuestionnaireInvalid(report.faults)


class Checker:
    """Checks data against models. What had to be left out is remembered in ``broken``, by every name in it.

    Who refers to such a name is not told that it is unknown: the fault is where the name was written. ``damaged``
    holds the ids of what was let pass without its faulty fields.
    """

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.damaged: set[str] = set()

    def check(
        self,
        model: type[Model],
        data: Any,
        place: Place,
        stand_ins: Mapping[str, Any] | None = None,
        needed: frozenset[str] = frozenset(),
    ) -> Model | None:
        """Return the model, with every fault reported, or None if it cannot stand.

        With ``stand_ins`` for required fields, fields with faults are left out and the rest is returned, unless
        one of the ``needed`` fields is among them.
        """
        found, wrong = _read(model, data)
        if found is not None:
            return found
        for steps, messages in wrong.items():
            place.at(*steps).fault("F104", f"{'.'.join(map(str, steps)) or 'value'}: {_joined(messages)}")
        fields = {steps[0] for steps in wrong if steps}
        if stand_ins is None or not isinstance(data, dict) or fields & needed:
            self.leave_out(data)
            return None
        found, _ = _read(model, {**stand_ins, **self._sound_part(data, wrong)})
        if found is not None:
            self.damaged.add(str(data.get("id")))
        else:
            self.leave_out(data)
        return found

    def _sound_part(self, data: dict[str, Any], wrong: Wrong) -> dict[str, Any]:
        """Return the data without the faulty fields; of a mapping of named things only the faulty ones go."""
        rest = dict(data)
        for steps in wrong:
            name = str(steps[0]) if steps else ""
            inner = rest.get(name)
            if len(steps) > 1 and isinstance(inner, dict):
                rest[name] = {key: value for key, value in inner.items() if key != steps[1]}
                self.leave_out({str(steps[1]): inner.get(str(steps[1]))})
            elif name in rest:
                self.leave_out(rest.pop(name))
        return rest

    def leave_out(self, data: Any) -> None:
        """Remember every name in data that cannot be used."""
        self.broken.update(_names(data))


def _names(data: Any) -> Iterator[str]:
    open_parts = [data]
    while open_parts:
        part = open_parts.pop()
        if isinstance(part, dict):
            yield from part
            yield from (str(part[key]) for key in ("id", "as") if isinstance(part.get(key), str | int))
            open_parts += part.values()
        elif isinstance(part, list):
            open_parts += part


def _read(model: type[Model], data: Any) -> tuple[Model | None, Wrong]:
    """Return the model, or what is wrong by the path in the data; alternatives of one value are told together."""
    try:
        return model.model_validate(data), {}
    except ValidationError as error:
        wrong: Wrong = {}
        for detail in error.errors(include_url=False, include_context=False):
            steps = _real_steps(data, detail["loc"], detail["type"])
            wrong.setdefault(steps, []).append(_message(model, steps, detail))
        return None, wrong


def _real_steps(data: Any, steps: Iterable[str | int], kind: str) -> Steps:
    """Return the steps that lead into the data, without those that name an alternative of the format."""
    path = list(steps)
    found: list[str | int] = []
    for number, step in enumerate(path):
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif not (number == len(path) - 1 and kind == "missing"):
            continue
        found.append(step)
    return tuple(found)


def _message(model: type[BaseModel], steps: Steps, detail: Mapping[str, Any]) -> str:
    message = str(detail["msg"]).removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        return "there is no such field" + (suggest(str(steps[-1]), _fields(model)) if len(steps) == 1 else "")
    if detail["type"] == "model_type":
        return "fields are needed here, each written as name: value"
    if detail["type"] == "missing":
        return "this field is needed"
    if detail["type"] == "string_type" and isinstance(detail["input"], int | float):
        return f"{message}; put it in quotes"
    return message


def _joined(messages: list[str]) -> str:
    different = list(dict.fromkeys(messages))
    if len(different) > 1 and all(message.startswith(_EXPECTED) for message in different):
        return f"should be {', or '.join(message.removeprefix(_EXPECTED) for message in different)}"
    return "; or ".join(different)


def _fields(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}
