"""`mlops-survey analyse maxdiff`: best-worst choices as scores."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .frame import failing, names, show, steps
from .options import AsJson, Columns, File, Seed, Weight


class FormName(StrEnum):
    """The likelihoods of ``analysis.maxdiff.forms.FORMS``."""

    SEQUENTIAL = "sequential"
    PAIRS = "pairs"
    MARGINAL = "marginal"


class ScoresName(StrEnum):
    """How scores of respondents are found: by empirical or by hierarchical Bayes."""

    EB = "eb"
    HB = "hb"


def maxdiff(
    file: File,
    form: Annotated[FormName, typer.Option("--form", help="The likelihood of best and worst.")] = FormName.SEQUENTIAL,
    question: Annotated[
        str, typer.Option("--question", metavar="ID", help="The question, where the table has several.")
    ] = "",
    reference: Annotated[
        str, typer.Option("--reference", metavar="ITEM", help="Print coefficients relative to this item as well.")
    ] = "",
    people: Annotated[
        str, typer.Option("--people", metavar="FILE", help="A table of respondents with weight, group and stratum.")
    ] = "",
    scores: Annotated[
        ScoresName | None, typer.Option("--scores", help="Scores of each respondent: eb is quick, hb draws chains.")
    ] = None,
    group: Annotated[str, typer.Option("--group", metavar="COLUMN", help="Compare the groups of this column.")] = "",
    stratum: Annotated[str, typer.Option("--stratum", metavar="COLUMN", help="The strata of the sample.")] = "",
    weight: Weight = "",
    anchor: Annotated[
        str, typer.Option("--anchor", metavar="FILE", help="Ratings that draw the zero line: respondent, item, above.")
    ] = "",
    above: Annotated[
        list[str] | None,
        typer.Option(
            "--above", metavar="CODE", help="What means above in the ratings, if not 1; give it again for more."
        ),
    ] = None,
    apart: Annotated[
        bool,
        typer.Option("--apart", help="Ratings cannot be joined with sets, as in a release: each is by somebody else."),
    ] = False,
    fit: Annotated[
        bool, typer.Option("--fit", help="How well each respondent fits, with the cut-off for random clicks.")
    ] = False,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", metavar="N", min=0, help="Check errors with N samples of respondents.")
    ] = 0,
    draws: Annotated[int, typer.Option("--draws", metavar="N", min=100, help="Draws of each of four chains.")] = 1000,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=2, help="Fewer respondents have counts and ranks only.")
    ] = 100,
    columns: Columns = None,
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Score the items of a best-worst question: counts, shares of preference with intervals, people, groups.

    FILE has one row an item of a set: respondent, set, item, choice (1 best, -1 worst, 0 neither).
    """
    with failing():
        from ...analysis.maxdiff.reporting import output
        from ...analysis.maxdiff.run import Wishes, analyse

        wishes = Wishes(
            form=form.value,
            question=question,
            people=people,
            scores=scores.value if scores else "",
            grouped=bool(group),
            anchor=anchor,
            above=tuple(above or ("1",)),
            apart=apart,
            reference=reference,
            fit=fit,
            replicates=bootstrap,
            seed=seed,
            least=least,
            draws=draws,
        )
        given = names(columns, weight=weight, group=group, stratum=stratum)
        with steps() as told:
            result = analyse(file, given, wishes, told)
        show(output(result), as_json)
