"""Whether, and how, this terminal can draw the survey: decided before Textual is loaded.

Without a terminal Textual hangs, and with ``TERM=dumb`` it paints escape sequences anyway.
"""

from __future__ import annotations

import errno
import os
import select
import sys
from collections.abc import Mapping
from io import BufferedReader, TextIOWrapper
from typing import TextIO

from ..language import _, mark

_NO_TTY = mark(
    "mlops-survey draws on a terminal, and {stream} is not one.\n"
    "Run it without pipes or redirection, in a terminal window. "
    "To read saved answers, use: mlops-survey responses show"
)
_DUMB = mark(
    "mlops-survey cannot draw on this terminal (TERM={term}).\n"
    "Open another terminal, or set TERM to what yours is, for example: TERM=xterm-256color mlops-survey"
)
NO_INPUT = mark(
    "There is nothing to read on standard input, so nobody can answer.\n"
    "Run mlops-survey in a terminal window, or give it lines to read. "
    "To read saved answers, use: mlops-survey responses show"
)
LINE_BY_LINE = mark("{why} It asks line by line instead, as with --plain.")
PLAIN = "MLOPS_SURVEY_PLAIN"
"""Environment variable that asks for the survey line by line."""
ASCII, THEME = "MLOPS_SURVEY_ASCII", "MLOPS_SURVEY_THEME"
"""Environment variables that ask for glyphs of ASCII only, and for a theme by name."""
AUTO, MONO = "auto", "mono"
THEMES = ("dark", "light", "contrast", MONO)
"""The themes by name; ``mono`` has no colours."""
_OFF = ("", "0", "false", "no", "off")
_STREAMS = {0: mark("standard input"), 1: mark("standard output"), 2: mark("standard error")}


def obstacle(environ: Mapping[str, str] = os.environ) -> str:
    """Return why this terminal cannot draw the survey, with what to do about it; empty if it can."""
    for descriptor, stream in _STREAMS.items():
        if not os.isatty(descriptor):
            return _(_NO_TTY).format(stream=_(stream))
    term = environ.get("TERM", "")
    if sys.platform != "win32" and term in ("", "dumb", "unknown"):
        return _(_DUMB).format(term=term or _("is not set"))
    return ""


def plain_wished(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether the environment asks for the survey line by line."""
    return _is_on(environ, PLAIN)


def theme_wished(wish: str = AUTO, environ: Mapping[str, str] = os.environ) -> str:
    """Return the theme to draw in, or auto where the terminal's background is to decide.

    ``NO_COLOR`` (no-color.org) goes before everything, and the command line before the environment.
    """
    if environ.get("NO_COLOR"):
        return MONO
    named = environ.get(THEME, "").strip().casefold()
    return wish if wish in THEMES else named if named in THEMES else AUTO


def unknown_theme(environ: Mapping[str, str] = os.environ) -> str:
    """Return what to say of a theme that the environment asks for and that there is not, or nothing."""
    named = environ.get(THEME, "").strip()
    if not named or named.casefold() in (AUTO, *THEMES):
        return ""
    told = _("There is no theme {name} ({variable}). Themes: {themes}.")
    return told.format(name=named, variable=THEME, themes=", ".join((AUTO, *THEMES)))


def input_ended() -> bool:
    """Return whether it is certain, without waiting, that nothing can be read from standard input."""
    if sys.stdin is None or sys.stdin.closed:
        return True
    try:
        ready = not sys.stdin.isatty() and bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):
        return False
    return ready and isinstance(sys.stdin.buffer, BufferedReader) and not sys.stdin.buffer.peek(1)


def has_gone(source: TextIO) -> bool:
    """Return whether an input that has ended is a terminal that has gone; at Ctrl+D it is still there."""
    try:
        os.get_terminal_size(source.fileno())
    except OSError as error:
        return error.errno == errno.EIO
    return False


def complain(text: str) -> None:
    """Say on standard error what is wrong. It may quote what people and files say, which is never obeyed."""
    from .visible import visible_message

    say_last(visible_message(text, sys.argv[1:]), sys.stderr)


def open_closed_streams() -> None:
    """Give standard streams that were closed at the start to nobody.

    Otherwise the next file that is opened, such as the database, would have their number, and be written into.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", errors="replace")  # noqa: SIM115, PTH123
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def speak_as_terminals_do() -> None:
    """Read and write UTF-8 where the environment names an encoding in which ASCII is not ASCII, such as UTF-16.

    No terminal and no pipe speaks these; what would be read and written is rubbish, or a fault.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not _keeps_ascii(stream.encoding):
            stream.reconfigure(encoding="utf-8")


def _keeps_ascii(encoding: str) -> bool:
    ascii_bytes = bytes(range(128))
    try:
        return ascii_bytes.decode().encode(encoding) == ascii_bytes
    except UnicodeError:
        return False


def say_last(text: str, stream: TextIO) -> None:
    """Let out what waits to be written, and a last text if there is one.

    Where the terminal has gone nobody hears it, and the exit code stays as it is: Python would leave with 120.
    """
    try:
        stream.write(f"{text}\n" if text else "")
        stream.flush()
    except OSError:
        silence(stream)


def silence(stream: TextIO) -> None:
    """Give what is still to be said to nobody, as nobody listens."""
    nobody = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nobody, stream.fileno())
    os.close(nobody)


def needs_ascii(environ: Mapping[str, str] = os.environ, encoding: str | None = None) -> bool:
    """Return whether the environment or its locale asks for glyphs of ASCII only.

    Python turns the C locale into UTF-8 by itself and then says ``LC_CTYPE=C.UTF-8``; what the user has set
    in ``LANG`` tells the two apart.
    """
    encoding = encoding if encoding is not None else getattr(sys.__stderr__, "encoding", "utf-8")
    if _is_on(environ, ASCII) or "utf" not in encoding.lower():
        return True
    ctype = environ.get("LC_CTYPE", "")
    if ctype == "C.UTF-8" and environ.get("LANG") in ("C", "POSIX"):
        ctype = "C"
    locale = environ.get("LC_ALL") or ctype or environ.get("LANG", "")
    return bool(locale) and "utf" not in locale.lower()


def _is_on(environ: Mapping[str, str], name: str) -> bool:
    return environ.get(name, "").strip().casefold() not in _OFF
