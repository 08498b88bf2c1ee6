"""`mlops-survey design` writes files that the survey can use, and judges them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.proof.designs.balance import balance_of
from mlops_survey_tui.proof.designs.design import make_design
from mlops_survey_tui.proof.designs.files import design_text, items_named, read_design
from mlops_survey_tui.questionnaire.load import load
from tests.questionnaire.writing import QUESTIONS, SHIPPED, write

RUNNER = CliRunner()
SURVEY = """
    lists:
      things: {title: Things, options: [{id: a, label: A}, {id: b, label: B}, {id: 3, label: C}, {id: d, label: D}]}
    sections:
    - id: only
      title: Only
      questions:
      - {kind: maxdiff, id: best, text: Best?, options: things, sets: 4, per_set: 3, design: things, sensitivity: none}
"""


def test_a_design_is_written_used_and_judged(tmp_path: Path) -> None:
    folder = write(tmp_path, {"survey.yaml": SURVEY})
    (folder / "designs").mkdir()
    file = folder / "designs" / "things.yaml"
    made = RUNNER.invoke(
        app,
        [
            "design",
            "things",
            "--per-set",
            "3",
            "--sets",
            "4",
            "--versions",
            "5",
            "--questions",
            str(folder),
            "--out",
            str(file),
        ],
    )
    assert made.exit_code == 0, made.output
    assert made.stdout == ""
    assert "4 items, 3 in each of 4 sets, 5 versions" in made.stderr
    design = load(folder).question_by_id["best"].settings["design"]
    assert design["items"] == ["a", "b", "3", "d"]
    assert len(design["versions"]) == 5
    judged = RUNNER.invoke(app, ["design", "--check", str(file), "--json"])
    report = json.loads(judged.stdout)
    assert (report["items"], report["sets"], report["versions"]) == (4, [4], 5)
    assert report["figures"]["pair_spread_overall"]["value"] == 0


def test_a_count_gives_a_design_on_standard_output() -> None:
    made = RUNNER.invoke(app, ["design", "7", "--per-set", "3", "--sets", "7"])
    data = yaml.safe_load(made.stdout)
    assert data["items"] == [str(number) for number in range(1, 8)]
    assert [len(version) for version in data["versions"]] == [7]
    assert "pair spread overall                     0        0" in made.stderr


def test_a_file_of_ids_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ids"
    file.write_text("one\n# a remark\n\ntwo # another\n", encoding="utf-8")
    assert items_named(str(file), tmp_path) == ("one", "two")
    file.write_text("One\n", encoding="utf-8")
    with pytest.raises(ValueError, match="'One' is no id"):
        items_named(str(file), tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["design"],
        ["design", "7"],
        ["design", "nowhere", "--sets", "3"],
        ["design", "3", "--per-set", "4", "--sets", "2"],
    ],
)
def test_what_cannot_be_made_is_refused(arguments: list[str]) -> None:
    assert RUNNER.invoke(app, arguments).exit_code == 2


def test_a_broken_file_is_reported_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text("items: [a, b, c]\nversions:\n- [[1,2],[2,3]]\n- [[1,4]]\n", encoding="utf-8")
    judged = RUNNER.invoke(app, ["design", "--check", str(file)])
    assert judged.exit_code == 3
    assert "plan.yaml:4: S511" in judged.stdout


def test_a_file_reads_back_as_it_was_made(tmp_path: Path) -> None:
    design = make_design(["a", "null", "7"], 2, 3, 4, 1)
    file = tmp_path / "plan.yaml"
    file.write_text(design_text(design, 'A "title": two', ["a remark\nof two lines"]), encoding="utf-8")
    assert read_design(file) == design


@pytest.mark.parametrize("name", SHIPPED)
def test_designs_of_the_shipped_questionnaires_are_balanced(name: str) -> None:
    for file in (QUESTIONS / name / "designs").glob("*.yaml"):
        balance = balance_of(read_design(file))
        deviation = balance.figure("pair deviation overall")
        assert deviation.value <= deviation.bound + 0.25
        assert all(balance.figure(f"{what} overall").value <= 1 for what in ("item spread", "position spread"))
        assert file.stat().st_size < 60_000
