"""Compiles the current edition while the wheel is built, so that nobody waits for it at the first start."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileQuestions(BuildHookInterface[Any]):
    """Puts the compiled current edition into the wheel; an editable installation compiles at its first start."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and have the result included."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from mlops_survey_tui.questionnaire.load import current_edition, load

        target = Path(self.directory) / "compiled"
        load(current_edition(), target)
        build_data["force_include"][str(target)] = "mlops_survey_tui/shipped/compiled"
