"""What the command hands to the preview: what rooms above the faces know and do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ....interview.answers import Answer
from ....interview.page import Page
from ....interview.session import Session
from ....questionnaire.model import Questionnaire

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Reached:
    """An interview that has come to a question, and on how many pages an answer was made up on the way."""

    session: Session
    made_up: int = 0


@dataclass(frozen=True, slots=True)
class Author:
    """The folder, and what can be done with it.

    ``load`` raises ``QuestionnaireInvalid``. ``fresh`` begins an interview that is kept nowhere. ``first`` are the
    answers given beforehand, by page, and ``start`` the question to begin at (empty: the first without an answer).
    ``reply`` makes up an answer to a page, ``reach`` an interview that comes to a question, keeping answers where it
    can. ``explain`` says why a name is shown or hidden, ``place`` where a question stands in the files.
    """

    folder: Path
    load: Callable[[], Questionnaire]
    fresh: Callable[[Questionnaire], Session]
    first: Callable[[Questionnaire], Answers]
    reply: Callable[[Page, Questionnaire], Answer]
    reach: Callable[[Questionnaire, str, Answers], Reached | None]
    explain: Callable[[Session, str], Sequence[str]]
    place: Callable[[str], str]
    start: str = ""
