"""A bundle on its way through a slow network, and its sender told to end at random moments, in every face."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from mlops_survey_tui.sharing.outbox import Outbox
from mlops_survey_tui.sharing.sending import send_waiting
from mlops_survey_tui.store.opening import open_store
from tests.sharing.finished import coffee, finished_in
from tests.sharing.receiving import Receiver, receiving
from tests.terminal.terminal import Terminal

from .outcome import Failure, Outcome

_PROGRAM = [sys.executable, "-m", "mlops_survey_tui"]
FACES = ("app", "plain", "share")
WAYS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGTERM SIGINT", "SIGTSTP SIGCONT SIGTERM", "Ctrl+C")
NETWORKS = ("stuck", "slow there", "slow back", "answer lost")
_STEPS = {
    "app": (
        ("Finish: these", "\r"), ("Look at what could", "\r"), ("Share your answers?", "\x1b[F"),
        ("▸ No, keep it", "\x1b[A"), ("▸ Yes, send it now", "\r"),
    ),
    "plain": (
        ("finish", "finish\n"), ("web address", "no\n"), ("best story", "no\n"), ("minutes?", "no\n"),
        ("Type yes to send", "yes\n"),
    ),
}  # fmt: skip
"""What a respondent waits for, and types then, to have a bundle sent."""
_PATIENCE = 30.0
"""Seconds in which a screen, or the connection, has to come on a machine that has much else to do."""
_GRACE = 0.2
"""Seconds of quiet after which a new screen takes keys: earlier ones were meant for the one before."""
_LATEST = 0.6
"""Seconds after the connection was made until which the end may come; a slow network takes about as long."""
_LONGEST = 1.5
"""Seconds that the end may take: one, and what the machine needs to notice."""


def run(count: int, seed: int) -> Outcome:
    """Break so many uploads off."""
    found, times = [], []
    for number in range(count):
        random = Random(f"{seed} {number}")
        face, way, network = random.choice(FACES), random.choice(WAYS), random.choice(NETWORKS)
        wrong, seconds = tried(face, way, network, Random(f"{seed} {number}"))
        times.append(seconds)
        if wrong:
            again = f"soak.broken_off.tried({face!r}, {way!r}, {network!r}, Random('{seed} {number}'))"
            found.append(Failure(f"{face}, {way}, {network}: {wrong}", again))
    return Outcome(count, tuple(found), {"seconds to end, median": median(times), "slowest": max(times)})


def tried(face: str, way: str, network: str, random: Random) -> tuple[str, float]:
    """Have one bundle sent and the sender ended; return what was wrong and the seconds it took to end."""
    with TemporaryDirectory() as folder, receiving() as receiver, _Network(receiver, network) as between:
        data = Path(folder) / "data"
        with open_store(data) as store:
            name = finished_in(store, coffee(between.address), end=face == "share")
        terminal = Terminal([*_PROGRAM, *_arguments(face, name)], {"HOME": folder, "MLOPS_SURVEY_DATA_DIR": str(data)})
        terminal.keep_output()
        try:
            _begin(terminal, face)
            _until(between.asked, terminal, random.uniform(0.0, _LATEST))
            begun = time.monotonic()
            _end(terminal, way)
            code, seconds = terminal.exit_code(), time.monotonic() - begun
        except AssertionError as error:
            return f"it did not end: {error}", 10.0
        finally:
            terminal.close()
        wrong = _wrong(terminal, face, way, code, seconds) or _unsaid(terminal, network) or _lost(Outbox(data))
        between.network = "slow there"
        send_waiting(Outbox(data), now=lambda: time.time() + 4000)
        return wrong or _differences(receiver, Outbox(data)), seconds


def _arguments(face: str, interview: str) -> tuple[str, ...]:
    if face == "share":
        return "share", interview, "--send"
    return (*(("--plain",) if face == "plain" else ()), "--resume", interview)


def _begin(terminal: Terminal, face: str) -> None:
    """Do what a respondent does to have the bundle sent."""
    for text, keys in _STEPS.get(face, ()):
        terminal.wait_for(text, _PATIENCE)
        terminal.settle(_GRACE)
        terminal.send(keys)


def _until(asked: threading.Event, terminal: Terminal, more: float) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not asked.is_set():
        assert time.monotonic() < deadline, "nothing was sent"
        terminal.read(0.01)
    until = time.monotonic() + more
    while time.monotonic() < until:
        terminal.read(0.01)


def _end(terminal: Terminal, way: str) -> None:
    """Tell the program to end, unless it has ended by itself meanwhile."""
    if way == "Ctrl+C":
        terminal.send("\x03")
        terminal.read(0.2)
        with suppress(OSError):
            terminal.send("\x03")
        return
    for name in way.split():
        with suppress(ProcessLookupError):
            terminal.signal(signal.Signals[name])
        if name in ("SIGTSTP", "SIGCONT"):
            time.sleep(0.05)


def _wrong(terminal: Terminal, face: str, way: str, code: int, seconds: float) -> str:
    codes = {128 + signal.Signals[name] for name in way.split() if name.startswith("SIG")} or {130}
    if code not in {0, *codes}:
        return f"it ended with {code}: {terminal.text()}"
    if seconds > _LONGEST:
        return f"it took {seconds:.2f} seconds to end"
    if b"Traceback" in terminal.output:
        return "it ended with a traceback"
    shown = terminal.output.rfind(b"\x1b[?25l") <= terminal.output.rfind(b"\x1b[?25h")
    return "" if terminal.echoed and shown and (face != "app" or terminal.is_restored()) else "the terminal is spoilt"


def _unsaid(terminal: Terminal, network: str) -> str:
    """Say that it was not said what becomes of the bundle, where that is clear: a stuck network takes none."""
    said = b"Sending was broken off. It waits here" in terminal.output
    return "it did not say that the bundle waits" if network == "stuck" and not said else ""


def _lost(outbox: Outbox) -> str:
    """Say what is wrong if a bundle is neither there nor accepted with a receipt."""
    (parcel,) = outbox.parcels()
    kept = bool(parcel.body) if parcel.waits else bool(outbox.receipts())
    return "" if kept else "the bundle is lost"


def _differences(receiver: Receiver, outbox: Outbox) -> str:
    """Say what is stored otherwise than once, and what the receipt does not take back."""
    if list(receiver.stored.values()) != [1] or len(receiver.kept) != 1:
        return f"stored {receiver.stored} times"
    (kept,), (receipt,) = receiver.kept.values(), outbox.receipts()
    return "" if kept["id"] == receipt.id else "the receipt is that of another bundle"


class _Network:
    """Passes requests to a receiver and answers back, slowly or not at all."""

    def __init__(self, receiver: Receiver, network: str) -> None:
        self._port, self.network, self.asked = receiver.server_port, network, threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> _Network:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._one, args=(client,), daemon=True).start()

    def _one(self, client: socket.socket) -> None:
        self.asked.set()
        with suppress(OSError), client:
            if self.network == "stuck":
                _until_closed(client)
                return
            with socket.create_connection(("127.0.0.1", self._port)) as server, _passing(client, server, 256):
                if self.network == "answer lost":
                    _until_closed(server)
                else:
                    _pass(server, client, 4 if self.network == "slow back" else 4096)


@contextmanager
def _passing(source: socket.socket, target: socket.socket, size: int) -> Iterator[None]:
    thread = threading.Thread(target=_pass, args=(source, target, size), daemon=True)
    thread.start()
    yield


def _pass(source: socket.socket, target: socket.socket, size: int) -> None:
    """Pass on so many bytes at a time, with a pause after each."""
    with suppress(OSError):
        while data := source.recv(size):
            target.sendall(data)
            time.sleep(0.01 if size < 4096 else 0.0)


def _until_closed(connection: socket.socket) -> None:
    while connection.recv(4096):
        pass
