"""The help: on the question, a menu of what can be done, and all keys; made from the registry of actions."""

from __future__ import annotations

from collections.abc import Callable

from ....language import _, mark
from ...keymap import Keymap
from ...keymap.naming import spelled
from ...widths import cell_len
from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..widgets.footer import menu_keys
from ..widgets.header import header
from ..wrapping import padded, wrap
from .base import Host, SurveyScreen, inset_of
from .menu import Entry, Menu

_KEY_CELLS, _COLUMNS_FROM = 16, 50
_WHILE_TYPING = mark("Letters and digits are text here. This menu does what they do elsewhere.")


class HelpScreen(SurveyScreen):
    """Lies over another screen; its menu does there what the keys would do, through ``do``."""

    def __init__(self, host: Host, below: SurveyScreen, do: Callable[[str], None], keymap: Keymap) -> None:
        super().__init__(host)
        self._below, self._do, self._keymap, self.kind = below, do, keymap, below.kind
        self._text = "\n".join(text for text in (below.help_text(), _(_WHILE_TYPING) if below.typing else "") if text)
        self._menu = Menu([Entry(_("Close the help"), self.host.close), *map(self._entry, below.menu)])

    def frame(self, look: Look) -> Frame:
        """Return the help text, the menu, then the keys; all of it scrolls."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        lead = _lines(self._text, "", width)
        menu = self._menu.lines(width, look.ascii)
        body = (*lead, *menu, *self._key_lines(width, look.ascii))
        focus = len(lead) + self._menu.focus_line(width, look.ascii)
        top = header(_("Help"), "", "", None, look)
        return Frame(top, body, self.foot(menu_keys(_("close")), look), focus, len(lead), inset, self.page)

    def scrolls_by(self, action: str) -> bool:
        """Return whether a move scrolls: by pages always, by lines below the menu, where the keys are."""
        if action in ("up", "down"):
            return not self.viewport.in_view or (action == "down" and self._menu.at_last)
        return True

    def act(self, action: str) -> None:
        """Move in the menu, or close the help."""
        if action == "back":
            self.host.close()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def _entry(self, action: str) -> Entry:
        def run() -> None:
            self.host.close()
            self._do(action)

        hint = self._keymap.hint(action, typing=self._below.typing)
        return Entry(f"{hint.help} ({hint.keys})" if hint.keys else hint.help, run)

    def _key_lines(self, width: int, ascii_only: bool) -> list[Line]:
        lines: list[Line] = []
        for group in self._keymap.groups():
            actions = self._actions(group)
            lines += [Line(), Line((Span(_(group), "heading"),))] if actions else []
            lines += [line for action in actions for line in self._key(action, width, ascii_only)]
        return lines

    def _actions(self, group: str) -> list[str]:
        """Return the actions of a group that mean something here; of those said alike, the first."""
        found = (action.id for action in self._keymap.actions() if action.group == group and self._below.takes(action))
        return [action for action, _hint in self._keymap.hints(found, self.kind)]

    def _key(self, action: str, width: int, ascii_only: bool) -> list[Line]:
        """Return the keys of an action and, beside or in a narrow window below, what it does."""
        hint, others = self._keymap.hint(action, self.kind), self._keymap.others(action, self.kind)
        keys = spelled(hint.keys, ascii_only)
        text = (
            _("{help}; also {keys}").format(help=hint.help, keys=spelled(others, ascii_only)) if others else hint.help
        )
        if width < _COLUMNS_FROM:
            return [
                Line((Span(f"  {keys}", "key"),)),
                *(Line((Span(f"    {row}", "muted"),)) for row in wrap(text, width - 4)),
            ]
        column = max(_KEY_CELLS, cell_len(keys) + 1)
        rows = wrap(text, width - column - 2)
        pads = [padded(keys, column)] + [" " * column] * (len(rows) - 1)
        return [Line((Span("  " + pad, "key"), Span(row, "muted"))) for pad, row in zip(pads, rows, strict=True)]


def _lines(text: str, style: str, width: int) -> tuple[Line, ...]:
    if not text:
        return ()
    shown = (Line((Span(line, style),)) for part in text.split("\n") for line in wrap(part, width))
    return (*shown, Line())
