"""Several options: their numbers, on one line; in a long list, search after search until Enter."""

from __future__ import annotations

from collections.abc import Generator

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ....language import _, mark
from ..speech import inline
from ..typed import Typed
from .base import Ask, NotUnderstood, Talk, given_on, ids_of, register, unclear
from .picking import Menu, chosen_by, menu_of, picking, specials_alone, with_words, word_lines

_MORE = mark("Search on, - and a number to take one out, or Enter to go on.")


class MultiPrompt:
    """Options and special answers in one numbered list; then the words beside each option that takes some."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for all that apply."""
        offered = menu_of(page)
        if offered.is_long:
            chosen = yield from _collecting(page, offered, given)
        else:
            chosen = yield from picking(offered, _how(page), specials_alone)
        if chosen and chosen[0].special:
            return Answer(special=chosen[0].id)
        ids = ids_of(chosen)
        texts = yield from with_words(chosen, given, lambda texts: Answer(ids, texts=texts))
        return Answer(ids, texts=texts)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the numbers, and the words beside the options."""
        offered = menu_of(page)
        numbers = [" ".join(str(offered.number(id_)) for id_ in answer.value)]
        words = word_lines(chosen_by(page, answer.value), answer)
        if offered.is_long:
            return [*([] if given_on(page).is_empty else ["clear"]), *numbers, "", *words]
        return [*numbers, *words]


def _collecting(page: Page, offered: Menu, given: Answer) -> Generator[Ask, Typed, list[Choice]]:
    """Collect choices until Enter: numbers add, a minus takes out, ``clear`` empties, a special answer ends."""
    by_id = {choice.id: choice for choice in page.options}
    chosen = {id_: by_id[id_] for id_ in given.value or () if id_ in by_id} if not given.special else {}
    ask = Ask((*offered.lines(), " ".join(filter(None, (_limits(page), _("Enter when you have all."))))))
    while True:
        line = yield ask
        if line.is_blank or line.word == "done":
            return list(chosen.values())
        try:
            found, adds = _change(offered, line)
        except NotUnderstood as error:
            ask = unclear(str(error), _entered(chosen))
            continue
        if adds and found and found[0].special:
            return found[:1]
        chosen = _changed(chosen, found, adds)
        ask = Ask((_chosen_so_far(chosen), _(_MORE)), _entered(chosen))


def _change(offered: Menu, line: Typed) -> tuple[list[Choice], bool]:
    """Return which choices a line names and whether it adds them; none, and False, stand for all to be taken out."""
    if line.word == "clear":
        return [], False
    taken_out = line.word.startswith("-")
    found = offered.read(Typed(line.text.strip()[1:]) if taken_out else line)
    if problem := specials_alone(found):
        raise NotUnderstood(problem)
    return found, not taken_out


def _changed(chosen: dict[str, Choice], found: list[Choice], adds: bool) -> dict[str, Choice]:
    if adds:
        return chosen | {choice.id: choice for choice in found}
    return {id_: choice for id_, choice in chosen.items() if choice not in found} if found else {}


def _entered(chosen: dict[str, Choice]) -> Answer:
    return Answer(list(chosen))


def _chosen_so_far(chosen: dict[str, Choice]) -> str:
    if not chosen:
        return _("Nothing chosen.")
    return _("Chosen: {choices}.").format(choices="; ".join(inline(choice.label) for choice in chosen.values()))


def _limits(page: Page) -> str:
    least, most = page.minimum or 0, page.maximum
    if most is None:
        return _("At least {least}.").format(least=f"{least:g}") if least > 1 else ""
    text = _("At least {least} and at most {most}.") if least > 1 else _("At most {most}.")
    return text.format(least=f"{least:g}", most=f"{most:g}")


def _how(page: Page) -> str:
    many = len(page.options) > 2
    how = _("Type the numbers of all that apply, such as 1 3.") if many else _("Type the numbers of all that apply.")
    return f"{how} {_limits(page)}".rstrip()


register(MultiPrompt(), "multi")
