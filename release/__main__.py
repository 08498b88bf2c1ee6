"""``python -m release build [--into DIR] [--platform NAME ...]`` and ``python -m release audit [LOCK ...]``."""

from __future__ import annotations

import hashlib
import platform
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from .audit import LOCKS, audit
from .distributions import PROJECT, build
from .parts import list_parts
from .single_file import PLATFORMS, single_file


def main(arguments: list[str]) -> int:
    """Build, or audit; return the exit code."""
    parser = ArgumentParser(prog="python -m release", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    building = verbs.add_parser("build", help="wheel, source archive, single file, list of parts, digests")
    building.add_argument("--into", type=Path, default=PROJECT / "dist", metavar="DIR")
    building.add_argument("--platform", nargs="*", choices=list(PLATFORMS), default=_here())
    auditing = verbs.add_parser("audit", help="look up the locked packages among known vulnerabilities")
    auditing.add_argument("lock", nargs="*", help=f"any of {', '.join(LOCKS)}; all of them by default")
    wishes = parser.parse_args(arguments)
    return audit(wishes.lock or LOCKS) if wishes.verb == "audit" else _build(wishes)


def _build(wishes: Namespace) -> int:
    """Build into a folder that holds nothing else afterwards; print what is there with its digest."""
    folder: Path = wishes.into
    folder.mkdir(parents=True, exist_ok=True)
    for former in folder.iterdir():
        if former.is_file():
            former.unlink()
    archive, wheel = sorted(build(PROJECT, folder, "sdist", "wheel"), key=lambda file: file.suffix)
    files = [archive, wheel, *(single_file(wheel, folder, name) for name in wishes.platform), list_parts(wheel, folder)]
    digests = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in sorted(files)]
    (folder / "SHA256SUMS").write_text("\n".join(digests) + "\n", encoding="utf-8")
    print(*digests, sep="\n")
    return 0


def _here() -> list[str]:
    """Return the name of this kind of machine, where the single file can be made for it."""
    machine = {"aarch64": "arm64", "amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return [name for name, one in PLATFORMS.items() if (one.system, one.machine) == (sys.platform, machine)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
