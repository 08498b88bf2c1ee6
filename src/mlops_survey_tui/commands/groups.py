"""The commands by who needs them, for the help and its pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from itertools import pairwise
from typing import Any

from typer.core import TyperGroup

from .. import exit_codes
from ..faces.terminal import complain
from .failing import told

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


class GroupedCommands(TyperGroup):
    """Lists commands under headings, each with its whole first sentence; what it quotes is made visible."""

    def main(self, args: Any = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Run the command that the arguments name, and exit with its code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        with told():
            _write_what_the_locale_has()
            _refuse_empty_place(sys.argv[1:] if args is None else args)
            code = super().main(args, standalone_mode=False, **extra)
            sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else exit_codes.DONE)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands into the help."""
        visible = {name: command for name, command in self.commands.items() if not command.hidden}
        for heading, names in grouped(list(visible)):
            with formatter.section(heading):
                formatter.write_dl([(name, visible[name].get_short_help_str(_LONGEST)) for name in names])
