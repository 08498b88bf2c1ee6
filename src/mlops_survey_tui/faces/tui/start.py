"""What the command hands to the app: where sessions come from, and how to show them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ...interview.answers import Answer
from ...interview.page import Page, Problem, Progress, ReviewLine
from ..keymap import STANDARD, Keymap

if TYPE_CHECKING:
    from ...sharing.handover import Handover

TYPE_AHEAD_GRACE = 0.150
"""Seconds after a new question in which Enter and digits are ignored: they were meant for the one before."""


class Offered(Protocol):
    """Something offered on the last page, outside the interview."""

    @property
    def label(self) -> str: ...
    @property
    def consent(self) -> str: ...
    @property
    def command(self) -> str: ...


class Survey(Protocol):
    """What the screens say of a questionnaire."""

    @property
    def title(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def tagline(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def closes(self) -> str: ...
    @property
    def estimate_minutes(self) -> float: ...
    @property
    def offers(self) -> Sequence[Offered]: ...


class Interview(Protocol):
    """What the screens need of an interview's session."""

    @property
    def ended(self) -> str: ...
    @property
    def consented(self) -> bool: ...
    def page(self) -> Page | None: ...
    def answer(self, answer: Answer, /) -> list[Problem]: ...
    def draft(self, answer: Answer, /) -> None: ...
    def back(self) -> bool: ...
    def jump(self, key: str, /) -> bool: ...
    def undo(self) -> bool: ...
    def note(self, what: str, /) -> None: ...
    def pause(self) -> None: ...
    def finish(self) -> bool: ...
    def progress(self) -> Progress: ...
    def review(self) -> tuple[ReviewLine, ...]: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A session under way. ``name`` gives the id to resume it by, empty while nothing is stored."""

    session: Interview
    survey: Survey
    name: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Resumable:
    """An open interview on this machine, as the welcome screen offers it."""

    id: str
    title: str
    answered: int
    saved: str
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """How to show the survey, and with which keys.

    ``clock`` is monotonic and in seconds; the theme ``auto`` asks the terminal.
    """

    theme: str = "auto"
    mouse: bool = True
    ascii: bool = False
    in_browser: bool = False
    grace: float = TYPE_AHEAD_GRACE
    clock: Callable[[], float] = time.monotonic
    keymap: Keymap = STANDARD


@dataclass(frozen=True, slots=True)
class Start:
    """Everything the app is given.

    ``begin`` opens a new session, ``resume`` one of those that ``resumable`` lists; all three may raise
    ``StorageError``. ``introduction`` is the text of the first page if it only informs: the welcome screen
    shows it, and starting gives that page. ``data_location`` is empty when nothing is kept after leaving.
    ``sharing`` gives how an interview that has ended can be shared, if it can.
    ``resume_first`` skips the welcome screen for that interview. ``languages`` names those that the survey has, the
    one that is shown first.
    """

    survey: Survey
    begin: Callable[[], Opened]
    resumable: Callable[[], Sequence[Resumable]]
    resume: Callable[[str], Opened]
    introduction: str = ""
    data_location: str = ""
    notices: tuple[str, ...] = ()
    options: Options = field(default_factory=Options)
    resume_first: str = ""
    languages: tuple[str, ...] = ()
    sharing: Callable[[str], Handover | None] = lambda _interview: None
    command: str = "mlops-survey"
