"""The faults of the files, in place of the survey until they are mended or put aside."""

from __future__ import annotations

from collections.abc import Sequence

from ....questionnaire.errors import Fault
from ..frame import Frame
from ..lines import Line, Look, Span, Target
from ..screens.base import Host, SurveyScreen, inset_of
from ..widgets.footer import key
from ..widgets.header import header
from ..wrapping import wrap


class FaultScreen(SurveyScreen):
    """The faults of the files, until they are mended; the last good text can be used meanwhile."""

    scrolls = True

    def __init__(self, host: Host, faults: Sequence[Fault], usable: bool) -> None:
        super().__init__(host)
        self._faults, self._usable = faults, usable

    def frame(self, look: Look) -> Frame:
        """Return the faults, each with its place and remedy."""
        inset = inset_of(look)
        width = look.width - 2 * inset
        count = f"{len(self._faults)} fault" + ("" if len(self._faults) == 1 else "s")
        body = [line for fault in self._faults for line in (*_fault_lines(fault, width), Line())]
        told = "Save the mended file, and the survey comes back by itself."
        body += [Line((Span(text, "muted"),)) for text in wrap(told, width)]
        close = (key("back", 6, label="go on with the last good text"),) if self._usable else (key("leave", 6),)
        bottom = self.foot((key("up", 7, label="scroll"), *close), look)
        return Frame(header("Faults in the files", "", count, None, look), body, bottom, 0, 0, inset, self.page)

    def act(self, action: str) -> None:
        """Close, where there is a good text below."""
        if self._usable and action in ("back", "next", "faults"):
            self.host.close()

    def clicked(self, target: Target) -> None:
        """Nothing to click but the keys."""


def _fault_lines(fault: Fault, width: int) -> list[Line]:
    head = f"{fault.file}:{fault.line}"
    lines = [Line((Span(row, "heading"),)) for row in wrap(f"{head}  {fault.code} {fault.title}", width)]
    lines += [Line((Span(f"  {row}"),)) for row in wrap(fault.message, width - 2)]
    return lines + [Line((Span(f"  {row}", "muted"),)) for row in wrap(fault.remedy, width - 2)]
