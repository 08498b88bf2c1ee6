"""A prompt of questionary, the usual way to ask in a terminal from Python; measured where it is installed.

An argument says how many options there are, instead of three choices.
"""

from __future__ import annotations

import sys

import questionary

if __name__ == "__main__":
    options = [f"Option number {number}" for number in range(int(sys.argv[1]))] if sys.argv[1:] else []
    questionary.select("This prompt is bare.", choices=options or ["one", "two", "three"], use_shortcuts=False).ask()
