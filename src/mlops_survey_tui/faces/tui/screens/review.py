"""The review of all answers, with a jump back to each, and the way to finish."""

from __future__ import annotations

from collections.abc import Sequence

from ....interview.page import ReviewLine
from ....language import _, mark
from ...actions import Action
from ..frame import Frame, Row, inset
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..start import Opened
from ..widgets.footer import Key, Notice, key
from ..widgets.header import SHORT, header, survey_name
from ..wrapping import wrap
from .base import ALWAYS, Host, Place, SurveyScreen, inset_of, not_kept
from .retracing import places_of, undone

_STATES = {"skipped": mark("skipped"), "open": mark("not reached yet"), "confirm": mark("please look again")}
_STYLES = {
    "answered": "accent",
    "special": "accent",
    "skipped": "muted",
    "open": "muted",
    "confirm": "warning",
}
_NOT_YET = mark("This question has not been reached yet.")
_FIRST = mark("There is nothing before this.")
_NOTHING_TO_UNDO = mark("There is nothing to take back.")
_STEPS = {"up": -1, "down": 1, "page_up": -5, "page_down": 5, "previous_field": -1, "next_field": 1}
_TAKEN = frozenset((*_STEPS, *ALWAYS, "home", "end", "next", "toggle", "back", "review", "undo"))


class ReviewScreen(SurveyScreen):
    """All answers by section. The last place of the cursor is the way on: finish, or back to the question."""

    menu = ("back", "undo", "palette", "leave")

    def __init__(self, host: Host, opened: Opened, from_page: str = "") -> None:
        super().__init__(host)
        self._opened, self._from = opened, from_page
        self._review = opened.session.review()
        self._cursor = self._place_of(from_page)
        self._shown: tuple[Look, list[list[Line]]] | None = None

    def frame(self, look: Look) -> Frame:
        """Return the list, with the way on below it."""
        margin = inset_of(look)
        blocks = self._blocks(look)
        body = [line for index, block in enumerate(blocks) for line in self._marked(index, block, look)]
        focus = sum(len(block) for block in blocks[: self._cursor])
        focus += sum(not line.target for line in blocks[self._cursor]) if self._cursor < len(blocks) else -1
        bottom = (*self._way_on(look), *self.foot(self._keys(), look))
        top = header(survey_name(self._opened.survey), _("Review of your answers"), self._count(), None, look)
        return Frame(top, body, bottom, max(0, focus), 1, margin, self.page, reading=False)

    def act(self, action: str) -> None:
        """Move, jump to a question, or go on."""
        last = len(self._review)
        if action in _STEPS:
            self._cursor = max(0, min(last, self._cursor + _STEPS[action]))
        elif action in ("home", "end"):
            self._cursor = 0 if action == "home" else last
        elif action in ("next", "toggle"):
            self._choose()
        elif action in ("back", "review"):
            self._back()
        elif action == "undo":
            self.host.attempt(lambda: undone(self._opened.session, self.host.start.options.ascii), self._undone)

    def takes(self, action: Action) -> bool:
        """Return whether an action means something in the list."""
        return action.id in _TAKEN

    def places(self) -> Sequence[Place]:
        """Return the questions reached."""

        def go(key: str) -> None:
            self.host.attempt(lambda: self._opened.session.jump(key), lambda moved: self._moved(moved, _NOT_YET))

        return places_of(self._review, go)

    def clicked(self, target: Target) -> None:
        """Jump to the question clicked, or go on."""
        if target.name == "entry":
            self._cursor = target.row
            self._choose()

    def save(self) -> None:
        """Record that the respondent leaves, unless the question below does."""
        if not self._from:
            self._opened.session.pause()

    def farewell(self) -> str:
        """Return how to come back and finish."""
        command = f"{self.host.start.command} --resume {self._opened.name()}"
        return not_kept(self.host) or _("Saved. To finish: {command}").format(command=command)

    def _choose(self) -> None:
        if self._cursor == len(self._review):
            self._go_on()
            return
        line = self._review[self._cursor]
        self.host.attempt(lambda: self._opened.session.jump(line.key), lambda moved: self._moved(moved, _NOT_YET))

    def _undone(self, said: str) -> None:
        if said:
            self.host.go_on(self._opened, said)
        else:
            self.notice = Notice(_(_NOTHING_TO_UNDO))

    def _moved(self, moved: bool, refusal: str) -> None:
        if moved:
            self.host.go_on(self._opened)
        else:
            self.notice = Notice(_(refusal))

    def _go_on(self) -> None:
        if self._from:
            self.host.close()
        else:
            self.host.attempt(self._opened.session.finish, lambda done: self.host.go_on(self._opened))

    def _back(self) -> None:
        if self._from:
            self.host.close()
        else:
            self.host.attempt(self._opened.session.back, lambda moved: self._moved(moved, _FIRST))

    def _place_of(self, page: str) -> int:
        keys = [line.key for line in self._review]
        return keys.index(page) if page in keys else len(keys)

    def _count(self) -> str:
        answered = sum(line.status in ("answered", "special") for line in self._review)
        return _("{count} answered").format(count=answered)

    def _keys(self) -> list[Key]:
        label = _("jump there") if self._cursor < len(self._review) else _("continue") if self._from else _("finish")
        end = [key("end", 5)] if self._cursor < len(self._review) else []
        return [key("help", 9), key("up", 7), key("next", 8, label=label), *end, key("back", 6)]

    def _way_on(self, look: Look) -> tuple[Row, ...]:
        under = self._cursor == len(self._review)
        label = _("Back to the question") if self._from else _("Finish: these are my answers")
        style = "cursor" if under else ""
        sign = f"{glyphs(look.ascii).cursor} " if under else "  "
        line = Line((Span(sign + label, style or "strong"),), style, Target("entry", len(self._review)))
        gap = () if look.height < SHORT else (Line(),)
        return inset((*gap, line, *gap), inset_of(look))

    def _blocks(self, look: Look) -> list[list[Line]]:
        if self._shown is None or self._shown[0] != look:
            width = look.width - 2 * inset_of(look) - 2
            section, blocks = "", []
            for index, line in enumerate(self._review):
                heading = line.section if line.section != section else ""
                section = line.section
                blocks.append(_block(line, index, heading, width))
            self._shown = look, blocks
        return self._shown[1]

    def _marked(self, index: int, block: list[Line], look: Look) -> list[Line]:
        if index != self._cursor:
            return block
        sign, marked = f"{glyphs(look.ascii).cursor} ", []
        for line in block:
            if line.target:
                spans = (Span(sign, "cursor"), *line.spans[1:])
                marked.append(Line(spans, "cursor", line.target))
                sign = "  "
            else:
                marked.append(line)
        return marked


def _block(line: ReviewLine, index: int, heading: str, width: int) -> list[Line]:
    """Return a question and its answer, under the heading of its section if it is the first."""
    target, pad = Target("entry", index), Span("  ")
    answer = ": ".join(part for part in (_(_STATES.get(line.status, "")), line.answer) if part)
    block = [Line()] if heading and index else []
    block += [Line((Span(text, "heading"),)) for text in wrap(heading, width)] if heading else []
    block += [Line((pad, Span(text)), "", target) for text in wrap(line.question, width)]
    style = _STYLES.get(line.status, "muted")
    return block + [Line((pad, Span("  " + text, style)), "", target) for text in wrap(answer, width - 2)]
