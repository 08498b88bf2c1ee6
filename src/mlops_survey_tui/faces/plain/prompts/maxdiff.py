"""The most and the least of each set: two numbers, set by set."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....interview.answers import Answer
from ....interview.kinds.maxdiff import MARKS
from ....interview.page import Choice, Page
from ....language import _, mark, plural, within
from ...states.search import folded
from ..speech import inline, numbered
from ..typed import Typed
from ..words import LEAST, meant
from .base import NotUnderstood, Talk, register, specials_line
from .steps import Step, Values, now, step_by_step

_NUMBERED = re.compile(r"([^\W\d]*)[^\w]*(\d{1,6})")


class SetStep(Step):
    """One set."""

    place_text = mark("Set {number} of {count}")
    missing_text = mark("There is no set {number}. They go from 1 to {count}.")

    def __init__(self, page: Page, number: int) -> None:
        super().__init__(str(number), number, len(page.sets))
        self._page = page
        by_id = {choice.id: choice for choice in page.options}
        self._members: Sequence[Choice] = [by_id[id_] for id_ in page.sets[number - 1]]

    def says(self, values: Values) -> list[str]:
        """Read out the set."""
        before = ""
        if marks := values.get(self.key):
            labels = {choice.id: choice.label for choice in self._members}
            named = zip(self._page.prompts, MARKS, strict=True)
            before = now("; ".join(f"{within(prompt)} {labels.get(marks[mark], '')}" for prompt, mark in named))
        return [f"{self.place()}.{before}", *numbered(self._members)]

    def read(self, line: Typed, values: Values) -> dict[str, str]:
        """Return the marks: two numbers, most first unless words say otherwise."""
        found = _NUMBERED.findall(line.text)
        if len(found) != len(MARKS) or not all(1 <= int(number) <= len(self._members) for _, number in found):
            raise NotUnderstood(_how(self._page, len(self._members)))
        ids = [self._members[int(number) - 1].id for _, number in found]
        if _names_least(self._page, found[0][0]):
            ids.reverse()
        return dict(zip(MARKS, ids, strict=True))


class MaxDiffPrompt:
    """Set by set; Enter leaves a set out."""

    stepped = True

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for two numbers set by set."""
        values = _values(page, given)
        size = max(map(len, page.sets), default=0)
        opening = (
            " ".join((_sets_counted(page), _how(page, size), _("Enter leaves a set out."))),
            *specials_line(page),
        )
        steps = [SetStep(page, number) for number in range(1, len(page.sets) + 1)]
        yield from step_by_step(steps, values, opening, lambda values: Answer(dict(values)), where)
        return Answer(values)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return a line for each set."""
        lines = []
        for number, members in enumerate(page.sets, 1):
            marks = answer.value.get(str(number))
            lines.append("-" if marks is None else " ".join(str(members.index(marks[mark]) + 1) for mark in MARKS))
        return lines


def _how(page: Page, size: int) -> str:
    most, least = map(inline, page.prompts)
    text = _("Type two numbers, first {most}, then {least}, such as 2 {last}.")
    return text.format(most=within(most), least=within(least), last=max(size, 1))


def _sets_counted(page: Page) -> str:
    count = len(page.sets)
    return plural("{count} set.", "{count} sets.", count).format(count=count)


def _names_least(page: Page, word: str) -> bool:
    """Whether a word means the least of a set, as in "worst 4, best 2"."""
    most, least = (set(folded(prompt).split()) for prompt in page.prompts)
    word = word.casefold()
    return word in least - most or (word not in most and meant(word) in LEAST)


def _values(page: Page, given: Answer) -> Values:
    """Return the sets of an answer that have both marks; a draft may hold halves."""
    sets = given.value if isinstance(given.value, dict) else {}
    known = {str(number) for number in range(1, len(page.sets) + 1)}
    return {number: dict(marks) for number, marks in sets.items() if number in known and set(marks) == set(MARKS)}


register(MaxDiffPrompt(), "maxdiff")
