"""What a sound questionnaire is made of, in a few lines."""

from __future__ import annotations

from collections import Counter

from .model import Questionnaire


def summary_lines(questionnaire: Questionnaire) -> list[str]:
    """Return counts of everything, and minutes by the time model."""
    kinds = Counter(question.kind for question in questionnaire.questions)
    options = sum(len(found.options) for found in questionnaire.lists.values())
    whens = [q.when for q in questionnaire.questions] + [s.when for s in questionnaire.sections]
    conditions = sum(when is not None for when in whens) + len(questionnaire.computed)
    modules = sum(section.module for section in questionnaire.sections)
    lines = [
        f"{questionnaire.title} ({questionnaire.edition}, version {questionnaire.version}, {questionnaire.status})",
        f"{len(questionnaire.sections)} sections, {modules} of them modules",
        f"{len(questionnaire.questions)} questions: {', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))}",
        f"{len(questionnaire.lists)} lists with {options} entries",
        f"{conditions} conditions, {len(questionnaire.draws)} draws",
    ]
    if questionnaire.rotation is not None:
        lines.append(f"{len(questionnaire.rotation.forms)} rotation forms")
    lines.append(f"about {questionnaire.estimate_minutes:g} minutes for somebody asked every core question")
    lines.append(f"content hash {questionnaire.content_hash}")
    return [*lines, "no faults found"]
