"""Where the questionnaires that come with the program are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "shipped" / "questions"

COMPILED: Path = _PACKAGE / "shipped" / "compiled"
"""What was compiled when the program was built; not there in a checkout."""

SHIPPED: Path = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent.parent / "questions"
"""The ``questions/`` folder: inside an installed package, or at the top of a checkout."""
