"""The classic samples of the literature, and what R survey computes from them; see data/README.md."""

from __future__ import annotations

import csv
import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mlops_survey_tui.analysis.arrays import Booleans, Floats, Integers
from mlops_survey_tui.analysis.estimation.design import FAIL, Design, design_of
from mlops_survey_tui.analysis.weighting.margins import Coded, Margin

DATA = Path(__file__).parent / "data"
STYPES, WIDE = {"E": 4421.0, "H": 755.0, "M": 1018.0}, {"No": 1072.0, "Yes": 5122.0}


@cache
def raked_unequal() -> dict[str, Any]:
    """Return figures of R for unequal weights that are raked, made by ``rake.R``."""
    found: dict[str, Any] = json.loads((DATA / "rake.json").read_text("utf-8"))
    return found


@cache
def reference() -> dict[str, Any]:
    """Return the figures of R."""
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text("utf-8"))
    return found


class Table:
    """A file of data by columns."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.rows = rows

    def text(self, name: str) -> list[str]:
        """Return a column as text."""
        return [row[name] for row in self.rows]

    def real(self, name: str) -> Floats:
        """Return a column as numbers, NaN where empty."""
        return np.array([float(row[name] or "nan") for row in self.rows])

    def codes(self, name: str) -> Integers:
        """Return a column as numbers of its sorted values."""
        return np.unique(self.text(name), return_inverse=True)[1].astype(np.int64)

    def equal(self, name: str, value: str) -> Booleans:
        """Tell which rows have a value."""
        return np.array([row[name] == value for row in self.rows], dtype=np.bool_)

    @property
    def everybody(self) -> Booleans:
        """All rows."""
        return np.ones(len(self.rows), dtype=np.bool_)


@cache
def table(name: str) -> Table:
    """Read a file of data."""
    path = DATA / name
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    return Table(list(csv.DictReader(text.splitlines())))


FILES = {"srs": "apisrs.csv", "stratified": "apistrat.csv", "clusters": "apiclus1.csv", "stages": "apiclus2.csv"}


def design(name: str, lonely: str = FAIL) -> Design:
    """Return one of the four designs of the schools of California."""
    data = table(FILES[name])
    if name == "stages":
        clusters, population = [data.codes("dnum"), data.codes("snum")], [data.real("fpc1"), data.real("fpc2")]
        return design_of(None, rows=len(data.rows), clusters=clusters, population=population)
    strata = [data.codes("stype")] if name == "stratified" else []
    clusters = [data.codes("dnum")] if name == "clusters" else []
    population = [data.real("fpc")]
    return design_of(data.real("pw"), strata=strata, clusters=clusters, population=population, lonely=lonely)


def margins(data: Table) -> list[Coded]:
    """Return the margins of the schools: their type, and whether they met the target."""
    return [
        Coded(Margin.of("stype", STYPES), data.codes("stype")),
        Coded(Margin.of("sch.wide", WIDE), data.codes("sch.wide")),
    ]
