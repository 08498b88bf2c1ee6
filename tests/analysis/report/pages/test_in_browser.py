"""The report in a real browser: nothing overlaps or is cut, colours can be told and read, nothing is fetched."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from tests.web.chromium import Tab

from ..made_report import made_report
from .reading import BEYOND, CONTRASTS, OVERLAPS

pytestmark = pytest.mark.browser


def _look(tab: Tab, width: int, theme: str = "light") -> None:
    tab.call("Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": theme}])
    tab.resize(width, 900)


@pytest.mark.parametrize("width", [1280, 760, 360])
def test_no_words_of_a_chart_lie_over_others_and_the_page_does_not_scroll_sideways(tab: Tab, width: int) -> None:
    _look(tab, width)
    assert tab.evaluate(OVERLAPS) == []
    assert tab.evaluate(BEYOND) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_and_shapes_stand_out_from_what_is_behind_them_in_both_themes(tab: Tab, theme: str) -> None:
    _look(tab, 1280, theme)
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert tab.evaluate(CONTRASTS) == []
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")


def test_the_choice_of_colours_goes_before_that_of_the_system(tab: Tab) -> None:
    _look(tab, 1280, "dark")
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.evaluate("theme.value = 'light', theme.dispatchEvent(new Event('change'))")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)" != dark
    tab.evaluate("theme.value = '', theme.dispatchEvent(new Event('change'))")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_group_is_chosen_by_keys_shown_with_its_base_and_kept_in_the_address(tab: Tab) -> None:
    _look(tab, 1280)
    tab.evaluate("document.getElementById('r-made_bars-group').focus()")
    tab.press("ArrowDown")
    view = "document.getElementById('r-made_bars-view')"
    tab.wait_until(f"!{view}.hidden")
    said = tab.evaluate(f"{view}.innerText")
    assert "Role: ML engineer · n = 233" in said
    assert "72% (all 78%)" in said
    assert tab.evaluate("location.hash") == "#r-made_bars/role/engineer"
    assert tab.evaluate(CONTRASTS) == []
    tab.press("ArrowDown", "ArrowDown")
    tab.wait_until(f"{view}.innerText.includes('not shown')")
    assert "fewer than 30 respondents" in tab.evaluate(f"{view}.innerText")
    tab.evaluate("location.hash = '#everywhere/role/scientist'")
    tab.wait_until(f"{view}.innerText.includes('n = 301')")
    tab.evaluate("everywhere.value = '', everywhere.dispatchEvent(new Event('change'))")
    assert tab.evaluate(f"{view}.hidden")


def test_the_figures_are_saved_from_the_page_as_they_are_in_it(tab: Tab) -> None:
    tab.evaluate(
        "window.saved = [], URL.createObjectURL = blob => (blob.text().then(text => saved.push(text)), 'blob:none'),"
        "HTMLAnchorElement.prototype.click = () => {}"
    )
    for name in ("csv", "json"):
        tab.evaluate(f"document.querySelector('#r-hard button[data-format={name}]').click()")
    tab.wait_until("saved.length === 2")
    table, text = tab.evaluate("saved")
    held = json.loads(text)
    hard = next(one for topic in made_report().topics for one in topic.results if one.id == "hard")
    assert [one["line_label"] for one in held["figures"]] == [line.label for line in hard.lines]
    assert held["wording"] == hard.wording
    assert held["figures"][0]["value"] == 78
    assert table.startswith("edition,result,group_variable,group,line,line_label,series")


def test_the_page_asks_nobody_for_anything_and_prints_every_result(tab: Tab, tmp_path: Path) -> None:
    printed = base64.b64decode(tab.call("Page.printToPDF", printBackground=True, preferCSSPageSize=True)["data"])
    assert printed.startswith(b"%PDF")
    tab.call("Emulation.setEmulatedMedia", media="print")
    shown = tab.evaluate(
        "[...document.querySelectorAll('article')].filter(one => one.querySelector('h3').checkVisibility()"
        " && [...one.querySelectorAll('.chart .wide svg, figure > p')].some(part => part.checkVisibility())).length"
    )
    assert shown == sum(len(topic.results) for topic in made_report().topics)
    assert not tab.evaluate("document.querySelector('nav').checkVisibility()")
    tab.listen()
    tab.text()
    assert [asked for asked in tab.requests if not asked.startswith(("file:", "blob:"))] == []
    assert tab.complaints == []
