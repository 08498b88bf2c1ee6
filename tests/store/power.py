"""Power cuts, replayed: what a program wrote and synced, and the files as a cut at any point may leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

TRACED = "pwrite64,ftruncate,fdatasync,fsync,write"
_CALL = re.compile(r"(\w+)\(\d+<([^>]*)>(?:, (.*))?\) += (\d+)")
_WRITE = re.compile(r'"((?:\\x[0-9a-f]{2})*)", \d+, (\d+)')
_SAID = re.compile(r'"((?:\\x[0-9a-f]{2})*)", \d+')


@dataclass(frozen=True)
class Step:
    """One system call: a write at an offset, a truncation to a length, a sync, or a line on standard output."""

    kind: str
    path: str
    content: bytes = b""
    number: int = 0


def steps(trace: str) -> Iterator[Step]:
    """Read the output of ``strace -xx -y -s 100000``."""
    for line in trace.splitlines():
        if not (call := _CALL.search(line)):
            continue
        name, path, rest = call[1], _text(call[2]), call[3] or ""
        if name == "pwrite64" and (written := _WRITE.match(rest)):
            yield Step("write", path, _bytes(written[1]), int(written[2]))
        elif name == "ftruncate":
            yield Step("truncate", path, number=int(rest))
        elif name in ("fdatasync", "fsync"):
            yield Step("sync", path)
        elif name == "write" and path.startswith("pipe:") and (said := _SAID.match(rest)):
            yield Step("say", "", _bytes(said[1]))


@dataclass
class Disk:
    """Files of which some writes may not have reached the disk yet."""

    durable: dict[str, bytes]
    pending: list[Step] = field(default_factory=list)

    def follow(self, step: Step) -> None:
        """Take one step: a sync makes what was written to that file durable."""
        if step.kind == "sync":
            for earlier in self.pending:
                if earlier.path == step.path:
                    _apply(self.durable, earlier)
            self.pending = [earlier for earlier in self.pending if earlier.path != step.path]
        elif step.path in self.durable and step.kind != "say":
            self.pending.append(step)

    def after_cut(self, random: Random | None, keep: bool = False) -> dict[str, bytes]:
        """Return the files after a power cut: without chance all pending steps are kept, or none."""
        files = dict(self.durable)
        for step in self.pending:
            if keep if random is None else random.random() < 0.5:
                _apply(files, step)
        return files


def read_files(directory: Path) -> dict[str, bytes]:
    """Return the database and its journal, by path."""
    return {str(path): path.read_bytes() for path in directory.glob("interviews.sqlite3*")}


def write_files(files: Mapping[str, bytes]) -> None:
    """Put the files back on the disk."""
    for path, content in files.items():
        Path(path).write_bytes(content)


def _apply(files: dict[str, bytes], step: Step) -> None:
    content = files[step.path]
    if step.kind == "truncate":
        files[step.path] = content[: step.number].ljust(step.number, b"\0")
    else:
        content = content.ljust(step.number, b"\0")
        files[step.path] = content[: step.number] + step.content + content[step.number + len(step.content) :]


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(path: str) -> str:
    return _bytes(path).decode() if path.startswith("\\x") else path
