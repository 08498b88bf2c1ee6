"""What a screen asks of the terminal beyond drawing: to copy a text, to have one edited, or to work long.

Screens know nothing of terminals, so they leave an errand, and the app does it after the key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Edited:
    """What an editor made of a text: None where the text stays as it was, and what to say about it."""

    text: str | None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A text for the clipboard; ``said`` takes what to tell the respondent."""

    text: str
    said: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """A text for the respondent's own editor, with the most characters it may have, and whether in lines."""

    text: str
    limit: int
    lines: bool
    taken: Callable[[Edited], None]


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes long, such as to send; ``then`` takes what came of it, once it is done."""

    job: Callable[[], Any]
    then: Callable[[Any], None]


Errand = Copy | Edit | Work
