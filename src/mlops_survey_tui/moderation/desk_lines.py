"""How the desk is drawn: the question and its times above, what was recorded below, the entry at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from ..faces.states.writing import Writing
from ..faces.tui.drawing import hanging, paragraph
from ..faces.tui.frame import Row, inset
from ..faces.tui.glyphs import glyphs
from ..faces.tui.lines import Line, Look, Span, Target
from ..faces.tui.widgets.header import SHORT
from ..faces.tui.widgets.writing_lines import editor_lines, rows_at
from ..faces.tui.wrapping import clipped, padded
from ..faces.widths import cell_len
from ..interview.page import Page
from ..language import _, mark, plural
from ..store.observations import FLAGS, Observation
from .desk import FLAG_NAMES, Desk, Doing, may_ask_freely
from .snapshot import Snapshot, Status
from .words import KIND_NAMES, minutes, told

_MOST_OPTIONS = 6
_EDITOR_ROWS = 2
_KIND_CELLS, _NARROW = 14, 60
WAITING = mark("Waiting for the interview to begin.")
_WAITING_WHY = mark("Nothing of an interview is kept or can be followed before the respondent has agreed to it.")
_AWAY = mark("The respondent's program is closed. To go on: {command}")
_ENDED = mark("The interview is over.")
_REVIEWING = mark("Every question is answered; the respondent looks through the answers.")
_TITLES = {
    Doing.NOTE: mark("Note"),
    Doing.QUESTION: mark("Ask what?"),
    Doing.ANSWER: mark("What was said?"),
    Doing.FLAG: mark("Flag as"),
    Doing.PROBE: mark("Which probe?"),
}


def question_lines(snapshot: Snapshot, look: Look) -> list[Line]:
    """Return the page on the respondent's screen: its id and times, wording, options and answer."""
    page = snapshot.page
    if page is None:
        return _no_question(snapshot, look)
    gap = [Line()] if look.height >= SHORT else []
    lines = [timing_line(snapshot, look), *paragraph(page.text, look.width, "strong"), *gap]
    lines += _option_lines(page, look)
    if snapshot.answer:
        label = _("Entered") if snapshot.drafted else _("Answer")
        lines += [*gap, *hanging((Span(f"{label}  ", "muted"),), snapshot.answer, look.width, "selected")]
    return lines


def _no_question(snapshot: Snapshot, look: Look) -> list[Line]:
    if snapshot.status is Status.WAITING:
        return [*paragraph(_(WAITING), look.width, "strong"), Line(), *paragraph(_(_WAITING_WHY), look.width, "muted")]
    text = _(_ENDED) if snapshot.status is Status.ENDED else _(_REVIEWING)
    return [*paragraph(text, look.width, "strong")]


def timing_line(snapshot: Snapshot, look: Look) -> Line:
    """Return the id of the question at the left; its time against the model at the right."""
    spent = minutes(snapshot.page_ms)
    over = snapshot.page_ms > 1000 * snapshot.longest > 0
    model = "  " + _model(minutes(1000 * snapshot.typical), minutes(1000 * snapshot.longest), look)
    room = look.width - cell_len(spent) - cell_len(model) - 2
    name = clipped(snapshot.key, room, glyphs(look.ascii).ellipsis)
    gap = " " * (look.width - cell_len(name) - cell_len(spent) - cell_len(model))
    return Line((Span(name, "accent"), Span(gap), Span(spent, "error" if over else "strong"), Span(model, "muted")))


def _model(typical: str, longest: str, look: Look) -> str:
    """Return the times of the time model in as many words as there is room for."""
    if look.width < _NARROW:
        return typical if typical == longest else f"{typical}-{longest}"
    text = _("typical {typical}") if typical == longest else _("typical {typical}, longest {longest}")
    return text.format(typical=typical, longest=longest)


def _option_lines(page: Page, look: Look) -> list[Line]:
    """Return the first options or rows, and how many more there are."""
    choices = [choice.label for choice in (page.options or page.rows)]
    most = _MOST_OPTIONS if look.height >= SHORT else 2
    shown = choices if len(choices) <= most + 1 else choices[:most]
    dot = glyphs(look.ascii).dot
    lines = [Line((Span(f"{dot} {clipped(label, look.width - 2, glyphs(look.ascii).ellipsis)}"),)) for label in shown]
    if more := len(choices) - len(shown):
        text = plural("and {n} more", "and {n} more", more).format(n=more)
        lines.append(Line((Span(f"  {text}", "muted"),)))
    return lines


