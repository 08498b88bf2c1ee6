"""Turns what stops a command of the raffle into one line and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from ... import exit_codes
from ...language import _
from ..failing import with_remedy
from ..printing import say, shown

if TYPE_CHECKING:
    from ...raffle.failures import RaffleError

_PASSPHRASE = "MLOPS_SURVEY_RAFFLE_PASSPHRASE"
_EXTRA = {"cryptography", "starlette", "uvicorn"}


@contextmanager
def failing() -> Iterator[None]:
    """Say what stops the command and end it; a missing extra is said with how to install it."""
    try:
        from ...raffle.failures import RaffleError

        try:
            yield
        except RaffleError as error:
            say(with_remedy(error))
            raise typer.Exit(_code(error)) from None
        except _database_errors() as error:
            say(f"The database cannot be used: {error}. Try again when it is free, and see that its disk has room.")
            raise typer.Exit(exit_codes.STORAGE) from None
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        say(_("This needs the extra: pip install 'mlops-survey[raffle]'"))
        raise typer.Exit(exit_codes.USAGE) from None


def _code(error: RaffleError) -> int:
    from ...raffle.failures import CannotUse, FaultyFile

    if isinstance(error, CannotUse):
        return exit_codes.STORAGE
    return exit_codes.INVALID if isinstance(error, FaultyFile) else exit_codes.USAGE


def _database_errors() -> tuple[type[Exception], ...]:
    """Return what SQLite raises, if something has loaded it: most commands do without."""
    loaded = sys.modules.get("sqlite3")
    return (loaded.Error,) if loaded is not None else ()


def agreed(question: str, *, otherwise: bool = False) -> bool:
    """Ask for a yes; the end of the input is a no."""
    try:
        return typer.confirm(shown(question), default=otherwise, err=True)
    except typer.Abort:
        say("")
        return False


def passphrase(*, twice: bool = False) -> str:
    """Return the passphrase of a private key, from the environment, typed unseen, or from what is piped in.

    Raises:
        typer.Exit: none is given, which was said.
    """
    import os

    if found := os.environ.get(_PASSPHRASE):
        return found
    try:
        return str(typer.prompt("Passphrase", hide_input=_can_hide(), confirmation_prompt=twice, err=True))
    except typer.Abort:
        say(f"\nThe private key needs its passphrase: type it, or set {_PASSPHRASE}.")
        raise typer.Exit(exit_codes.USAGE) from None


def _can_hide() -> bool:
    """Whether there is a terminal on which what is typed can be kept from showing."""
    import os

    try:
        os.close(os.open("/dev/tty", os.O_RDWR | getattr(os, "O_NOCTTY", 0)))
    except OSError:
        return sys.stdin.isatty()
    return True
