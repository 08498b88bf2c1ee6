"""Ways back in an interview: what an undo took back, and the questions that can be gone to again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ....interview.page import ReviewLine
from ....language import _
from ..glyphs import glyphs
from ..start import Interview
from ..wrapping import clipped
from .base import Place

_MOST_SAID = 60


def undone(session: Interview, ascii_only: bool) -> str:
    """Take back the last answer and return what it was, in a sentence; an empty text if there is none.

    Raises:
        StorageError: it could not be written.
    """
    before = session.review()
    return _taken_back(before, session.review(), ascii_only) if session.undo() else ""


def places_of(review: Sequence[ReviewLine], go: Callable[[str], None]) -> list[Place]:
    """Return the questions of a review that were reached."""

    def way(key: str) -> Callable[[], None]:
        return lambda: go(key)

    return [Place(line.section, line.question, way(line.key)) for line in review if line.status != "open"]


def _taken_back(before: Sequence[ReviewLine], after: Sequence[ReviewLine], ascii_only: bool) -> str:
    """Return what was taken back: the first answer that is another one now, because others only follow from it."""
    now = {line.key: (line.answer, line.status) for line in after}
    given = (line for line in before if line.status != "open" and now.get(line.key) != (line.answer, line.status))
    line = next(given, None)
    if line is None:
        return _("The last step was taken back.")
    if not line.answer:
        return _("Taken back: that you skipped this.")
    return _("Taken back: {answer}").format(answer=clipped(line.answer, _MOST_SAID, glyphs(ascii_only).ellipsis))
