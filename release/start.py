"""Becomes ``__main__.py`` of the single file: unpacks what it carries into the cache of the user, once, and runs it.

It stays readable for Python 3.7, so that an old one can say what is needed.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

_OTHERWISE = "or install the program: pipx run mlops-survey"
_MACHINES = {"amd64": "x86_64", "aarch64": "arm64"}


def main() -> None:
    """Run the program from its place in the cache; programs that it starts find the same place."""
    archive = Path(__file__).resolve().parent
    with zipfile.ZipFile(archive) as opened:
        about = json.loads(opened.read("about.json").decode("utf-8"))
        native = _native(about)
        place = _unpacked(opened, about["digest"], native)
    folders = [str(place / "lib"), str(place / native)]
    former = [path for path in (os.environ.get("PYTHONPATH"),) if path]
    os.environ["PYTHONPATH"] = os.pathsep.join(folders + former)
    sys.path[:] = folders + [path for path in sys.path if Path(path).resolve() != archive]
    from mlops_survey_tui.__main__ import main as program

    program()


def _native(about: dict[str, Any]) -> str:
    """Return the folder of the native parts for this Python; end with what is needed where there is none."""
    found = f"cp{sys.version_info[0]}{sys.version_info[1]}"
    machine = platform.machine().lower()
    here = (sys.implementation.name, sys.platform, _MACHINES.get(machine, machine))
    if here == ("cpython", about["platform"], about["machine"]) and found in about["pythons"]:
        return found
    versions = ", ".join(f"{name[2]}.{name[3:]}" for name in about["pythons"])
    sys.exit(
        f"This file is for CPython {versions} on {about['platform']}, {about['machine']}; this is {here[0]} "
        f"{platform.python_version()} on {here[1]}, {here[2]}. Take another file, {_OTHERWISE}"
    )


def _unpacked(opened: zipfile.ZipFile, digest: str, native: str) -> Path:
    """Return the folder that holds the parts of this archive for this Python, and put them there at the first time."""
    cache = _cache()
    place = cache / f"{digest}-{native}"
    if not place.is_dir():
        partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=str(cache)))
        wanted = [name for name in opened.namelist() if name.startswith(("lib/", f"{native}/"))]
        try:
            opened.extractall(str(partial), wanted)
            partial.rename(place)
        except OSError as error:
            shutil.rmtree(str(partial), ignore_errors=True)
            if not place.is_dir():  # another start of the program may have been quicker
                sys.exit(f"The program cannot be unpacked into {cache}: {error.strerror}. Make room, {_OTHERWISE}")
    return place


def _cache() -> Path:
    """Return a folder that nobody but this user can write to; end where that cannot be had."""
    cache = _caches() / "mlops-survey" / "programs"
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        told = cache.stat()
    except OSError as error:
        sys.exit(f"The program cannot be unpacked into {cache}: {error.strerror}. Set XDG_CACHE_HOME, {_OTHERWISE}")
    if sys.platform != "win32" and (told.st_uid != os.getuid() or told.st_mode & 0o022):
        sys.exit(f"Others can write to {cache}, so nothing is run from there: chmod 700 it, {_OTHERWISE}")
    return cache


def _caches() -> Path:
    """Return where programs keep what they can make again on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


if __name__ == "__main__":
    main()
