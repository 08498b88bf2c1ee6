"""The most and the least of each set."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _, within
from ..answers import Answer
from ..page import Page, Problem
from .base import label_of, not_offered, register

MARKS = ("most", "least")


class MaxDiffRules:
    """The value maps the number of a set, from 1 and as text, to the options marked most and least."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer; sets may be left out, but not half answered."""
        if not isinstance(answer.value, dict):
            yield Problem("wrong_shape", _("Mark one most and one least in each set."))
            return
        for number, marks in answer.value.items():
            yield from self._check_set(page, str(number), marks)

    def _check_set(self, page: Page, number: str, marks: object) -> Iterator[Problem]:
        if not number.isdigit() or not 1 <= int(number) <= len(page.sets) or not isinstance(marks, dict):
            yield Problem("unknown_set", _("There is no such set."), number)
            return
        members = page.sets[int(number) - 1]
        yield from (not_offered(id_) for id_ in marks.values() if id_ not in members)
        if set(marks) != set(MARKS):
            yield Problem("half_set", _("Set {number} needs both a most and a least.").format(number=number), number)
        elif marks["most"] == marks["least"]:
            message = _("In set {number} the most and the least are the same.")
            yield Problem("same_item", message.format(number=number), number)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the sets whose marked options are still shown in them."""
        kept = {
            number: marks
            for number, marks in answer.value.items()
            if int(number) <= len(page.sets) and all(id_ in page.sets[int(number) - 1] for id_ in marks.values())
        }
        return Answer(kept) if kept else None

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the marks of each set."""
        return " · ".join(
            f"{number}: {within(page.prompts[0])} {label_of(page.options, marks['most'])}, "
            f"{within(page.prompts[1])} {label_of(page.options, marks['least'])}"
            for number, marks in sorted(answer.value.items(), key=lambda pair: int(pair[0]))
        )


register("maxdiff", MaxDiffRules())
