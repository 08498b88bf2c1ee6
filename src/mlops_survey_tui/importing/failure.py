"""The one error of an import."""

from __future__ import annotations

from ..cutting import cut
from ..exit_codes import INVALID


class ImportFailure(Exception):  # noqa: N818
    """A file that cannot be brought in; the message says why, and how to mend it.

    ``code`` is how the command ends: it is the file that has faults, unless said otherwise.
    """

    def __init__(self, message: str, code: int = INVALID) -> None:
        super().__init__(cut(message))
        self.code = code
