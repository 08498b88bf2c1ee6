"""The question screen: one for the whole interview, filled again with each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ....interview.answers import Answer
from ....interview.page import Page, Problem, Progress
from ....language import _, mark
from ...actions import ACTIONS, Action
from ...keymap import Keymap
from ...sentences import NOT_STARTED
from ..errands import Copy, Edit, Edited
from ..frame import Frame, Row
from ..lines import Look, Target
from ..start import Opened
from ..widgets import view_of
from ..widgets.footer import Key, Notice, footer, key, notice_rows
from ..widgets.header import SHORT, header, minutes_left, survey_name
from .asking import Asking, asked
from .base import Host, Joined, Place, SurveyScreen, inset_of, not_kept
from .copying import as_text
from .retracing import places_of, undone
from .review import ReviewScreen

_CONFIRM = mark("The choices changed since you answered this. Please look again, then press {next}.")
_FIRST = mark("This is the first question.")
_NOT_YET = mark("This question has not been reached yet.")
_NOTHING_TO_UNDO = mark("There is nothing to take back.")
_AGAIN = mark("Press {next} again to keep it as it is.")
_CHOOSE = mark("{toggle} chooses, {next} goes on.")

_MENU = ("back", "review", "undo", "edit", "copy", "palette", "leave")


class QuestionScreen(SurveyScreen):
    """Header, question, the view of its kind, and the keys that matter now."""

    def __init__(self, host: Host, opened: Opened, page: Page) -> None:
        super().__init__(host)
        self.opened = opened
        self._section = ""
        self.turn(page)

    def turn(self, page: Page) -> None:
        """Fill the screen with a question."""
        self._page, self.kind = page, page.shape
        self.scrolls = page.shape == "info"
        self.menu = tuple(action for action in _MENU if self.takes(ACTIONS[action]))
        self._view = view_of(page.kind, page.shape)
        self._state: Any = self._view.begin(page)
        self._known = self._view.answer(page, self._state)
        self._progress: Progress = self.opened.session.progress()
        self._heading = self._progress.section if page.section != self._section else ""
        self._section = page.section
        self._asking: tuple[Look, Asking] | None = None
        self.notice = Notice(self._keymap.said(_(_CONFIRM)), "warning") if page.confirm else None

    @property
    def page(self) -> str:
        """The key of the question shown."""
        return self._page.key

    @property
    def asked(self) -> Page:
        """The question shown."""
        return self._page

    @property
    def state(self) -> Any:
        """The state of the question's view."""
        return self._state

    @property
    def typing(self) -> bool:
        """Whether the view has the caret in a text."""
        return self._view.typing(self._page, self._state)

    def writes(self, character: str) -> bool:
        """Return whether the view takes a character as text, whatever its key is bound to."""
        return self._view.writes(self._page, self._state, character)

    def takes(self, action: Action) -> bool:
        """Return whether an action means something to this kind of question."""
        return action.means_something_to(self.kind)

    def frame(self, look: Look) -> Frame:
        """Return the screen as lines."""
        inset = inset_of(look)
        bottom = self._bottom(inset, look)
        asking = self._asked(look)
        window = look.height - len(asking.pinned) - len(bottom)
        inner = replace(look, width=look.width - 2 * inset, height=window)
        body = Joined(asking.lead, self._view.lines(self._page, self._state, inner))
        focus = len(asking.lead) + self._view.focus_line(self._page, self._state, inner)
        focus = max(0, min(focus, len(body) - 1))
        head = self._view.head_line(self._page, self._state, inner)
        head = len(asking.lead) + head if head >= 0 else -1
        return Frame(asking.pinned, body, bottom, focus, len(asking.lead), inset, self.page, head=head)

    def act(self, action: str) -> None:
        """Do what belongs to the interview, and hand the rest to the view."""
        if action in _OWN:
            _OWN[action](self)
        else:
            self._state = self._view.act(self._page, self._state, action)

    def typed(self, character: str) -> None:
        """Give a character to the view."""
        self._state = self._view.typed(self._page, self._state, character)

    def pasted(self, text: str) -> None:
        """Give a paste to the view."""
        self._state = self._view.pasted(self._page, self._state, text)

    def clicked(self, target: Target) -> None:
        """Give a click to the view; one on the button of a text also goes on."""
        self._state = self._view.clicked(self._page, self._state, target)
        if target.name == "next":
            self._next()

    def places(self) -> Sequence[Place]:
        """Return the questions reached, but for this one."""
        lines = [line for line in self.opened.session.review() if line.key != self.page]
        return places_of(lines, lambda key: self._move(lambda: self.opened.session.jump(key), _NOT_YET))

    def help_text(self) -> str:
        """Return the help on the question and on its options, and note that it was wanted."""
        self.host.attempt(lambda: self.opened.session.note("help_opened"), lambda _: None)
        options = [f"{choice.label}: {choice.help}" for choice in self._page.choices() if choice.help]
        return "\n".join(text for text in (self._page.help, *options) if text)

    def save(self) -> None:
        """Keep what was entered so far and pause the interview."""
        self._keep()
        self.opened.session.pause()

    def farewell(self) -> str:
        """Return how to come back."""
        name, command = self.opened.name(), self.host.start.command
        if not name:
            return _(NOT_STARTED)
        told = _("Saved. To go on where you left: {command}")
        return not_kept(self.host) or told.format(command=f"{command} --resume {name}")

    def entered(self) -> Answer:
        """Return what was entered so far, given or not."""
        return self._view.answer(self._page, self._state)

    def _keep(self) -> None:
        answer = self.entered()
        if answer != self._known:
            self.opened.session.draft(answer)
            self._known = answer

    def _next(self) -> None:
        following = self._view.enter(self._page, self._state)
        if following is None:
            answer = self.entered()
            self.host.attempt(lambda: self.opened.session.answer(answer), self._answered)
        else:
            self._state = following
            self.host.attempt(self._keep, lambda _: None)

    def _answered(self, problems: list[Problem]) -> None:
        if not problems:
            self.host.go_on(self.opened)
            return
        message = " ".join(problem.message for problem in problems)
        soft = all(problem.soft for problem in problems)
        how = _(_AGAIN) if soft else _(_CHOOSE) if self._nothing_chosen(problems) else ""
        self.notice = Notice(f"{message} {self._keymap.said(how)}".rstrip(), "warning" if soft else "error")

    def _nothing_chosen(self, problems: list[Problem]) -> bool:
        """Return whether an answer is missing that is chosen, for people who take the line they are on for chosen."""
        return problems[0].code == "required" and "toggle" in self._view.actions(self._page, self._state)

    def _back(self) -> None:
        former = self._view.back(self._page, self._state)
        if former is None:
            self._move(self.opened.session.back, _FIRST)
        else:
            self._state = former

    def _undo(self) -> None:
        def job() -> str:
            self._keep()
            return undone(self.opened.session, self.host.start.options.ascii)

        self.host.attempt(job, self._undone)

    def _undone(self, said: str) -> None:
        if said:
            self.host.go_on(self.opened, said)
        else:
            self.notice = Notice(_(_NOTHING_TO_UNDO))

    def _move(self, move: Callable[[], bool], refusal: str) -> None:
        def job() -> bool:
            self._keep()
            return move()

        self.host.attempt(job, lambda moved: self._moved(moved, refusal))

    def _moved(self, moved: bool, refusal: str) -> None:
        if moved:
            self.host.go_on(self.opened)
        else:
            self.notice = Notice(_(refusal))

    def _review(self) -> None:
        self.host.attempt(self._keep, lambda _: self.host.open(ReviewScreen(self.host, self.opened, self.page)))

    def _copy(self) -> None:
        text = as_text(self._page, self._view, self._state, self.host.start.options)
        self.host.ask(Copy(text, self._say))

    def _edit(self) -> None:
        text = self._view.editable(self._page, self._state)
        if text is not None:
            errand = Edit(text, self._page.text_limit, self.kind == "long_text", self._edited)
            self.host.attempt(self._keep, lambda _: self.host.ask(errand))

    def _edited(self, edited: Edited) -> None:
        if edited.text is not None:
            self._state = self._view.edited(self._page, self._state, edited.text)
            self.host.attempt(self._keep, lambda _: None)
        self._say(edited.notice)

    def _say(self, text: str) -> None:
        self.notice = Notice(text) if text else None

    def _asked(self, look: Look) -> Asking:
        if self._asking is None or self._asking[0] != look:
            survey, progress = self.opened.survey, self._progress
            left = minutes_left(progress.minutes_left, look.height < SHORT)
            head = header(survey_name(survey), progress.section, left, progress.share, look)
            self._asking = look, asked(head, self._heading, self._page, look)
        return self._asking[1]

    def _bottom(self, inset: int, look: Look) -> tuple[Row, ...]:
        notice = notice_rows(self.notice, inset, look)
        blank = notice_rows(Notice(" "), inset, look) if not notice and look.height >= SHORT else ()
        return (*notice, *blank, footer(self._keys(), look))

    def _enter_key(self) -> Key:
        """Return what Enter does now: go on within the page, give the answer, or skip."""
        if self._view.enter(self._page, self._state) is not None:
            return key("next", 8, kind=self.kind)
        skip = self.kind != "info" and self.entered().is_empty and not self._page.required
        return key("next", 8, kind="info" if self.kind == "info" else "", label=_("skip") if skip else "")

    def _keys(self) -> list[Key]:
        ids = self._view.actions(self._page, self._state)
        typing = self.typing
        named = [action for action, _hint in self._keymap.hints(ids, self.kind, typing)][:3]
        hints = [
            key(action, 3 if self._moves(action) else 7 - at, kind=self.kind, typing=typing)
            for at, action in enumerate(named)
        ]
        return [key("help", 9, typing=typing), *hints, self._enter_key(), key("back", 4, typing=typing)]

    def _moves(self, action: str) -> bool:
        return ACTIONS[action].meaning_for(self.kind).label == "move"

    @property
    def _keymap(self) -> Keymap:
        return self.host.start.options.keymap


_OWN: Mapping[str, Callable[[QuestionScreen], None]] = {
    "next": QuestionScreen._next,
    "back": QuestionScreen._back,
    "undo": QuestionScreen._undo,
    "review": QuestionScreen._review,
    "edit": QuestionScreen._edit,
    "copy": QuestionScreen._copy,
}
