"""A total divided over rows."""

from __future__ import annotations

from collections.abc import Iterator

from ...language import _, plural
from ..amounts import amount
from ..answers import Answer
from ..page import Page, Problem
from .base import ids, kept_texts, label_of, not_offered, register


class AllocationRules:
    """The value maps rows to whole numbers that add up to the total, or to at most it."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, dict):
            yield Problem("wrong_shape", _("Give a number for each row."))
            return
        offered = ids(page.all_rows)
        for row, number in answer.value.items():
            if row not in offered:
                yield not_offered(row)
            if isinstance(number, bool) or not isinstance(number, int) or number < 0:
                yield Problem("not_a_count", _("Give a whole number, 0 or more."), row)
                return
        yield from self._check_extra(page, answer)
        yield from self._check_sum(page, sum(answer.value.values()))

    def _check_extra(self, page: Page, answer: Answer) -> Iterator[Problem]:
        added = [row for row in ids(page.extra_rows) if answer.value.get(row)]
        if len(added) > page.extra_limit:
            message = plural(
                "At most {number} row can be added.", "At most {number} rows can be added.", page.extra_limit
            )
            yield Problem("too_many_rows", message.format(number=page.extra_limit), added[-1])

    def _check_sum(self, page: Page, given: int) -> Iterator[Problem]:
        total = page.total
        if total is None:
            return
        off, whole = amount(abs(given - total), page.unit), amount(total, page.unit)
        if given > total:
            message = _("{over} too much: take some away, the total is {total}.")
            yield Problem("over_total", message.format(over=off, total=whole))
        elif given < total and not page.at_most:
            yield Problem("under_total", _("{left} left to place; the total is {total}.").format(left=off, total=whole))

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the rows that are still there, if they still fit the total."""
        offered = set(ids(page.all_rows))
        kept = {row: number for row, number in answer.value.items() if row in offered}
        if not kept or any(self._check_sum(page, sum(kept.values()))):
            return None
        return answer if kept == answer.value else Answer(kept, texts=kept_texts(answer, kept))

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the rows above zero with their numbers."""
        shares = {row: answer.value[row] for row in ids(page.all_rows) if answer.value.get(row)}
        said = (f"{label_of(page.all_rows, row, answer)} {amount(share, page.unit)}" for row, share in shares.items())
        return " · ".join(said) or "0"


register("allocation", AllocationRules())
