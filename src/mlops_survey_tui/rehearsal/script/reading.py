"""Reads script files; every fault is told with its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...questionnaire.compiler.reading import read_file
from ...questionnaire.yaml_source import Document
from .format import ScriptSpec


@dataclass(frozen=True, slots=True)
class Script:
    """A script with the file it was read from; one that was made in memory has no file."""

    spec: ScriptSpec
    file: Path | None = None
    document: Document | None = None

    @property
    def name(self) -> str:
        """What messages call the script."""
        return self.spec.title or (self.file.stem if self.file else "script")

    def line(self, *steps: str | int) -> int:
        """Return the line of a part of the file, 0 where there is no file."""
        return self.document.line(steps) if self.document is not None else 0


def read_script(file: Path) -> Script:
    """Return the script in a file.

    Raises:
        QuestionnaireInvalid: the file has faults; the exception lists all of them.
    """
    spec, document = read_file(file, ScriptSpec)
    return Script(spec, file, document)


def script_files(paths: list[Path]) -> list[Path]:
    """Return the script files that paths name: files, and everything in folders that ends in .yaml.

    What a questionnaire itself is made of is left out, so that its whole folder can be given.
    """
    found: list[Path] = []
    for path in paths:
        found += [file for file in sorted(path.rglob("*.yaml")) if not _is_asked(file)] if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _is_asked(file: Path) -> bool:
    """Whether a file is part of the questionnaire that it lies in."""
    home = next((folder for folder in file.parents if (folder / "survey.yaml").is_file()), None)
    inside = file.relative_to(home).parts if home is not None else ()
    return inside[:1] in (("sections",), ("lists",), ("designs",), ("translations",)) or inside in _FILES


_FILES = (("survey.yaml",), ("rotation.yaml",), ("changes.yaml",))
