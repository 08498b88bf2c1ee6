"""A number for each row."""

from __future__ import annotations

from collections.abc import Sequence

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _, figure
from ..speech import sentence
from ..typed import Typed
from .base import Talk, register, specials_line
from .numbers import number_in, request, written
from .steps import Step, Values, now, rows_counted, rows_with_words, step_by_step, texts_in, word_line, words_of


class NumberStep(Step):
    """The number of one row."""

    def __init__(self, page: Page, row: Choice, number: int) -> None:
        super().__init__(row.id, number, len(page.rows))
        self._page, self._label = page, row.label

    def says(self, values: Values) -> list[str]:
        """Ask for the number."""
        before = now(figure(written(values[self.key]))) if self.key in values else ""
        return [f"{self.place()}: {sentence(self._label)}{before}"]

    def read(self, line: Typed, values: Values) -> int | float:
        """Return the number."""
        return number_in(self._page, line)


class NumberGridPrompt:
    """Row by row; rows without a number are left out."""

    stepped = True

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for a number row by row."""
        values = _values(given)
        opening = (
            " ".join((rows_counted(page), request(page), _("Enter leaves a row out."))),
            *specials_line(page),
        )
        yield from step_by_step(_steps(page), values, opening, lambda values: _answer(page, values), where)
        return _answer(page, values)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return a line for each row, and the words beside it."""
        lines: list[str] = []
        for row in page.rows:
            number = answer.value.get(row.id)
            lines.append("-" if number is None else figure(written(number)))
            if row.text_limit and number:
                lines.append(word_line(row, answer))
        return lines


def _steps(page: Page) -> Sequence[Step]:
    return rows_with_words(page.rows, lambda row, number: [NumberStep(page, row, number)])


def _values(given: Answer) -> Values:
    """Return the numbers of an answer by row; a draft may hold what is none."""
    rows = given.value if isinstance(given.value, dict) else {}
    return {row: number for row, number in rows.items() if isinstance(number, int | float)} | words_of(given.texts)


def _answer(page: Page, values: Values) -> Answer:
    numbers = {row.id: values[row.id] for row in page.rows if row.id in values}
    return Answer(numbers, texts=texts_in(values, [row for row, number in numbers.items() if number]))


register(NumberGridPrompt(), "number_grid")
