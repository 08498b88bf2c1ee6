"""Compiles the current edition and the catalogues while the program is built, so that nobody waits for it later."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NO_DATE = datetime(2020, 1, 1, tzinfo=UTC)
"""Stands for the day of compiling, so that one build is like the other, byte for byte."""


class CompileQuestions(BuildHookInterface[Any]):
    """Compiles the catalogues of the interface in their places, and for a wheel also the current edition.

    An editable installation compiles the questionnaire at its first start.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the result included."""
        source = Path(self.root) / "src"
        for catalogue in sorted((source / "mlops_survey_tui/locale").glob("*/LC_MESSAGES/*.po")):
            _compile_catalogue(catalogue)
        if version == "editable":
            return
        sys.path.insert(0, str(source))
        from mlops_survey_tui.questionnaire.load import current_edition, load

        target = Path(self.directory) / "compiled"
        shutil.rmtree(target, ignore_errors=True)
        load(current_edition(), target)
        build_data["force_include"][str(target)] = "mlops_survey_tui/shipped/compiled"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled: the wheel holds it, and nothing of it may reach another build."""
        shutil.rmtree(Path(self.directory) / "compiled", ignore_errors=True)


def _compile_catalogue(path: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    partial = path.with_suffix(".mo.partial")
    with path.open("rb") as text, partial.open("wb") as compiled:
        catalogue = read_po(text)
        catalogue.creation_date = _NO_DATE
        write_mo(compiled, catalogue)
    partial.replace(path.with_suffix(".mo"))
