"""The command ``mlops-survey``: its options, and the list of its commands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from . import __version__
from .commands.analyse import analyse
from .commands.anonymity import anonymity
from .commands.check import check
from .commands.clarity import clarity
from .commands.collect import collect
from .commands.compare import compare
from .commands.completion import completion
from .commands.design import design
from .commands.graph import graph
from .commands.groups import GroupedCommands
from .commands.import_survey import import_survey
from .commands.keys import keys
from .commands.moderate import moderate
from .commands.preview import preview
from .commands.publish import publish
from .commands.raffle import raffle
from .commands.record import record
from .commands.replay import replay
from .commands.report import report
from .commands.responses import responses
from .commands.schema import schema
from .commands.serve import serve
from .commands.share import share, withdraw
from .commands.simulate import simulate
from .commands.translate import translate
from .commands.verify import verify
from .commands.words import text_only

app = typer.Typer(
    name="mlops-survey",
    cls=GroupedCommands,
    add_completion=False,
    help="A survey for the MLOps community, by the community. Without a command: take the current edition.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("anonymity")(anonymity)
app.command("check")(check)
app.command("clarity")(clarity)
app.command("compare")(compare)
app.command("completion")(completion)
app.command("design")(design)
app.command("graph")(graph)
app.command("import")(import_survey)
app.command("keys")(keys)
app.command("moderate")(moderate)
app.command("record")(record)
app.command("preview")(preview)
app.command("publish")(publish)
app.command("replay")(replay)
app.command("report")(report)
app.command("schema")(schema)
app.command("serve")(serve)
app.command("share")(share)
app.command("simulate")(simulate)
app.command("translate")(translate)
app.command("verify")(verify)
app.command("withdraw")(withdraw)
app.add_typer(analyse, name="analyse")
app.add_typer(collect, name="collect")
app.add_typer(raffle, name="raffle")
app.add_typer(responses, name="responses")


class ThemeName(StrEnum):
    """Themes by name; auto follows the terminal's background where it can be told."""

    AUTO = "auto"
    DARK = "dark"
    LIGHT = "light"
    CONTRAST = "contrast"
    MONO = "mono"


def _version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
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
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="CODE", help="The language, such as de; MLOPS_SURVEY_LANG names it always."),
    ] = None,
    data_dir: DataDir = None,
    seed: Annotated[
        str | None,
        typer.Option(
            "--seed", metavar="N", callback=text_only, help="Fix all chance, for trying things out; the answers say so."
        ),
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
    theme: Annotated[
        ThemeName,
        typer.Option("--theme", help="Colours of the screen; MLOPS_SURVEY_THEME sets it always."),
    ] = ThemeName.AUTO,
    ascii_glyphs: Annotated[
        bool, typer.Option("--ascii", help="Draw with ASCII glyphs only; MLOPS_SURVEY_ASCII=1 does it always.")
    ] = False,
    keys_file: Annotated[
        Path | None,
        typer.Option("--keys", envvar="MLOPS_SURVEY_KEYS", metavar="FILE", help="Take the keys from this file."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Take the survey."""
    if context.invoked_subcommand is not None:
        return
    from .taking import Wishes, leave, take_survey

    wishes = Wishes(
        plain=plain,
        questions=questions,
        lang=lang or "",
        data_dir=data_dir,
        seed=seed or "",
        sections=tuple(section or ()),
        new=new,
        resume=resume or "",
        memory=memory,
        channel=channel or "",
        mouse=not no_mouse,
        theme=theme.value,
        ascii=ascii_glyphs,
        keys=keys_file,
    )
    leave(take_survey(wishes))
