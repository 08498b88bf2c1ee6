"""The way to any question by its id or wording."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ....interview.page import Choice, Page
from ....questionnaire.model import Questionnaire
from ..frame import Frame
from ..lines import Look, Target
from ..screens.base import Host, SurveyScreen, inset_of
from ..widgets import view_of
from ..widgets.footer import Key, key
from ..widgets.header import header

_MOST_WORDING = 50


class GoToScreen(SurveyScreen):
    """All questions as a list with a search; the one chosen is gone to."""

    def __init__(
        self, host: Host, questionnaire: Questionnaire, hidden: frozenset[str], go: Callable[[str], None]
    ) -> None:
        super().__init__(host)
        self._go = go
        self._page = _questions_page(questionnaire, hidden)
        self._view = view_of("single")
        self._state: Any = self._view.begin(self._page)

    @property
    def typing(self) -> bool:
        """Letters search."""
        return True

    def writes(self, character: str) -> bool:
        """Return whether a character goes into the search."""
        return self._view.writes(self._page, self._state, character)

    def frame(self, look: Look) -> Frame:
        """Return the list."""
        inset = inset_of(look)
        top, bottom = header("Go to a question", "", "", None, look), self.foot(self._keys(), look)
        inner = replace(look, width=look.width - 2 * inset, height=look.height - len(top) - len(bottom))
        body = self._view.lines(self._page, self._state, inner)
        focus = self._view.focus_line(self._page, self._state, inner)
        return Frame(top, body, bottom, focus, 0, inset, self.page)

    def act(self, action: str) -> None:
        """Choose, clear the search, or close."""
        if action == "next":
            following = self._view.enter(self._page, self._state)
            chosen = self._view.answer(self._page, self._state).value if following is None else None
            self._state = self._state if following is None else following
            if isinstance(chosen, str):
                self._go(chosen)
        elif action == "back":
            former = self._view.back(self._page, self._state)
            if former is None:
                self.host.close()
            else:
                self._state = former
        else:
            self._state = self._view.act(self._page, self._state, action)

    def typed(self, character: str) -> None:
        """Search."""
        self._state = self._view.typed(self._page, self._state, character)

    def pasted(self, text: str) -> None:
        """Search for what was pasted."""
        self._state = self._view.pasted(self._page, self._state, text)

    def clicked(self, target: Target) -> None:
        """Choose the question clicked."""
        self._state = self._view.clicked(self._page, self._state, target)

    def _keys(self) -> tuple[Key, ...]:
        return key("up", 7), key("next", 8, label="go there"), key("back", 6, label="close")


def _questions_page(questionnaire: Questionnaire, hidden: frozenset[str]) -> Page:
    """Return all questions as the options of a page."""
    options = tuple(
        Choice(
            question.id,
            f"{question.id}{' (hidden)' if question.id in hidden else ''}: {_wording(questionnaire, question.id)}",
            group=questionnaire.section_by_id[question.section].title,
        )
        for question in questionnaire.questions
    )
    return Page("go_to", "go_to", "single", "", "", options=options, searchable=True)


def _wording(questionnaire: Questionnaire, name: str) -> str:
    """Return the beginning of a question's first wording, with dots for what is filled in."""
    text = questionnaire.question_by_id[name].text.variants[0].text
    whole = text if isinstance(text, str) else "".join(part if isinstance(part, str) else "…" for part in text)
    return whole if len(whole) <= _MOST_WORDING else f"{whole[:_MOST_WORDING]}…"
