"""Turns what stops a command of the raffle into one line and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from ... import exit_codes
from ...language import _
from ..printing import say, shown

_EXTRA = {"cryptography", "starlette", "uvicorn"}


@contextmanager
def failing() -> Iterator[None]:
    """Say what stops the command and end it; a missing extra is said with how to install it."""
    try:
        from ...raffle.failures import RaffleError

        try:
            yield
        except RaffleError as error:
            say(str(error))
            raise typer.Exit(exit_codes.USAGE) from None
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        say(_("This needs the extra: pip install 'mlops-survey[raffle]'"))
        raise typer.Exit(exit_codes.USAGE) from None


def agreed(question: str, *, otherwise: bool = False) -> bool:
    """Ask for a yes; the end of the input is a no."""
    try:
        return typer.confirm(shown(question), default=otherwise, err=True)
    except typer.Abort:
        say("")
        return False


def passphrase(*, twice: bool = False) -> str:
    """Return the passphrase of a private key, from the environment or typed unseen."""
    import os

    return os.environ.get("MLOPS_SURVEY_RAFFLE_PASSPHRASE") or str(
        typer.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True)
    )
