"""A file of keys, read as a whole or not at all: the survey never starts with half a keymap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ...language import _
from ...questionnaire.plain_file import read_plain
from ..actions import ACTIONS
from .checking import checked
from .faults import KeysFault, KeysInvalid
from .keymap import Keymap
from .spelling import key_written

TABLE = "keys"
_LARGEST = 100_000
_LINE = re.compile(r"line (\d+)")
_LONG_NUMBER = re.compile(r"\d[\d_]{4000}")


def keymap_of(file: Path) -> Keymap:
    """Return the keys that a file asks for.

    Raises:
        KeysInvalid: it cannot be read, or asks for keys that do not work; all faults are told.
    """
    text = _text(file)
    entries = _entries(file, text)
    lines = _Lines(text)
    moved: dict[str, tuple[str, ...]] = {}
    faults = list(_read(entries, lines, moved))
    faults += checked(moved, lines.of)
    if faults:
        raise KeysInvalid(file, faults)
    return Keymap(moved=moved)


def _text(file: Path) -> str:
    try:
        content = read_plain(file, _LARGEST + 1)
        if len(content) > _LARGEST:
            raise KeysInvalid(
                file, [KeysFault(1, _("The file is too large."), _("A file of keys has a line an action."))]
            )
        return content.decode("utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = KeysFault(
            1, _("The file cannot be read: {reason}.").format(reason=reason), _("Name another file, or none.")
        )
        raise KeysInvalid(file, [fault]) from error
    except UnicodeDecodeError as error:
        fault = KeysFault(1, _("The file is not in UTF-8."), _("Save it as UTF-8."))
        raise KeysInvalid(file, [fault]) from error


def _entries(file: Path, text: str) -> Mapping[str, Any]:
    """Return what the file says, as TOML."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = int(found[1]) if (found := _LINE.search(str(error))) else max(1, text.count("\n"))
        remedy = _("Write a line an action under [keys], such as: {example}").format(example='review = ["F5"]')
        raise KeysInvalid(file, [KeysFault(line, _("This is not TOML: {why}").format(why=error), remedy)]) from error
    except ValueError as error:  # what Python says of a number that it does not read, which is good TOML
        found = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        fault = KeysFault(line, _("A number here is too long to be read."), _("Keys are words: take the number out."))
        raise KeysInvalid(file, [fault]) from error


class _Lines:
    """Where entries stand in a file."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def of(self, name: str) -> int:
        """Return the line on which a name is given something, or the first."""
        entry = re.compile(
            rf"\s*(?:{TABLE}\s*\.\s*)?[\"']?{re.escape(name)}[\"']?\s*=|\s*\[\s*{re.escape(name)}\s*[].]"
        )
        return next((at for at, line in enumerate(self._lines, start=1) if entry.match(line)), 1)


def _read(entries: Mapping[str, Any], lines: _Lines, moved: dict[str, tuple[str, ...]]) -> Iterator[KeysFault]:
    """Fill ``moved`` with what can be read; yield what cannot."""
    for name in entries.keys() - {TABLE}:
        message = _("{name} means nothing here.").format(name=name)
        yield KeysFault(lines.of(name), message, _("Keys stand under [keys]; take it out, or write [keys] above it."))
    keys = entries.get(TABLE, {})
    if not isinstance(keys, dict):
        yield KeysFault(lines.of(TABLE), _("keys is not a table."), _("Write [keys] on a line of its own."))
        return
    for action, value in keys.items():
        if action not in ACTIONS:
            yield _unknown_action(action, lines.of(action))
        else:
            yield from _keys(action, value, lines.of(action), moved)


def _unknown_action(name: str, line: int) -> KeysFault:
    near = get_close_matches(name, ACTIONS, n=1)
    remedy = _("Perhaps {near} is meant.").format(near=near[0]) if near else _("Take the line out.")
    every = _("All actions: {command}").format(command="mlops-survey keys")
    return KeysFault(line, _("There is no action {name}.").format(name=name), f"{remedy} {every}")


def _keys(action: str, value: object, line: int, moved: dict[str, tuple[str, ...]]) -> Iterator[KeysFault]:
    written = [value] if isinstance(value, str) else value
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        message = _("The keys of {action} are no list of texts.").format(action=action)
        yield KeysFault(line, message, _("Write them as: {example}").format(example=f'{action} = ["F5", "Ctrl+R"]'))
        return
    unknown = [one for one in written if not key_written(one)]
    for one in unknown:
        yield KeysFault(
            line,
            _("{key}, a key of {action}, is no key that a terminal tells.").format(key=repr(one), action=action),
            _("Write the character that it types, or a name such as: {names}").format(names=_NAMES),
        )
    if not unknown:
        moved[action] = tuple(dict.fromkeys(map(key_written, written)))


_NAMES = "Esc, Enter, Tab, Space, F5, PageUp, Up, Ctrl+R, Alt+X, Shift+Up"
