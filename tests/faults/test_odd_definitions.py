"""Named values that name the one before twice: written out they are 2^30 parts, or numbers of a billion digits."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.main import get_command

from mlops_survey_tui.cli import app
from mlops_survey_tui.questionnaire.shipped import SHIPPED

STEPS = 30
NAMED = "  cups_a_week: cups * 7\n"
USED = "when: many_cups"


def _folder(folder: Path, operation: str, condition: str) -> str:
    """Write the coffee questionnaire with a long way of definitions, and a question that rests on the last."""
    text = (SHIPPED / "examples" / "coffee" / "survey.yaml").read_text("utf-8")
    assert NAMED in text
    steps = "".join(f"  v{step}: v{step - 1} {operation} v{step - 1}\n" for step in range(1, STEPS + 1))
    text = text.replace(NAMED, f"{NAMED}  v0: cups + 2\n{steps}")
    text = text.replace("many_cups: cups >= 4", f"many_cups: {condition}")
    folder.mkdir()
    (folder / "survey.yaml").write_text(text, "utf-8")
    return str(folder)


def _ended(words: list[str]) -> int:
    with pytest.raises(SystemExit) as left:
        get_command(app).main(words, prog_name="mlops-survey")
    assert isinstance(left.value.code, int)
    return left.value.code


def test_editions_are_compared_without_writing_them_out(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    old = _folder(tmp_path / "old", "+", f"v{STEPS} > 3")
    new = _folder(tmp_path / "new", "+", f"v{STEPS} > 4")
    assert _ended(["compare", old, new]) == 1
    assert "many_cups" in capfd.readouterr().out


@pytest.mark.parametrize("operation", ["*", "+"])
def test_what_grows_beyond_all_numbers_is_left_open_by_proofs(
    tmp_path: Path, operation: str, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = _folder(tmp_path / "grows", operation, f"v{STEPS} > 3")
    assert _ended(["check", "--prove", folder]) in (0, 3)
    assert "things to reach" in capfd.readouterr().out
