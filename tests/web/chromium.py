"""A real browser without a window, driven over a pipe by its DevTools protocol; it notes what a page asks for."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import signal
import time
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import pyte
import pytest

_FLAGS = (
    "--headless", "--no-sandbox", "--remote-debugging-pipe", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic", "--disable-extensions",
    "--disable-gpu",
)  # fmt: skip
_NAMED = {
    "Enter": ("Enter", 13, "\r"), "Escape": ("Escape", 27, ""), "Tab": ("Tab", 9, ""), " ": ("Space", 32, " "),
    "ArrowUp": ("ArrowUp", 38, ""), "ArrowDown": ("ArrowDown", 40, ""), "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowRight": ("ArrowRight", 39, ""), "F1": ("F1", 112, ""), "Backspace": ("Backspace", 8, ""),
}  # fmt: skip
Event = dict[str, Any]


class Chromium:
    """The browser. Messages are JSON with a zero byte after each."""

    def __init__(self, folder: Path, *flags: str) -> None:
        program = which("chromium") or which("chromium-browser")
        if program is None:
            pytest.skip("Chromium is not installed")
        theirs_in, self._out = _pipe()
        self._in, theirs_out = _pipe()
        null = os.open(os.devnull, os.O_RDWR)
        self._process = os.posix_spawn(
            program, [program, *_FLAGS, *flags, f"--user-data-dir={folder}", "about:blank"], os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2),
                (os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4),
            ], setpgroup=0,
        )  # fmt: skip
        for handle in (theirs_in, theirs_out, null):
            os.close(handle)
        self._held, self._last = b"", 0
        self.events: list[Event] = []
        self._answers: dict[int, Event] = {}

    def call(self, method: str, session: str = "", **parameters: Any) -> Event:
        """Give a command and return its result."""
        self._last += 1
        number = self._last
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until(lambda: number in self._answers, lambda: self.read(0.05), f"an answer to {method}")
        answer = self._answers.pop(number)
        assert "error" not in answer, (method, answer["error"])
        return dict(answer["result"])

    def read(self, seconds: float) -> None:
        """Take what the browser tells, waiting for at most so many seconds."""
        if not select.select([self._in], [], [], seconds)[0]:
            return
        *messages, self._held = (self._held + os.read(self._in, 1 << 20)).split(b"\0")
        for message in map(json.loads, messages):
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self.events.append(message)

    def open(self, address: str, script: str = "") -> Tab:
        """Open a page in a new tab, after running a script in it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        return Tab(self, target, session, address, script)

    def close(self) -> None:
        """End the browser."""
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._in)
        os.close(self._out)


