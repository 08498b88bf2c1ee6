"""The wheel, installed into a fresh environment, takes the survey without a checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from mlops_survey_tui import __version__
from mlops_survey_tui.questionnaire.load import current_edition, load
from release.distributions import build
from tests.terminal.terminal import Terminal

from .copies import copied, shared

pytestmark = pytest.mark.installed

PROJECT = Path(__file__).resolve().parents[2]
MOST_PACKAGES, NATIVE = 27, {"pydantic-core", "pyyaml"}
_LIST_PACKAGES = """
import json
from importlib.metadata import distributions
native = (".so", ".pyd", ".dylib")
names = {d: d.name.lower().replace("_", "-") for d in distributions()}
print(json.dumps({name: any(f.suffix in native for f in d.files or ()) for d, name in names.items()}))
"""


@dataclass(frozen=True, slots=True)
class Installed:
    """An environment with the wheel and what it needs, and nothing else; not even pip."""

    wheel: Path
    programs: Path
    home: Path

    def environ(self) -> dict[str, str]:
        """Return an environment that knows neither the checkout nor the user's files."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}

    def run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run an installed program far from the checkout."""
        command = [str(self.programs / program), *arguments]
        return _run(command, self.environ(), self.home)


def _run(command: list[str], environ: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, env=dict(environ), cwd=folder, capture_output=True, text=True, timeout=180, check=False
    )


@pytest.fixture(scope="session")
def installed(outer_environ: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install the wheel, once for all processes that run these tests."""
    with shared(tmp_path_factory, "installed") as folder:
        if not folder.exists():
            _install(folder, {name: value for name, value in outer_environ.items() if not name.startswith("PYTHON")})
    (wheel,) = folder.glob("*.whl")
    return Installed(wheel, folder / "venv" / "bin", folder / "home")


def _install(folder: Path, environ: Mapping[str, str]) -> None:
    """Build the wheel from a copy of the project, and install it where nothing else is."""
    (folder / "home").mkdir(parents=True)
    copy = copied(folder / "project")
    (wheel,) = build(copy, folder, "wheel")
    shutil.rmtree(copy)
    _succeed([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], environ, folder)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "venv" / "bin" / "python"), "install", "--quiet"]
    _succeed([*pip, str(wheel)], environ, folder)


def _succeed(command: list[str], environ: Mapping[str, str], folder: Path) -> None:
    done = _run(command, environ, folder)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_respondent_installs_few_packages_and_two_native_ones(installed: Installed) -> None:
    listed = installed.run("python", "-c", _LIST_PACKAGES)
    packages: dict[str, bool] = json.loads(listed.stdout)
    assert "mlops-survey" in packages
    assert len(packages) <= MOST_PACKAGES, sorted(packages)
    assert {name for name, native in packages.items() if native} <= NATIVE


def test_the_version_is_the_one_of_the_source(installed: Installed) -> None:
    told = installed.run("mlops-survey", "--version")
    assert told.stdout == f"mlops-survey {__version__}\n"


def test_the_questions_are_in_the_wheel(installed: Installed) -> None:
    checked = installed.run("mlops-survey", "check")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "86" in checked.stdout


def test_there_are_no_interviews_yet(installed: Installed, tmp_path: Path) -> None:
    listed = installed.run("mlops-survey", "responses", "list", "--data-dir", str(tmp_path / "data"))
    assert (listed.returncode, listed.stdout) == (0, "")
    assert "no interviews" in listed.stderr


@pytest.fixture
def terminal(installed: Installed) -> Iterator[Terminal]:
    """The installed survey in a real terminal."""
    opened = Terminal([str(installed.programs / "mlops-survey")], {**installed.environ(), "PYTHONPATH": ""})
    yield opened
    opened.close()


def test_the_survey_is_taken_from_the_welcome_to_a_question_and_left(terminal: Terminal, installed: Installed) -> None:
    terminal.wait_for("Start the survey", seconds=30)
    terminal.settle()
    terminal.send("\r")
    terminal.wait_for(_consent())
    terminal.settle()
    terminal.send("1\r")
    terminal.settle()
    assert _consent() not in terminal.text()
    terminal.send("\x03")
    terminal.wait_for("Press Ctrl+C again")
    terminal.send("\x03")
    assert terminal.exit_code() == 0
    assert terminal.is_restored()
    listed = installed.run("mlops-survey", "responses", "list")
    assert "open" in listed.stdout


def _consent() -> str:
    """Return the beginning of the question that asks for consent."""
    questionnaire = load(current_edition())
    text = questionnaire.question_by_id[questionnaire.consent].text.variants[0].text
    return str(text)[:20]


def test_pipx_runs_the_wheel(installed: Installed, outer_environ: Mapping[str, str], tmp_path: Path) -> None:
    if find_spec("pipx") is None and shutil.which("pipx") is None:
        pytest.skip("pipx is not installed")
    pipx = [sys.executable, "-m", "pipx"] if find_spec("pipx") else ["pipx"]
    environ = {**outer_environ, "PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin")}
    command = [*pipx, "run", "--python", sys.executable, "--spec", str(installed.wheel), "mlops-survey", "--version"]
    told = _run(command, environ, tmp_path)
    assert told.stdout == f"mlops-survey {__version__}\n", told.stderr
