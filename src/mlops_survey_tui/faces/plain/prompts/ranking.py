"""Options in order: their numbers, best first."""

from __future__ import annotations

from ....interview.answers import Answer
from ....interview.kinds.ranking import RankingRules
from ....interview.page import Page
from ....language import _
from .base import Talk, ids_of, register
from .picking import chosen_by, menu_of, picking, specials_alone, with_words, word_lines


class RankingPrompt:
    """All numbers on one line, as ``3 1 2``."""

    stepped = False

    def talk(self, page: Page, given: Answer, where: str) -> Talk:
        """Ask for the numbers in order."""
        chosen = yield from picking(menu_of(page), _how(page), specials_alone)
        if chosen[0].special:
            return Answer(special=chosen[0].id)
        ids = ids_of(chosen)
        texts = yield from with_words(chosen, given, lambda texts: Answer(ids, texts=texts))
        return Answer(ids, texts=texts)

    def reply(self, page: Page, answer: Answer) -> list[str]:
        """Return the numbers in order, and the words beside the options."""
        offered = menu_of(page)
        numbers = " ".join(str(offered.number(id_)) for id_ in answer.value)
        return [numbers, *word_lines(chosen_by(page, answer.value), answer)]


def _how(page: Page) -> str:
    count = len(page.options) if page.maximum is None else min(int(page.maximum), len(page.options))
    if count <= 1:
        return _("Type one number.")
    least = RankingRules.least(page)
    if count == len(page.options) == least:
        text = _("Type all the numbers in order, first place first, such as {example}.")
    elif least == count:
        text = _("Type {count} numbers in order, first place first, such as {example}.")
    else:
        text = _("Type up to {count} numbers in order, first place first, such as {example}.")
    order = [2, 1] if len(page.options) == 2 else [3, 1, 2, *range(4, count + 1)]
    example = " ".join(map(str, order[:count])) if count < 10 else _("3 1 2 and so on")
    return text.format(count=count, example=example)


register(RankingPrompt(), "ranking")
