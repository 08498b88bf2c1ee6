"""Reads what the documentation says: links, headings, and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
_SKIPPED = {".git", ".venv", ".venvs", ".peers", ".tools", "build", "dist", "node_modules"}
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_SPAN = re.compile(r"`([^`\n]+)`")
_REST = re.compile(r" (?:#|[12]?>|&|\|)")
"""Where a comment, a redirection or another command begins on a line of a shell."""
_COMMAND = re.compile(r"^(?:\$ )?(?:pipx run )?(?:\.venv/bin/)?mlops-survey(?= |$)(.*)")


def project_files(pattern: str = "*") -> list[Path]:
    """Return the files of the project by a pattern for their names, without what tools leave behind."""
    return sorted(file for file in _walk(PROJECT) if file.match(pattern))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir():
            left_behind = path.name in _SKIPPED or path.name.endswith(("cache", "cache__", ".egg-info", ".hypothesis"))
            if not left_behind:
                yield from _walk(path)
        elif path.is_file():
            yield path


def name_of(file: Path) -> str:
    """Return a file's path within the project."""
    return file.relative_to(PROJECT).as_posix()


def links(text: str) -> list[str]:
    """Return where the links and pictures of a page lead, without those to other sites."""
    return [
        link for link in _LINK.findall(_FENCE.sub("", text)) if "://" not in link and not link.startswith("mailto:")
    ]


def anchors(text: str) -> set[str]:
    """Return the anchors that the headings of a page make."""
    headings = re.findall(r"^#+ +(.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def commands(text: str) -> Iterator[str]:
    """Yield the arguments of every mlops-survey command on a page: lines of code blocks, and code within text."""
    lines = [line for block in _FENCE.findall(text) for line in block.split("\n")[1:-1]]
    for code in [*lines, *_SPAN.findall(_FENCE.sub("", text))]:
        if found := _COMMAND.match(code.strip()):
            yield from _alternatives(_REST.split(found[1])[0])


def _alternatives(arguments: str) -> Iterator[str]:
    """Yield each way to write arguments such as ``check [DIR]`` and ``list|show``."""
    plain = re.sub(r"[\[\]…]|\.\.\.", "", arguments.replace(r"\|", "|")).strip()
    word = next((word for word in plain.split() if "|" in word), "")
    for one in word.split("|"):
        yield plain.replace(word, one, 1) if word else plain
