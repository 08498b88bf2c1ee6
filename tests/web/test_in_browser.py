"""The survey in a real browser: keys and clicks, loading again, closing, two tabs, and no request to anybody else."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from .answers import interviews
from .chromium import Chromium, Tab, until
from .serving import Serving, runs

pytestmark = pytest.mark.browser
_GRACE = 0.2
"""Seconds after a new question in which Enter and digits are taken as typed ahead; no screen tells when they are over."""


def _next(tab: Tab, *keys: str) -> None:
    """Answer with keys, and wait for another screen."""
    time.sleep(_GRACE)
    tab.press(*keys[:-1])
    before = tab.text()
    tab.press(keys[-1])
    until(lambda: tab.text() != before, tab.listen, f"what follows {keys}", told=tab.text)


def _begun(browser: Chromium, served: Serving) -> Tab:
    """Open the page and go to the question after the consent."""
    tab = browser.open(served.address)
    tab.wait_for("Start the survey")
    _next(tab, "Enter")
    tab.wait_for("May we keep your answers")
    _next(tab, "1", "Enter")
    tab.wait_for("What do you drink?")
    return tab


def _ended(tab: Tab) -> str:
    """Wait for the end of the sitting and return what the page says of it."""
    tab.wait_until("!document.getElementById('end').hidden")
    return str(tab.evaluate("document.getElementById('end').innerText"))


def test_an_interview_is_taken_by_keys_from_the_welcome_to_the_thanks(
    browser: Chromium, serve: Callable[..., Serving], data: Path
) -> None:
    served = serve()
    tab = _begun(browser, served)
    _next(tab, "2", "Enter")
    tab.wait_for("How many cups")
    _next(tab, "1", "Enter")
    tab.wait_for("When is your first cup")
    for _ in range(40):
        if "Finish: these are my answers" in tab.text():
            break
        _next(tab, *(("ä", "!", "Tab", "Enter") if "about coffee" in tab.text() else ("Enter",)))
    _next(tab, "Enter")
    tab.wait_for("Your answers are complete")
    tab.press("Escape")
    assert "You have left the survey" in _ended(tab)
    ((status, answers),) = interviews(data)
    assert status == "finished"
    assert (answers["consent"], answers["drinks"], answers["cups"], answers["message"]) == ("yes", "both", 1, "ä!")
    assert tab.complaints == []
    assert tab.requests
    assert [asked for asked in tab.requests if asked.split("/")[2] != f"127.0.0.1:{served.port}"] == []
    tab.close()


def test_an_interview_is_taken_by_clicks_alone(browser: Chromium, serve: Callable[..., Serving], data: Path) -> None:
    tab = browser.open(serve().address)
    tab.click("Start the survey")
    tab.wait_for("May we keep your answers")
    for choice in ("Yes", "Tea only"):
        tab.click(choice)
        tab.wait_for("●")
        tab.click("Enter next")
        until(lambda choice=choice: choice not in tab.text(), tab.listen, "the next question")  # type: ignore[misc]
    tab.click("[ Next ]")
    tab.wait_for("getting cold")
    tab.click("Enter")
    tab.click("Finish: these are my answers")
    tab.wait_for("Your answers are complete")
    tab.click(" leave")
    assert "You have left the survey" in _ended(tab)
    ((status, answers),) = interviews(data)
    assert (status, answers["consent"], answers["drinks"]) == ("finished", "yes", "tea")
    tab.close()


def test_a_page_loaded_again_goes_on_where_it_was_and_fits_every_size(
    browser: Chromium, serve: Callable[..., Serving]
) -> None:
    tab = _begun(browser, serve())
    wide = tab.screen.columns
    tab.resize(420, 700)
    until(lambda: bool(tab.text()) and tab.screen.columns < wide, tab.listen, "a narrow screen")
    tab.wait_for("Neither")
    tab.press("ArrowDown")
    tab.press(" ")
    tab.wait_for("●")
    tab.reload()
    tab.wait_for("Go on with")
    _next(tab, "Enter")
    tab.wait_for("● Coffee and tea")
    tab.close()


def test_closing_the_tab_keeps_what_was_chosen_and_ends_the_process(
    browser: Chromium, serve: Callable[..., Serving], data: Path
) -> None:
    served = serve()
    tab = _begun(browser, served)
    _next(tab, "2", "Enter")
    tab.wait_for("How many cups")
    time.sleep(_GRACE)
    tab.press("7")
    tab.wait_for("│7")
    (process,) = served.children()
    tab.close()
    until(lambda: not runs(process), lambda: browser.read(0.05), "the end of the process")
    again = browser.open(served.address)
    again.wait_for("2 answers")
    _next(again, "Enter")
    again.wait_for("│7")
    again.close()


def test_a_second_tab_says_that_the_interview_is_open_and_offers_a_new_one(
    browser: Chromium, serve: Callable[..., Serving]
) -> None:
    served = serve()
    first = _begun(browser, served)
    second = browser.open(served.address)
    second.wait_for("open in another window")
    second.click("Start a new survey")
    second.wait_for("May we keep your answers")
    assert "What do you drink?" in first.text()
    first.close()
    second.close()


def test_ctrl_c_ends_server_and_sittings_and_the_page_says_so(
    browser: Chromium, serve: Callable[..., Serving], data: Path
) -> None:
    served = serve()
    tab = _begun(browser, served)
    tab.press("ArrowDown", " ")
    tab.wait_for("●")
    processes = served.children()
    assert served.end(signal.SIGINT)[0] == 130
    assert not any(map(runs, processes))
    assert "not running" in _ended(tab)
    assert not tab.evaluate("document.getElementById('again').checkVisibility()")
    ((status, answers),) = interviews(data)
    assert (status, answers["consent"]) == ("open", "yes")
    tab.close()


def test_sittings_save_and_end_when_the_server_is_killed(
    browser: Chromium, serve: Callable[..., Serving], data: Path
) -> None:
    served = serve()
    tab = _begun(browser, served)
    (process,) = served.children()
    os.kill(served.process.pid, signal.SIGKILL)
    until(lambda: not runs(process), lambda: browser.read(0.05), "the end of the process")
    assert interviews(data)[0][1]["consent"] == "yes"
    tab.close()


def test_the_page_follows_the_colours_of_the_browser_and_says_what_to_do_without_scripts(
    browser: Chromium, serve: Callable[..., Serving]
) -> None:
    tab = browser.open(serve().address)
    tab.wait_for("Start the survey")
    for scheme in ("dark", "light"):
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        tab.reload()
        tab.wait_until(f"document.documentElement.dataset.theme === '{scheme}'")
        tab.wait_for("Start the survey")
    assert "sends nothing" in tab.evaluate("document.querySelector('footer').innerText")
    tab.call("Emulation.setScriptExecutionDisabled", value=True)
    tab.call("Page.reload")
    tab.wait_until("document.querySelector('noscript h2')?.checkVisibility()")
    tab.close()


def test_a_browser_without_webgl_shows_the_survey_too(browser: Chromium, serve: Callable[..., Serving]) -> None:
    without = "const own = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = "
    without += "function (kind, ...rest) { return kind === 'webgl2' ? null : own.call(this, kind, ...rest); };"
    tab = browser.open(serve().address, script=without)
    tab.wait_for("Start the survey")
    tab.wait_until("document.body.classList.contains('-first-byte')")
    assert tab.complaints == []
    tab.close()
