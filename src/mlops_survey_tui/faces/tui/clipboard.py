"""The clipboard of the respondent's terminal, which may be at the other end of a connection.

The terminal itself is asked (OSC 52). tmux in its standard settings keeps that from it, but passes on what is loaded
into one of its own buffers.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Callable, Mapping

from ...language import _, mark
from ..visible import visible

MOST_BYTES = 74_994
"""What terminals take: 100,000 bytes of base64."""
_TMUX = ("tmux", "load-buffer", "-w", "-")
_PATIENCE = 1.0
_THROUGH_TMUX = mark("Copied: the question and your answer so far, through tmux.")
_BY_TERMINAL = mark("Copied: the question and your answer so far, if your terminal allows it.")
_CUT = mark("It is long: only the beginning was copied.")


def copied(text: str, environ: Mapping[str, str], write: Callable[[str], None]) -> str:
    """Hand a text to the clipboard and return what to say; ``write`` writes to the terminal."""
    data = "\n".join(map(visible, text.split("\n"))).encode()
    shortened = data[:MOST_BYTES].decode("utf-8", "ignore").encode()
    if environ.get("TMUX") and _by_tmux(shortened):
        said = _(_THROUGH_TMUX)
    else:
        write(sequence(shortened, tmux=bool(environ.get("TMUX"))))
        said = _(_BY_TERMINAL)
    return said if len(shortened) == len(data) else f"{said} {_(_CUT)}"


def sequence(data: bytes, tmux: bool = False) -> str:
    """Return what makes a terminal copy; in tmux also wrapped, for settings that pass wrapped sequences on."""
    plain = f"\x1b]52;c;{base64.b64encode(data).decode()}\x07"
    return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\" if tmux else plain


def _by_tmux(data: bytes) -> bool:
    try:
        done = subprocess.run(_TMUX, input=data, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
