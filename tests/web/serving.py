"""The server as a process of its own, as somebody starts it in a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


class Serving:
    """`mlops-survey serve` under way. ``address`` is what it printed."""

    def __init__(self, data: Path, *options: str, questionnaire: str = "examples/coffee") -> None:
        command = [sys.executable, "-m", "mlops_survey_tui", "serve", "--data-dir", str(data)]
        command += ["--questions", str(PROJECT / "questions" / questionnaire), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    @property
    def port(self) -> int:
        """The port that is listened on."""
        return int(self.address.split(":")[2].partition("/")[0])

    def children(self) -> list[int]:
        """Return the processes of sittings."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(one) for one in listed.split()]

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End the server with a signal; return its exit code and what it said on standard error."""
        if self.process.poll() is None:
            os.kill(self.process.pid, number)
        said = self.process.communicate(timeout=20)[1]
        return self.process.returncode, said


def runs(process: int) -> bool:
    """Return whether a process is still there."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
