"""One answer, or several, for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...language import _, plural
from ..answers import Answer
from ..page import Page, Problem, Scale
from .base import ids, kept_texts, label_of, not_offered, register


class MatrixRules:
    """The value maps rows to a point, to a list of points, or to one of these for each scale."""

    def check(self, page: Page, answer: Answer) -> Iterator[Problem]:
        """Yield what is wrong with an answer; rows may be left out."""
        if not isinstance(answer.value, dict):
            yield Problem("wrong_shape", _("Give an answer for each row."))
            return
        rows = ids(page.rows)
        for row, cell in answer.value.items():
            if row not in rows:
                yield not_offered(row)
            for scale, points in self._cells(page, cell):
                yield from self._check_cell(page, scale, points, row)
        missing = [row for row in rows if not self._is_whole(page, answer.value.get(row))]
        if page.required and missing:
            count = len(missing)
            message = plural("{count} row still needs an answer.", "{count} rows still need an answer.", count)
            yield Problem("rows_missing", message.format(count=count), missing[0])

    @staticmethod
    def _is_whole(page: Page, cell: Any) -> bool:
        """Whether a row is answered on every scale."""
        if isinstance(cell, dict):
            return all(cell.get(scale.id) for scale in page.scales)
        return bool(cell)

    def _cells(self, page: Page, cell: Any) -> Iterator[tuple[Scale | None, Any]]:
        """Yield each scale with what was answered on it."""
        if len(page.scales) == 1 and not page.scales[0].id:
            yield page.scales[0], cell
        elif isinstance(cell, dict):
            by_id = {scale.id: scale for scale in page.scales}
            yield from ((by_id.get(id_), points) for id_, points in cell.items())
        else:
            yield None, cell

    def _check_cell(self, page: Page, scale: Scale | None, points: Any, row: str) -> Iterator[Problem]:
        if scale is None or isinstance(points, list) is not page.multiple:
            yield Problem("wrong_shape", _("The answer does not fit the scales of this row."), row)
            return
        offered = ids(scale.points)
        chosen = points if page.multiple else [points]
        yield from (not_offered(point) for point in chosen if point not in offered)
        exclusive = [p.id for p in scale.points if (p.exclusive or p.special) and p.id in chosen]
        if exclusive and len(chosen) > 1:
            message = _("“{label}” does not go together with other answers.")
            yield Problem("exclusive", message.format(label=label_of(scale.points, exclusive[0])), row)

    def prune(self, page: Page, answer: Answer) -> Answer | None:
        """Return the rows and points that are still there."""
        rows = set(ids(page.rows))
        kept = {row: left for row, cell in answer.value.items() if row in rows and (left := self._left(page, cell))}
        return Answer(kept, texts=kept_texts(answer, kept)) if kept else None

    def _left(self, page: Page, cell: Any) -> Any:
        if isinstance(cell, dict):
            by_id = {scale.id: ids(scale.points) for scale in page.scales}
            found = {id_: _kept(points, by_id[id_]) for id_, points in cell.items() if id_ in by_id}
            return {id_: points for id_, points in found.items() if points}
        return _kept(cell, ids(page.scales[0].points))

    def describe(self, page: Page, answer: Answer) -> str:
        """Return each row with its answer."""
        return " · ".join(
            f"{label_of(page.rows, row, answer)}: {self._words(page, answer.value[row])}"
            for row in ids(page.rows)
            if row in answer.value
        )

    def _words(self, page: Page, cell: Any) -> str:
        words = []
        for scale, points in self._cells(page, cell):
            chosen = points if isinstance(points, list) else [points]
            labels = ", ".join(label_of(scale.points if scale else (), point) for point in chosen)
            words.append(f"{scale.title} {labels}" if scale and scale.title else labels)
        return "; ".join(words)


def _kept(points: Any, offered: list[str]) -> Any:
    if isinstance(points, list):
        return [point for point in points if point in offered]
    return points if points in offered else None


register("matrix", MatrixRules())
