"""Where an entrant's files are: a directory of their own, apart from the interviews."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...language import _
from ..failures import CannotUse
from ..private_files import private_directory

VARIABLE = "MLOPS_SURVEY_RAFFLE_DIR"


@dataclass(frozen=True, slots=True)
class RaffleDirectory:
    """The directory of queued entries and receipts."""

    root: Path

    @property
    def queue(self) -> Path:
        """Entries that are not sent yet."""
        return self._own("queue")

    @property
    def receipts(self) -> Path:
        """Receipts, for checking and taking back."""
        return self._own("receipts")

    def _own(self, name: str) -> Path:
        try:
            return private_directory(private_directory(self.root) / name)
        except CannotUse as error:
            raise CannotUse(_("{why}. Name another directory: --dir DIR").format(why=error)) from None


def raffle_directory(chosen: Path | None = None, environment: Mapping[str, str] = os.environ) -> RaffleDirectory:
    """Return the chosen directory, the one the environment names, or the user's own."""
    named = chosen or environment.get(VARIABLE)
    if named:
        return RaffleDirectory(Path(named).expanduser().absolute())
    from platformdirs import user_data_path

    return RaffleDirectory(user_data_path("mlops-survey-raffle", appauthor=False))
