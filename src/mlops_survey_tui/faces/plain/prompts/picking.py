"""Choosing from numbered choices: by number, by the whole label, or by searching; and the words beside a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Sequence
from functools import lru_cache

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _
from ...states.search import Match, SearchIndex, folded, squashed
from ..speech import inline, numbered
from ..typed import Typed, as_text
from .base import Ask, NotUnderstood, asks_words, unclear, words_so_far

LONG = 15
"""A searchable list of more choices than this is not read out; it is searched."""
MOST_FOUND = 10
_NUMBERS = re.compile(r"\d{1,6}(?:[\s,;.]+\d{1,6})*[\s,;.]*", re.ASCII)

Fits = Callable[[Sequence[Choice]], str]
"""Says what is wrong with a choice of several, or nothing."""


class Menu:
    """Choices with their numbers from 1; ``is_long`` says that they are searched and not read out."""

    def __init__(self, choices: tuple[Choice, ...], is_long: bool = False) -> None:
        self.choices = choices
        self.is_long = is_long
        self._index: SearchIndex | None = None

    def lines(self) -> list[str]:
        """Return what is read out: all choices, or of a long list how to search it, and the ways out."""
        if not self.is_long:
            return numbered(self.choices)
        ways_out = [self._line(at) for at, choice in enumerate(self.choices) if _is_way_out(choice)]
        return [
            _("{count} answers. Type part of a name to find its number, or all to hear them all.").format(
                count=len(self.choices)
            ),
            *ways_out,
        ]

    def number(self, id_: str) -> int:
        """Return the number of a choice.

        Raises:
            ValueError: it is not offered.
        """
        return next((at for at, choice in enumerate(self.choices, 1) if choice.id == id_), 0) or _missing(id_)

    def read(self, line: Typed) -> list[Choice]:
        """Return the choices that a line names by their numbers, or one by its whole label.

        Raises:
            NotUnderstood: a number is not offered, or the words are no whole label; the message lists what they find.
        """
        text = line.text.strip()
        if _NUMBERS.fullmatch(text) and not line.literal:
            return [self._at(int(number)) for number in re.findall(r"\d+", text)]
        if line.word == "all":
            raise NotUnderstood("\n".join(numbered(self.choices)))
        word = squashed(folded(text))
        named = [choice for choice in self.choices if word and squashed(folded(choice.label)) == word]
        if len(named) == 1:
            return named
        raise NotUnderstood(self._found(text))

    def _at(self, number: int) -> Choice:
        if not 1 <= number <= len(self.choices):
            text = _("There is no number {number}. The numbers go from 1 to {last}.")
            raise NotUnderstood(text.format(number=number, last=len(self.choices)))
        return self.choices[number - 1]

    def matches(self, text: str) -> list[Choice]:
        """Return the first choices that a search finds."""
        return [self.choices[match.position] for match in self._search(text)[:MOST_FOUND]]

    def _search(self, text: str) -> tuple[Match, ...]:
        if self._index is None:
            self._index = SearchIndex(self.choices)
        return self._index.find(text[:200])

    def _found(self, text: str) -> str:
        matches = self._search(text)
        if not matches:
            nothing = _("Nothing found for {text}. Type a number, or part of a name.")
            return nothing.format(text=inline(text[:200]))
        lines = [self._line(match.position, match.alias) for match in matches[:MOST_FOUND]]
        if len(matches) > MOST_FOUND:
            lines.append(_("And {count} more. Type more of the name.").format(count=len(matches) - MOST_FOUND))
        return "\n".join([*lines, _("Type its number to choose it.")])

    def _line(self, at: int, alias: str = "") -> str:
        choice = self.choices[at]
        label = inline(choice.label)
        if alias:
            label = _("{label}, also {alias}").format(label=label, alias=inline(alias))
        if choice.group and self.is_long:
            label = _("{label}, in {group}").format(label=label, group=inline(choice.group))
        return f"{at + 1}. {label}"


def _missing(id_: str) -> int:
    raise ValueError(f"{id_} is not offered")


def _is_way_out(choice: Choice) -> bool:
    return choice.special or choice.exclusive or choice.text_limit > 0


@lru_cache(maxsize=64)
def menu(choices: tuple[Choice, ...], is_long: bool) -> Menu:
    """Return the menu of these choices; its search index is made once."""
    return Menu(choices, is_long)


def menu_of(page: Page) -> Menu:
    """Return the menu of a page's options and special answers."""
    return menu((*page.options, *page.specials), page.searchable and len(page.options) > LONG)


def picking(offered: Menu, how: str, fits: Fits) -> Generator[Ask, Typed, list[Choice]]:
    """Ask until a line names choices that fit together."""
    ask = Ask((*offered.lines(), how))
    while True:
        line = yield ask
        try:
            chosen = offered.read(line)
            if not (problem := fits(chosen)):
                return chosen
        except NotUnderstood as error:
            problem = str(error)
        ask = unclear(problem)


def one_only(chosen: Sequence[Choice]) -> str:
    """Say that one number is wanted where there are several."""
    return "" if len(chosen) == 1 else _("Type one number only.")


def specials_alone(chosen: Sequence[Choice]) -> str:
    """Say that a special answer stands alone where it does not."""
    special = next((choice for choice in chosen if choice.special), None)
    if special is None or len(chosen) == 1:
        return ""
    return _("{label} does not go together with other answers.").format(label=inline(special.label))


def with_words(
    chosen: Sequence[Choice], given: Answer, entered: Callable[[dict[str, str]], Answer]
) -> Generator[Ask, Typed, dict[str, str]]:
    """Ask for the words beside each choice that takes some; ``entered`` is the answer with the words so far."""
    texts: dict[str, str] = {}
    for choice in dict.fromkeys(chosen):
        if not choice.text_limit:
            continue
        before = words_so_far(choice, given)
        line = yield Ask((asks_words(choice, before),), entered(texts))
        words = before if line.is_blank else "" if line.word == "-" else line.text
        if words:
            texts[choice.id] = words
    return texts


def word_lines(chosen: Sequence[Choice], answer: Answer) -> list[str]:
    """Return the lines that answer :func:`with_words`."""
    asking = [choice for choice in chosen if choice.text_limit]
    return [as_text(answer.texts[choice.id]) if choice.id in answer.texts else "-" for choice in asking]


def chosen_by(page: Page, ids: Sequence[str]) -> list[Choice]:
    """Return the options of these ids.

    Raises:
        KeyError: one is not offered.
    """
    by_id = {choice.id: choice for choice in page.options}
    return [by_id[id_] for id_ in ids]
