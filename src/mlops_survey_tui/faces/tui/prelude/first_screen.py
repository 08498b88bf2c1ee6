"""The first screen as it will be, kept when the program ends and written before anything else is loaded.

It is shown only while everything that decides it is as it was: the program, the terminal, the environment, the day,
the files. The survey then paints the same cells once more, with keys to act on them; what was typed meanwhile waits.
"""

# ruff: noqa: PTH100, PTH105, PTH111, PTH116, PTH118, PTH123 - pathlib takes longer to load than all of this

from __future__ import annotations

import os
import sys
import time

from .... import __version__
from .terminal import Terminal, can_be_taken

NAME = "first-screen"
_MARK = b"mlops-survey, first screen, 2"
_DECIDING = (
    "TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES",
    "COLUMNS", "LINES", "PYTHONIOENCODING", "PYTHONUTF8", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER",
    "MLOPS_SURVEY_DATA_DIR", "MLOPS_SURVEY_PLAIN", "MLOPS_SURVEY_LANG", "MLOPS_SURVEY_THEME", "MLOPS_SURVEY_ASCII",
    "MLOPS_SURVEY_KEYS",
)  # fmt: skip
"""The environment variables that decide what is shown."""
_SEPARATOR = b"\n\x00\n"
_LARGEST = 1 << 18
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_MADE_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follows a link, nor waits for who has the other end of a pipe."""


def shown() -> Terminal | None:
    """Take the terminal over and write the screen that was kept, if that is what will be shown; else do nothing."""
    screen = _kept(directory()) if can_be_taken() else b""
    if not screen:
        return None
    try:
        return Terminal(screen)
    except OSError:
        return None


def keep(screen: bytes, files: tuple[str, ...]) -> None:
    """Keep a screen for the next start, for as long as these files stay as they are; where that fails, keep none."""
    path = f"{directory()}/{NAME}"
    state = _state(files)
    parts = (_MARK, _context(), "\n".join(files).encode(errors="surrogateescape"), state, _sum(screen), screen)
    try:
        descriptor = os.open(f"{path}.new", _MADE_ANEW, 0o600)
        with open(descriptor, "wb") as file:
            file.write(_SEPARATOR.join(parts))
        os.replace(f"{path}.new", path)
    except OSError:
        return


def directory() -> str:
    """Return where interviews are kept if nobody says otherwise, without loading what knows it for all systems.

    It is empty where that is not known so easily.
    """
    if (named := os.environ.get("MLOPS_SURVEY_DATA_DIR", "")).strip():
        return os.path.abspath(os.path.expanduser(named))
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "mlops-survey")
    data = os.environ.get("XDG_DATA_HOME", "").strip() or f"{home}/.local/share"
    return f"{data}/mlops-survey"


def _kept(root: str) -> bytes:
    """Return the screen that was kept, or nothing if something is not as it was then."""
    try:
        descriptor = os.open(f"{root}/{NAME}", _READ)
        with open(descriptor, "rb") as file:
            parts = file.read(_LARGEST).split(_SEPARATOR, 5) if _is_own(os.fstat(descriptor)) else []
    except OSError:
        return b""
    if len(parts) != 6 or parts[0] != _MARK or parts[1] != _context() or parts[4] != _sum(parts[5]):
        return b""
    files = tuple(parts[2].decode(errors="surrogateescape").split("\n"))
    return parts[5] if parts[3] == _state(files) else b""


def _sum(screen: bytes) -> bytes:
    """Return what tells a screen from most of what damage would make of it, without a library for it."""
    return b"%d %d" % (len(screen), sum(screen))


def _is_own(found: os.stat_result) -> bool:
    """Return whether a file is this user's and nobody else can have written it."""
    return found.st_mode & 0o170077 == 0o100000 and found.st_uid == os.getuid()


def _context() -> bytes:
    """Return what decides the screen beside files."""
    environment = [os.environ.get(name) for name in _DECIDING]
    try:
        size = tuple(os.get_terminal_size(1))
    except OSError:
        size = ()
    return repr((__version__, __file__, size, time.localtime()[:3], environment)).encode(errors="surrogateescape")


def _state(files: tuple[str, ...]) -> bytes:
    """Return what tells whether files have changed."""
    return repr([_stamp(file) for file in files]).encode()


def _stamp(file: str) -> tuple[int, ...]:
    try:
        found = os.stat(file)
    except (OSError, ValueError):  # ValueError: what is damaged may be no name at all
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns
