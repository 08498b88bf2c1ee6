"""What an interview showed: each page as it was when it appeared, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..interview.answers import Answer
from ..interview.page import Choice, Page, Problem
from .values import write_answer


@dataclass(slots=True)
class Shown:
    """One page as displayed, with what came of it: the answers given there, and problems that were told."""

    page: Page
    given: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def to_data(self) -> dict[str, Any]:
        """Return JSON-ready data without the parts that the page does not have."""
        page = self.page
        data: dict[str, Any] = {
            "page": page.key,
            "question": page.question,
            "item": page.item,
            "kind": page.kind,
            "section": page.section,
            "text": page.text,
            "help": page.help,
            "options": _choices(page.options),
            "rows": _choices(page.rows),
            "extra_rows": _choices(page.extra_rows),
            "scales": [
                {"id": scale.id, "title": scale.title, "points": _choices(scale.points)} for scale in page.scales
            ],
            "specials": _choices(page.specials),
            "sets": [list(members) for members in page.sets],
            "total": page.total,
            "confirm": page.confirm,
            "answer_before": write_answer(page.answer, page.shape),
            "given": [write_answer(answer, page.shape) for answer in self.given],
            "problems": [{"code": problem.code, "message": problem.message} for problem in self.problems],
        }
        return {name: value for name, value in data.items() if value not in ("", [], None, False)}


def _choices(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    return [{"id": choice.id, "label": choice.label} for choice in choices]
