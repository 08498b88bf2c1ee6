"""Tables and releases that are not what their names say: told at once, in few words, whatever is in their place."""

from __future__ import annotations

import copy
import json
import os
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from mlops_survey_tui.analysis.estimation.domains import domains
from mlops_survey_tui.analysis.estimation.run import estimate
from mlops_survey_tui.analysis.estimation.wishes import Wishes
from mlops_survey_tui.analysis.failure import AnalysisError
from mlops_survey_tui.analysis.reading import open_source
from mlops_survey_tui.analysis.reading.equal_rows import Codes
from mlops_survey_tui.analysis.report.release import AGGREGATES, ReleaseError, opened
from mlops_survey_tui.publication.codebook.model import FILE, Codebook
from mlops_survey_tui.publication.release.verifying import verify

CODEBOOK: dict[str, Any] = {
    "format": 1,
    **dict.fromkeys(("edition", "title", "questionnaire", "version", "hash"), "x"),
    "blocks": [
        {
            "id": "b",
            "title": "B",
            "tables": [
                {
                    "id": "t",
                    "file": "data/t",
                    "form": "respondents",
                    "rows": 1,
                    "columns": [
                        {
                            "name": "c",
                            "role": "answer",
                            "type": "code",
                            "label": "C",
                            "values": [{"code": "a", "label": "A"}],
                        }
                    ],
                }
            ],
        }
    ],
    "questions": [
        {"id": "q", "kind": "single", "section": "s", "wordings": ["Q?"], "block": "b", "statuses": {"answered": 1}}
    ],
    "sections": [{"id": "s", "title": "S"}],
}
PLACES = [
    ("title",),
    ("questions", 0, "block"),
    ("questions", 0, "wordings", 0),
    ("questions", 0, "statuses", "answered"),
    ("blocks", 0, "tables", 0, "rows"),
    ("blocks", 0, "tables", 0, "columns", 0, "name"),
    ("blocks", 0, "tables", 0, "columns", 0, "values", 0, "code"),
    ("blocks", 0, "tables"),
    ("questions",),
]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A folder with a codebook and nothing else."""
    (tmp_path / "codebook").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / FILE).write_text(json.dumps(CODEBOOK))
    return tmp_path


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with (
        pytest.raises(AnalysisError, match=r"this is no plain file\. Write what comes"),
        open_source(str(tmp_path / name)),
    ):
        pass


def test_names_without_end_do_not_flood_the_terminal() -> None:
    assert len(str(AnalysisError("y" * 200_000, "z" * 1_000_000, place="a.csv", column="x" * 200_000))) < 3200


@pytest.mark.parametrize("odd", [None, ["a"], {"a": 1}, 1.5, True, "x"], ids=repr)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: str(place[-1]))
def test_a_codebook_with_something_else_in_a_place_is_none(release: Path, place: tuple[Any, ...], odd: Any) -> None:
    data = copy.deepcopy(CODEBOOK)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    if type(inner[place[-1]]) is type(odd):
        return
    inner[place[-1]] = odd
    (release / FILE).write_text(json.dumps(data))
    with pytest.raises(ValueError, match=r"is not of the type|this is no codebook"):
        Codebook.of_release(release)
    with pytest.raises(ReleaseError, match="Compare the files with SHA256SUMS"), opened(release):
        pass
    assert any(doubt.file == FILE and "cannot be read" in doubt.problem for doubt in verify(release))


def test_a_pipe_in_the_place_of_a_table_is_a_doubt(release: Path) -> None:
    os.mkfifo(release / "data" / "t.parquet")
    assert "data/t.parquet: is missing, or is no file" in map(str, verify(release))


def test_a_pipe_in_the_place_of_the_codebook_is_told(release: Path) -> None:
    (release / FILE).unlink()
    os.mkfifo(release / FILE)
    with pytest.raises(ReleaseError, match="it is no plain file"), opened(release):
        pass


def test_a_cell_of_the_aggregates_beyond_all_measure_is_told_with_its_line(release: Path) -> None:
    (release / AGGREGATES).write_text("question,part\n" + "x" * 200_000 + ",\n")
    with pytest.raises(ReleaseError, match=r"aggregates\.csv, line \d+: field larger than"), opened(release):
        pass


@pytest.mark.parametrize("error", [UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no text"), duckdb.Error("Invalid data")])
def test_what_the_database_says_of_spoilt_files_is_told_as_a_fault_of_theirs(error: Exception, release: Path) -> None:
    table = release / "table.csv"
    table.write_text("a\n1\n")
    with pytest.raises(AnalysisError), open_source(str(table)):
        raise error


def test_more_columns_than_any_survey_has_are_refused_before_the_database_reads_them(tmp_path: Path) -> None:
    place = tmp_path / "wide.csv"
    place.write_text(",".join(f"c{number}" for number in range(30_000)) + "\n1\n")
    with pytest.raises(AnalysisError, match="there are 30,000 columns"), open_source(str(place)):
        raise AssertionError("it was read")


def test_groups_without_end_are_refused() -> None:
    ids = np.arange(5000)
    codes = Codes(ids, tuple(map(str, ids)))
    with pytest.raises(AnalysisError, match="these columns make 5,000 groups"):
        domains(5000, [codes])
    with pytest.raises(AnalysisError, match="far too many groups"):
        domains(5000, [codes] * 6)


def test_shares_of_codes_without_end_are_refused(tmp_path: Path) -> None:
    place = tmp_path / "ids.csv"
    place.write_text("id\n" + "".join(f"person{number}\n" for number in range(5000)))
    with pytest.raises(AnalysisError, match="too many different values for shares"):
        estimate(str(place), Wishes(variables=("id",)))
