"""Makes a draft pass the check: what it does not accept is taken out, step by step, and told in the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from ..questionnaire.errors import Fault, QuestionnaireInvalid
from ..questionnaire.load import load
from .draft import Data, Draft, Origin
from .report import Report
from .writing import LISTS_FILE, write

ROUNDS = 40
_TOO_LARGE = "F103"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Steps = tuple[str | int, ...]
_CONDITIONAL = ("when", "skip_to", "end")
_OPTIONAL = ("when", "help", "loop", "order", "searchable", "special", "minimum", "maximum", "top", "max_chars", "time")


def mended(draft: Draft, folder: Path, report: Report) -> list[Fault]:
    """Write a draft so that it passes the check; return the faults that are left where that is not possible."""
    faults: list[Fault] = []
    for _ in range(ROUNDS):
        texts = write(draft, folder)
        try:
            load(folder)
        except QuestionnaireInvalid as error:
            faults = error.faults
        else:
            return []
        if any(fault.code == _TOO_LARGE for fault in faults):
            return faults
        mender = _Mender(draft, report)
        trees = {name: yaml.compose(texts[name], Loader=_LOADER) for name in {f.file for f in faults} & texts.keys()}
        taken = [mender.mend(fault, _steps(trees.get(fault.file), fault.line)) for fault in reversed(faults)]
        draft.sections = [section for section in draft.sections if section["questions"]]
        if not any(taken):
            break
    return faults


def _steps(node: Any, line: int) -> Steps:
    """Return the path of the value that stands at a line, as deep as it can be told from the line alone."""
    steps: list[str | int] = []
    while node is not None:
        found = [(step, child) for step, start, child in _children(node) if start <= line <= child.end_mark.line + 1]
        exact = [pair for pair in found if pair[1].start_mark.line < pair[1].end_mark.line or len(found) == 1]
        if not found or (len(found) > 1 and len(exact) != 1):
            break
        step, node = (exact or found)[0]
        steps.append(step)
    return tuple(steps)


def _children(node: Any) -> list[tuple[str | int, int, Any]]:
    if isinstance(node, yaml.MappingNode):
        return [(key.value, key.start_mark.line + 1, value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(number, item.start_mark.line + 1, item) for number, item in enumerate(node.value)]
    return []


class _Mender:
    def __init__(self, draft: Draft, report: Report) -> None:
        self.draft, self.report = draft, report

    def mend(self, fault: Fault, steps: Steps) -> bool:
        """Take out what a fault is about; return whether anything was."""
        self.fault = fault
        if fault.file.startswith("sections/"):
            return self._section(fault.file.removeprefix("sections/").removesuffix(".yaml"), steps)
        if fault.file == LISTS_FILE:
            return self._list(steps)
        return self._manifest(steps)

    def _section(self, name: str, steps: Steps) -> bool:
        section = next((found for found in self.draft.sections if found["id"] == name), None)
        if section is None:
            return False
        if steps[:1] == ("questions",) and len(steps) > 1 and isinstance(steps[1], int):
            return self._question(section["questions"], steps[1], steps[2:])
        for field in ("when", "loop", "draws"):
            if steps[:1] == (field,) and field in section:
                self._tell(Origin(f"section {name}", ""), field, f"its {field} was taken out: {section.pop(field)}")
                return True
        return False

    def _question(self, questions: list[Data], number: int, steps: Steps) -> bool:
        if number >= len(questions):
            return False
        question = questions[number]
        origin = self.draft.origins.get(question["id"], Origin(question["id"], ""))
        field = str(steps[0]) if steps else ""
        mend = _MENDS.get(field)
        done = mend(question, steps) if mend else ""
        if done:
            self._tell(origin, field, done)
            return True
        questions.pop(number)
        self.report.dropped(origin.place, f"question {question['id']}", self.fault.message, origin.key)
        return True

    def _list(self, steps: Steps) -> bool:
        name = str(steps[1]) if len(steps) > 1 else ""
        found = self.draft.lists.get(name)
        if found is None:
            return False
        entries = found.get("options", [])
        if len(steps) > 3 and isinstance(steps[3], int) and steps[3] < len(entries):
            entry = entries[steps[3]]
            done = _without_conditions(entry) or _literal(entry, "label")
            if not done and len(entries) > 1:
                done = f"the option was taken out: {entries.pop(steps[3])}"
            if done:
                self._tell(Origin(f"list {name}", ""), "option", done)
                return True
        self._tell(Origin(f"list {name}", ""), "list", "the list was taken out")
        del self.draft.lists[name]
        return True

    def _manifest(self, steps: Steps) -> bool:
        group = self.draft.manifest.get(str(steps[0])) if steps else None
        if len(steps) > 1 and isinstance(group, dict) and steps[1] in group:
            self._tell(Origin(f"{steps[0]} {steps[1]}", ""), "value", f"it was taken out: {group.pop(str(steps[1]))}")
            return True
        return False

    def _tell(self, origin: Origin, what: str, became: str) -> None:
        self.report.lost(origin.place, what, self.fault.message, became, origin.key)


def _drop(question: Data, steps: Steps) -> str:
    field = str(steps[0])
    return f"its {field} was taken out: {question.pop(field)}" if field in question else ""


def _drop_check(question: Data, steps: Steps) -> str:
    checks = question.get("checks", [])
    if len(steps) > 1 and isinstance(steps[1], int) and steps[1] < len(checks):
        done = f"the check was taken out: {checks.pop(steps[1])}"
    else:
        done = "its checks were taken out" if checks else ""
        checks.clear()
    if not checks:
        question.pop("checks", None)
    return done


def _mend_entry(question: Data, steps: Steps) -> str:
    entries = question.get(str(steps[0]))
    if not isinstance(entries, list):
        return ""
    numbers = [steps[1]] if len(steps) > 1 else range(len(entries))
    for number in numbers:
        if isinstance(number, int) and number < len(entries) and isinstance(entries[number], dict):
            done = _without_conditions(entries[number]) or _literal(entries[number], "label")
            if done:
                return done
    return ""


def _without_conditions(entry: Data) -> str:
    taken = {field: entry.pop(field) for field in _CONDITIONAL if field in entry}
    return f"taken out of option {entry['id']}: {taken}" if taken else ""


def _literal(data: Data, field: str) -> str:
    """Make the placeholders of a text literal; return '' if it has none."""
    text = data.get(field)
    if not isinstance(text, str) or "{" not in text.replace("{{", ""):
        return ""
    data[field] = text.replace("{{", "{").replace("}}", "}").replace("{", "{{").replace("}", "}}")
    return "its placeholders became plain text"


_MENDS: dict[str, Callable[[Data, Steps], str]] = {
    **dict.fromkeys(_OPTIONAL, _drop),
    **dict.fromkeys(("options", "rows", "columns"), _mend_entry),
    "checks": _drop_check,
    "text": lambda question, steps: _literal(question, "text"),
}
"""How a fault in each field is mended; a question whose fault has no such way is left out."""
