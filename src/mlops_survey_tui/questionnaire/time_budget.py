"""How long a questionnaire can take by the time model, and how much of that its modules may take."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Question, Questionnaire

_ROUNDING = 0.001


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """``longest`` has by section the longest seconds of its questions, over the passes that the time model expects.

    ``for_modules`` is what the modules of one respondent may take at the longest, in seconds: what the manifest's
    target leaves beside everything else, and never less than the longest form takes.
    """

    longest: dict[str, float]
    for_modules: float

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> TimeBudget:
        """Return the budget of a questionnaire, worked out at the first call."""
        memory = questionnaire.memory
        if "time_budget" not in memory:
            longest = _longest(questionnaire)
            memory["time_budget"] = cls(longest, _for_modules(questionnaire, longest) + _ROUNDING)
        found: TimeBudget = memory["time_budget"]
        return found


def _longest(questionnaire: Questionnaire) -> dict[str, float]:
    return {
        section.id: (section.loop.passes if section.loop else 1.0)
        * sum(_longest_seconds(questionnaire.question_by_id[name]) for name in section.questions)
        for section in questionnaire.sections
    }


def _longest_seconds(question: Question) -> float:
    passes = question.loop.passes if question.loop else 1.0
    return question.seconds.longest + max(0.0, passes - 1) * question.seconds.longest_repeat


def _for_modules(questionnaire: Questionnaire, longest: dict[str, float]) -> float:
    forms = questionnaire.rotation.forms if questionnaire.rotation else ()
    longest_form = max((sum(longest[module] for module in form) for form in forms), default=0.0)
    core = sum(longest[section.id] for section in questionnaire.sections if not section.module)
    return max(longest_form, questionnaire.target_longest * 60 - core)
