"""How times and observations are said, on the console's screen as well as line by line and in reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..language import _, mark
from ..store.observations import STOPPED, Observation, ObservationKind
from .desk import FLAG_NAMES

KIND_NAMES: Mapping[ObservationKind, str] = {
    ObservationKind.NOTE: mark("note"),
    ObservationKind.RATING: mark("rating"),
    ObservationKind.FLAG: mark("flag"),
    ObservationKind.PROBE: mark("probe"),
    ObservationKind.THINK_ALOUD: mark("thinking aloud"),
    ObservationKind.TIMER: mark("clock"),
}


def minutes(milliseconds: float) -> str:
    """Return a time as minutes and seconds."""
    seconds = max(0, int(milliseconds // 1000))
    return f"{seconds // 60}:{seconds % 60:02}"


def told(observation: Observation, probes: Sequence[str]) -> str:
    """Return what an observation says; ``probes`` are those that the question file lists for its page."""
    data = observation.data
    if observation.kind is ObservationKind.RATING:
        return _("{value} of 5").format(value=data.get("value", ""))
    if observation.kind is ObservationKind.FLAG:
        flag = str(data.get("flag", ""))
        return _(FLAG_NAMES.get(flag, flag))
    if observation.kind is ObservationKind.TIMER:
        return _("stopped") if data.get("change") == STOPPED else _("running")
    if observation.kind is ObservationKind.PROBE:
        return " ".join(part for part in (probe_text(observation, probes), str(data.get("text", ""))) if part)
    return str(data.get("text", ""))


def probe_text(observation: Observation, probes: Sequence[str]) -> str:
    """Return the question that a probe asked."""
    listed = observation.data.get("listed", 0)
    if isinstance(listed, int) and 0 < listed <= len(probes):
        return probes[listed - 1]
    return str(observation.data.get("probe", ""))
