"""One answer, or several, for each row: row by row, and scale by scale where there are several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ....interview.answers import Answer
from ....interview.page import Choice, Page, Scale
from ....language import _, mark
from ...states.matrix import is_nested
from ...states.search import folded, squashed
from ..speech import inline, listed, sentence
from ..typed import Typed
from .base import NotUnderstood, Talk, ids_of, register, specials_line
from .steps import Step, Values, now, rows_counted, rows_with_words, step_by_step, texts_in, word_line, words_of

_ONE = mark("Type one number for each; Enter leaves a row out.")
_SEVERAL = mark("Type one or more numbers for each; Enter leaves a row out.")
_NUMBERS = re.compile(r"\d{1,6}(?:[\s,;.]+\d{1,6})*[\s,;.]*", re.ASCII)


class CellStep(Step):
    """One row on one scale."""

    def __init__(self, page: Page, row: Choice, number: int, scale: Scale) -> None:
        super().__init__(row.id, number, len(page.rows))
        self._page, self._label, self._scale = page, row.label, scale

    @property
    def key(self) -> Any:
        """Where the points are kept, as a list."""
        return ("cell", self.row, self._scale.id)

    def says(self, values: Values) -> list[str]:
        """Ask for the row, and name the scale if there are several."""
        labels = {point.id: point.label for point in self._scale.points}
        before = now(", ".join(labels.get(id_, id_) for id_ in values[self.key])) if self.key in values else ""
        scale = f" {sentence(self._scale.title)}" if len(self._page.scales) > 1 else ""
        return [f"{self.place()}: {sentence(self._label)}{scale}{before}"]

    def read(self, line: Typed, values: Values) -> list[str]:
        """Return the ids of the points."""
        text, points = line.text.strip(), self._scale.points
        if _NUMBERS.fullmatch(text):
            numbers = [int(number) for number in re.findall(r"\d+", text)]
        else:
            word = squashed(folded(text))
            numbers = [at for at, point in enumerate(points, 1) if word and squashed(folded(point.label)) == word]
        if not numbers or not all(1 <= number <= len(points) for number in numbers):
            raise NotUnderstood(_how(self._page, self._scale))
        if len(numbers) > 1 and not self._page.multiple:
            raise NotUnderstood(_("Type one number only."))
        return [points[number - 1].id for number in numbers]


class MatrixPrompt:
    """The points are read out once; then each row is asked."""

    stepped = True

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for the points row by row."""
        values = _values(page, given)
        yield from step_by_step(_steps(page), values, _opening(page), lambda values: _answer(page, values), where)
        return _answer(page, values)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return a line for each row and scale, and the words beside the row."""
        lines: list[str] = []
        for row in page.rows:
            cell = answer.value.get(row.id)
            for scale in page.scales:
                points = cell if cell is None or not is_nested(page) else cell.get(scale.id)
                lines.append(_line(scale, points))
            if row.text_limit and lines[-1] != "-":
                lines.append(word_line(row, answer))
        return lines


def _steps(page: Page) -> Sequence[Step]:
    def of_row(row: Choice, number: int) -> list[Step]:
        return [CellStep(page, row, number, scale) for scale in page.scales]

    return rows_with_words(page.rows, of_row)


def _opening(page: Page) -> list[str]:
    return [
        f"{rows_counted(page)} {_(_SEVERAL if page.multiple else _ONE)}",
        *(_how(page, scale) for scale in page.scales),
        *specials_line(page),
    ]


def _how(page: Page, scale: Scale) -> str:
    title = f"{inline(scale.title)}: " if scale.title else ""
    return f"{title}{listed(scale.points)}."


def _line(scale: Scale, points: Any) -> str:
    if points is None:
        return "-"
    offered = ids_of(scale.points)
    return " ".join(str(offered.index(point) + 1) for point in ([points] if isinstance(points, str) else points))


def _values(page: Page, given: Answer) -> Values:
    values: Values = {}
    for row, cell in (given.value if isinstance(given.value, dict) else {}).items():
        by_scale = cell if is_nested(page) else {scale.id: cell for scale in page.scales}
        for scale, points in by_scale.items():
            if points:
                values["cell", row, scale] = [points] if isinstance(points, str) else list(points)
    return values | words_of(given.texts)


def _answer(page: Page, values: Values) -> Answer:
    rows = {row.id: cell for row in page.rows if (cell := _cell(page, values, row.id))}
    return Answer(rows, texts=texts_in(values, list(rows)))


def _cell(page: Page, values: Values, row: str) -> Any:
    found = {scale.id: values["cell", row, scale.id] for scale in page.scales if ("cell", row, scale.id) in values}
    cells = {id_: points if page.multiple else points[0] for id_, points in found.items()}
    return cells if is_nested(page) else next(iter(cells.values()), None)


register(MatrixPrompt(), "matrix")
