"""`mlops-survey completion`: what lets a shell complete commands, options and ids."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

import typer


class Shell(StrEnum):
    """Shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


INSTALL: Mapping[Shell, str] = {
    Shell.BASH: 'To install it, add this line to ~/.bashrc: eval "$(mlops-survey completion bash)"',
    Shell.ZSH: 'To install it, add this line to ~/.zshrc, below compinit: eval "$(mlops-survey completion zsh)"',
    Shell.FISH: "To install it: mlops-survey completion fish > ~/.config/fish/completions/mlops-survey.fish",
}


def completion(shell: Annotated[Shell, typer.Argument(help="Your shell.", metavar="SHELL")]) -> None:
    """Print what lets bash, zsh or fish complete commands and ids.

    The last line says how to install it.
    """
    from typer._completion_shared import get_completion_script

    from .completing import PROGRAM, VARIABLE

    typer.echo(get_completion_script(prog_name=PROGRAM, complete_var=VARIABLE, shell=shell.value))
    typer.echo(f"# {INSTALL[shell]}")
