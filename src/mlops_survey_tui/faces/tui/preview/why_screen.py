"""Why a question is shown or hidden, and the hidden ones near it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...widths import cell_len
from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..screens.base import Host, SurveyScreen, inset_of
from ..screens.menu import Entry, Menu
from ..widgets.footer import menu_keys
from ..widgets.header import header
from ..wrapping import wrap

_STYLES = {"  no:": "error", "  unknown:": "warning", "  yes:": "selected", "  if ": "accent", "  ": ""}
_TURNS = ("It would be", "No change of")
_READS = "   ["


class WhyScreen(SurveyScreen):
    """The explanation of one name, and below it the hidden questions that stand near, to be explained in turn."""

    def __init__(
        self, host: Host, name: str, explain: Callable[[str], Sequence[str]], near: Sequence[str], said: str = ""
    ) -> None:
        super().__init__(host)
        self._name, self._explain, self._near = name, explain, near
        told = explain(name) if name else ("The interview is at its end.",)
        self._lines = (*((said, "") if said else ()), *told)
        entries = [Entry("Back to the survey", host.close)]
        self._menu = Menu([*entries, *(Entry(near_one, self._opener(near_one)) for near_one in near)])

    @property
    def page(self) -> str:
        """What is explained, so that another explanation starts at its top."""
        return f"why {self._name}"

    def frame(self, look: Look) -> Frame:
        """Return the explanation, then the menu; all of it scrolls."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        lead = [line for text in self._lines for line in _explained(text, width)]
        lead += [Line(), Line((Span("Hidden near here", "heading"),))] if self._near else [Line()]
        body = (*lead, *self._menu.lines(width, look.ascii))
        focus = len(lead) + self._menu.focus_line(width, look.ascii)
        bottom = self.foot(menu_keys("close"), look)
        return Frame(header("Why", self._name, "", None, look), body, bottom, focus, len(lead), inset, self.page)

    def act(self, action: str) -> None:
        """Move in the menu, explain another question, or close."""
        if action in ("back", "why"):
            self.host.close()
        else:
            self._menu.act(action)

    def clicked(self, target: Target) -> None:
        """Run the entry clicked."""
        self._menu.clicked(target)

    def _opener(self, name: str) -> Callable[[], None]:
        def run() -> None:
            self.host.close()
            self.host.open(WhyScreen(self.host, name, self._explain, self._near))

        return run


def _explained(text: str, width: int) -> list[Line]:
    """Return a line of an explanation wrapped, further rows indented; what a condition reads is said more quietly."""
    style = next((style for start, style in _STYLES.items() if text.startswith(start)), "strong")
    indent = len(text) - len(text.lstrip())
    said, bracket, reads = text.strip().partition(_READS)
    gap = [Line()] if text.startswith(_TURNS) else []
    if indent + cell_len(text.strip()) <= width:
        return [*gap, Line((Span(" " * indent + said, style), Span(bracket + reads, "muted")))]
    room = max(10, width - indent - 2)
    rows = [(row, style) for row in wrap(said, room)]
    rows += [(row, "muted") for row in wrap(bracket.strip() + reads, room)] if reads else []
    pads = [" " * indent] + [" " * (indent + 2)] * (len(rows) - 1)
    return gap + [Line((Span(pad + row, style),)) for pad, (row, style) in zip(pads, rows, strict=True)]
