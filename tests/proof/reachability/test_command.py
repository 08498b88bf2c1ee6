"""`check --prove` on the command line: words, data, scripts that replay, and exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.exit_codes import DONE, INVALID, USAGE
from mlops_survey_tui.proof.reachability.codes import CODES
from tests.questionnaire.writing import QUESTIONS

from .generated import generate, write_generated
from .test_seeded_faults import SURVEY, expected

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "proving.md"


@pytest.fixture
def seeded(tmp_path: Path) -> Path:
    """A folder with the questionnaire that has faults."""
    folder = tmp_path / "seeded"
    folder.mkdir()
    (folder / "survey.yaml").write_text(SURVEY, encoding="utf-8")
    return folder


def test_faults_are_told_in_order_with_place_and_remedy(seeded: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(seeded), "--prove"])
    assert result.exit_code == INVALID
    assert "R11 question never_asked: no interview displays it: its condition never holds there" in result.output
    assert re.search(r"witness: role = (dev|lead); age = \d+$", result.output, re.M)
    lines = [
        int(found) for found in re.findall(r"^  survey\.yaml:(\d+): ", result.output.partition("Good to know")[0], re.M)
    ]
    assert lines == sorted(lines)
    assert len(lines) >= 20


def test_json_holds_every_claim_and_its_witness(seeded: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(seeded), "--prove", "--json"])
    data = json.loads(result.stdout)
    assert result.exit_code == INVALID
    assert data["faults"] == sum(claim["fault"] for claim in data["claims"])
    told = {(claim["line"], claim["code"]) for claim in data["claims"] if claim["finding"]}
    assert set(expected(SURVEY)) <= told
    assert all(0 <= claim["witness"] < len(data["witnesses"]) for claim in data["claims"] if "witness" in claim)


def test_scripts_of_witnesses_replay(seeded: Path, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    CliRunner().invoke(app, ["check", str(seeded), "--prove", "--scripts", str(scripts)])
    files = sorted(map(str, scripts.glob("*.yaml")))
    assert len(files) >= 5
    result = CliRunner().invoke(app, ["replay", *files])
    assert result.exit_code == DONE, result.output


def test_a_sound_questionnaire_passes() -> None:
    result = CliRunner().invoke(app, ["check", str(QUESTIONS / "examples/coffee"), "--prove"])
    assert result.exit_code == DONE
    assert "No faults" in result.output


def test_an_accepted_finding_is_no_fault(tmp_path: Path) -> None:
    text = (
        "id: one\ntitle: One\nedition: a\nversion: '1'\nsections:\n- id: s\n  title: S\n  questions:\n"
        "  - {id: first, kind: text, text: First?, sensitivity: none}\n"
        "  - {id: q, kind: info, text: Hello., sensitivity: none, when: first == 'a' and first == 'b'ALLOW}\n"
    )
    file = tmp_path / "survey.yaml"
    file.write_text(text.replace("ALLOW", ""), encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(tmp_path), "--prove"]).exit_code == INVALID
    file.write_text(text.replace("ALLOW", ", allow: {R11: later, R20: later}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(tmp_path), "--prove"])
    assert result.exit_code == DONE
    assert "accepted: later" in result.output


def test_options_that_do_not_go_together() -> None:
    assert CliRunner().invoke(app, ["check", "--prove", "--lint"]).exit_code == USAGE
    assert CliRunner().invoke(app, ["check", "--scripts", "x"]).exit_code == USAGE


def test_a_generated_questionnaire_loses_exactly_its_dead_questions(tmp_path: Path) -> None:
    made = generate(questions=120, conditions=60, dead=6, seed=3)
    result = CliRunner().invoke(app, ["check", str(write_generated(tmp_path, made)), "--prove", "--json"])
    claims = json.loads(result.stdout)["claims"]
    assert {c["subject"].removeprefix("question ") for c in claims if c["code"] == "R11" and c["finding"]} == set(
        made.dead
    )


def test_the_guide_names_every_code() -> None:
    assert set(re.findall(r"\b(?:R\d\d|B3)\b", GUIDE.read_text("utf-8"))) == CODES.keys()
