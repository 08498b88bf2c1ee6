"""One file that runs with ``python mlops-survey.pyz``: the wheel, what it needs, and native parts for each Python."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .lock import entries

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_NATIVE = frozenset({"pydantic-core", "pyyaml"})
_LEFT_OUT = frozenset({"pip"})
"""sqlite-utils needs pip for its command that installs plugins, which nobody calls here."""
_START = Path(__file__).with_name("start.py")
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of machine: as Python and as ``platform.machine`` call it, and the tags of wheels that run on it."""

    system: str
    machine: str
    tags: tuple[str, ...]


PLATFORMS: Mapping[str, Platform] = {
    "linux-x86_64": Platform("linux", "x86_64", ("manylinux2014_x86_64", "manylinux_2_28_x86_64")),
    "linux-arm64": Platform("linux", "arm64", ("manylinux2014_aarch64", "manylinux_2_28_aarch64")),
    "macos-arm64": Platform("darwin", "arm64", ("macosx_11_0_arm64",)),
    "macos-x86_64": Platform("darwin", "x86_64", ("macosx_10_12_x86_64", "macosx_10_13_x86_64")),
    "windows-x86_64": Platform("win32", "x86_64", ("win_amd64",)),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """Wheels that the program needs: those for every Python, and the native ones by the tag of their Python."""

    pure: Sequence[Path]
    native: Mapping[str, Sequence[Path]]


def single_file(wheel: Path, target: Path, name: str) -> Path:
    """Write the file for a platform into a folder, with what the lock names; return its path.

    Raises:
        subprocess.CalledProcessError: a wheel could not be fetched, or its digest is not that of the lock.
    """
    file = target / f"mlops-survey-{name}.pyz"
    with TemporaryDirectory() as folder:
        write(file, wheel, name, fetch(Path(folder), name))
    return file


def write(file: Path, wheel: Path, name: str, parts: Parts) -> None:
    """Write the file for a platform from the program's wheel and its parts."""
    platform = PLATFORMS[name]
    contents = dict(_contents([wheel, *parts.pure], "lib"))
    for tag, wheels in parts.native.items():
        contents.update(_contents(wheels, tag))
    digest = hashlib.sha256(
        b"".join(f"{path}\0{len(data)}\0".encode() + data for path, data in sorted(contents.items()))
    )
    about = {
        "digest": digest.hexdigest()[:32],
        "platform": platform.system,
        "machine": platform.machine,
        "pythons": sorted(parts.native),
    }
    contents["about.json"] = json.dumps(about, indent=1).encode()
    contents["__main__.py"] = _START.read_bytes()
    _archive(file, contents)


def needed() -> set[str]:
    """Return the names of all packages that the program needs in this environment, without its own extras."""
    found: set[tuple[str, str]] = set()
    waiting = [("mlops-survey", "")]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += _requirements(*one)
    return {name for name, _ in found} - {"mlops-survey"}


def _requirements(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """Yield the packages that a package needs with one of its extras, each with every extra that is wanted of it."""
    for line in distribution(name).requires or ():
        wanted = Requirement(line)
        other = canonicalize_name(wanted.name)
        if other not in _LEFT_OUT and (wanted.marker is None or wanted.marker.evaluate({"extra": extra})):
            yield from ((other, each) for each in ("", *wanted.extras))


def fetch(folder: Path, name: str, pythons: Sequence[str] = PYTHONS) -> Parts:
    """Fetch the wheels for a platform into a folder: those of every Python once, the native ones for each Python."""
    platform = PLATFORMS[name]
    pure = _fetch(folder / "pure", needed() - _NATIVE, platform, pythons[0])
    tags = {f"cp{python.replace('.', '')}": python for python in pythons}
    return Parts(pure, {tag: _fetch(folder / tag, _NATIVE, platform, python) for tag, python in tags.items()})


def _fetch(folder: Path, names: Iterable[str], platform: Platform, python: str) -> list[Path]:
    folder.mkdir()
    wanted = folder / "wanted.txt"
    locked = entries("run")
    wanted.write_text("\n".join(locked[name].text for name in sorted(names)), encoding="utf-8")
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--python-version", python]
    tags = [part for tag in platform.tags for part in ("--platform", tag)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *options, *tags]
    subprocess.run([*command, "--dest", str(folder), "--requirement", str(wanted)], check=True)
    return sorted(folder.glob("*.whl"))


def _contents(wheels: Iterable[Path], folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of wheels that Python imports, by their place in the archive."""
    for wheel in wheels:
        with ZipFile(wheel) as opened:
            for name in opened.namelist():
                if not name.endswith("/") and ".data/" not in name:
                    yield f"{folder}/{name}", opened.read(name)


def _archive(file: Path, contents: Mapping[str, bytes]) -> None:
    """Write an archive that depends on nothing but its contents, and that a shell can start."""
    with file.open("wb") as stream:
        stream.write(b"#!/usr/bin/env python3\n")
        with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(contents):
                entry = ZipInfo(path, _EPOCH)
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                archive.writestr(entry, contents[path], ZIP_DEFLATED, 9)
    file.chmod(0o755)
