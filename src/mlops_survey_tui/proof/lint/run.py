"""Applies all rules to a questionnaire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...questionnaire.errors import Fault
from ..reachability.codes import CODES
from . import answers, burden, order_and_routing, privacy_neutrality, scales, wording
from .acceptance import Finding, Used, judged, place_of, unused
from .rules import RULES, Level, Rule
from .subject import Subject

ROOMS = (wording, scales, answers, order_and_routing, burden, privacy_neutrality)
"""The files of rules; importing them registers the rules."""


def lint(folder: Path) -> list[Finding]:
    """Return everything that the rules find, sorted by place; faults of the files are findings too.

    Rules that need a compiled questionnaire are left out where there are faults.

    Raises:
        QuestionnaireInvalid: there is no manifest that can be read.
    """
    subject = Subject(folder)
    used: Used = set()
    findings = [_of_fault(subject, fault) for fault in subject.faults]
    checked = {code for code, one in RULES.items() if one.check and (subject.questionnaire or not one.compiled)}
    for code in checked - {"A1"}:
        check = RULES[code].check
        findings += [judged(subject, code, found, used) for found in check(subject)] if check else []
    findings += unused(subject, used, checked)
    return sorted(set(findings))


def _of_fault(subject: Subject, fault: Fault) -> Finding:
    """Return a fault as the finding of the rule that says the same, or under its own code."""
    one = RULES["W10"] if _in_placeholder(subject, fault) else _rule_of(fault)
    code, title = (one.code, one.title) if one else (fault.code, fault.title)
    message = f"{fault.message} ({fault.code})" if one else f"{fault.message}. {fault.remedy}"
    return Finding(fault.file, fault.line, code, Level.STOP, title, message)


def _rule_of(fault: Fault) -> Rule | None:
    keys = {fault.code, f"{fault.code}:{fault.message.partition(':')[0]}"}
    return next((one for one in RULES.values() if keys.intersection(one.faults)), None)


def _in_placeholder(subject: Subject, fault: Fault) -> bool:
    """Whether a name that a fault calls unknown stands in a placeholder of a text at that line."""
    name = re.match(r"'(\w+)", fault.message)
    if fault.code != "C303" or name is None:
        return False
    inserted = re.compile(rf"\{{[^{{}}]*\b{name[1]}\b[^{{}}]*\}}")
    return any(
        inserted.search(written.text) and place_of(subject, asked.part, *written.steps) == (fault.file, fault.line)
        for asked in subject.questions
        for written in (*asked.texts, *asked.helps)
    )


def explained(code: str) -> str:
    """Return the explanation of a rule, or ''."""
    one, proved = RULES.get(code.upper()), CODES.get(code.upper())
    if one is not None:
        return one.explanation()
    return f"{code.upper()} {proved.title}\n\nMend:  {proved.remedy}" if proved is not None else ""


def known_codes() -> list[str]:
    """Return the codes of all rules."""
    return sorted(RULES, key=lambda code: (code[0], int(code[1:])))


def summary(findings: list[Finding]) -> str:
    """Return how many findings there are, by level, and how many are accepted."""
    left = [finding for finding in findings if not finding.accepted]
    counts = ", ".join(f"{sum(f.level is level for f in left)} {level}" for level in Level)
    return f"{len(left)} findings to mend or accept ({counts}), {len(findings) - len(left)} accepted"


def data_of(findings: list[Finding]) -> Iterator[dict[str, Any]]:
    """Yield findings as data that JSON can hold."""
    for finding in findings:
        yield {
            "file": finding.file,
            "line": finding.line,
            "code": finding.code,
            "level": str(finding.level),
            "title": finding.title,
            "message": finding.message,
            "where": finding.where,
            "accepted": finding.accepted,
            "reason": finding.reason,
        }
