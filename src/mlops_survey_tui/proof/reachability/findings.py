"""From verdicts to claims: what the author has to know of what can be reached and what cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...questionnaire.conditions.writing import written
from ...questionnaire.model import Question, Questionnaire
from ..places import Places
from .claim import BOUNDED, PROOF, WITNESS, Claim, Verdicts
from .condition import conditions, own_part
from .locating import in_words, place_of
from .target import Target

Make = Callable[[Target], Iterable[Claim]]

_NEVER = {
    "section": ("R10", "no interview displays a question of it"),
    "question": ("R11", "no interview displays it"),
    "option": ("R12", "no interview is offered it"),
    "special": ("R13", "no interview can give it"),
    "wording": ("R14", "no interview shows it"),
    "draw": ("R15", "no interview draws it"),
    "end": ("R16", "no interview chooses it"),
    "skip": ("R16", "no interview chooses it"),
}
_GAPS = {
    "empty": ("R30", "its loop can have no items; nothing is asked then"),
    "short": ("R31", "its source can have fewer items than it takes"),
    "runs_out": ("R32", "its choices can run out; it is not asked then"),
    "stuck": ("R40", "it is displayed, and every answer is refused"),
    "fallback": ("R50", "the fallback can show"),
}


class Findings:
    """Makes claims of verdicts, for one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, verdicts: Verdicts, places: Places | None) -> None:
        self.questionnaire = questionnaire
        self.verdicts = verdicts
        self.places = places

    def claims(self, targets: Iterable[Target]) -> Iterator[Claim]:
        """Yield the claims about all targets, conditions as one claim each."""
        for target in targets:
            if target.kind == "condition":
                if target.part == "true":
                    yield from self._condition(target.subject)
            elif target.kind in _NEVER:
                yield from self._reached_or_not(target)
            else:
                yield from self._gap(target)

    def _claim(self, code: str, target: Target, verdict: str, basis: str, message: str) -> Claim:
        place = place_of(self.places, self.questionnaire, target) if self.places is not None else None
        witness = self.verdicts.witnesses.get(target) if basis == WITNESS else None
        allowed = self.places.reason(code, self._owner(target)) if self.places is not None else ""
        subject = in_words(self.questionnaire, target)
        return Claim(code, subject, verdict, basis, message, place, witness, target, allowed)

    def _owner(self, target: Target) -> str:
        """Return the question, section or draw that a target belongs to."""
        if target.kind == "condition":
            return conditions(self.questionnaire)[target.subject].subject
        return target.subject.rpartition(" ")[2]

    def _reached_or_not(self, target: Target) -> Iterator[Claim]:
        code, message = _NEVER[target.kind]
        if self.verdicts.reached(target):
            yield self._claim(code, target, "reached", WITNESS, "an interview reaches it")
        elif self.verdicts.undecided(target):
            yield self._claim("R60", target, "undecided", BOUNDED, self.verdicts.bounded)
        elif not self._follows(target):
            yield self._claim(code, target, "never", PROOF, message + self._because(target))

    def _follows(self, target: Target) -> bool:
        """Whether a target is out of reach only because what it belongs to is."""
        if target.kind == "section":
            return False
        if target.kind == "draw":
            return target.part != "made" and self.verdicts.never(Target("draw", target.subject, "made"))
        question = self.questionnaire.question_by_id[target.subject]
        section = Target("section", question.section)
        if target.kind == "question":
            return self.verdicts.never(section)
        return self.verdicts.never(Target("question", question.id)) or self.verdicts.never(section)

    def _because(self, target: Target) -> str:
        """Return which condition keeps a section or question away, as far as one alone does."""
        if target.kind not in ("section", "question"):
            return ""
        by_id = self.questionnaire.section_by_id if target.kind == "section" else self.questionnaire.question_by_id
        when = own_part(by_id[target.subject].when)
        if when is None:
            return ""
        if self.verdicts.never(Target("condition", f"{target.kind} {target.subject}: when", "true")):
            return f": its condition never holds there ({written(when)})"
        return ""

    def _condition(self, name: str) -> Iterator[Claim]:
        true, false, unknown = (Target("condition", name, side) for side in ("true", "false", "unknown"))
        sides = [self.verdicts.reached(side) for side in (true, false, unknown)]
        closed = [self.verdicts.never(side) for side in (true, false, unknown)]
        if all(closed):
            return
        if closed[0]:
            yield self._claim("R20", true, "never", PROOF, "it cannot be true where it is looked at")
        elif closed[1] and closed[2] and sides[0]:
            yield self._claim("R21", true, "always", PROOF, "it is true wherever it is looked at")
        elif closed[1] and sides[0] and sides[2]:
            yield self._claim("R22", true, "always", PROOF, "it is true or unknown, never false")
        elif sides[0] and (sides[1] or sides[2]):
            yield self._claim("R20", true, "reached", WITNESS, "it can hold, and it can fail to hold")
        else:
            missing = "true" if not sides[0] else "anything but true"
            message = f"not seen to be {missing}: {self.verdicts.bounded}"
            yield self._claim("R60", true, "undecided", BOUNDED, message + self._clock(name))

    def _clock(self, name: str) -> str:
        """Return a remark if a condition depends on the time that an interview takes."""
        text = written(conditions(self.questionnaire)[name].tree)
        timed = "survey.minutes" in text or "volunteer" in text
        return "; it depends on the time that an interview takes, and walks take none" if timed else ""

    def _gap(self, target: Target) -> Iterator[Claim]:
        code, message = _GAPS[target.kind]
        question = self.questionnaire.question_by_id.get(target.subject)
        if target.kind == "runs_out" and question is not None and question.required:
            code, message = "R41", "it is required, but its choices can run out; it is not asked then"
        if self.verdicts.reached(target):
            yield self._claim(code, target, "reached", WITNESS, message + self._fallback(target, question))
        elif self.verdicts.undecided(target):
            yield self._claim("R60", target, "undecided", BOUNDED, f"{message}? {self.verdicts.bounded}")
        elif target.kind == "fallback" and not self._follows(target):
            yield self._claim("R51", target, "never", PROOF, "the value is always there where the text is shown")
        else:
            yield self._claim(code, target, "never", PROOF, "this cannot happen")

    def _fallback(self, target: Target, question: Question | None) -> str:
        if target.kind != "fallback" or question is None:
            return ""
        from .targets.gaps import placeholders

        part = next(part for name, _, part in placeholders(self.questionnaire, question) if name == target.part)
        return f" for {written(part['value'])}: “{part['fallback']}”" if part["fallback"] else ", and it is empty"
