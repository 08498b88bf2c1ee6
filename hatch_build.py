"""Compiles the current edition and the catalogues while the program is built, so that nobody waits for it later."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


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
        load(current_edition(), target)
        build_data["force_include"][str(target)] = "mlops_survey_tui/shipped/compiled"


def _compile_catalogue(path: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    partial = path.with_suffix(".mo.partial")
    with path.open("rb") as text, partial.open("wb") as compiled:
        write_mo(compiled, read_po(text))
    partial.replace(path.with_suffix(".mo"))
