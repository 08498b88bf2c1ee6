"""The help: on the question, a menu of what can be done, and all keys; made from the registry of actions."""

from __future__ import annotations

from rich.cells import cell_len

from ...actions import ACTIONS, Action, groups, spelled
from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..widgets.footer import footer, menu_keys
from ..widgets.header import header
from ..wrapping import padded, wrap
from .base import Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_KEY_CELLS = 16


class HelpScreen(SurveyScreen):
    """Lies over another screen; its menu does on that screen what the keys would do."""

    def __init__(self, host: Host, below: SurveyScreen) -> None:
        super().__init__(host)
        self._below, self.kind = below, below.kind
        self._text = below.help_text()
        self._menu = Menu([Entry("Close the help", self.host.close), *map(self._entry, below.menu)])

    def frame(self, look: Look) -> Frame:
        """Return the help text, the menu, then the keys; all of it scrolls."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        lead = _lines(self._text, "", width)
        menu = self._menu.lines(width, look.ascii)
        body = (*lead, *menu, *self._key_lines(width, look.ascii))
        focus = len(lead) + self._menu.focus_line(width, look.ascii)
        top = header("Help", "", "", None, look)
        return Frame(top, body, (footer(menu_keys("close"), look),), focus, len(lead), inset, self.page)

    def act(self, action: str) -> None:
        """Move in the menu, or close the help."""
        if action in ("back", "help"):
            self.host.close()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def _entry(self, action: str) -> Entry:
        def run() -> None:
            self.host.close()
            if action == "leave":
                self.host.leave()
            else:
                self._below.act(action)

        return Entry(f"{ACTIONS[action].hint.help} ({ACTIONS[action].hint.keys})", run)

    def _key_lines(self, width: int, ascii_only: bool) -> list[Line]:
        lines: list[Line] = []
        for group in groups(self.host.start.preview):
            lines += [Line(), Line((Span(f"Keys: {group.lower()}", "heading"),))]
            lines += [line for action in self._actions(group) for line in _key(action, self.kind, width, ascii_only)]
        return lines

    def _actions(self, group: str) -> list[Action]:
        """Return the actions of a group that mean something here; of those said alike, the first."""
        seen: set[str] = set()
        found = []
        for action in ACTIONS.values():
            fits = action.group == group and (not action.kinds or self.kind in action.kinds)
            if fits and action.hint_for(self.kind).keys not in seen:
                seen.add(action.hint_for(self.kind).keys)
                found.append(action)
        return found


def _key(action: Action, kind: str, width: int, ascii_only: bool) -> list[Line]:
    hint = action.hint_for(kind)
    keys = "? or F1" if action.id == "help" else spelled(hint.keys, ascii_only)
    column = max(_KEY_CELLS if width >= 50 else 10, cell_len(keys) + 1)
    rows = wrap(hint.help, width - column - 2)
    pads = [padded(keys, column)] + [" " * column] * (len(rows) - 1)
    return [Line((Span("  " + pad, "key"), Span(text, "muted"))) for pad, text in zip(pads, rows, strict=True)]


def _lines(text: str, style: str, width: int) -> tuple[Line, ...]:
    if not text:
        return ()
    shown = (Line((Span(line, style),)) for part in text.split("\n") for line in wrap(part, width))
    return (*shown, Line())
