"""`mlops-survey serve`: the survey in a browser on this computer, for people who use no terminal."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import exit_codes
from .loading import loaded
from .printing import put, say

if TYPE_CHECKING:
    from ..faces.web.server import SurveyServer

_NEEDED = ("textual_serve", "aiohttp")
_EXTRA = (
    "A browser needs more packages than a terminal does. Install them: pip install 'mlops-survey[web]'\n"
    "After pipx install: pipx inject mlops-survey textual-serve"
)
_BUSY = (
    "Port {port} cannot be used: {why}.\n"
    "Choose another one with --port, or leave --port out: then a free one is taken."
)  # fmt: skip
_READY = "The survey is ready in the browser, on this computer only. Ctrl+C ends it; answers are kept."


class PageTheme(StrEnum):
    """Colours of the page; auto follows the browser."""

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


def serve(
    port: Annotated[
        int | None, typer.Option("--port", metavar="N", min=1, max=65535, help="Use this port; a free one if left out.")
    ] = None,
    questions: Annotated[
        Path | None, typer.Option("--questions", metavar="DIR", help="Take another questionnaire, in this folder.")
    ] = None,
    lang: Annotated[
        str,
        typer.Option(
            "--lang", envvar="MLOPS_SURVEY_LANG", metavar="CODE", help="The language, such as de; else the computer's."
        ),
    ] = "",
    data_dir: Annotated[
        Path | None,
        typer.Option(
            "--data-dir", envvar="MLOPS_SURVEY_DATA_DIR", metavar="DIR", help="Keep answers in this directory."
        ),
    ] = None,
    theme: Annotated[
        PageTheme, typer.Option("--theme", help="Colours of the page; auto follows the browser.")
    ] = PageTheme.AUTO,
    open_page: Annotated[bool, typer.Option("--open", help="Also open the page in the browser.")] = False,
) -> None:
    """Take the survey in a browser on this computer.

    Prints the address of the page. It is new each time, and only this computer can open it. Needs the extra `web`.
    """
    if not all(map(find_spec, _NEEDED)):
        say(_EXTRA)
        raise typer.Exit(exit_codes.USAGE)
    from ..store.paths import data_directory

    folder = str(data_directory(data_dir).root)
    title = _title(questions, lang)
    wishes = {"data_dir": folder, "lang": lang} | ({"questions": str(questions.absolute())} if questions else {})
    raise typer.Exit(_serve(port or 0, (title, theme.value, folder), wishes, open_page))


def _title(questions: Path | None, lang: str) -> str:
    """Return the title of the survey, and have the page speak its language."""
    from ..questionnaire.load import current_edition
    from ..questionnaire.translation.choosing import UnknownLanguage, in_language

    try:
        survey = in_language(questions or current_edition(), loaded(questions), None, lang).questionnaire
    except UnknownLanguage as error:
        say(str(error))
        raise typer.Exit(exit_codes.USAGE) from None
    return f"{survey.title} {survey.edition}"


def _serve(port: int, about: tuple[str, str, str], wishes: dict[str, str], open_page: bool) -> int:
    from ..faces.web.pages import About
    from ..faces.web.server import PortError, listening
    from ..faces.web.serving import serve as serve_page
    from .served import command

    try:
        listener = listening(port)
    except PortError as error:
        say(_BUSY.format(port=port, why=error))
        return exit_codes.USAGE
    return serve_page(About(*about), partial(command, wishes), listener, partial(_ready, open_page))


def _ready(open_page: bool, server: SurveyServer) -> None:
    say(_READY)
    put(server.address)
    if open_page:
        import webbrowser

        if not webbrowser.open(server.address_once):
            say("No browser could be opened. Open the address above in one.")
