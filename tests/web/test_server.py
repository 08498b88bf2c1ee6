"""Nobody but the page of this machine reaches a sitting, and what goes wrong is said in words."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from mlops_survey_tui.cli import app
from mlops_survey_tui.commands import serve as command
from mlops_survey_tui.faces.tui.theme import PALETTES, contrast_ratio
from mlops_survey_tui.faces.web import pages
from mlops_survey_tui.faces.web.guard import is_own_host, is_own_origin
from mlops_survey_tui.faces.web.sitting import Ended, environment
from tests.architecture.processes import packages_after

from .serving import PROJECT, Serving


def _get(served: Serving, path: str, host: str = "") -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"127.0.0.1:{served.port}")
    connection.endheaders()
    response = connection.getresponse()
    text = response.read().decode("utf-8", "replace")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    return response.status, text


def test_only_the_secret_address_by_the_name_of_this_machine_shows_the_page(serve: Callable[..., Serving]) -> None:
    served = serve()
    secret = served.address.split("/")[3]
    assert _get(served, f"/{secret}/")[0] == 200
    assert _get(served, f"/{secret}/", f"localhost:{served.port}")[0] == 200
    for host in ("evil.example", f"evil.example:{served.port}", "127.0.0.1", f"127.0.0.1.evil.example:{served.port}"):
        assert _get(served, f"/{secret}/", host)[0] == 403
    for path in ("/", "/x/", f"/{secret[:-1]}/", "/files/page.js", "/x/files/page.js", "/open/x", "/static/"):
        status, text = _get(served, path)
        assert status in (403, 404)
        assert secret not in text


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_server_with_its_code(
    serve: Callable[..., Serving], number: signal.Signals, code: int
) -> None:
    assert serve().end(number)[0] == code


def test_only_the_files_of_the_page_are_given_and_none_is_listed(serve: Callable[..., Serving]) -> None:
    served = serve()
    secret = served.address.split("/")[3]
    page = _get(served, f"/{secret}/")[1]
    assert set(re.findall(r'(?:src|href)="(?!data:)files/([^"]+)"', page)) <= set(pages.FILES)
    for name in pages.FILES:
        assert _get(served, f"/{secret}/files/{name}")[0] == 200
    for path in ("files/", "files", "files/../page", "files/%2e%2e%2fserver.py", "files/page.html", "live", "ended/x"):
        assert _get(served, f"/{secret}/{path}")[0] in (403, 404)


async def test_a_sitting_opens_once_and_only_for_a_page_of_this_server(serve: Callable[..., Serving]) -> None:
    served = serve()
    async with aiohttp.ClientSession() as client:
        address = served.address.replace("http", "ws", 1) + f"live/{await _sitting(client, served)}/dark"
        own = f"http://127.0.0.1:{served.port}"
        for origin in (None, "null", "http://evil.example", "http://127.0.0.1:1", own.replace("http", "https")):
            assert await _refused(client, address, origin)
        assert await _refused(client, address.replace("/dark", "/pink"), own)
        async with client.ws_connect(address, origin=own) as channel:
            for nonsense in _NONSENSE:
                await channel.send_str(nonsense)
            await channel.send_str('["ping", "1"]')
            assert await _answered(channel) == ["pong", "1"]
            assert await _refused(client, address, own), "a name is good for one page"


_NONSENSE = (
    "", "[", "7", '["stdin"]', '["resize", {"width": "x"}]', "[[], 1]", '["stdin", 7]', "[" * 100_000,
    '["stdin", "\\ud800"]', '["resize", {"width": 1e999, "height": -7}]', f'["resize", {{"width": {"9" * 5000}}}]',
)  # fmt: skip


async def _sitting(client: aiohttp.ClientSession, served: Serving) -> str:
    async with client.get(served.address) as page:
        found = re.search(r'data-sitting="([^"]+)"', await page.text())
    assert found
    return found[1]


async def _refused(client: aiohttp.ClientSession, address: str, origin: str | None) -> bool:
    try:
        async with client.ws_connect(address, origin=origin):
            return False
    except aiohttp.WSServerHandshakeError as error:
        return error.status == 403


async def _answered(channel: aiohttp.ClientWebSocketResponse) -> object:
    while not channel.closed:
        message = await channel.receive(timeout=10)
        if message.type == aiohttp.WSMsgType.TEXT:
            return json.loads(message.data)
    return None


async def test_a_page_is_told_why_its_survey_could_not_start(serve: Callable[..., Serving], data: Path) -> None:
    data.write_text("a file in the place of the directory")
    served = serve()
    async with aiohttp.ClientSession() as client:
        name = await _sitting(client, served)
        address, own = served.address.replace("http", "ws", 1), f"http://127.0.0.1:{served.port}"
        async with client.ws_connect(f"{address}live/{name}/dark", origin=own) as channel:
            while not channel.closed:
                await channel.receive(timeout=10)
        async with client.get(f"{served.address}ended/{name}") as answer:
            said = await answer.json()
    assert said["title"] == "The survey has stopped"
    assert str(data) in said["text"]


def test_the_address_for_starting_a_browser_is_good_once(serve: Callable[..., Serving], tmp_path: Path) -> None:
    """Other users of the machine see what a browser is started with."""
    told = tmp_path / "told"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {told}.part && mv {told}.part {told}\n')
    browser.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER", str(browser))
        served = serve("--open")
    while not told.exists():
        assert served.process.poll() is None
    once = told.read_text().strip()
    assert once.startswith(f"http://127.0.0.1:{served.port}/open/")
    assert served.address.split("/")[3] not in once
    path = "/" + once.split("/", 3)[3]
    assert _get(served, path)[0] == 303
    assert _get(served, path)[0] == 403


def test_a_port_in_use_is_told_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        given = ["serve", "--port", str(other.getsockname()[1]), "--data-dir", str(tmp_path)]
        done = CliRunner().invoke(app, [*given, "--questions", str(PROJECT / "questions/examples/coffee")])
    assert done.exit_code == 2
    assert "leave --port out" in done.stderr


def test_without_the_extra_a_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    done = CliRunner().invoke(app, ["serve"])
    assert done.exit_code == 2
    assert "pip install 'mlops-survey[web]'" in done.stderr


@pytest.mark.parametrize("module", ["mlops_survey_tui", "mlops_survey_tui.commands.served"])
def test_a_pipe_never_becomes_a_page_by_accident(module: str) -> None:
    """Not even where a variable names Textual's driver for the web."""
    environ = {**os.environ, "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    done = subprocess.run(
        [sys.executable, "-m", module], env=environ, input=b"", capture_output=True, timeout=60, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert b"GANGLION" not in done.stdout


def test_only_the_command_that_serves_loads_a_server() -> None:
    program = (
        "import sys; sys.argv = ['mlops-survey', {!r}, '--help']\nfrom mlops_survey_tui.__main__ import main\nmain()"
    )
    for command_name in ("serve", "responses"):
        assert (
            packages_after(program.format(command_name)) & {"aiohttp", "textual", "textual_serve", "sqlite3"} == set()
        )
    assert "textual" not in packages_after(
        "import mlops_survey_tui.faces.web.serving, mlops_survey_tui.faces.web.sitting"
    )


def test_hosts_and_origins_are_compared_whole() -> None:
    assert is_own_host("LOCALHOST:80", 80)
    assert not any(is_own_host(host, 80) for host in ("", "localhost", "localhost:8", "localhost:80.evil", "[::1]:80"))
    assert is_own_origin("http://localhost:80", "localhost:80")
    assert not is_own_origin("http://localhost:80", "127.0.0.1:80")


def test_the_process_of_a_sitting_gets_no_settings_of_a_terminal() -> None:
    passed_on = environment(90, 30, {"MLOPS_SURVEY_PLAIN": "1", "EDITOR": "vi", "TERM": "dumb", "LANG": "de_DE.UTF-8"})
    assert not {"MLOPS_SURVEY_PLAIN", "EDITOR"} & passed_on.keys()
    assert (passed_on["COLUMNS"], passed_on["TERM"], passed_on["LANG"]) == ("90", "xterm-256color", "de_DE.UTF-8")


def test_what_a_process_says_is_text_on_the_page() -> None:
    about = pages.About('<b onload="x">"$title"', location="</footer><script>")
    assert "<b onload" not in pages.page(about, "name")
    assert "<script>" not in pages.page(about, "name")
    assert pages.ending(Ended(1, "", "Traceback"))["text"] == "Traceback"
    assert pages.ending(Ended(0, "Saved."))["hint"] == "Saved."


def test_words_of_the_page_are_as_easy_to_read_as_those_of_the_app() -> None:
    for palette in PALETTES.values():
        ground = palette.base.ground or ""
        for name in ("muted", "accent"):
            assert contrast_ratio(palette.paint(name).text or "", ground) >= palette.contrast
