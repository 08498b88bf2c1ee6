"""A total divided over rows, row by row, with what is left spoken; then rows that may be added."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _, plural
from ..speech import inline, sentence
from ..typed import Typed
from .base import Ask, NotUnderstood, Talk, given_on, register, specials_line, unclear
from .picking import LONG, Menu, menu, with_words, word_lines
from .steps import Step, Values, now, rows_counted, rows_with_words, step_by_step, texts_in, word_line, words_of

_NUMBER = re.compile(r"([0-9]{1,9})\s*%?")
_SHARE = re.compile(r"(.*?)[\s:,]+(-|[0-9]{1,9}\s*%?)")


class ShareStep(Step):
    """The share of one row."""

    default = 0

    def __init__(self, page: Page, row: Choice, number: int) -> None:
        super().__init__(row.id, number, len(page.rows))
        self._page, self._row = page, row

    def says(self, values: Values) -> list[str]:
        """Ask for the share, and say what is left for it."""
        beside = self._page.beside.get(self.row, "")
        label = sentence(f"{self._row.label}, {beside}" if beside else self._row.label)
        before = now(str(values[self.key])) if self.key in values else ""
        return [f"{self.place()}: {label}{_left_said(self._page, _left(self._page, values, self.row))}{before}"]

    def read(self, line: Typed, values: Values) -> int:
        """Return the share."""
        left = _left(self._page, values, self.row)
        if line.word == "rest" and left is not None:
            return max(0, left)
        return _share(line.text)


class AllocationPrompt:
    """Row by row; what is given is never changed by another row."""

    stepped = True

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for the share of each row, then for rows to add."""
        values = _values(given)
        steps = rows_with_words(page.rows, lambda row, number: [ShareStep(page, row, number)])
        yield from step_by_step(steps, values, _opening(page), lambda values: _answer(page, values), where)
        if page.extra_rows and page.extra_limit:
            yield from _adding(page, values, given)
        return _answer(page, values)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return a line for each row with the words beside it, and one for each row added."""
        lines: list[str] = []
        for row in page.rows:
            share = answer.value.get(row.id)
            lines.append("-" if share is None else str(share))
            if row.text_limit and share:
                lines.append(word_line(row, answer))
        return [*lines, *_added(page, answer)]


def _added(page: Page, answer: Answer) -> list[str]:
    """Return the lines that add rows, take away those of the answer before, and end."""
    if not (page.extra_rows and page.extra_limit):
        return []
    before = given_on(page).value
    stale = before if isinstance(before, dict) else {}
    lines: list[str] = []
    for number, row in enumerate(page.extra_rows, len(page.rows) + 1):
        if row.id in answer.value:
            lines.append(f"{number} {answer.value[row.id]}")
        elif row.id in stale:
            lines.append(f"{number} -")
    return [*lines, "", *word_lines([row for row in page.extra_rows if answer.value.get(row.id)], answer)]


def _opening(page: Page) -> list[str]:
    if page.total is None:
        said = rows_counted(page), _("Type a number for each; Enter is 0.")
    else:
        said = _counted(page), _("Type a number for each; Enter is 0, rest is all that is left.")
    return [" ".join(said), *specials_line(page)]


def _counted(page: Page) -> str:
    """Say how many rows there are, and what is divided over them."""
    count = len(page.rows)
    if page.at_most:
        text = plural("{count} row, {total} or less.", "{count} rows, {total} or less.", count)
    else:
        text = plural("{count} row, {total} in all.", "{count} rows, {total} in all.", count)
    return text.format(count=count, total=_amount(page, page.total or 0))


def _adding(page: Page, values: Values, given: Answer) -> Generator[Ask, Typed, None]:
    """Offer the further rows until Enter; a number and a share adds one, a minus in place of the share takes it out."""
    yield from _until_enter(page, values)
    added = [row for row in page.extra_rows if values.get(row.id)]
    texts = yield from with_words(added, given, lambda texts: _answer(page, values | words_of(texts)))
    for row in page.extra_rows:
        values.pop(("words", row.id), None)
    values.update(words_of(texts))


def _until_enter(page: Page, values: Values) -> Generator[Ask, Typed, None]:
    offered = menu(page.extra_rows, len(page.extra_rows) > LONG)
    ask = Ask((*_offer(page, offered), _state(page, values)), _answer(page, values))
    while True:
        line = yield ask
        if line.is_blank or line.word == "done":
            return
        try:
            _add(page, offered, values, line)
            ask = Ask((_state(page, values),), _answer(page, values))
        except NotUnderstood as error:
            ask = unclear(str(error), _answer(page, values))


def _offer(page: Page, offered: Menu) -> list[str]:
    first = len(page.rows) + 1
    how = plural(
        "You can add {limit} row: type a number and a share, such as {first} 5. Enter when done.",
        "You can add up to {limit} rows: type a number and a share, such as {first} 5. Enter when done.",
        page.extra_limit,
    ).format(limit=page.extra_limit, first=first)
    if offered.is_long:
        further = _("{count} further rows. Type part of a name to find its number.")
        return [further.format(count=len(page.extra_rows)), how]
    return [how, *(f"{number}. {inline(row.label)}" for number, row in enumerate(page.extra_rows, first))]


def _add(page: Page, offered: Menu, values: Values, line: Typed) -> None:
    match = _SHARE.fullmatch(line.text.strip())
    named = (match[1] if match else line.text).strip()
    if named.isdecimal() and len(named) < 7:
        row = _numbered(page, int(named))
    else:
        (row,) = _searched(page, offered, named)
    if match is None:
        text = _("Type the number of the row and its share, such as {first} 5.")
        raise NotUnderstood(text.format(first=len(page.rows) + 1))
    if match[2] == "-":
        values.pop(row.id, None)
    else:
        values[row.id] = _share(match[2])


def _numbered(page: Page, number: int) -> Choice:
    first, last = len(page.rows) + 1, len(page.rows) + len(page.extra_rows)
    if not first <= number <= last:
        text = _("The numbers of the further rows go from {first} to {last}.")
        raise NotUnderstood(text.format(first=first, last=last))
    return page.extra_rows[number - first]


def _searched(page: Page, offered: Menu, text: str) -> Sequence[Choice]:
    found = offered.matches(text)
    if len(found) == 1 and found[0].label.casefold() == text.casefold():
        return found
    first = len(page.rows) + 1
    lines = [f"{first + page.extra_rows.index(row)}. {inline(row.label)}" for row in found]
    raise NotUnderstood("\n".join(lines) or _("Nothing found for {text}.").format(text=inline(text)))


def _state(page: Page, values: Values) -> str:
    added = [f"{inline(row.label)} {values[row.id]}" for row in page.extra_rows if row.id in values]
    left = _left(page, values)
    said = _("Added: {rows}.").format(rows="; ".join(added)) if added else _("No row added.")
    return said + _left_said(page, left)


def _share(text: str) -> int:
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise NotUnderstood(_("Type a whole number, 0 or more."))
    return int(match[1])


def _left(page: Page, values: Values, but: str = "") -> int | None:
    """Return what is left of the total when the other rows have theirs; below zero where they have too much."""
    if page.total is None:
        return None
    shares: list[int] = [values[row.id] for row in page.all_rows if row.id in values and row.id != but]
    return page.total - sum(shares)


def _left_said(page: Page, left: int | None) -> str:
    """Return what is left in words, to be said behind a row."""
    if left is None:
        return ""
    text = _("{amount} left.") if left >= 0 else _("{amount} too many.")
    return " " + text.format(amount=_amount(page, abs(left)))


def _amount(page: Page, number: int) -> str:
    return _("{number} percent").format(number=number) if page.unit == "percent" else str(number)


def _values(given: Answer) -> Values:
    rows = given.value if isinstance(given.value, dict) else {}
    return {row: share for row, share in rows.items() if isinstance(share, int)} | words_of(given.texts)


def _answer(page: Page, values: Values) -> Answer:
    shares = {row.id: values[row.id] for row in page.all_rows if row.id in values}
    return Answer(shares, texts=texts_in(values, [row for row, share in shares.items() if share]))


register(AllocationPrompt(), "allocation")
