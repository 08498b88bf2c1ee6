"""What the moderator sees before the respondent takes a seat: the console's command, the code, consent to notes."""

from __future__ import annotations

from collections.abc import Callable

from ..faces.actions import Action
from ..faces.states.text_field import EDITS, field_of, inserted
from ..faces.tui.drawing import hanging, paragraph
from ..faces.tui.frame import Frame
from ..faces.tui.lines import Line, Look, Span, Target
from ..faces.tui.screens.base import MENU_ACTIONS, Host, SurveyScreen, inset_of
from ..faces.tui.screens.menu import Entry, Menu
from ..faces.tui.widgets.field import field_spans
from ..faces.tui.widgets.footer import key
from ..faces.tui.widgets.header import SHORT, header
from ..language import _, mark

LONGEST_CODE = 40
_FOR_WHOM = mark("For the moderator, before the respondent takes a seat.")
_CONSOLE = mark("Console, in a second terminal")
_CODE = mark("Respondent's code")
_CODE_WHY = mark("A code from your own list, never a name. It stays on this computer.")
_ASK = mark("May notes and quotes be kept? Ask the respondent, then choose:")
_YES, _NO = mark("Yes: begin, and keep notes"), mark("No: begin; keep times, ratings and flags only")
_STEPS = {"up": -1, "previous_field": -1, "down": 1, "next_field": 1}


class SetupScreen(SurveyScreen):
    """A field for the code, and the two ways to begin."""

    def __init__(self, host: Host, interview_id: str, code: str, begin: Callable[[str, bool], None]) -> None:
        super().__init__(host)
        self._id, self._begin = interview_id, begin
        self._field = field_of(code[:LONGEST_CODE], LONGEST_CODE)
        self._in_field = not code
        self._menu = Menu([Entry(_(_YES), lambda: self._go(True)), Entry(_(_NO), lambda: self._go(False))])

    @property
    def typing(self) -> bool:
        """Letters are text in the field."""
        return self._in_field

    def takes(self, action: Action) -> bool:
        """Return whether an action means something here."""
        return action.id in MENU_ACTIONS

    def frame(self, look: Look) -> Frame:
        """Return the screen."""
        margin = inset_of(look)
        inner = Look(look.width - 2 * margin, look.height, look.ascii, look.keymap)
        gap = [Line()] if look.height >= SHORT else []
        console = f"mlops-survey moderate --console {self._id}"
        lead = [*paragraph(_(_FOR_WHOM), inner.width, "muted"), *gap]
        lead += [*paragraph(_(_CONSOLE), inner.width), *paragraph(console, inner.width, "accent", indent=2), *gap]
        at = len(lead) + 1
        lead += [*paragraph(_(_CODE), inner.width), self._code_line(inner)]
        lead += [*paragraph(_(_CODE_WHY), inner.width, "muted"), *gap, *paragraph(_(_ASK), inner.width, "strong")]
        body = [*lead, *self._entries(inner)]
        focus = at if self._in_field else len(lead) + self._menu.focus_line(inner.width, look.ascii)
        keys = [key("next_field", 7, typing=True), key("next", 9, label=_("choose")), key("back", 5, label=_("leave"))]
        return Frame(
            header(_("Moderated session"), "", self._id, None, look), body, self.foot(keys, look), focus, at, margin,
            self.page, reading=False,
        )  # fmt: skip

    def _code_line(self, look: Look) -> Line:
        width, target = min(look.width - 2, LONGEST_CODE + 3), Target("field")
        return Line((Span("  "), *field_spans(self._field, width, self._in_field, look, target)), target=target)

    def _entries(self, look: Look) -> list[Line]:
        if not self._in_field:
            return self._menu.lines(look.width, look.ascii)
        return [line for entry in self._menu.entries for line in hanging((Span("  "),), entry.label, look.width)]

    def act(self, action: str) -> None:
        """Move between the field and the entries, edit, begin."""
        if action == "back":
            self.host.leave()
        elif not self._in_field:
            self._act_in_menu(action)
        elif action in ("next", *_STEPS):
            self._in_field = _STEPS.get(action, 1) < 0
        elif action in EDITS:
            self._field = EDITS[action](self._field)

    def _act_in_menu(self, action: str) -> None:
        if _STEPS.get(action) == -1 and self._menu.cursor == 0:
            self._in_field = True
        else:
            self._menu.act(action)

    def typed(self, character: str) -> None:
        """Write into the field."""
        if self._in_field:
            self._field = inserted(self._field, character)

    def pasted(self, text: str) -> None:
        """Write what was pasted."""
        self.typed(text)

    def clicked(self, target: Target) -> None:
        """Go to the field, or begin."""
        self._in_field = target.name == "field"
        self._menu.clicked(target)

    def _go(self, notes: bool) -> None:
        self._begin(self._field.text.strip(), notes)
