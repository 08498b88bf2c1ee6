"""The faces that scripts run through, and whether two of them came to the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ..interview.events import Event, EventKind
from ..interview.outcome import answers_of
from .driving import EngineDriver, Open
from .replay import Replayed

_OWN_TO_FACES = (EventKind.DRAFTED, EventKind.NOTED)
"""What a face may record of its own accord: entries on the way to an answer, and that help was opened."""


@contextmanager
def opened(name: str) -> Iterator[Open]:
    """Return what puts the face of this name before a session; its libraries are loaded now, not before.

    Raises:
        KeyError: there is no such face.
    """
    with _FACES[name]() as face:
        yield face


@contextmanager
def _engine() -> Iterator[Open]:
    yield EngineDriver


@contextmanager
def _plain() -> Iterator[Open]:
    from ..faces.plain.driving import PlainDriver

    yield PlainDriver


@contextmanager
def _tui() -> Iterator[Open]:
    from ..faces.tui.driving import AppDriver

    yield AppDriver


_FACES = {"engine": _engine, "plain": _plain, "tui": _tui}
FACES = tuple(_FACES)
"""Names of the faces; the first is the engine alone."""


def rows(replayed: Replayed) -> tuple[list[Any], list[Any]]:
    """Return what is stored of an interview: its final answers, and its events without time and drafts."""
    finals = [(f.key, f.status, f.answer) for f in answers_of(replayed.session.world)]
    kept = [event for event in replayed.session.log if event.kind not in _OWN_TO_FACES]
    return finals, [_row(event) for event in kept]


def _row(event: Event) -> tuple[str, str, Any]:
    data = {name: value for name, value in event.data.items() if name != "sequence"}
    return event.kind.value, event.page, data


def row_differences(one: Replayed, other: Replayed) -> Iterator[str]:
    """Yield where the rows of two replays of a script differ."""
    for left, right in zip(rows(one), rows(other), strict=True):
        for mine, theirs in zip(left, right, strict=False):
            if mine != theirs:
                yield f"{mine} and {theirs}"
                break
        else:
            if len(left) != len(right):
                yield f"{len(left)} rows and {len(right)} rows"
