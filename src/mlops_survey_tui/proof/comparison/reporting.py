"""A comparison of editions for people and for programs: lines, Markdown, and JSON-ready data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from .change import Change
from .editions import Comparison
from .problems import Problem
from .state import QuestionComparison, Recode, State

_LONGEST = 300


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the report as lines for a terminal: counts, what changed by state, then what is not in order."""
    yield _title(comparison)
    yield ", ".join(f"{count} {state}" for state in State if (count := comparison.counts()[state])) or "no questions"
    for state in reversed(State):
        chosen = [question for question in comparison.questions if question.state == state and _says_more(question)]
        if chosen:
            yield ""
            yield f"{state.capitalize()}"
            for question in chosen:
                yield f"  {_name(question)}"
                yield from (f"    {line}" for line in _question_lines(question))
    for problem in comparison.problems:
        yield ""
        yield from _problem_lines(problem)
    yield from _suggestion_lines(comparison)


def _title(comparison: Comparison) -> str:
    old, new = comparison.old, comparison.new
    return f"{new.title}: {old.edition} (version {old.version}) and {new.edition} (version {new.version})"


def _says_more(question: QuestionComparison) -> bool:
    return bool(question.reasons or question.recodes or question.id != question.old_id)


def _name(question: QuestionComparison) -> str:
    if not question.old_id or question.old_id == question.id:
        replaced = f", replaced by {question.replaced_by}" if question.replaced_by else ""
        return question.id + replaced
    return f"{question.id} (was {question.old_id})"


def _question_lines(question: QuestionComparison) -> Iterator[str]:
    for recode in question.recodes:
        yield recode_text(recode)
    yield from reason_texts(question)


def recode_text(recode: Recode) -> str:
    """Return a recode in words."""
    return f"{recode.field}: {' + '.join(recode.old) or '—'} → {' + '.join(recode.new) or '—'} ({recode.how})"


def reason_texts(question: QuestionComparison) -> Iterator[str]:
    """Yield why a question is in its state, in words; changes with one explanation are told together."""
    together: dict[tuple[str, str], list[Change]] = {}
    for reason in question.reasons:
        how = reason.verb or ("noted" if reason.change.note else "not explained")
        together.setdefault((how, reason.explanation), []).append(reason.change)
    for (how, explanation), changes in together.items():
        what = "; ".join(_subject(change, question.id) for change in changes)
        yield f"{how}: {what}" + (f" — {explanation}" if explanation else "")


def _subject(change: Change, question: str) -> str:
    where = "" if change.owner == ("question", question) else f" ({change.owner})"
    return f"{change.subject}{where}"


def _problem_lines(problem: Problem) -> Iterator[str]:
    yield from str(problem.fault).split("\n")
    if problem.was or problem.now:
        yield f"    was: {_short(problem.was)}"
        yield f"    is:  {_short(problem.now)}"
    if problem.questions and len(problem.questions) > 1:
        yield f"    concerns: {', '.join(problem.questions)}"
    if problem.suggestion is not None:
        yield f"    - {entry_text(problem.suggestion)}"


def _short(text: str) -> str:
    text = " ".join(text.split()) or "nothing"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _suggestion_lines(comparison: Comparison) -> Iterator[str]:
    if comparison.suggestions:
        where = "Add to the end of changes.yaml" if comparison.ledger else "Write to changes.yaml"
        yield ""
        yield f"{where}, with your reasons; a break becomes accepted where answers stay comparable:"
        yield ""
        yield from suggested_lines(comparison)


def suggested_lines(comparison: Comparison) -> Iterator[str]:
    """Yield the lines that would explain everything: a whole ledger, or what is to be added to the one there is."""
    if not comparison.suggestions:
        return
    if comparison.ledger is None:
        yield f"edition: {_flow(comparison.old.edition)}"
    if comparison.ledger is None or not comparison.ledger.changes:
        yield "changes:"
    for entry in comparison.suggestions:
        yield f"{comparison.indent}- {entry_text(entry)}"


def entry_text(entry: dict[str, dict[str, Any]]) -> str:
    """Return an entry of the ledger as it could be written in one line."""
    ((verb, about),) = entry.items()
    return f"{verb}: {_flow(about)}"


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10**6)
    return text.removesuffix("\n...\n").rstrip("\n")


def comparison_markdown(comparison: Comparison) -> Iterator[str]:
    """Yield the report as lines of a Markdown page."""
    yield f"# {_cell(_title(comparison))}"
    yield ""
    yield "| State | Questions |"
    yield "| --- | ---: |"
    for state in State:
        if comparison.counts()[state]:
            yield f"| {state} | {comparison.counts()[state]} |"
    yield ""
    yield "| Question | State | Recodes | Why |"
    yield "| --- | --- | --- | --- |"
    for question in comparison.questions:
        recodes = "<br>".join(_cell(recode_text(recode)) for recode in question.recodes)
        reasons = "<br>".join(map(_cell, reason_texts(question)))
        yield f"| {_cell(_name(question))} | {question.state} | {recodes} | {reasons} |"
    if comparison.problems:
        yield ""
        yield "## Not in order"
        for problem in comparison.problems:
            yield ""
            yield "* " + "<br>".join(_cell(line.strip()) for line in _problem_lines(problem))
    if comparison.suggestions:
        yield ""
        yield "```yaml"
        yield from suggested_lines(comparison)
        yield "```"


def _cell(text: str) -> str:
    """Return text that Markdown shows as it is, in a cell of a table too."""
    escaped = "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|&" else letter for letter in text)
    return " ".join(escaped.split())


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return everything as JSON-ready data, for an analysis that compares years."""
    return {
        "old": _edition(comparison.old),
        "new": _edition(comparison.new),
        "passes": comparison.passes,
        "counts": {str(state): comparison.counts()[state] for state in State},
        "questions": [question_data(question) for question in comparison.questions],
        "problems": [_problem(problem) for problem in comparison.problems],
        "suggestions": comparison.suggestions,
    }


def _edition(questionnaire: Any) -> dict[str, str]:
    names = ("id", "edition", "version", "content_hash")
    return {name: str(getattr(questionnaire, name)) for name in names}


def question_data(question: QuestionComparison) -> dict[str, Any]:
    """Return one question's comparison as JSON-ready data."""
    return {
        "id": question.id,
        "old_id": question.old_id,
        "state": str(question.state),
        "replaced_by": question.replaced_by,
        "recodes": [
            {"field": one.field, "old": list(one.old), "new": list(one.new), "how": one.how} for one in question.recodes
        ],
        "reasons": [
            {
                **_change(reason.change),
                "state": str(reason.state),
                "explained_by": reason.verb,
                "explanation": reason.explanation,
            }
            for reason in question.reasons
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "owner": {change.owner.sort: change.owner.id},
        "aspect": change.aspect,
        "form": change.form,
        "part": change.part,
        "scale": change.scale,
        "was": change.old,
        "is": change.new,
        "note": change.note,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    fault = problem.fault
    return {
        "code": fault.code,
        "file": fault.file,
        "line": fault.line,
        "message": f"{fault.title}: {fault.message}",
        "was": problem.was,
        "is": problem.now,
        "questions": list(problem.questions),
        "suggestion": entry_text(problem.suggestion) if problem.suggestion else "",
    }