def about_lines(desk: Desk, snapshot: Snapshot, probes: Sequence[str], answer: str, look: Look) -> list[Line]:
    """Return the probes for the page recorded about, and what was recorded there; an earlier page with its answer."""
    key = desk.subject(snapshot)
    gap = [Line()] if look.height >= SHORT else []
    lines: list[Line] = []
    if desk.about and desk.about != snapshot.key:
        text = dict(snapshot.pages).get(desk.about, "")
        lines += [*paragraph(_("About an earlier question: {key}").format(key=desk.about), look.width, "warning")]
        lines += paragraph(text, look.width)
        lines += paragraph(answer, look.width, "selected") if answer else ()
    if probes and desk.doing is Doing.WATCHING:
        lines += [*gap, _heading(_("Probes"), look)]
        for number, probe in enumerate(probes, 1):
            lines += hanging((Span(f"{number}  ", "muted"),), probe, look.width)
    records = snapshot.about(key)
    if records:
        lines += [*gap, _heading(_("Recorded here"), look)]
        lines += [line for one in records for line in _record(one, probes, look)]
    return lines


def _record(observation: Observation, probes: Sequence[str], look: Look) -> tuple[Line, ...]:
    at = minutes(observation.moment.at_ms)
    name = _(KIND_NAMES.get(observation.kind, observation.kind))
    lead = Span(f"{at:>5}  ", "muted"), Span(padded(name, _KIND_CELLS if look.width >= _NARROW else 0) + "  ", "accent")
    return hanging(lead, told(observation, probes), look.width)


def _heading(text: str, look: Look) -> Line:
    return Line((Span(f"{glyphs(look.ascii).rule * 2} {text}", "heading"),))


def entry_rows(desk: Desk, probes: Sequence[str], margin: int, look: Look) -> tuple[Row, ...]:
    """Return what is being entered, for the foot of the screen: an editor, or a list to choose from."""
    if desk.doing is Doing.WATCHING:
        return ()
    inner = Look(look.width - 2 * margin, look.height, look.ascii, look.keymap)
    title = _(_TITLES[desk.doing])
    about = f"  {desk.moment.page}" if desk.moment.page else ""
    head = Line((Span(title, "heading"), Span(clipped(about, inner.width - cell_len(title), "…"), "muted")))
    said = paragraph(desk.probe, inner.width) if desk.doing is Doing.ANSWER else ()
    body = _editor(desk, inner) if desk.typing else _choices(desk, probes, inner)
    return inset((head, *said, *body), margin)


def _editor(desk: Desk, look: Look) -> tuple[Line, ...]:
    rows = rows_at(desk.text.text, look)
    return editor_lines(Writing(desk.text), rows, _EDITOR_ROWS if look.height >= SHORT else 1, True, look)[-5:]


def _choices(desk: Desk, probes: Sequence[str], look: Look) -> list[Line]:
    names = [_(FLAG_NAMES[flag]) for flag in FLAGS] if desk.doing is Doing.FLAG else list(probes)
    if desk.doing is Doing.PROBE and may_ask_freely(desk):
        names.append(_("Another question"))
    if not names:
        return list(paragraph(_("No probes are listed here."), look.width, "muted"))
    return [line for index, name in enumerate(names) for line in _choice(desk, index, name, look)]


def _choice(desk: Desk, index: int, name: str, look: Look) -> tuple[Line, ...]:
    under = index == desk.cursor
    mark_ = f"{glyphs(look.ascii).cursor} " if under else "  "
    fill = "cursor" if under else ""
    lead = (Span(mark_, "accent"), Span(f"{index + 1}  ", "key"))
    return hanging(lead, name, look.width, fill, (), fill, Target("entry", index))


def state_text(snapshot: Snapshot) -> str:
    """Return what should be known of the clock and the respondent's program, empty if all is as usual."""
    if snapshot.status is Status.AWAY:
        return _(_AWAY).format(command=f"mlops-survey moderate --resume {snapshot.interview_id}")
    return _("The clock is stopped.") if snapshot.stopped else ""
