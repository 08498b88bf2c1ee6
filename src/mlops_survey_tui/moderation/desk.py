"""The moderator's desk: what is being recorded, as pure state. Keys in, the next state and an observation out.

A note belongs to the page that was on the screen when it was begun, however far the respondent is when it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..faces.states.text_field import EDITS, TextField, field_of, inserted
from ..language import _, mark
from ..store.observations import FLAGS, RUNNING, STOPPED, Moment, Observation, ObservationKind
from .snapshot import Snapshot, Status

LONGEST_NOTE = 2000
RATINGS = 5
FLAG_NAMES: Mapping[str, str] = {
    "unclear": mark("Unclear"),
    "too_long": mark("Too long"),
    "missing_option": mark("An option is missing"),
    "refused": mark("Refused"),
    "misread": mark("Misread"),
}
NO_NOTES = mark("The respondent has not agreed to notes: only ratings, flags and times are kept.")
_NOTHING_YET = mark("The interview has not begun.")
_KEPT: Mapping[ObservationKind, str] = {
    ObservationKind.NOTE: mark("The note is kept."),
    ObservationKind.RATING: mark("Rated {value} of 5."),
    ObservationKind.FLAG: mark("Flagged."),
    ObservationKind.PROBE: mark("The probe is kept."),
    ObservationKind.THINK_ALOUD: mark("Marked: thinking aloud."),
    ObservationKind.TIMER: mark("The clock: {change}."),
    ObservationKind.TAKEN_BACK: mark("Taken back."),
}
_CHANGES = {STOPPED: mark("stopped"), RUNNING: mark("running")}


class Doing(StrEnum):
    """What the moderator is at."""

    WATCHING = "watching"
    NOTE = "note"
    FLAG = "flag"
    PROBE = "probe"
    QUESTION = "question"
    ANSWER = "answer"


TYPING = frozenset({Doing.NOTE, Doing.QUESTION, Doing.ANSWER})


@dataclass(frozen=True, slots=True)
class Desk:
    """``moment`` was taken when the present doing began. ``about`` is an earlier page, empty for the one shown.

    ``probe`` is the probe being asked, ``listed`` its number in the question file (0: a free one), ``notes`` whether
    the words said may be kept.
    """

    doing: Doing = Doing.WATCHING
    text: TextField = field(default_factory=lambda: field_of("", LONGEST_NOTE))
    moment: Moment = field(default_factory=Moment)
    about: str = ""
    probe: str = ""
    listed: int = 0
    notes: bool = False
    cursor: int = 0
    said: str = ""

    @property
    def typing(self) -> bool:
        """Whether letters and digits are text."""
        return self.doing in TYPING

    def subject(self, snapshot: Snapshot) -> str:
        """Return the page that is recorded about."""
        return self.moment.page if self.doing is not Doing.WATCHING else self.about or snapshot.key


Step = tuple[Desk, Observation | None]
Probes = Sequence[str]


def act(desk: Desk, snapshot: Snapshot, probes: Probes, action: str) -> Step:
    """Return the desk after a registered action, and what it records."""
    desk = replace(desk, said="")
    if desk.typing:
        return _act_in_text(desk, action)
    if desk.doing is not Doing.WATCHING:
        return _act_in_list(desk, probes, action)
    if action in _EVERYWHERE:
        return _EVERYWHERE[action](desk, snapshot), None
    if not snapshot.moment.sequence or snapshot.status is Status.WAITING:
        return (replace(desk, said=_(_NOTHING_YET)), None) if action in _BEGINNINGS else (desk, None)
    if action in _BEGINNINGS:
        return _BEGINNINGS[action](desk, snapshot)
    digit = _digit(action)
    if 1 <= digit <= RATINGS:
        return _recorded(desk, ObservationKind.RATING, _moment(desk, snapshot), {"value": digit}, snapshot)
    return desk, None


def typed(desk: Desk, text: str) -> Desk:
    """Return the desk after typing or pasting."""
    return replace(desk, text=inserted(desk.text, text), said="") if desk.typing else desk


def draft(desk: Desk) -> Observation | None:
    """Return what is half typed, in the form in which it is kept for a restart."""
    if not desk.typing or not (desk.text.text or desk.probe):
        return None
    kind = ObservationKind.NOTE if desk.doing is Doing.NOTE else ObservationKind.PROBE
    data = {"text": desk.text.text, "doing": desk.doing, "probe": desk.probe, "listed": desk.listed}
    return Observation(kind, desk.moment, data | ({"later": True} if desk.about else {}))


def taken_up(kept: Observation) -> Desk:
    """Return the desk with a draft that was kept."""
    data = kept.data
    return Desk(
        Doing(data.get("doing", Doing.NOTE)),
        field_of(str(data.get("text", "")), LONGEST_NOTE),
        kept.moment,
        kept.moment.page if data.get("later") else "",
        str(data.get("probe", "")),
        int(data.get("listed", 0)),
        said=_("A note was half typed; it is here again."),
    )


def is_later(desk: Desk, snapshot: Snapshot) -> bool:
    """Return whether what is recorded is about an earlier page."""
    return bool(desk.about) and desk.about != snapshot.key


def _moment(desk: Desk, snapshot: Snapshot) -> Moment:
    return replace(snapshot.moment, page=desk.about or snapshot.key)


def _recorded(
    desk: Desk, kind: ObservationKind, moment: Moment, data: Mapping[str, Any], snapshot: Snapshot | None = None
) -> Step:
    """Return the desk at rest, and the observation; one about an earlier page says so."""
    told = dict(data) | ({"later": True} if desk.about and kind is not ObservationKind.TIMER else {})
    change = _(_CHANGES[told["change"]]) if "change" in told else ""
    said = _(_KEPT[kind]).format(value=told.get("value", ""), change=change)
    return Desk(about=desk.about, said=said), Observation(kind, moment, told)


def _begin_note(desk: Desk, snapshot: Snapshot) -> Step:
    if not snapshot.session.notes:
        return replace(desk, said=_(NO_NOTES)), None
    return Desk(Doing.NOTE, moment=_moment(desk, snapshot), about=desk.about), None


def _begin_flag(desk: Desk, snapshot: Snapshot) -> Step:
    return Desk(Doing.FLAG, moment=_moment(desk, snapshot), about=desk.about), None


def _begin_probe(desk: Desk, snapshot: Snapshot) -> Step:
    return Desk(Doing.PROBE, moment=_moment(desk, snapshot), about=desk.about, notes=snapshot.session.notes), None


def _think_aloud(desk: Desk, snapshot: Snapshot) -> Step:
    return _recorded(desk, ObservationKind.THINK_ALOUD, _moment(desk, snapshot), {})


def _stop_clock(desk: Desk, snapshot: Snapshot) -> Step:
    change = RUNNING if snapshot.stopped else STOPPED
    return _recorded(desk, ObservationKind.TIMER, snapshot.moment, {"change": change})


def _take_back(desk: Desk, snapshot: Snapshot) -> Step:
    standing = [one for one in snapshot.observations if one.kind is not ObservationKind.TIMER]
    if not standing:
        return replace(desk, said=_("There is nothing to take back.")), None
    number = standing[-1].number
    return _recorded(replace(desk, about=""), ObservationKind.TAKEN_BACK, snapshot.moment, {"number": number})


def _earlier(desk: Desk, snapshot: Snapshot) -> Desk:
    return _moved(desk, snapshot, -1)


def _later(desk: Desk, snapshot: Snapshot) -> Desk:
    return _moved(desk, snapshot, 1)


def _moved(desk: Desk, snapshot: Snapshot, steps: int) -> Desk:
    """Return the desk about another page that was shown; behind the last it is about the present one again."""
    keys = [key for key, _text in snapshot.pages]
    here = desk.about or snapshot.key
    at = (keys.index(here) if here in keys else len(keys)) + steps
    if not 0 <= at < len(keys):
        return replace(desk, about=desk.about if at < 0 else "")
    return replace(desk, about="" if keys[at] == snapshot.key else keys[at])


def _act_in_text(desk: Desk, action: str) -> Step:
    if action == "back":
        return Desk(about=desk.about, said=_("Nothing was kept.") if desk.text.text else ""), None
    if action == "next":
        return _done_typing(desk)
    edit = EDITS.get(action)
    return (replace(desk, text=edit(desk.text)) if edit else desk), None


def _done_typing(desk: Desk) -> Step:
    text = desk.text.text.strip()
    if desk.doing is Doing.QUESTION:
        return (replace(desk, doing=Doing.ANSWER, probe=text, text=field_of("", LONGEST_NOTE)), None) if text else (
            desk, None
        )  # fmt: skip
    if desk.doing is Doing.ANSWER:
        return _recorded(desk, ObservationKind.PROBE, desk.moment, _probe_data(desk.probe, desk.listed, text))
    return _recorded(desk, ObservationKind.NOTE, desk.moment, {"text": text}) if text else (desk, None)


def _probe_data(probe: str, listed: int, text: str = "") -> dict[str, Any]:
    """Return a probe: a listed one by its number, since the question file has its words."""
    told: dict[str, Any] = {"listed": listed} if listed else {"probe": probe}
    return told | ({"text": text} if text else {})


def _act_in_list(desk: Desk, probes: Probes, action: str) -> Step:
    entries = len(FLAGS) if desk.doing is Doing.FLAG else len(probes) + may_ask_freely(desk)
    steps = {"up": -1, "down": 1, "previous_field": -1, "next_field": 1}
    if action == "back":
        return Desk(about=desk.about), None
    if action in steps and entries:
        return replace(desk, cursor=(desk.cursor + steps[action]) % entries), None
    chosen = desk.cursor if action in ("next", "toggle") else _digit(action) - 1
    if not 0 <= chosen < entries:
        return desk, None
    return _flagged(desk, chosen) if desk.doing is Doing.FLAG else _probed(desk, probes, chosen)


def may_ask_freely(desk: Desk) -> int:
    """Return 1 if a free probe may be kept, which needs consent to notes, else 0."""
    return int(desk.notes)


def _flagged(desk: Desk, chosen: int) -> Step:
    return _recorded(desk, ObservationKind.FLAG, desk.moment, {"flag": FLAGS[chosen]})


def _probed(desk: Desk, probes: Probes, chosen: int) -> Step:
    if chosen >= len(probes):
        return replace(desk, doing=Doing.QUESTION, listed=0, cursor=0), None
    if not may_ask_freely(desk):
        return _recorded(desk, ObservationKind.PROBE, desk.moment, _probe_data(probes[chosen], chosen + 1))
    return replace(desk, doing=Doing.ANSWER, probe=probes[chosen], listed=chosen + 1, cursor=0), None


def _digit(action: str) -> int:
    return int(action.removeprefix("digit_")) if action.startswith("digit_") else -1


_EVERYWHERE: Mapping[str, Callable[[Desk, Snapshot], Desk]] = {
    "left": _earlier,
    "right": _later,
    "back": lambda desk, snapshot: replace(desk, about=""),
}
_BEGINNINGS: Mapping[str, Callable[[Desk, Snapshot], Step]] = {
    "note": _begin_note,
    "flag": _begin_flag,
    "probe": _begin_probe,
    "think_aloud": _think_aloud,
    "stop_clock": _stop_clock,
    "take_back": _take_back,
}
