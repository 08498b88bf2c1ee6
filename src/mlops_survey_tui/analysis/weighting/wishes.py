"""What weights should do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..failure import AnalysisError


@dataclass(frozen=True, slots=True)
class Wishes:
    """What weights should do. ``base`` is a column of weights to begin with, ``asked`` one that says who was asked.

    Chances to be asked are in the column ``chance``, or are told from the classes of the columns ``within``. ``cap``
    and ``trim`` are multiples of the mean weight, 0 for none. With ``unknown`` rows without an answer to a margin keep
    the share that they have. Weights add up to ``total``, 0 for the sum of the base weights.
    """

    margins: Path | None = None
    base: str = ""
    asked: str = ""
    within: tuple[str, ...] = ()
    chance: str = ""
    cap: float = 0.0
    trim: float = 0.0
    total: float = 0.0
    unknown: bool = False
    name: str = "weight"
    out: Path | None = None

    def checked(self, place: str) -> Wishes:
        """Return them if they make sense together.

        Raises:
            AnalysisError: they do not; says which option to change.
        """
        if not self.margins and not self.asked:
            raise AnalysisError("there is nothing to weight to.", "Give --margins FILE, --asked COLUMN, or both.")
        if (self.within or self.chance) and not self.asked:
            raise AnalysisError("it is not said who was asked.", "Give --asked COLUMN with --within or --chance.")
        if self.within and self.chance:
            raise AnalysisError("chances are known or told from classes.", "Give --chance or --within, not both.")
        if self.cap and not self.margins:
            raise AnalysisError("a cap holds while raking.", "Give --margins, or use --trim.")
        if self.out and self.out.suffix.lower() not in (".csv", ".parquet"):
            raise AnalysisError(
                "this is neither CSV nor Parquet by its name.", "Name it .csv or .parquet.", place=str(self.out)
            )
        if self.out and Path(place).exists() and self.out.resolve() == Path(place).resolve():
            raise AnalysisError("the data would be overwritten.", "Give --out another name.", place=str(self.out))
        return self
