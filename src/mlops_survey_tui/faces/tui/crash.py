"""What is printed after a crash: enough to mend the program, and nothing that a respondent has said.

Textual's own rendering prints local variables, which hold answers; an exception's message may quote one
too. So only the type of the exception and the places in the code are told.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from ...language import _, mark

_INNERMOST = 8
_HEAD = mark(
    "mlops-survey stopped because of a fault in the program. Your answers up to the last question you "
    "finished are saved; start again to go on there."
)
_REPORT = mark("Please report this to the project's issue tracker. It contains no answers:")


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault in the program without its values: exception types and places, innermost last."""

    types: tuple[str, ...]
    places: tuple[str, ...]

    def report(self) -> str:
        """Return what to print on standard error."""
        return "\n".join(
            (_(_HEAD), _(_REPORT), *(f"  {place}" for place in self.places), f"  {' from '.join(self.types)}")
        )


def crash_of(error: BaseException) -> Crash:
    """Return what may be told of an exception."""
    frames = traceback.extract_tb(error.__traceback__)[-_INNERMOST:]
    places = tuple(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    types, cause = [type(error).__name__], error.__cause__ or error.__context__
    while cause is not None and len(types) < _INNERMOST:
        types.append(type(cause).__name__)
        cause = cause.__cause__ or cause.__context__
    return Crash(tuple(types), places)


def _short(filename: str) -> str:
    return "/".join(Path(filename).parts[-3:])
