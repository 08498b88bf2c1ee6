"""`mlops-survey anonymity`: how far people in a table can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .analyse.frame import failing, show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..analysis.output import Output
    from ..analysis.reading import Source
    from ..publication.disclosure.measures import Classes, Codes

_NOTES = (
    "A class is the rows that agree in all keys. An empty cell is a value like any other, and so is a suppressed one.",
    "Risks are those of a reader who knows all keys of a person and that the person is in the table.",
)


def anonymity(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A CSV or Parquet file, a pattern of files, or an address.")
    ],
    quasi: Annotated[
        list[str],
        typer.Option(
            "--quasi",
            metavar="A,B",
            help="The keys: columns that tell who somebody is; give it again for names with commas.",
        ),
    ],
    sensitive: Annotated[
        list[str] | None,
        typer.Option(
            "--sensitive", metavar="C", help="Columns that nobody should learn of a person whose keys they know."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON with all digits.")] = False,
) -> None:
    """Measure how far people in a table can be told apart: k, distinct and entropy l, t, risks, unique rows."""
    with failing():
        from ..analysis.reading import open_source

        with open_source(file) as source:
            keys, answers = _named(source, quasi), _named(source, sensitive or [])
            show(_measured(source, keys, answers), as_json)


def _named(source: Source, words: Sequence[str]) -> list[str]:
    """Return the columns that words name: a whole column's name, or several with commas between."""
    names = [name for word in words for name in ([word] if word in source.names else word.split(","))]
    for name in names:
        if name not in source.names:
            raise _unknown(source, name)
    return list(dict.fromkeys(names))


def _unknown(source: Source, name: str) -> Exception:
    from difflib import get_close_matches

    from ..analysis.failure import AnalysisError

    if len(source.names) == 1 and source.format == "csv" and (broken := _broken_line(source)):
        return AnalysisError(broken, "Every line needs as many cells as the first.", place=source.place)
    near = get_close_matches(name, source.names, n=3) or list(source.names[:20])
    return AnalysisError(f"there is no column {name!r}.", f"Near: {', '.join(near)}.", place=source.place)


def _broken_line(source: Source) -> str:
    """Return what is wrong with a file that looks like one column because a line has other commas than the first."""
    import duckdb

    from ..publication.sql import literal

    try:
        columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in source.names[0].split(","))
        how = f"auto_detect=false, header=true, delim=',', quote='\"', columns={{{columns}}}"
        source.connection.execute(f"SELECT count(COLUMNS(*)) FROM read_csv({literal(source.place)}, {how})").fetchall()
    except duckdb.Error as error:
        said = str(error).split("\n")
        return next((line for line in said if "Line:" in line), said[0]) + "."
    return ""


def _measured(source: Source, keys: Sequence[str], answers: Sequence[str]) -> Output:
    from ..analysis.failure import AnalysisError
    from ..analysis.output import Figures, Heading, Output
    from ..publication.disclosure.measures import classes_of, risks_of

    columns = _columns(source, [*keys, *answers])
    rows = len(columns[0])
    if not rows:
        raise AnalysisError("there are no rows.", place=source.place)
    classes = classes_of(columns[: len(keys)], rows)
    risks = risks_of(classes)
    facts = {
        "rows": rows,
        "classes": risks.classes,
        "k": risks.k,
        "highest_risk": risks.highest,
        "average_risk": risks.average,
        "unique_rows": risks.uniques,
        "unique_share": risks.unique_share,
    }
    headings = (
        Heading("column", "Sensitive"),
        Heading("distinct_l", "distinct l"),
        Heading("entropy_l", "entropy l"),
        Heading("recursive_c", "recursive c"),
        Heading("t_equal", "t, equal distance"),
        Heading("t_ordered", "t, ordered distance"),
    )
    lines = [
        _diversity(source, name, classes, column) for name, column in zip(answers, columns[len(keys) :], strict=True)
    ]
    notes = ("t with ordered distance is told of columns of numbers. c is the least of recursive (c, distinct l).",)
    tables = (Figures("sensitive", "Sensitive answers within classes", headings, lines, notes),) if lines else ()
    return Output("anonymity", f"Anonymity over {', '.join(keys)}", facts, tables, _NOTES)


def _diversity(source: Source, name: str, classes: Classes, column: Codes) -> list[str | int | float | None]:
    from ..publication.disclosure.measures import diversity_of

    found = diversity_of(classes, column)
    ordered = found.t_ordered if _numeric(source, name) else None
    return [name, found.distinct, found.entropy, found.recursive, found.t_equal, ordered]


def _numeric(source: Source, name: str) -> bool:
    from ..publication.sql import quoted

    cell = quoted(name)
    query = f"SELECT count({cell}) > 0 AND count({cell}) = count(TRY_CAST({cell} AS DOUBLE)) FROM {source.sql}"
    return bool((source.connection.execute(query).fetchone() or (False,))[0])


def _columns(source: Source, names: Sequence[str]) -> list[Codes]:
    """Return columns as places of their values, numbers in the order of numbers; an empty cell comes first."""
    import duckdb
    import numpy as np

    from ..analysis.failure import AnalysisError
    from ..publication.sql import quoted

    ranks = []
    for place, name in enumerate(names):
        cell = quoted(name)
        order = f"TRY_CAST({cell} AS DOUBLE) NULLS FIRST, CAST({cell} AS VARCHAR) NULLS FIRST"
        ranks.append(f"dense_rank() OVER (ORDER BY {order}) AS c{place}")
    try:
        found = source.connection.execute(f"SELECT {', '.join(ranks)} FROM {source.sql}").fetchnumpy()
    except duckdb.Error as error:
        raise AnalysisError(str(error).partition("\n")[0], place=source.place) from None
    return [np.asarray(found[f"c{place}"], dtype=np.int64) for place in range(len(names))]
