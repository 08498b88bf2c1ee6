"""The commands by who needs them, for the help and its pages."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO, TextIOWrapper
from itertools import pairwise
from typing import Any

from typer import Abort
from typer.core import TyperGroup
from typer.exceptions import TyperException

from .. import exit_codes
from ..faces.terminal import complain, say_last
from ..shortage import is_shortage
from .printing import say

GROUPS: Mapping[str, Sequence[str]] = {
    "For respondents": ("serve", "responses", "keys", "completion", "share", "withdraw", "raffle"),
    "For moderators": ("moderate", "clarity"),
    "For testers": ("preview", "record", "replay", "simulate"),
    "For authors": ("check", "translate", "compare", "graph", "design", "import", "schema"),
    "For data stewards": ("collect", "publish", "verify"),
    "For analysts": ("report", "analyse", "anonymity"),
}
"""Commands by the heading that help gives them; one that is not named stands under the last heading."""
OTHERS = "More"
_LONGEST = 400
_PLACES = ("--data-dir", "--dir", "--out", "--export")
"""Options that name a place to write to, which must not become the current directory because a variable is empty."""

_PERMISSIONS = "Name a place that you may read and write, or change its permissions, and try again."
_PATH = "Check the path, and name another one where something is in its way."
_REMEDIES = {
    errno.ENOSPC: "Free some space, or name a place on another disk, and try again.",
    errno.EFBIG: "Free some space, or name a place on another disk, and try again.",
    errno.EROFS: "Name a place that can be written, and try again.",
    errno.EACCES: _PERMISSIONS,
    errno.EPERM: _PERMISSIONS,
    errno.ENOENT: _PATH,
    errno.ENOTDIR: _PATH,
    errno.EISDIR: _PATH,
    errno.EEXIST: _PATH,
    errno.ELOOP: _PATH,
    errno.ENAMETOOLONG: "Name a shorter path.",
    errno.EMFILE: "Close some programs, or raise the limit (see `ulimit -a`), and try again.",
    errno.EIO: "Try again; if it happens again, check the disk.",
}
"""What to do about what the system says of a file, where a command has no better words for it."""


def grouped(names: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with those of the commands that stand under it."""
    known = {name for group in GROUPS.values() for name in group}
    headings = {**GROUPS, OTHERS: [name for name in names if name not in known]}
    for heading, group in headings.items():
        if here := [name for name in group if name in names]:
            yield heading, here


def _write_what_the_locale_has() -> None:
    """Write characters that the encoding of standard output lacks as escapes, instead of failing on them."""
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(errors="backslashreplace")


def _refuse_empty_place(words: Sequence[str]) -> None:
    """End where an option names no place at all, as `--data-dir "$PLACE"` does without that variable."""
    for word, following in pairwise([*words, "?"]):
        option, equals, place = word.partition("=")
        if option in _PLACES and not (place if equals else following).strip():
            complain(f"{option} names no place: what follows it is empty. Is a variable of the shell not set?")
            sys.exit(exit_codes.USAGE)


def _storage_errors() -> tuple[type[Exception], ...]:
    """Return what the store raises, if something has loaded it: most commands do without, and without SQLite."""
    loaded = sys.modules.get("mlops_survey_tui.store.errors")
    return (loaded.StorageError,) if loaded is not None else ()


def _in_words(error: OSError) -> str:
    """Return what happened, where, and what to do about it."""
    what = error.strerror or str(error)
    where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
    return f"{where}{what}. {_REMEDIES.get(error.errno or 0, 'Try again, or name another place.')}"


class _Said(StringIO):
    """Hears what a terminal would be told, so that nothing of it vanishes before it is made visible."""

    def isatty(self) -> bool:
        return True


class GroupedCommands(TyperGroup):
    """Lists commands under headings, each with its whole first sentence; what it quotes is made visible."""

    def main(self, args: Any = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command that the arguments name, and exit with its code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            _write_what_the_locale_has()
            _refuse_empty_place(sys.argv[1:] if args is None else args)
            code = super().main(args, standalone_mode=False, **extra)
            sys.stdout.flush()
        except Abort:
            say("Aborted!")
            sys.exit(exit_codes.CRASH)
        except _storage_errors() as error:
            complain(str(error))
            sys.exit(exit_codes.STORAGE)
        except OSError as error:
            if is_shortage(error):
                raise
            complain("" if isinstance(error, BrokenPipeError) else _in_words(error))
            say_last("", sys.stdout)
            sys.exit(exit_codes.STORAGE)
        except TyperException as error:
            said = _Said()
            error.show(said)  # type: ignore[attr-defined]
            complain(said.getvalue().rstrip("\n"))
            sys.exit(error.exit_code)
        sys.exit(code if isinstance(code, int) else exit_codes.DONE)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands into the help."""
        visible = {name: command for name, command in self.commands.items() if not command.hidden}
        for heading, names in grouped(list(visible)):
            with formatter.section(heading):
                formatter.write_dl([(name, visible[name].get_short_help_str(_LONGEST)) for name in names])
