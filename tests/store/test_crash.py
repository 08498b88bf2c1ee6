"""Killed at any moment, everything that was said to be stored is there, and the store opens at once."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from random import Random

import pytest

from mlops_survey_tui.store.opening import open_store
from tests.store.running import start

KILLS = int(os.environ.get("MLOPS_SURVEY_KILLS", "8"))
"""How often; a full run sets a few hundred."""


@pytest.mark.parametrize("number", range(KILLS))
def test_kill_loses_nothing_that_was_acknowledged(directory: Path, number: int) -> None:
    program = start("append", directory)
    assert program.stdout
    name = program.stdout.readline().strip()
    acknowledged = int(program.stdout.readline())
    time.sleep(Random(number).uniform(0, 0.12))
    program.send_signal(signal.SIGKILL)
    lines = program.stdout.read().splitlines()
    acknowledged = int(lines[-1]) if lines else acknowledged
    program.wait()
    program.stdout.close()
    began = time.monotonic()
    with open_store(directory) as store:
        opened = time.monotonic() - began
        events = store.events(name)
        assert store.notices == ()
        assert [event.sequence for event in events] == [*range(1, len(events) + 1)]
        assert acknowledged <= len(events) <= acknowledged + 1
        with store.resume(name):
            assert opened < 1