class Tab:
    """A tab: what its page shows is read from what the page was sent, with a terminal of our own."""

    def __init__(self, browser: Chromium, target: str, session: str, address: str, script: str) -> None:
        self._browser, self._target, self._session = browser, target, session
        self._seen = len(browser.events)
        self.screen, self._stream = _terminal(80, 24)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.resize(1000, 640)
        self.call("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.call("Page.navigate", url=address)

    def call(self, method: str, **parameters: Any) -> Event:
        """Give a command to this tab."""
        return self._browser.call(method, self._session, **parameters)

    def resize(self, width: int, height: int) -> None:
        """Change the size of the page, in pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )  # fmt: skip

    def evaluate(self, script: str) -> Any:
        """Return what an expression of JavaScript gives."""
        return self.call("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def listen(self) -> None:
        """Wait a moment for what the browser tells."""
        self._browser.read(0.05)

    def text(self) -> str:
        """Return what the terminal of the page shows."""
        self._take()
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_for(self, text: str, seconds: float = 15.0) -> None:
        """Wait until the terminal of the page shows a text."""
        until(lambda: text in self.text(), self.listen, f"{text!r}", seconds, self._told)
        self._drawn()

    def _drawn(self) -> None:
        """Let the page's terminal take in what it was sent: until then it knows of no mouse, for one."""
        wait = "new Promise(done => setTimeout(() => setTimeout(done, 30), 0))"
        self.call("Runtime.evaluate", expression=wait, awaitPromise=True)

    def wait_until(self, script: str) -> None:
        """Wait until an expression of JavaScript is true."""
        until(lambda: bool(self.evaluate(script)), self.listen, script, told=self._told)

    def press(self, *keys: str) -> None:
        """Press keys: characters, or names as browsers give them."""
        for key in keys:
            code, number, text = _NAMED[key] if key in _NAMED else (key, ord(key.upper()) if key.isalnum() else 0, key)
            self.call(
                "Input.dispatchKeyEvent", type="keyDown", key=key, code=code, windowsVirtualKeyCode=number, text=text
            )
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=code, windowsVirtualKeyCode=number)

    def click(self, text: str) -> None:
        """Click on a text that the terminal of the page shows."""
        self.wait_for(text)
        row, line = next((at, line) for at, line in enumerate(self.screen.display) if text in line)
        box = self.evaluate(
            "(r => [r.x, r.y, r.width, r.height])(document.querySelector('.xterm-screen').getBoundingClientRect())"
        )
        x = box[0] + (line.index(text) + 1.5) * box[2] / self.screen.columns
        y = box[1] + (row + 0.5) * box[3] / self.screen.lines
        self.click_at(x, y)

    def click_at(self, x: float, y: float) -> None:
        """Click on a place of the page."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def reload(self) -> None:
        """Load the page again, and forget what it showed."""
        self.call("Page.reload")
        self._take()
        self.screen.reset()

    def picture(self, file: Path) -> None:
        """Write what the page looks like to a PNG file."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def close(self) -> None:
        """Close the tab."""
        self._browser.call("Target.closeTarget", targetId=self._target)

    def _told(self) -> str:
        """Return what there is to see, for a test that waited in vain."""
        said = self.evaluate("document.getElementById('end')?.innerText")
        return "\n".join([self.text(), str(said), *self.complaints])

    def _take(self) -> None:
        """Look at what happened since the last look."""
        self._browser.read(0)
        events, self._seen = self._browser.events[self._seen :], len(self._browser.events)
        for event in events:
            if event.get("sessionId") == self._session and event["method"] in _NOTED:
                _NOTED[event["method"]](self, event["params"])

    def _frame_sent(self, told: Event) -> None:
        kind, *values = json.loads(told["response"]["payloadData"])
        if kind == "resize":
            (value,) = values
            self.screen.resize(value["height"], value["width"])

    def _frame_received(self, told: Event) -> None:
        if told["response"]["opcode"] == 2:
            data = base64.b64decode(told["response"]["payloadData"])
            self._stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))

    def _requested(self, told: Event) -> None:
        self.requests.append(told["request"]["url"] if "request" in told else told["url"])

    def _complained(self, told: Event) -> None:
        entry = told.get("entry", {})
        if entry.get("level", "error") == "error":
            self.complaints.append(json.dumps(entry or told["exceptionDetails"]))


_NOTED: dict[str, Callable[[Tab, Event], None]] = {
    "Network.webSocketFrameSent": Tab._frame_sent,
    "Network.webSocketFrameReceived": Tab._frame_received,
    "Network.webSocketCreated": Tab._requested,
    "Network.requestWillBeSent": Tab._requested,
    "Runtime.exceptionThrown": Tab._complained,
    "Log.entryAdded": Tab._complained,
}


def until(
    true: Callable[[], bool],
    wait: Callable[[], None],
    what: str,
    seconds: float = 15.0,
    told: Callable[[], str] = str,
) -> None:
    """Wait until something is true; fail after so many seconds."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"waited for {what}\n{told()}"
        wait()


def _terminal(width: int, height: int) -> tuple[pyte.Screen, pyte.ByteStream]:
    screen = pyte.Screen(width, height)
    return screen, pyte.ByteStream(screen)


def _pipe() -> tuple[int, int]:
    """Return the ends of a pipe, with numbers that are free for others to be put in place of."""
    ends = os.pipe()
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends]
    for end in ends:
        os.close(end)
    return moved[0], moved[1]
