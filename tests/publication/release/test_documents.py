"""The documents of a release: what they say is so, and what they tell a reader to run does run."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from mlops_survey_tui.publication.release.anonymity import anonymity
from mlops_survey_tui.publication.release.citation import citation_file
from mlops_survey_tui.publication.release.contents import Contents
from mlops_survey_tui.publication.release.licence import licence
from mlops_survey_tui.publication.release.readme import readme
from mlops_survey_tui.publication.release.writing import write_release

from .made import made

REPORT = {
    "people": 3_000,
    "blocks": [
        {
            "id": "profile", "title": "Profile & <views>", "rows": 3_000, "suppressed": 120, "share": 0.02,
            "limits": {"k": 12, "highest_risk": 0.09, "average_risk": 0.05, "suppressed": 0.03},
            "levels": {"region": "part of the world", "org_size": "", "industry": "any"}, "lost": {"region": 0.25},
            "before": {"k": 1, "highest": 1.0, "average": 0.4, "uniques": 700},
            "after": {"k": 12, "highest": 0.083, "average": 0.03, "uniques": 0},
            "diversity": {"pay": {"distinct": 3, "entropy": 2.5, "t_equal": 0.2, "t_ordered": 0.1}},
        },
        {"id": "comments", "rows": 40},
    ],
    "withheld": {"contact": "never published"},
    "folded": {"tools": ["tool_a", "tool_b"]},
}  # fmt: skip


@pytest.fixture(scope="module")
def contents() -> Contents:
    return replace(made(5), homepage="https://survey.example.org")


def test_the_citation_file_is_one_of_its_format(contents: Contents) -> None:
    found = yaml.safe_load(citation_file(contents))
    assert found["cff-version"] == "1.2.0"
    assert found["type"] == "dataset"
    assert found["title"] == "The <made> survey (edition 2026)"
    assert found["authors"] == [{"name": "The mlops-survey contributors"}]
    assert found["license"] == "CC-BY-4.0"
    assert found["url"] == "https://survey.example.org"
    assert set(found) <= {
        "cff-version",
        "message",
        "type",
        "title",
        "version",
        "authors",
        "license",
        "url",
        "abstract",
        "keywords",
    }
    assert all(isinstance(found[name], str) for name in ("message", "title", "version", "abstract"))


def test_the_licence_is_its_legal_code_under_a_notice(contents: Contents) -> None:
    text = licence(contents)
    assert text.startswith(
        "These data are published under CC-BY-4.0 (https://creativecommons.org/licenses/by/4.0/legalcode)."
    )
    for words in ("Section 1 – Definitions.", "Section 8 – Interpretation.", "Disclaimer of Warranties"):
        assert words in text


def test_what_the_readme_tells_to_run_does_run(contents: Contents, tmp_path: Path) -> None:
    write_release(contents, tmp_path / "r")
    code = re.search(r"```python\n(.*?)```", (tmp_path / "r/README.md").read_text("utf-8"), re.DOTALL)
    assert code
    done = subprocess.run(
        [sys.executable, "-c", code[1]], cwd=tmp_path / "r", capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("['row', 'region'")
    for name in re.findall(r"(?:spss|stata|data)/[a-z_]+\.[a-z]+", (tmp_path / "r/README.md").read_text("utf-8")):
        assert (tmp_path / "r" / name).is_file()


def test_the_readme_marks_simulated_data_and_no_other(contents: Contents) -> None:
    assert "Simulated data: no person gave these answers." in readme(contents)
    real = contents.told_by(replace(contents.codebook, simulated=False))
    assert "Simulated" not in readme(real)


def test_the_anonymity_report_says_what_was_done_and_what_it_cost(contents: Contents) -> None:
    text = anonymity(replace(contents, anonymity=REPORT))
    for line in (
        "## Profile \\& \\<views\\>",
        "| `region` | part of the world | 25% |",
        "| `org_size` | given |  |",
        "| `industry` | left out |  |",
        "| `profile` | 3\u202f000 | 700 | 1 | 12 | 2.00% | `industry` |",
        "Suppressed: 120 cells, 2.00% of all cells of keys. The limit is 3.0%.",
        "| k | 1 | 12 | 12 |",
        "| highest risk | 1.000 | 0.083 | 0.090 |",
        "| unique rows | 700 | 0 | 0 |",
        "| `pay` | 3 | 2.50 | 0.20 |",
        "No key: these rows say nothing about the person beside the answers themselves.",
        "* `contact`: never published",
        "* `tools`: tool\\_a, tool\\_b",
    ):
        assert line in text.splitlines(), line


def test_the_anonymity_report_tells_nothing_that_is_not_there(contents: Contents) -> None:
    assert "##" not in anonymity(replace(contents, anonymity={})).split("## How to read the figures")[1]
