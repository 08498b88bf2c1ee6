"""Entry point of the ``mlops-survey`` command.

``--version`` answers before anything else is loaded, and the survey with no option or a common one starts without the
command line library: a respondent should see the first screen at once.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing, and signal with its enumerations, take longer to load than all that this does
if TYPE_CHECKING:
    import signal
    from typing import Any, NoReturn
else:
    import _signal as signal

_COMPLETION = "_MLOPS_SURVEY_COMPLETE"
"""Set by shells that ask for completions; they run the command without arguments."""


def main() -> None:
    """Run the command and exit with its code."""
    _interrupts_end_at_once(True)
    try:
        _run()
    except KeyboardInterrupt:
        raise _interrupted() from None
    except (RuntimeError, MemoryError, ImportError, SystemError, OSError) as error:
        from .shortage import ended_for_shortage

        if (end := _ended_within(error) or ended_for_shortage(error)) is None:
            raise
        raise end from None


def _interrupts_end_at_once(wish: bool) -> None:
    """Let an interrupt end the program at once, as other signals do, or by an exception, as commands know it.

    What Python raises while it loads modules may be lost there, and told as a fault. Who ignores interrupts still does.
    """
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL if wish else signal.default_int_handler)


def _interrupted() -> SystemExit:
    from .exit_codes import by_signal

    return SystemExit(by_signal(signal.SIGINT))


def _ended_within(error: Exception) -> SystemExit | None:
    """Return the end that a signal asked for while a class was being made, which Python calls a fault of the class."""
    if isinstance(error.__cause__, KeyboardInterrupt):
        return _interrupted()
    return error.__cause__ if isinstance(error.__cause__, SystemExit) else None


def _run() -> None:
    if None in (sys.stdin, sys.stdout, sys.stderr):
        from .faces.terminal import open_closed_streams

        open_closed_streams()
    if "PYTHONIOENCODING" in os.environ:
        from .faces.terminal import speak_as_terminals_do

        speak_as_terminals_do()
    if sys.argv[1:] == ["--version"]:
        from . import __version__

        try:
            print(f"mlops-survey {__version__}", flush=True)
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            raise SystemExit(f"mlops-survey {__version__} cannot be written: {error.strerror}") from None
        raise SystemExit(0)
    wishes = _simple_wishes(sys.argv[1:])
    if wishes is not None and _COMPLETION not in os.environ:
        _take_survey(wishes)
    from . import shortage  # while there is room: where memory lacks it is too late  # noqa: F401
    from .cli import app

    if _COMPLETION in os.environ:
        from .commands.completing import complete

        raise SystemExit(complete(app, os.environ[_COMPLETION]))
    _interrupts_end_at_once(False)
    app(prog_name="mlops-survey")


def _simple_wishes(arguments: list[str]) -> dict[str, Any] | None:
    """Return the wishes of the commonest ways to call the survey; the command line library knows the others."""
    match arguments:
        case []:
            return {}
        case ["--resume", name] if name and not name.startswith("-"):
            return {"resume": name}
        case ["--new" | "--plain" as option]:
            return {option.removeprefix("--"): True}
    return None


def _take_survey(wishes: dict[str, Any]) -> NoReturn:
    """Show the first screen before all else is loaded, if it is known, then take the survey."""
    from .faces.tui.prelude.first_screen import shown

    terminal = None if wishes else shown()
    try:
        from . import shortage  # after the first screen, and before what takes much room  # noqa: F401
        from .taking import Wishes, leave, take_survey

        code = take_survey(Wishes(**wishes), terminal=terminal)
    finally:
        if terminal is not None:
            terminal.give_back()
    leave(code)


if __name__ == "__main__":
    main()
