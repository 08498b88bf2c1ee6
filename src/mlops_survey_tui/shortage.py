"""What is said when the machine gives the program too little memory, or no more threads, to run at all.

It is loaded when there is no room for much: so it loads no more than it must.
"""

from __future__ import annotations

import os
import sys

from .exit_codes import STORAGE

TYPE_CHECKING = False  # typing is more than there may be room for
if TYPE_CHECKING:
    from .language import Lookup

_TOLD = (
    "can't start new thread",
    "failed to map segment",
    "cannot allocate memory",
    "too many open files",
    "error return without exception set",
    "returned null without setting an exception",
)
"""How Python, libraries in C and the system's loader tell it, where they do not name it by its type."""


def is_shortage(error: BaseException) -> bool:
    """Return whether a failure, or one that it was made from, is for lack of memory or of threads."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, MemoryError) or any(told in str(seen).lower() for told in _TOLD):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def ended_for_shortage(error: BaseException) -> SystemExit | None:
    """Return the end of a program that found too little memory to load or to run, and say so."""
    if not is_shortage(error):
        return None
    _say_shortage()
    return SystemExit(STORAGE)


def _say_shortage() -> None:
    """Say it in the language spoken, or in English where there is no room for another."""
    try:
        from .language import _

        said = _said(_)
    except (MemoryError, ImportError, OSError):
        said = _said(str)
    try:
        os.write(2, f"{said}\n".encode(getattr(sys.stderr, "encoding", "") or "ascii", "backslashreplace"))
    except OSError:
        return


def _said(_: Lookup) -> str:
    return _(
        "The computer gives mlops-survey too little memory, or lets it open or start too little at once. "
        "What was stored is still there.\n"
        "Close other programs, or raise the limit (see `ulimit -a`), and start again."
    )
