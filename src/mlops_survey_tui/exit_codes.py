"""What the program's exit code says; signals add 128 to their number."""

from __future__ import annotations

DONE = 0
CRASH = 1
FAILED = 1
"""An expectation did not hold; only commands that check something use it."""
USAGE = 2
INVALID = 3
STORAGE = 4

MEANINGS = {
    str(DONE): "Done, or saved and left.",
    str(CRASH): "A fault in the program; or, from commands that check something, an expectation that did not hold.",
    str(USAGE): "A wrong command line, or no way to ask: no terminal to draw on and nothing to read.",
    str(INVALID): "The questionnaire, or another file that was given, has faults.",
    str(STORAGE): "Something could not be read, stored or sent.",
    "129, 130, 131, 143": (
        "Ended by a hang-up, by an interrupt, or by a request to quit or to end; what was entered is saved."
    ),
    "128 and more": "Ended by another signal, whose number is added to 128; what was entered is saved.",
}
"""What each code says; help, the reference and the manual page read it here."""


def by_signal(number: int) -> int:
    """Return the code of a program that a signal ends."""
    return 128 + number
