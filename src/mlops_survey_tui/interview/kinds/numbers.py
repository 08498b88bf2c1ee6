"""One number, or one for each row."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...language import _, figure
from ..answers import Answer
from ..page import Page, Problem
from .base import ids, kept_texts, label_of, not_offered, register


def check_number(page: Page, number: object, row: str = "") -> Iterator[Problem]:
    """Yield what is wrong with one number."""
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        yield Problem("not_a_number", _("Give a number."), row)
        return
    if page.decimals == 0 and number != int(number):
        yield Problem("not_whole", _("Give a whole number."), row)
    elif round(number, page.decimals) != number:
        message = _("At most {decimals} digits after the point.")
        yield Problem("too_exact", message.format(decimals=page.decimals), row)
    if page.minimum is not None and number < page.minimum:
        message = _("{number} is below the least possible, {least}.")
        yield Problem("too_small", message.format(number=_shown(number), least=_shown(page.minimum)), row)
    if page.maximum is not None and number > page.maximum:
        message = _("{number} is above the largest possible, {most}.")
        yield Problem("too_large", message.format(number=_shown(number), most=_shown(page.maximum)), row)


def _shown(number: float) -> str:
    return figure(f"{number:g}")


class NumberRules:
    """The value is one number."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        yield from check_number(page, answer.value)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the answer if it still fits the limits."""
        return None if any(check_number(page, answer.value)) else answer

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the number's digits."""
        return _shown(answer.value) if isinstance(answer.value, float) else str(answer.value)


class NumberGridRules:
    """The value maps rows to numbers; rows may stay empty."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer."""
        if not isinstance(answer.value, dict):
            yield Problem("wrong_shape", _("Give a number for each row that applies."))
            return
        rows = ids(page.rows)
        for row, number in answer.value.items():
            if row not in rows:
                yield not_offered(row)
            yield from check_number(page, number, row)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the rows that are still there."""
        rows = set(ids(page.rows))
        kept = {row: number for row, number in answer.value.items() if row in rows}
        return Answer(kept, texts=kept_texts(answer, kept)) if kept else None

    def describe(self, page: Page, answer: Answer) -> str:
        """Return the rows with their numbers."""
        rows = [row for row in ids(page.rows) if row in answer.value]
        return " · ".join(f"{label_of(page.rows, row, answer)} {_shown(answer.value[row])}" for row in rows)


register("number", NumberRules())
register("number_grid", NumberGridRules())
