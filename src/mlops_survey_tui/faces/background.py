"""Whether the terminal's background is dark or light, asked of the terminal itself.

The question (OSC 11) is followed by one that every terminal answers (primary device attributes), so that a terminal
that does not know the first says so at once. It is asked before Textual is loaded and answered meanwhile. What the
user types in between is read with the answer, and handed on.
"""

from __future__ import annotations

import os
import re
import select
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from ..exit_codes import by_signal
from .ending import handled_by

DARK, LIGHT = "dark", "light"
PATIENCE = 0.1
"""Seconds after the question in which an answer is waited for."""
_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_BACKGROUND = re.compile(rb"\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)")
_ATTRIBUTES = re.compile(rb"\x1b\[\?[\d;]*c")
_MIDDLE_GREY = 0.18
"""The luminance that looks half way between black and white."""
_NEVER_ASKED = ("linux", "dumb", "unknown", "eterm", "vt52", "cons25")
_INPUT, _OUTPUT = 0, 2


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: dark, light or nothing; whether all was answered; and what the user has typed meanwhile.

    What has not been answered may come later: some go-between answers the second question first.
    """

    background: str = ""
    complete: bool = True
    typed: bytes = b""


def from_environment(environ: Mapping[str, str]) -> str:
    """Return dark or light as ``COLORFGBG`` has it, else nothing."""
    number = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal() or int(number) > 15:
        return ""
    return LIGHT if int(number) in (7, *range(9, 16)) else DARK


def of_colour(text: str) -> str:
    """Return whether a colour as X11 writes it (``rgb:ffff/ffff/ffff``, ``#ffffff``) is dark or light."""
    match = re.fullmatch(r"rgba?:([\da-f]{1,4})/([\da-f]{1,4})/([\da-f]{1,4})(?:/[\da-f]{1,4})?", text, re.I)
    parts = match.groups() if match else _parts(text)
    if not parts:
        return ""
    red, green, blue = (_linear(int(part, 16) / (16 ** len(part) - 1)) for part in parts)
    return LIGHT if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _MIDDLE_GREY else DARK


def reply_of(data: bytes) -> Reply:
    """Take what was read apart: the answers, and what was typed around them."""
    found, fence = _BACKGROUND.search(data), _ATTRIBUTES.search(data)
    typed = _ATTRIBUTES.sub(b"", _BACKGROUND.sub(b"", data))
    colour = found[1].decode("ascii", "replace") if found else ""
    return Reply(of_colour(colour), bool(found and fence), typed)


@contextmanager
def asked(environ: Mapping[str, str] = os.environ) -> Iterator[Callable[[], Reply]]:
    """Ask the terminal; what is given waits for the answer, and no longer than a tenth of a second in all.

    The terminal neither echoes nor waits for line ends inside the block.
    """
    if not _askable(environ):
        yield Reply
        return
    with _quiet():
        os.write(_OUTPUT, _QUESTION)
        deadline = time.monotonic() + PATIENCE
        yield lambda: reply_of(_read(deadline))


def _parts(text: str) -> tuple[str, ...]:
    if not re.fullmatch(r"#(?:[\da-f]{3}){1,4}", text, re.I):
        return ()
    size = len(text) // 3
    return text[1 : 1 + size], text[1 + size : 1 + 2 * size], text[1 + 2 * size :]


def _linear(channel: float) -> float:
    """Return a channel of sRGB as an amount of light."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _askable(environ: Mapping[str, str]) -> bool:
    """Return whether both ends are one terminal that understands questions, and this process is in front of it."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return False
    if environ.get("TERM", "dumb").partition("-")[0] in _NEVER_ASKED:
        return False
    try:
        same = os.ttyname(_INPUT) == os.ttyname(_OUTPUT)
        return same and os.tcgetpgrp(_INPUT) == os.getpgrp()
    except OSError:
        return False


def _read(deadline: float) -> bytes:
    data = b""
    while not _ATTRIBUTES.search(data):
        left = max(0.0, deadline - time.monotonic())
        if not select.select([_INPUT], [], [], left)[0]:
            break
        piece = os.read(_INPUT, 4096)
        if not piece:
            break
        data += piece
    return data


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the terminal hand over each byte at once, and show none of them, unless another has seen to that already.

    Whoever has, gives the terminal back too, also at a signal.
    """
    import termios

    before = termios.tcgetattr(_INPUT)
    quiet = termios.tcgetattr(_INPUT)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
    if quiet == before:
        yield
        return

    def give_back() -> None:
        termios.tcsetattr(_INPUT, termios.TCSANOW, before)

    def end(number: int, _: FrameType | None) -> None:
        give_back()
        os._exit(by_signal(number))

    undo = handled_by(end)
    termios.tcsetattr(_INPUT, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        give_back()
        undo()
