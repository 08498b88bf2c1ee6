"""A prompt of questionary, the usual way to ask in a terminal from Python; measured where it is installed."""

from __future__ import annotations

import questionary

if __name__ == "__main__":
    questionary.select("This prompt is bare.", choices=["one", "two", "three"]).ask()
