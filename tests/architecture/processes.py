"""Runs a piece of Python in a fresh process and tells which modules it loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DUMP = """
import atexit, json, os, pathlib, sys
def _dump(code=0, end=lambda code: None):
    pathlib.Path(os.environ["MODULES"]).write_text(json.dumps(sorted(sys.modules)))
    end(code)
atexit.register(_dump)
os._exit = lambda code, end=os._exit: _dump(code, end)
"""
"""Put before a program: at its end it writes the names of its modules to the file that MODULES names."""


def packages_after(program: str) -> frozenset[str]:
    """Return the top-level packages loaded at the end of a program."""
    with TemporaryDirectory() as directory:
        modules = Path(directory, "modules.json")
        command = [sys.executable, "-c", DUMP + program]
        environ = {**os.environ, "MODULES": str(modules)}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        names = json.loads(modules.read_text(encoding="utf-8"))
    return frozenset(name.partition(".")[0] for name in names)
