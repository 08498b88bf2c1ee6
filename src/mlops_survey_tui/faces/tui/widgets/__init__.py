"""The views of the kinds, one a file, found by registration and loaded when first shown."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from .base import KindView

_VIEWS: dict[str, str] = {
    "info": "mlops_survey_tui.faces.tui.widgets.info:InfoView",
    "single": "mlops_survey_tui.faces.tui.widgets.single:SingleView",
    "multi": "mlops_survey_tui.faces.tui.widgets.multi:MultiView",
    "matrix": "mlops_survey_tui.faces.tui.widgets.matrix:MatrixView",
    "ranking": "mlops_survey_tui.faces.tui.widgets.ranking:RankingView",
    "maxdiff": "mlops_survey_tui.faces.tui.widgets.maxdiff:MaxDiffView",
    "allocation": "mlops_survey_tui.faces.tui.widgets.allocation:AllocationView",
    "number": "mlops_survey_tui.faces.tui.widgets.number:NumberView",
    "number_grid": "mlops_survey_tui.faces.tui.widgets.number_grid:NumberGridView",
    "scale": "mlops_survey_tui.faces.tui.widgets.scale:ScaleView",
    "text": "mlops_survey_tui.faces.tui.widgets.text:TextView",
    "long_text": "mlops_survey_tui.faces.tui.widgets.long_text:LongTextView",
}
_loaded: dict[str, KindView[Any]] = {}


def register(kind: str, view: str) -> None:
    """Register the view of a kind as ``module:Class``."""
    _VIEWS[kind] = view


def has_own_view(kind: str) -> bool:
    """Return whether a kind is shown and takes keys in a way of its own."""
    return kind in _VIEWS


def view_of(kind: str, shape: str = "") -> KindView[Any]:
    """Return the view of a kind, or of the one whose answers it gives.

    Raises:
        KeyError: no view is registered for either.
    """
    kind = kind if kind in _VIEWS else shape or kind
    if kind not in _loaded:
        module, _, name = _VIEWS[kind].partition(":")
        _loaded[kind] = getattr(import_module(module), name)()
    return _loaded[kind]
