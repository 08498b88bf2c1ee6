"""Row by row, set by set: the steps of a page, each asked on its own, kept or changed one at a time.

Enter keeps what a step has, or leaves it out; ``-`` leaves it out; ``row 3`` goes to a row; ``done`` keeps the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _, mark, plural
from ..speech import inline
from ..typed import Typed, as_text
from .base import Ask, NotUnderstood, asks_words, unclear

Values = dict[Any, Any]
"""What each step has, by the key of the step."""


class Step:
    """One thing to ask. ``row`` is the id of the row or set, ``number`` its number from 1, ``key`` where it is kept."""

    place_text = mark("Row {number} of {count}")
    missing_text = mark("There is no row {number}. They go from 1 to {count}.")
    default: Any = None
    """What Enter gives to a step that has nothing; None leaves it out."""

    def __init__(self, row: str, number: int, count: int) -> None:
        self.row, self.number, self.count = row, number, count

    @property
    def key(self) -> Any:
        """Where the value is kept."""
        return self.row

    def says(self, values: Values) -> list[str]:
        """Return what is asked."""
        raise NotImplementedError

    def read(self, line: Typed, values: Values) -> Any:
        """Return the value that a line says.

        Raises:
            NotUnderstood: it says none.
        """
        raise NotImplementedError

    def wanted(self, values: Values) -> bool:
        """Whether it is asked now."""
        return True

    def place(self) -> str:
        """Return where the step stands among all."""
        return _(self.place_text).format(number=self.number, count=self.count)


class WordsStep(Step):
    """The words beside a row that takes some; asked when the row has a value."""

    def __init__(self, step: Step, choice: Choice) -> None:
        super().__init__(step.row, step.number, step.count)
        self._choice, self._beside = choice, step

    @property
    def key(self) -> Any:
        """Where the words are kept."""
        return ("words", self.row)

    def says(self, values: Values) -> list[str]:
        """Ask for the words."""
        return [asks_words(self._choice, values.get(self.key, ""))]

    def read(self, line: Typed, values: Values) -> str:
        """Return the words."""
        return line.text

    def wanted(self, values: Values) -> bool:
        """Whether the row has a value that is not zero."""
        return bool(values.get(self._beside.key))


def step_by_step(
    steps: Sequence[Step],
    values: Values,
    opening: Sequence[str],
    answer: Callable[[Values], Answer],
    where: str = "",
) -> Generator[Ask, Typed, None]:
    """Ask the steps one after the other and change ``values``; ``answer`` makes an answer of them."""
    at = _first(steps, values, where)
    own = steps[at].says(values) if steps else [_("Press Enter to go on.")]
    ask = Ask((*opening, *own), own=len(own))
    changed = False
    while True:
        line = yield ask
        if at == len(steps):
            return
        try:
            at = _after(steps, at, values, line)
        except NotUnderstood as error:
            ask = unclear(str(error), answer(values) if changed else None)
            continue
        if at == len(steps):
            return
        changed = True
        ask = Ask(tuple(steps[at].says(values)), answer(values))


def _first(steps: Sequence[Step], values: Values, where: str) -> int:
    """Return the step of a row that was refused, else the first."""
    return next((at for at, step in enumerate(steps) if step.row == where and step.wanted(values)), 0)


def _after(steps: Sequence[Step], at: int, values: Values, line: Typed) -> int:
    """Take a line in at a step; return the step that follows, or their number at the end."""
    step = steps[at]
    if number := line.numbered("row") or line.numbered("set"):
        return _numbered(steps, step, number)
    if line.word == "done":
        return _rest(steps, at, values)
    if line.word == "-":
        values.pop(step.key, None)
    elif line.is_blank:
        _keep(step, values)
    else:
        values[step.key] = step.read(line, values)
    return next((after for after in range(at + 1, len(steps)) if steps[after].wanted(values)), len(steps))


def _numbered(steps: Sequence[Step], step: Step, number: int) -> int:
    found = next((at for at, step in enumerate(steps) if step.number == number), None)
    if found is None:
        raise NotUnderstood(_(step.missing_text).format(number=number, count=step.count))
    return found


def _rest(steps: Sequence[Step], at: int, values: Values) -> int:
    for step in steps[at:]:
        _keep(step, values)
    return len(steps)


def _keep(step: Step, values: Values) -> None:
    if step.default is not None:
        values.setdefault(step.key, step.default)


def rows_counted(page: Page) -> str:
    """Say how many rows there are."""
    count = len(page.rows)
    return plural("{count} row.", "{count} rows.", count).format(count=count)


def rows_with_words(rows: Sequence[Choice], steps_of: Callable[[Choice, int], Sequence[Step]]) -> list[Step]:
    """Return the steps of rows, each followed by the words beside it, where it takes some."""
    steps: list[Step] = []
    for number, row in enumerate(rows, 1):
        own = steps_of(row, number)
        steps += own
        if row.text_limit:
            steps.append(WordsStep(own[-1], row))
    return steps


def words_of(texts: Mapping[str, str]) -> Values:
    """Return the words of an answer as the steps keep them."""
    return {("words", row): text for row, text in texts.items()}


def texts_in(values: Values, rows: Sequence[str]) -> dict[str, str]:
    """Return the words that belong to rows with a value."""
    return {row: values["words", row] for row in rows if ("words", row) in values}


def word_line(row: Choice, answer: Answer) -> str:
    """Return the line that answers a step for words."""
    return as_text(answer.texts[row.id]) if row.id in answer.texts else "-"


def now(text: str) -> str:
    """Return what a step has so far, to be said behind its question."""
    return " " + _("Now {value}; Enter keeps it.").format(value=inline(text))
