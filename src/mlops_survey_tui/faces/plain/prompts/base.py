"""What a prompt is: a talk about one page, line by line, that comes to an answer; and the registry of kinds.

A talk is a generator: it gives what is said, takes what was typed, and returns the answer. The same lines always
lead to the same place, so that a step back is a talk told again without its last line.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ....interview.answers import EMPTY, Answer
from ....interview.checking import normalise
from ....interview.page import Choice, Page
from ....language import _
from ....questionnaire.by_kind import by_kind
from ...states.search import folded, squashed
from ..speech import inline
from ..typed import Typed, typed
from ..words import WORDS, meant, said


@dataclass(frozen=True, slots=True)
class Ask:
    """What is said before the next line is read.

    ``entered`` is what would be kept if the respondent left now, None where nothing was entered. ``unclear`` says that
    the last line meant nothing here. The last ``own`` lines are those of the row or set, said again when it is refused.
    """

    lines: tuple[str, ...]
    entered: Answer | None = None
    unclear: bool = False
    own: int = 0


Talk = Generator[Ask, Typed, Answer]


class NotUnderstood(Exception):  # noqa: N818
    """A line means nothing here; the message says what to type."""


class CannotType(Exception):  # noqa: N818
    """No lines lead to an answer; the message names page and answer."""


class Prompt(Protocol):
    """Asks the questions of one kind.

    ``talk`` begins with the choices and how to answer; ``given`` is the answer so far, ``where`` the row or set that
    was refused, to begin there. ``reply`` returns the lines that a person would type to give a normalised answer.
    ``stepped`` says that rows or sets are asked one by one, so that Enter is about the first of them.
    """

    stepped: bool

    def talk(self, page: Page, given: Answer, where: str) -> Talk: ...
    def reply(self, page: Page, answer: Answer) -> list[str]: ...


PROMPTS: dict[str, Prompt] = {}


def register(prompt: Prompt, *kinds: str) -> None:
    """Add the prompt of one or more kinds."""
    PROMPTS.update(dict.fromkeys(kinds, prompt))


def prompt_of(page: Page) -> Prompt:
    """Return the prompt of a page's kind, or of the one whose answers it gives."""
    return by_kind(PROMPTS, page)


def talk_about(page: Page, where: str = "") -> Talk:
    """Talk about a page of any kind: what the kind asks, and what is alike for all.

    Enter on the opening keeps the answer so far, or skips, unless the page is asked in steps; ``skip`` gives no answer
    from anywhere; special answers are typed in words. ``where`` is the row or set to begin with.
    """
    so_far = given_on(page)
    prompt = prompt_of(page)
    own = prompt.talk(page, so_far, where)
    ask, opening = next(own), True
    while True:
        line = yield ask
        if line.word == "skip":
            return EMPTY
        if opening and line.is_blank and not prompt.stepped:
            return so_far
        if opening and line.word == "done" and so_far.special:
            return so_far
        if opening and (special := special_of(page, line)):
            return Answer(special=special)
        try:
            ask = own.send(line)
        except StopIteration as end:
            answer: Answer = end.value
            return answer
        opening = opening and ask.unclear


def given_on(page: Page) -> Answer:
    """Return the answer that a page begins with."""
    return page.draft or page.answer or EMPTY


def ask(page: Page) -> list[str]:
    """Return the lines spoken for a page, below its question."""
    return list(next(talk_about(page)).lines)


def read(page: Page, lines: Iterable[str]) -> Answer | Ask:
    """Return the answer that lines lead to, or what is said after the last of them if they lead to none yet.

    Raises:
        ValueError: there are lines behind the end of the answer.
    """
    talk = talk_about(page)
    said, rest = next(talk), iter(lines)
    for line in rest:
        try:
            said = talk.send(typed(line))
        except StopIteration as end:
            if list(rest):
                raise ValueError("there are lines behind the end of the answer") from None
            return normalise(end.value)
    return said


def reply(page: Page, answer: Answer) -> list[str]:
    """Return the lines that a person would type to give exactly this answer.

    Raises:
        CannotType: no lines lead to it, for example because an option is not offered.
    """
    normal = normalise(answer)
    if normal.is_empty:
        return [""] if page.shape == "info" else ["skip"]
    try:
        lines = _lines(page, normal)
        if not any("\n" in line for line in lines) and read(page, lines) == normal:
            return lines
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        # An answer of another shape, or with ids that the page does not have, fails in a way of its own kind.
        pass
    raise CannotType(f"{page.key}: {normal.to_data()} cannot be typed")


def _lines(page: Page, answer: Answer) -> list[str]:
    if not answer.special:
        return prompt_of(page).reply(page, answer)
    place = [choice.id for choice in page.specials].index(answer.special)
    return [special_names(page)[place]]


def special_names(page: Page) -> list[str]:
    """Return what to type for each special answer: its words, or ``special 1`` where they could mean another thing."""
    return [
        inline(choice.label) if _is_plain(page, choice) else f"{said('special')} {number}"
        for number, choice in enumerate(page.specials, 1)
    ]


def special_of(page: Page, line: Typed) -> str:
    """Return the id of the special answer that a line names, or an empty text."""
    if line.literal or not page.specials:
        return ""
    if 0 < (number := line.numbered("special")) <= len(page.specials):
        return page.specials[number - 1].id
    word = squashed(folded(line.text))
    return next((c.id for c in page.specials if squashed(folded(c.label)) == word and _is_plain(page, c)), "")


def specials_line(page: Page) -> list[str]:
    """Return the line that offers the special answers where numbers mean something else."""
    if not page.specials:
        return []
    names = [
        name
        if name == inline(choice.label)
        else _("{typed} for {label}").format(typed=name, label=inline(choice.label))
        for name, choice in zip(special_names(page), page.specials, strict=True)
    ]
    return [_("Or type: {answers}.").format(answers="; ".join(names))]


def _is_plain(page: Page, special: Choice) -> bool:
    """Whether the words of a special answer mean it and nothing else."""
    word = squashed(folded(special.label))
    points = [point for scale in page.scales for point in scale.points]
    others = [choice for choice in (*page.options, *page.specials, *points) if choice is not special]
    unlike = all(squashed(folded(choice.label)) != word for choice in others)
    command = meant(special.label.strip().casefold()) in WORDS or typed(special.label.strip()).numbered("special")
    return bool(word) and unlike and not word.isdigit() and not command


def unclear(message: str, entered: Answer | None = None) -> Ask:
    """Return what is said to a line that means nothing here."""
    return Ask(tuple(message.split("\n")), entered, unclear=True)


def words_so_far(choice: Choice, given: Answer) -> str:
    """Return the words that were typed beside a choice before."""
    return str(given.texts.get(choice.id, ""))


def asks_words(choice: Choice, before: str) -> str:
    """Return the request for the words beside a choice."""
    text = (
        _("{label}: type the words, Enter keeps: {words}.")
        if before
        else _("{label}: type the words, or Enter for none.")
    )
    return text.format(label=inline(choice.label), words=inline(before))


def ids_of(choices: Sequence[Choice]) -> list[str]:
    """Return the ids of choices."""
    return [choice.id for choice in choices]
