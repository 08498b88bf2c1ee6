"""`mlops-survey analyse details`: what one described case a respondent says of all cases."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .frame import failing, names, show
from .options import AsJson, Columns, File, Least, Weight


class Target(StrEnum):
    """The targets of ``analysis.details.cases.TARGETS``."""

    PRACTITIONERS = "practitioners"
    CASES = "cases"


def details(
    file: File,
    value: Annotated[str, typer.Option("--value", metavar="COLUMN", help="What to estimate: numbers, or codes.")] = "",
    columns: Columns = None,
    weight: Weight = "",
    target: Annotated[
        Target, typer.Option("--target", help="What practitioners work on, or what use cases look like.")
    ] = Target.PRACTITIONERS,
    split: Annotated[
        str, typer.Option("--split", metavar="PREFIX", help="What the columns of the overview by type begin with.")
    ] = "",
    margins: Annotated[
        Path | None, typer.Option("--margins", metavar="FILE", help="Further margins to rake to, as for weight.")
    ] = None,
    cap: Annotated[
        float | None, typer.Option("--cap", metavar="N", help="The most cases that one stands for, not the percentile.")
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Read numbers as codes, and estimate their shares.")] = False,
    number: Annotated[
        list[str] | None,
        typer.Option("--number", metavar="CODE=NUMBER", help="The number that a code of count or people stands for."),
    ] = None,
    least: Least = 5,
    as_json: AsJson = False,
) -> None:
    """Estimate from one described case a respondent, weighted by the overview, unweighted beside weighted.

    Columns: value, and perhaps type, count (cases to choose from), people, rule, share, chance, total, weight.
    """
    with failing():
        from ...analysis.details.numbers import PEOPLE
        from ...analysis.details.reading import Wishes
        from ...analysis.details.run import analyse, output
        from ...analysis.weighting.files import margins_in

        further = margins_in(margins) if margins is not None else ()
        known = {**PEOPLE, **_numbers(number or [])}
        wishes = Wishes(split, tuple(one.name for one in further), codes, known)
        found = analyse(file, names(columns, value=value, weight=weight), wishes, target.value, cap, further)
        show(output(found, least), as_json)


def _numbers(words: list[str]) -> dict[str, float]:
    from ...analysis.failure import AnalysisError

    found = {}
    for word in words:
        code, _, said = word.rpartition("=")
        try:
            found[code] = float(said)
        except ValueError:
            raise AnalysisError(
                f"--number {word} is not CODE=NUMBER.", "Write for example --number n2_3=2.5."
            ) from None
    return found
