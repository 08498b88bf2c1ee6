"""What the environment wishes of Textual and Rich, without what they would end over, or write down.

Variables for those who develop with Textual have it log each key that is pressed, in files or to who listens.
"""

from __future__ import annotations

from collections.abc import MutableMapping

_SIZES = ("COLUMNS", "LINES")
_MOST_DIGITS = 9
"""Python makes no number of thousands of them."""
_COLOURS = ("auto", "standard", "256", "truecolor", "windows")
_DRIVERS = ("mlops_survey_tui.", "textual.")
"""Packages whose drivers are known to be there."""


def keep_good_wishes(environ: MutableMapping[str, str]) -> None:
    """Take out of an environment what is not for this program, or what no terminal can be."""
    for name in [name for name, value in environ.items() if not _is_good(name, value)]:
        del environ[name]


def _is_good(name: str, value: str) -> bool:
    if name in _SIZES:
        return len(value) <= _MOST_DIGITS
    if name == "TEXTUAL_COLOR_SYSTEM":
        return value in _COLOURS
    if name == "TEXTUAL_DRIVER":
        return value.startswith(_DRIVERS)
    return name == "TEXTUAL_FPS" or not (name == "TEXTUAL" or name.startswith("TEXTUAL_"))
