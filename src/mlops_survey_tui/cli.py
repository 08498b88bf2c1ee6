"""The commands: parse, call one function, print. What is heavy is imported by the command that needs it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import __version__
from .commands.check import check
from .commands.compare import compare
from .commands.design import design
from .commands.graph import graph
from .commands.import_survey import import_survey
from .commands.preview import preview
from .commands.record import record
from .commands.replay import replay
from .commands.responses import responses
from .commands.schema import schema
from .commands.simulate import simulate

app = typer.Typer(
    name="mlops-survey",
    help="A survey for the MLOps community, by the community. Without a command: take the current edition.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check")(check)
app.command("compare")(compare)
app.command("design")(design)
app.command("graph")(graph)
app.command("import")(import_survey)
app.command("record")(record)
app.command("preview")(preview)
app.command("replay")(replay)
app.command("schema")(schema)
app.command("simulate")(simulate)
app.add_typer(responses, name="responses")


class ThemeName(StrEnum):
    """Themes by name; auto follows the terminal's background where it can be told."""

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mlops-survey {__version__}")
        raise typer.Exit


Questions = Annotated[
    Path | None, typer.Option("--questions", metavar="DIR", help="Take another questionnaire, in this folder.")
]
DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", envvar="MLOPS_SURVEY_DATA_DIR", metavar="DIR", help="Keep answers in this directory."),
]


@app.callback(invoke_without_command=True)
def take(
    context: typer.Context,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain", help="Ask line by line, for screen readers and pipes; MLOPS_SURVEY_PLAIN=1 does it always."
        ),
    ] = False,
    questions: Questions = None,
    data_dir: DataDir = None,
    seed: Annotated[
        str | None,
        typer.Option("--seed", metavar="N", help="Fix all chance, for trying things out; the answers say so."),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section", metavar="ID", help="Only this section and what it needs; give it again for more sections."
        ),
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Start a new interview without asking.")] = False,
    resume: Annotated[str | None, typer.Option("--resume", help="Go on with this interview.", metavar="ID")] = None,
    memory: Annotated[bool, typer.Option("--memory", help="Keep nothing on this machine.")] = False,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="CODE", help="How you heard of the survey, as a coarse code.")
    ] = None,
    no_mouse: Annotated[
        bool, typer.Option("--no-mouse", help="Leave the mouse to the terminal, for selecting text.")
    ] = False,
    theme: Annotated[ThemeName, typer.Option("--theme", help="Colours of the screen.")] = ThemeName.AUTO,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take the survey."""
    if context.invoked_subcommand is not None:
        return
    from .taking import Wishes, take_survey

    wishes = Wishes(
        plain=plain,
        questions=questions,
        data_dir=data_dir,
        seed=seed or "",
        sections=tuple(section or ()),
        new=new,
        resume=resume or "",
        memory=memory,
        channel=channel or "",
        mouse=not no_mouse,
        theme=theme.value,
    )
    raise typer.Exit(take_survey(wishes))
