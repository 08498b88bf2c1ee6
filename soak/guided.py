"""Guided by coverage: atheris (libFuzzer) tries what reaches new lines of the readers of conditions and bundles.

It ends its process, so it runs in one of its own: ``python -m soak.guided TARGET COUNT SEED``.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .outcome import Failure, Outcome

_TARGETS = ("conditions", "bundles")
_SECONDS, _MEGABYTES, _LONGEST = 2, 1000, 3000


def run(count: int, seed: int) -> Outcome:
    """Try so many inputs in all."""
    if find_spec("atheris") is None:
        return Outcome(0, left_out="everything, for atheris is not installed: .venv/bin/pip install 'atheris>=3,<4'")
    found, each = [], max(1, count // len(_TARGETS))
    for target in _TARGETS:
        command = [sys.executable, "-m", "soak.guided", target, str(each), str(seed)]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode or f"Done {each}" not in done.stderr:
            found.append(Failure(f"{target}: {_end_of(done.stdout + done.stderr)}", " ".join(["python", *command[1:]])))
    return Outcome(each * len(_TARGETS), tuple(found))


def _end_of(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "\t"))]
    return " | ".join(lines[-12:])[-1200:]


def main(target: str, count: str, seed: str) -> None:
    """Try one target in this process, which ends with it."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(include=["mlops_survey_tui.questionnaire.conditions", "mlops_survey_tui.sharing"]):
        module = import_module(f"soak.fuzz_{target}")
    with TemporaryDirectory() as corpus:
        for number, text in enumerate(module.beginnings()):
            (Path(corpus) / str(number)).write_bytes(text)
        bounds = [
            f"-timeout={_SECONDS}",
            f"-rss_limit_mb={_MEGABYTES}",
            f"-max_len={_LONGEST}",
            f"-artifact_prefix={corpus}/",
        ]
        arguments = ["soak", f"-runs={count}", f"-seed={seed}", *bounds, f"-artifact_prefix={corpus}/", corpus]
        tried = getattr(module, "guided", module.tried)
        atheris.Setup(arguments, lambda data: tried(data) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
