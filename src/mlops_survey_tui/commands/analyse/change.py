"""`mlops-survey analyse change`: two editions beside each other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .frame import failing, names, show
from .options import AsJson, Columns, Weight

Words = list[str] | None


def change(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier edition: a file, or the folder of a release.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later edition, likewise.")],
    variable: Annotated[
        Words, typer.Option("--variable", metavar="NAME", help="A column, or a question of releases; repeat it.")
    ] = None,
    editions: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--editions", metavar="OLD NEW", help="For files: the folders of the questionnaires."),
    ] = None,
    margins: Annotated[
        Path | None, typer.Option("--margins", metavar="FILE", help="Margins that both editions are raked to.")
    ] = None,
    claim: Annotated[
        Words, typer.Option("--claim", metavar="FIGURE", help="A figure that a text claims, such as size=large.")
    ] = None,
    codes: Annotated[bool, typer.Option("--codes", help="Read numbers as codes, and compare their shares.")] = False,
    best_worst: Annotated[
        bool, typer.Option("--best-worst", help="The files hold best-worst sets, as for maxdiff.")
    ] = False,
    estimates: Annotated[
        bool,
        typer.Option("--estimates", help="The files hold estimates: figure, value, error, n, perhaps percent."),
    ] = False,
    despite: Annotated[
        bool, typer.Option("--despite-changes", help="Compare what is not comparable, with a warning at each figure.")
    ] = False,
    columns: Columns = None,
    weight: Weight = "",
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=2, help="Leave out figures of fewer respondents.")
    ] = 30,
    as_json: AsJson = False,
) -> None:
    """Compare two editions: what may be compared, differences with intervals, and which are more than chance."""
    with failing():
        from ...analysis.change.comparable import compare_folders
        from ...analysis.change.run import Wishes, analyse
        from ...analysis.change.showing import output
        from ...analysis.failure import AnalysisError
        from ...analysis.weighting.files import margins_in

        if not (variable or best_worst or estimates):
            raise AnalysisError("Nothing is to be compared.", "Name it with --variable NAME.")
        wishes = Wishes(
            variable or [""],
            margins_in(margins) if margins is not None else (),
            claim or (),
            codes,
            best_worst,
            estimates,
            despite,
            least,
            names(columns, weight=weight),
        )
        known = compare_folders(*editions) if editions is not None else None
        show(output(analyse(old, new, wishes, known), least), as_json)
