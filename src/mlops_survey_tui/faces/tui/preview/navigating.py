"""The keys of an author, the banner over every screen, and what a change of the files does to the screen shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ....interview.answers import Answer
from ...keymap.naming import spelled
from ...visible import visible
from ...widths import cell_len
from ..frame import Frame, Row
from ..glyphs import glyphs
from ..lines import Line, Look, Span
from ..navigator import Navigator
from ..screens.base import SurveyScreen
from ..screens.question import QuestionScreen
from ..start import Offered, Start
from ..widgets.footer import Notice, action_target
from ..wrapping import clipped
from .fault_screen import FaultScreen
from .go_to_screen import GoToScreen
from .sitting import Sitting
from .why_screen import WhyScreen


@dataclass(frozen=True, slots=True)
class Unloaded:
    """What screens say of a questionnaire that could not be read yet."""

    title: str
    edition: str = ""
    tagline: str = ""
    status: str = "draft"
    closes: str = ""
    estimate_minutes: float = 0.0
    offers: Sequence[Offered] = ()


class PreviewNavigator(Navigator):
    """A navigator with three more actions, that shows the files as they are saved."""

    def __init__(self, start: Start, sitting: Sitting, width: int = 80, height: int = 24) -> None:
        self._sitting = sitting
        super().__init__(start, width, height)
        if sitting.faults:
            self._flow.show(self._fault_screen())
        self._say(sitting.said)
        self._draw()

    def look(self) -> bool:
        """Read the files if they were saved, and show what came of it; return whether anything did."""
        if not self._sitting.saved():
            return False
        was_usable = self._sitting.session is not None
        if self._sitting.reload(self._entered()):
            self._show_interview()
            self._say(self._sitting.said)
        elif not was_usable:
            self._flow.show(self._fault_screen())
        else:
            if isinstance(self._flow.screen, FaultScreen):
                self._flow.close()
            self._flow.bottom.notice = None
            self._flow.open(self._fault_screen())
        self._draw()
        return True

    def _act(self, action: str) -> None:
        done = _ACTIONS.get(action)
        if done is None or type(self._flow.screen) in _OVERLAYS:
            super()._act(action)
        else:
            self._viewport.following = True
            done(self)

    def _why(self) -> None:
        session = self._sitting.session
        if session is not None:
            near = self._sitting.hidden_near(session.position)
            self._flow.open(WhyScreen(self._flow, session.position, self._sitting.explain, near))

    def _go_to(self) -> None:
        session = self._sitting.session
        if session is not None:
            pages = session.world.pages
            hidden = frozenset(name for name in session.questionnaire.question_by_id if not pages.get(name))
            self._flow.open(GoToScreen(self._flow, session.questionnaire, hidden, self._gone_to))

    def _faults(self) -> None:
        if self._sitting.faults:
            self._flow.open(self._fault_screen())
        else:
            self._say("The files are without faults.")

    def _gone_to(self, name: str) -> None:
        self._flow.close()
        if self._sitting.go_to(name):
            self._show_interview()
            self._say(self._sitting.said)
        else:
            near = self._sitting.hidden_near(name)
            self._flow.open(WhyScreen(self._flow, name, self._sitting.explain, near, self._sitting.said))

    def _fault_screen(self) -> SurveyScreen:
        return FaultScreen(self._flow, self._sitting.faults, self._sitting.session is not None)

    def _show_interview(self) -> None:
        if self._sitting.opened is not None:
            self._flow.go_on(self._sitting.opened)

    def _say(self, text: str) -> None:
        if text:
            self._flow.screen.notice = Notice(text, "accent")

    def _entered(self) -> Answer | None:
        """Return what was entered on the question shown, or under what is laid over it, and not given."""
        bottom = self._flow.bottom
        if not isinstance(bottom, QuestionScreen):
            return None
        entered = bottom.entered()
        return None if entered == bottom.asked.answer or entered.is_empty else entered

    def _frame(self, look: Look) -> Frame:
        frame = self._flow.screen.frame(replace(look, height=look.height - 1))
        return replace(frame, top=(self._banner(look), *frame.top))

    def _banner(self, look: Look) -> Row:
        """Return the line that says what is shown, where it stands in the files, and the author's keys."""
        keys = [span for action in self._named() for span in self._key(action, look)]
        dot = f" {glyphs(look.ascii).dot} "
        room = look.width - sum(cell_len(span.text) for span in keys) - cell_len(_MARK) - 2
        about = clipped(visible(dot.join(self._about())), room, glyphs(look.ascii).ellipsis)
        gap = " " * (look.width - 1 - cell_len(_MARK + about) - sum(cell_len(span.text) for span in keys))
        style = "error" if self._sitting.faults else "warning"
        return Row(Line((Span(_MARK, style), Span(about, style), Span(gap), *keys)))

    def _about(self) -> list[str]:
        """Return id, kind and place of the question shown."""
        session = self._sitting.session
        page = session.page() if session is not None else None
        if session is None or page is None:
            return [self._sitting.author.folder.name]
        return [page.key, page.kind, self._sitting.author.place(page.question)]

    def _named(self) -> tuple[str, ...]:
        """Return the author's actions that mean something here and now."""
        if type(self._flow.screen) in _OVERLAYS:
            return ()
        return ("faults", "why", "go_to") if self._sitting.faults else ("why", "go_to")

    def _key(self, action: str, look: Look) -> tuple[Span, ...]:
        hint, target = look.keymap.hint(action, typing=self._flow.screen.typing), action_target(action)
        number = len(self._sitting.faults)
        label = hint.label if action != "faults" else f"{number} fault{'' if number == 1 else 's'}"
        return Span(f"  {spelled(hint.keys, look.ascii)}", "key", target), Span(f" {label}", "muted", target)


_MARK = " PREVIEW  "
_OVERLAYS = (WhyScreen, GoToScreen, FaultScreen)
_ACTIONS: Mapping[str, Callable[[PreviewNavigator], None]] = {
    "why": PreviewNavigator._why,
    "go_to": PreviewNavigator._go_to,
    "faults": PreviewNavigator._faults,
}
