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


def test_hashes_are_those_of_hashlib() -> None:
    for text in (b"", b"zebra", b"x" * 1000):
        assert blake2b(text, digest_size=8).digest() == hashlib.blake2b(text, digest_size=8).digest()
