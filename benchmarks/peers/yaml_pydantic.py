"""Reads a questionnaire's folder with yaml's C loader and checks every part against the format's pydantic models.

This is what an author's load would cost if nothing were compiled, and no line remembered. It prints the seconds of
processor time that reading and checking took, beside what importing did.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read(files: Iterable[Path], loader: Any) -> list[tuple[Path, Any]]:
    """Return the data of files."""
    import yaml

    return [(file, yaml.load(file.read_text(encoding="utf-8"), Loader=loader)) for file in files]


def check(read_files: Iterable[tuple[Path, Any]]) -> int:
    """Check files against the models of the format; return how many questions there are."""
    from mlops_survey_tui.questionnaire.format import KINDS, DesignFile, ListFile, Manifest, RotationFile, SectionSpec

    models: dict[str, Any] = {
        "lists": ListFile,
        "designs": DesignFile,
        "survey.yaml": Manifest,
        "rotation.yaml": RotationFile,
    }
    questions = 0
    for file, data in read_files:
        sections = [data] if file.parent.name == "sections" else []
        if file.name == "survey.yaml":
            sections = [one for one in data["sections"] if isinstance(one, dict)]
        for section in sections:
            SectionSpec.model_validate(section)
            for question in section["questions"]:
                KINDS[question["kind"]].model_validate(question)
                questions += 1
        if file.parent.name != "sections":
            model = models.get(file.name) or models[file.parent.name]
            model.model_validate(data | {"sections": ["section"]} if model is Manifest else data)
    return questions


def files_of(folder: Path) -> list[Path]:
    """Return the files that a questionnaire is read from."""
    parts = (sorted((folder / part).glob("*.yaml")) for part in ("sections", "lists", "designs"))
    own = (file for file in (folder / "survey.yaml", folder / "rotation.yaml") if file.exists())
    return [*own, *(file for part in parts for file in part)]


if __name__ == "__main__":
    import yaml

    import mlops_survey_tui.questionnaire.format  # noqa: F401

    begun = time.process_time()
    check(read(files_of(Path(sys.argv[1])), yaml.CSafeLoader))
    print(time.process_time() - begun)
