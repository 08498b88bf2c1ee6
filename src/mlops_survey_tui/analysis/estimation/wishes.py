"""What is to be estimated, from which columns, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..failure import AnalysisError
from .design import FAIL
from .estimate import REPLACEMENT

MEAN, PROPORTION, TOTAL, RATIO, QUANTILE, TABLE = "mean", "proportion", "total", "ratio", "quantile", "table"
KINDS: Mapping[str, str] = {
    MEAN: "the mean of numbers",
    PROPORTION: "the share of each code",
    TOTAL: "the total of numbers, or the weighted count of each code",
    RATIO: "the ratio of the totals of two columns of numbers",
    QUANTILE: "quantiles of numbers",
    TABLE: "shares of each code within the groups, with a test of independence",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the sample was drawn: names of columns by stage. ``lonely`` says what to do with single clusters."""

    strata: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    nest: bool = False
    lonely: str = FAIL


@dataclass(frozen=True, slots=True)
class Replicated:
    """Replicate weights: a pattern of their columns and their method, or ``make`` them from the design."""

    columns: str = ""
    method: str = ""
    rho: float = 0.0
    scale: float = 0.0
    each: tuple[float, ...] = ()
    separate: bool = False
    about_estimate: bool = False
    make: str = ""
    seed: int = 1


CALIBRATED, RAKE = "calibrated", "rake"
"""Errors of raked weights: residuals weighted with the weights before raking, or as R's ``rake`` takes them."""
RAKING = "raking"


@dataclass(frozen=True, slots=True)
class Known:
    """How weights meet the margins: the distance, ``bounds`` of the factors, and whose errors raked weights have."""

    distance: str = RAKING
    bounds: tuple[float, float] | None = None
    errors: str = CALIBRATED


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to estimate. ``of`` is a kind, empty for means of numbers and proportions of codes.

    ``margins`` is a file of known shares or totals that weights are raked to; ``minimum`` hides small bases and counts.
    ``df`` are degrees of freedom for intervals instead of those of the sample; infinite is the normal distribution.
    """

    variables: tuple[str, ...]
    of: str = ""
    by: tuple[str, ...] = ()
    weight: str = ""
    drawn: Drawn = Drawn()
    replicated: Replicated = Replicated()
    denominator: str = ""
    quantiles: tuple[float, ...] = (0.25, 0.5, 0.75)
    margins: Path | None = None
    interval: str = ""
    level: float = 0.95
    deff: str = REPLACEMENT
    minimum: bool = True
    df: float | None = None
    known: Known = Known()

    def checked(self) -> Wishes:
        """Return them if they make sense together.

        Raises:
            AnalysisError: they do not; says which option to change.
        """
        if not self.variables:
            raise AnalysisError("nothing is named to estimate.", "Name a column with --variable.")
        if self.of and self.of not in KINDS:
            raise AnalysisError(f"there is no estimate of {self.of!r}.", f"Kinds: {', '.join(KINDS)}.")
        if (self.of == RATIO) != bool(self.denominator):
            raise AnalysisError("a ratio has two columns.", "Give --of ratio and --denominator COLUMN together.")
        if self.of == TABLE and len(self.by) != 1:
            raise AnalysisError("a table has rows and columns.", "Name the groups with --by COLUMN, once.")
        if self.known != Known() and not self.margins:
            raise AnalysisError("there are no margins to calibrate to.", "Name their file with --margins.")
        if self.known.errors == RAKE and self.known.distance != RAKING:
            raise AnalysisError("these errors are of raking alone.", "Leave --calibrate or --raked-errors out.")
        if self.known.errors == RAKE and (self.replicated.columns or self.replicated.make):
            raise AnalysisError("each replicate is raked, which gives the errors.", "Leave --raked-errors out.")
        if self.df is not None and not self.df >= 1:
            raise AnalysisError(f"there are no {self.df:g} degrees of freedom.", "Give at least 1, or inf.")
        if not 0 < self.level < 1:
            raise AnalysisError(f"the confidence level is {self.level:g}.", "It lies between 0 and 1, such as 0.95.")
        wrong = [share for share in self.quantiles if not 0 < share < 1]
        if wrong:
            raise AnalysisError(f"there is no quantile {wrong[0]:g}.", "Quantiles lie between 0 and 1, such as 0.5.")
        return self
