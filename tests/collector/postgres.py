"""A real PostgreSQL server of our own, from the programs that Debian installs."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from pwd import getpwnam

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql")
_OPTIONS = "-c listen_addresses='' -c max_connections=40 -c shared_buffers=32MB -c unix_socket_directories={folder}"


def programs() -> Path | None:
    """Return where initdb and pg_ctl are, or None if this machine has none."""
    found = [file for place in _PLACES for file in Path(place).glob("**/bin/initdb")]
    on_path = shutil.which("initdb")
    return max(found).parent if found else Path(on_path).parent if on_path else None


class Postgres:
    """A server on a socket in a folder of its own; it does not run as root, which PostgreSQL refuses."""

    def __init__(self, bin_: Path) -> None:
        self._bin, self._number = bin_, 0
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            found = getpwnam(self._user)
            os.chown(self.folder, found.pw_uid, found.pw_gid)
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "survey", "-A", "trust", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = _OPTIONS.format(folder=self.folder)
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", log, "-o", options, "start")

    def stop(self) -> None:
        """Stop the server at once, as a crash would."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")

    def url(self) -> str:
        """Return the address of a new, empty database."""
        self._number += 1
        self._run("createdb", "-h", str(self.folder), "-U", "survey", f"bundles{self._number}")
        return f"postgresql://survey@/bundles{self._number}?host={self.folder}"

    def asked(self, url: str, query: str) -> subprocess.Popen[str]:
        """Begin to ask a database something; what comes back are lines of cells with bars between."""
        name = url.partition("?")[0].rpartition("/")[2]
        command = (str(self._bin / "psql"), "-h", str(self.folder), "-U", "survey", "-d", name, "-Atc", query)
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        return subprocess.Popen(command, cwd="/", stdin=quiet, stdout=pipe, stderr=quiet, text=True)

    def remove(self) -> None:
        """Stop the server and delete what it kept."""
        self.stop()
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = (str(self._bin / program), *arguments)
        quiet = subprocess.DEVNULL
        subprocess.run(command, user=self._user, cwd="/", stdout=quiet, stderr=quiet, stdin=quiet, check=True)
