"""Builds conditions as text, with brackets only where they are needed and constants folded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..questionnaire.conditions.parse import MAXIMUM_LENGTH

CHOICE, OR, AND, NOT, COMPARE, ADD, MULTIPLY, SIGN, ATOM = range(9)
OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


class Untranslatable(Exception):  # noqa: N818
    """An expression that our conditions cannot say; the message says which part and why."""


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of a condition, and how strongly it binds.

    ``member`` is what is compared and with which options, if it is a comparison with one or more options.
    """

    text: str
    level: int = ATOM
    member: tuple[str, tuple[str, ...]] | None = None

    def at(self, level: int) -> str:
        """Return the text, in brackets if it binds less than ``level``."""
        return self.text if self.level >= level else f"({self.text})"


TRUE, FALSE = Code("True"), Code("False")


def fitting(code: Code) -> str:
    """Return the text of a condition.

    Raises:
        Untranslatable: it is longer than conditions may be.
    """
    if len(code.text) > MAXIMUM_LENGTH:
        raise Untranslatable(f"it would have {len(code.text)} characters, more than the {MAXIMUM_LENGTH} allowed")
    return code.text


def quoted(text: str) -> str:
    """Return a text as a literal of the language."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"


def number(value: float) -> Code:
    """Return a number as a literal."""
    if abs(value) > 10**12:
        raise Untranslatable(f"the number {value:g} is too large")
    text = str(int(value)) if value == int(value) else re.sub(r"e.*", "", f"{value:.12f}").rstrip("0")
    return Code(text, SIGN if value < 0 else ATOM)


def words(text: str) -> Code:
    """Return a text as a literal."""
    return Code(quoted(text))


def answered(subject: Code) -> Code:
    """Return whether something has an answer."""
    return Code(f"answered({subject.text})")


def unanswered(subject: Code) -> Code:
    """Return whether something has no answer."""
    return Code(f"not answered({subject.text})", NOT)


def compare(left: Code, symbol: str, right: Code) -> Code:
    """Return a comparison."""
    return Code(f"{left.at(ADD)} {symbol} {right.at(ADD)}", COMPARE)


def is_option(subject: Code, ids: Sequence[str]) -> Code:
    """Return whether a chosen option is one of these."""
    if not ids:
        return FALSE
    unique = tuple(dict.fromkeys(ids))
    if len(unique) == 1:
        return Code(f"{subject.text} == {quoted(unique[0])}", COMPARE, (subject.text, unique))
    return Code(f"{subject.text} in ({', '.join(map(quoted, unique))})", COMPARE, (subject.text, unique))


def is_no_option(subject: Code, ids: Sequence[str]) -> Code:
    """Return whether the chosen option is none of these; unknown if there is none."""
    unique = tuple(dict.fromkeys(ids))
    if not unique:
        return TRUE
    if len(unique) == 1:
        return Code(f"{subject.text} != {quoted(unique[0])}", COMPARE)
    return Code(f"{subject.text} not in ({', '.join(map(quoted, unique))})", COMPARE)


def ticked(subject: Code, ids: Sequence[str]) -> Code:
    """Return whether one of these is among the options ticked."""
    return either([Code(f"{quoted(id_)} in {subject.text}", COMPARE) for id_ in ids])


def not_ticked(subject: Code, ids: Sequence[str]) -> Code:
    """Return whether none of these is among the options ticked; unknown if there is no answer."""
    return both([Code(f"{quoted(id_)} not in {subject.text}", COMPARE) for id_ in ids])


def both(parts: Sequence[Code]) -> Code:
    """Return the conjunction of all parts."""
    kept = _flat(parts, TRUE)
    if FALSE in kept:
        return FALSE
    if len(kept) < 2:
        return kept[0] if kept else TRUE
    return Code(" and ".join(part.at(AND) for part in kept), AND)


def either(parts: Sequence[Code]) -> Code:
    """Return the disjunction of all parts; comparisons of one thing with several options become one."""
    kept = _flat(parts, FALSE)
    if TRUE in kept:
        return TRUE
    merged: list[Code] = []
    for part in kept:
        last = merged[-1] if merged else None
        if part.member and last is not None and last.member and part.member[0] == last.member[0]:
            merged[-1] = is_option(Code(part.member[0]), last.member[1] + part.member[1])
        else:
            merged.append(part)
    if len(merged) < 2:
        return merged[0] if merged else FALSE
    return Code(" or ".join(part.at(OR) for part in merged), OR)


def _flat(parts: Sequence[Code], neutral: Code) -> list[Code]:
    return [part for part in dict.fromkeys(parts) if part != neutral]


def choose(test: Code, yes: Code, no: Code) -> Code:
    """Return one of two values by a condition that is never unknown."""
    if test in (TRUE, FALSE):
        return yes if test == TRUE else no
    return Code(f"{yes.at(OR)} if {test.at(OR)} else {no.text}", CHOICE)


def call(name: str, *arguments: Code) -> Code:
    """Return a call of one of the language's functions."""
    return Code(f"{name}({', '.join(argument.text for argument in arguments)})")


def arithmetic(left: Code, symbol: str, right: Code) -> Code:
    """Return a calculation."""
    level = ADD if symbol in "+-" else MULTIPLY
    return Code(f"{left.at(level)} {symbol} {right.at(level + 1)}", level)
