"""How things are said line by line: short, without glyphs, and with control characters made visible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...interview.page import Choice
from ...language import _
from ..visible import visible


def lines_of(text: str) -> list[str]:
    """Return a text of the questionnaire or of a person as lines that are safe to print."""
    return [visible(line) for line in text.split("\n")] if text else []


def inline(text: str) -> str:
    """Return a label or an answer on one line, safe to print."""
    return visible(" ".join(text.split()) if "\n" in text or "\t" in text else text)


def answer_words(text: str) -> str:
    """Return an answer in words as it is spoken: with semicolons where the screen has dots."""
    return inline(text).replace(" · ", "; ")


def sentence(text: str) -> str:
    """Return a text on one line that ends like a sentence, so that a voice pauses after it."""
    text = inline(text).rstrip()
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def numbered(choices: Sequence[Choice], first: int = 1) -> list[str]:
    """Return choices as numbered lines, under the titles of their groups."""
    lines: list[str] = []
    group = ""
    for number, choice in enumerate(choices, first):
        if choice.group != group and choice.group:
            lines.append(f"{inline(choice.group)}:")
        group = choice.group
        lines.append(f"{number}. {inline(choice.label)}")
    return lines


def listed(choices: Iterable[Choice], first: int = 1) -> str:
    """Return choices with their numbers on one line, for a scale that every row repeats."""
    one = _("{typed} for {label}")
    return "; ".join(
        one.format(typed=number, label=inline(choice.label)) for number, choice in enumerate(choices, first)
    )
