"""The survey starts without OpenSSL, and has it as soon as something is to be sent."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from threading import Thread

from mlops_survey_tui.light import blake2b, with_ssl, without_ssl

_PROGRAM = """
import sys
from mlops_survey_tui import taking
from mlops_survey_tui.faces.tui.run import _load
_load()
loaded = [name for name in ("_ssl", "_hashlib", "http.client") if name in sys.modules]
from mlops_survey_tui.exchange import HTTPSConnection
import ssl
print(loaded, HTTPSConnection.__name__, ssl.create_default_context() is not None)
"""


def test_the_whole_app_loads_no_openssl_and_can_send_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "[] HTTPSConnection True"


def test_what_makes_connections_is_not_imported_while_others_do_without() -> None:
    order: list[str] = []

    def connect() -> None:
        with with_ssl():
            order.append("connected")

    with without_ssl():
        thread = Thread(target=connect)
        thread.start()
        thread.join(0.05)
        order.append("loaded")
    thread.join()
    assert order == ["loaded", "connected"]


_SHARED = """
from threading import Thread
from mlops_survey_tui import taking
from mlops_survey_tui.light import without_ssl
from mlops_survey_tui.store.opening import open_store

def share():
    with open_store(None, memory=True) as store:
        taking._sharing(store, "")
        print("offered")

with without_ssl():
    thread = Thread(target=share)
    thread.start()
    thread.join(0.5)
    print("loaded", flush=True)
thread.join()
from mlops_survey_tui.exchange import HTTPSConnection
"""


def test_an_interview_that_is_finished_while_the_app_is_being_loaded_is_offered_to_be_shared() -> None:
    """Who presses Enter at once on the last screen of an interview gone on with is faster than the app is there."""
    done = subprocess.run([sys.executable, "-c", _SHARED], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("loaded\noffered\n", "")


def test_hashes_are_those_of_hashlib() -> None:
    for text in (b"", b"zebra", b"x" * 1000):
        assert blake2b(text, digest_size=8).digest() == hashlib.blake2b(text, digest_size=8).digest()
