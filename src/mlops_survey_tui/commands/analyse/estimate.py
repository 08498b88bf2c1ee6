"""`mlops-survey analyse estimate`: means, shares, totals, ratios, quantiles and tables with their errors."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .frame import failing, show
from .options import AsJson, File, Seed, Weight


class Kind(StrEnum):
    """What is estimated."""

    MEAN = "mean"
    PROPORTION = "proportion"
    TOTAL = "total"
    RATIO = "ratio"
    QUANTILE = "quantile"
    TABLE = "table"


class Interval(StrEnum):
    """Intervals for shares."""

    LOGIT = "logit"
    BETA = "beta"
    WILSON = "wilson"
    MEAN = "mean"


class Lonely(StrEnum):
    """What to do with a stratum that has a single cluster."""

    FAIL = "fail"
    REMOVE = "remove"
    ADJUST = "adjust"
    CERTAINTY = "certainty"
    AVERAGE = "average"


class Method(StrEnum):
    """Kinds of replicate weights."""

    JK1 = "JK1"
    JKN = "JKn"
    BRR = "BRR"
    FAY = "Fay"
    BOOTSTRAP = "bootstrap"
    SUCCESSIVE = "successive-difference"
    OTHER = "other"


class Make(StrEnum):
    """Replicate weights that can be made."""

    JACKKNIFE = "jackknife"
    BOOTSTRAP = "bootstrap"
    BRR = "brr"
    FAY = "fay"


class Deff(StrEnum):
    """The simple sample that design effects compare with."""

    REPLACEMENT = "replacement"
    POPULATION = "population"


class Calibrate(StrEnum):
    """How weights are changed to meet margins."""

    RAKING = "raking"
    LINEAR = "linear"
    LOGIT = "logit"


class RakedErrors(StrEnum):
    """Whose errors raked weights have."""

    CALIBRATED = "calibrated"
    RAKE = "rake"


Names = list[str] | None


def estimate(
    file: File,
    variable: Annotated[
        Names, typer.Option("--variable", metavar="COLUMN", help="What to estimate; repeat it.")
    ] = None,
    of: Annotated[
        Kind | None, typer.Option("--of", help="Without it, means of numbers and proportions of codes.")
    ] = None,
    by: Annotated[Names, typer.Option("--by", metavar="COLUMN", help="Groups; repeat it to cross them.")] = None,
    denominator: Annotated[str, typer.Option(metavar="COLUMN", help="The column below the line of a ratio.")] = "",
    quantile: Annotated[
        list[float] | None, typer.Option(metavar="P", help="Quantiles; by default quartiles; repeat it.")
    ] = None,
    weight: Weight = "",
    strata: Annotated[Names, typer.Option(metavar="COLUMN", help="Strata, once a stage.")] = None,
    cluster: Annotated[Names, typer.Option(metavar="COLUMN", help="Clusters drawn, once a stage.")] = None,
    fpc: Annotated[
        Names,
        typer.Option(metavar="COLUMN", help="How many clusters the stratum has, or the share drawn."),
    ] = None,
    nest: Annotated[bool, typer.Option("--nest", help="Clusters are numbered anew in each stratum.")] = False,
    lonely: Annotated[Lonely, typer.Option(help="What to do with a stratum that has a single cluster.")] = Lonely.FAIL,
    margins: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Known shares or totals; weights and errors are raked to them.")
    ] = None,
    calibrate: Annotated[Calibrate, typer.Option(help="How weights are changed to meet margins.")] = Calibrate.RAKING,
    bounds: Annotated[
        tuple[float, float] | None,
        typer.Option(metavar="LOW HIGH", help="Bounds of the factors that weights change by."),
    ] = None,
    raked_errors: Annotated[
        RakedErrors, typer.Option(help="Errors of raked weights: of calibration, or as R's rake() takes them.")
    ] = RakedErrors.CALIBRATED,
    replicates: Annotated[str, typer.Option(metavar="PATTERN", help="Columns of replicate weights, as 'rep*'.")] = "",
    method: Annotated[Method | None, typer.Option("--type", help="What kind of replicate weights they are.")] = None,
    make: Annotated[Make | None, typer.Option(help="Make replicate weights from the strata and clusters.")] = None,
    rho: Annotated[float, typer.Option(metavar="X", help="Fay's factor.")] = 0.0,
    scale: Annotated[float, typer.Option(metavar="X", help="Replaces the factor of the kind of replicates.")] = 0.0,
    each: Annotated[list[float] | None, typer.Option(metavar="X", help="Factors of replicates, in order.")] = None,
    separate: Annotated[
        bool, typer.Option("--separate", help="Replicate weights do not contain the weight itself.")
    ] = False,
    about_estimate: Annotated[
        bool, typer.Option("--about-estimate", help="Take replicates about the estimate, not about their mean.")
    ] = False,
    interval: Annotated[Interval | None, typer.Option(help="Interval of shares and quantiles.")] = None,
    level: Annotated[float, typer.Option(metavar="X", help="Confidence level.")] = 0.95,
    df: Annotated[
        float | None, typer.Option("--df", metavar="N", help="Degrees of freedom of intervals; inf is the normal one.")
    ] = None,
    deff: Annotated[Deff, typer.Option(help="Simple sample that the design effect compares with.")] = Deff.REPLACEMENT,
    no_minimum: Annotated[
        bool, typer.Option("--no-minimum", help="Show small bases and counts, for data that you may see.")
    ] = False,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Estimate means, shares, totals, ratios, quantiles or tables, with errors that respect how the sample was drawn.

    Missing codes of a release are left out and counted. Bases under 30 and counts under 5 are hidden.
    """
    with failing():
        from ...analysis.estimation.results import output
        from ...analysis.estimation.run import estimate as estimated
        from ...analysis.estimation.wishes import Drawn, Known, Replicated, Wishes

        drawn = Drawn(tuple(strata or ()), tuple(cluster or ()), tuple(fpc or ()), nest, lonely.value)
        replicated = Replicated(
            replicates, method.value if method else "", rho, scale, tuple(each or ()), separate, about_estimate,
            make.value if make else "", seed,
        )  # fmt: skip
        wishes = Wishes(
            tuple(variable or ()), of.value if of else "", tuple(by or ()), weight, drawn, replicated, denominator,
            tuple(quantile or (0.25, 0.5, 0.75)), margins, interval.value if interval else "", level, deff.value,
            not no_minimum, df, Known(calibrate.value, bounds, raked_errors.value),
        )  # fmt: skip
        show(output(estimated(file, wishes)), as_json)
