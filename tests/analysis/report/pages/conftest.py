"""The made report in a browser without a window, opened once for the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mlops_survey_tui.analysis.report.pages import render
from tests.web.chromium import Chromium, Tab

from ..made_report import made_report


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The page, opened from its file as a reader would."""
    folder = tmp_path_factory.mktemp("report")
    file = folder / "report.html"
    file.write_text(render(made_report()), encoding="utf-8")
    browser = Chromium(folder / "browser")
    opened = browser.open(file.as_uri())
    opened.wait_until("document.readyState === 'complete' && !!document.getElementById('method')")
    yield opened
    browser.close()
