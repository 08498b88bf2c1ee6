"""The parts of a release as a CycloneDX document: what the wheel brings into a fresh environment, with licences."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from .distributions import PROJECT
from .lock import entries
from .single_file import needed

_TOOLS = PROJECT / ".tools" / "bin"
VERSION = "1.6"
"""The version of CycloneDX that is written."""


def list_parts(wheel: Path, target: Path, tools: Path = _TOOLS) -> Path:
    """Install the wheel and its locked packages where nothing else is; write what is there, checked by its schema.

    Raises:
        subprocess.CalledProcessError: an installation failed, or the document does not keep to its schema.
    """
    file = target / "mlops-survey.cdx.json"
    with TemporaryDirectory() as name:
        python = _installed(wheel, Path(name))
        options = ["--sv", VERSION, "--of", "JSON", "--output-reproducible", "--validate", "--mc-type", "application"]
        command = [str(tools / "cyclonedx-py"), "environment", *options, "--pyproject", str(PROJECT / "pyproject.toml")]
        environ = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
        subprocess.run([*command, "--output-file", str(file), str(python)], check=True, env=environ)
    return file


def _installed(wheel: Path, folder: Path) -> Path:
    """Return the Python of a fresh environment that has the wheel and its locked packages."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    locked = folder / "locked.txt"
    locked.write_text("\n".join(entries("run")[one].text for one in sorted(needed() | {"pip"})), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(locked)], check=True)
    subprocess.run([*pip, str(wheel)], check=True)
    return python
