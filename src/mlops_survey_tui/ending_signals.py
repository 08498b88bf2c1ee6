"""The signals that end a program: known to what runs before the first screen, and to all that comes after it."""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to load than the first screen to write
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_REQUESTS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT")
"""Those by which people and terminals ask the program to end."""
_ENDING = (
    *_REQUESTS, "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGABRT", "SIGIO", "SIGPWR",
)  # fmt: skip
"""Those that end a program which does not handle them, but for those that tell a fault in its own code."""


def ending_numbers(signals: Any) -> Iterator[int]:
    """Yield the numbers of the signals that end a program, as far as the platform has them.

    Whoever starts the program may have it ignore those that are no requests. ``signals`` is the module ``signal``, or
    the part of it in C, which is sooner loaded.
    """
    for name in _ENDING:
        number = getattr(signals, name, None)
        if number is not None and (name in _REQUESTS or signals.getsignal(number) != signals.SIG_IGN):
            yield number
