"""`mlops-survey preview`: the author's app over the files of a questionnaire."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .keys import keymap_or_exit
from .loading import speak
from .printing import put_first, say
from .words import text_only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..faces.tui.preview.author import Author, Reached
    from ..interview.answers import Answer
    from ..interview.events import Event
    from ..interview.page import Page
    from ..interview.session import Session
    from ..proof.places import Places
    from ..questionnaire.model import Questionnaire
    from ..rehearsal.script.reading import Script

SEED = "preview"


def preview(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Folder of a questionnaire; the current edition if left out.")
    ] = None,
    at: Annotated[
        str, typer.Option("--at", metavar="QUESTION", help="Begin at this question, answering the way there.")
    ] = "",
    answers: Annotated[
        Path | None, typer.Option("--answers", metavar="FILE", help="Give the answers of this script first.")
    ] = None,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N", callback=text_only, help="Fix all chance with this seed.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="CODE", help="Show it in this language.")] = "",
) -> None:
    """Preview a questionnaire while it is written: reloads on save, says why things are shown. Keeps no answers."""
    from ..faces.terminal import obstacle
    from ..questionnaire.load import current_edition

    if problem := obstacle():
        say(problem)
        raise typer.Exit(exit_codes.USAGE)
    folder = folder or current_edition()
    if not folder.is_dir():
        say(f"There is no folder {folder}.")
        raise typer.Exit(exit_codes.USAGE)
    from ..faces.terminal import needs_ascii
    from ..faces.tui.preview.app import preview as show
    from ..faces.tui.start import Options

    keymap = keymap_or_exit(context)
    speak(folder, lang)
    author = Workbench(folder, _script(answers), seed, lang).author(at)
    raise typer.Exit(show(author, Options(ascii=needs_ascii(), keymap=keymap)))


def _script(file: Path | None) -> Script | None:
    """Return the script in a file; its faults are printed, and the command ends with 3."""
    from ..questionnaire.errors import QuestionnaireInvalid
    from ..rehearsal.script.reading import read_script

    if file is None:
        return None
    try:
        return read_script(file)
    except QuestionnaireInvalid as error:
        put_first(error.faults)
        raise typer.Exit(exit_codes.INVALID) from None


class Workbench:
    """What the preview asks of rehearsal and proof, for one folder, seed and script."""

    def __init__(self, folder: Path, script: Script | None, seed: str, language: str = "") -> None:
        self.folder, self.script, self.language = folder, script, language
        self.seed = seed or (script.spec.seed if script is not None else "") or SEED
        self._places: Places | None = None

    def author(self, start: str = "") -> Author:
        """Return all of it for the preview, which begins at a question."""
        from ..faces.tui.preview.author import Author

        return Author(
            self.folder, self.load, self.fresh, self.first, self.reply, self.reach, self.explain, self.place, start
        )

    def load(self) -> Questionnaire:
        """Return the questionnaire as the files say now."""
        from ..questionnaire.load import load

        questionnaire = load(self.folder, language=self.language)
        self._places = None
        return questionnaire

    def fresh(self, questionnaire: Questionnaire, number: int = 0) -> Session:
        """Begin an interview that is kept nowhere, with the n-th seed."""
        from ..interview.pins import NO_PINS, Pins
        from ..interview.session import Session

        spec = self.script.spec if self.script is not None else None
        pins = Pins.from_data(spec.pins.model_dump(exclude_defaults=True)) if spec is not None else NO_PINS
        return Session.begin(
            questionnaire, seed=f"{self.seed} {number}" if number else self.seed, sink=_nowhere,
            sections=tuple(spec.sections) if spec is not None else (), chosen_seed=True, pace_guard=False, pins=pins,
        )  # fmt: skip

    def first(self, questionnaire: Questionnaire) -> Mapping[str, Answer]:
        """Return the answers of the script, as they came out when it was replayed."""
        from ..faces.tui.preview.carrying import given_answers
        from ..rehearsal.replay import replay

        return given_answers(replay(self.script, questionnaire).session) if self.script is not None else {}

    def reply(self, page: Page, questionnaire: Questionnaire) -> Answer:
        """Make up an answer."""
        from ..rehearsal.reaching import plausible

        return plausible(page, Random(page.key), questionnaire)

    def reach(self, questionnaire: Questionnaire, name: str, given: Mapping[str, Answer]) -> Reached | None:
        """Find a way to a question."""
        from ..faces.tui.preview.author import Reached
        from ..rehearsal.reaching import reach

        way = reach(lambda number: self.fresh(questionnaire, number), name, given)
        return Reached(way.session, way.made_up) if way is not None else None

    def explain(self, session: Session, name: str) -> Sequence[str]:
        """Say why something is shown or hidden."""
        from ..proof.why import UnknownName, explain, lines

        try:
            return lines(explain(session, name))
        except UnknownName as error:
            return [str(error)]

    def place(self, name: str) -> str:
        """Return file and line of a question."""
        from ..proof.places import Places

        self._places = self._places or Places(self.folder)
        return str(self._places.question(name))


def _nowhere(events: Sequence[Event]) -> None:
    """Store nothing."""
