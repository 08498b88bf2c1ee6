"""A numbered scale, lying where it fits and standing where it does not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ....interview.answers import Answer
from ....interview.page import Choice, Page
from ...states import scale
from ...states.scale import Scale
from ...states.stops import STEPS
from ...visible import visible
from ...widths import cell_len
from ..drawing import Drawing, Sheet, add_specials, hanging, paragraph, pointer, row_fill
from ..glyphs import glyphs
from ..lines import Line, Look, Span, Target
from ..wrapping import centred
from .standard import Change, StandardView

_WIDEST_CELL, _NARROWEST_CELL = 6, 4


class ScaleView(StandardView[Scale]):
    """Arrows move, digits and Space choose; 1 and then 0 make 10."""

    shown_actions = ("left", "toggle", "digit_1")

    def begin(self, page: Page) -> Scale:
        """Return the scale that shows the page's draft or answer."""
        return scale.begin(page)

    def answer(self, page: Page, state: Scale) -> Answer:
        """Return the point."""
        return scale.answer(page, state)

    def keys(self) -> Mapping[str, Change[Scale]]:
        """Return the moves; up and down move along the scale when it stands."""
        return {
            **{action: partial(self._move, steps) for action, steps in STEPS.items()},
            "left": lambda page, state: scale.slide(page, state, -1),
            "right": lambda page, state: scale.slide(page, state, 1),
            "toggle": scale.toggle,
        }

    def digit(self, page: Page, state: Scale, digit: int) -> Scale:
        """Choose the point with this number."""
        return scale.digit(page, state, digit)

    def clicked(self, page: Page, state: Scale, target: Target) -> Scale:
        """Choose a point or a special answer."""
        if target.name == "point" and target.row < len(page.options):
            return scale.choose(page, state, target.row)
        if target.name == "special" and target.row < len(page.specials):
            return scale.choose(page, state, len(page.options) + target.row)
        return state

    def draw(self, page: Page, state: Scale, look: Look) -> Drawing:
        """Return the points with the labels of the ends, and the special answers."""
        sheet, cell = Sheet(look), _cell_width(page, look)
        if cell:
            sheet.add(_lying(page, state, cell, look))
        else:
            for index, choice in enumerate(page.options):
                sheet.add(_standing(page, state, index, choice, look), focused=index == state.cursor)
        add_specials(sheet, page, state.special, state.cursor - len(page.options))
        return sheet.drawing()

    def _move(self, steps: int, page: Page, state: Scale) -> Scale:
        lying = _cell_width(page, self.look) > 0
        far = abs(steps) > 1
        if not lying:
            return scale.go(page, state, steps)
        return scale.slide(page, state, steps) if far else scale.descend(page, state, steps)


def number_of(choice: Choice) -> str:
    """Return the number of a point."""
    return choice.id


def end_label(choice: Choice) -> str:
    """Return what a point is called besides its number, if anything."""
    label = choice.label.removeprefix(choice.id).strip(" :=-–") if choice.label.startswith(choice.id) else choice.label
    return label or choice.help


def _cell_width(page: Page, look: Look) -> int:
    """Return the cells of a point on a lying scale, or nought where it has to stand."""
    if not page.options or any(end_label(choice) for choice in page.options[1:-1]):
        return 0
    width = min(_WIDEST_CELL, (look.width - 2) // len(page.options))
    needed = max(_NARROWEST_CELL, 2 + max(len(number_of(choice)) for choice in page.options))
    return width if width >= needed else 0


def _lying(page: Page, state: Scale, cell: int, look: Look) -> tuple[Line, ...]:
    table = glyphs(look.ascii)
    numbers, marks = [Span("  ")], [Span("  ")]
    for index, choice in enumerate(page.options):
        current, chosen, target = index == state.cursor, choice.id == state.chosen, Target("point", index)
        number = f"[{number_of(choice)}]" if current else number_of(choice)
        style = "cursor" if current else "selected" if chosen else ""
        numbers.append(Span(centred(number, cell), style, target))
        marks.append(Span(centred(table.radio_on if chosen else table.dot, cell), "accent", target))
    return (*_ends(page, cell * len(page.options), look), Line(tuple(numbers)), Line(tuple(marks)))


def _ends(page: Page, width: int, look: Look) -> tuple[Line, ...]:
    """Return the labels of the two ends, over the ends if they fit in one line."""
    low, high = visible(end_label(page.options[0])), visible(end_label(page.options[-1]))
    if not low and not high:
        return ()
    space = width - cell_len(low) - cell_len(high)
    if space >= 2:
        return (Line((Span(f"  {low}{' ' * space}{high}", "muted"),)),)
    first, last = number_of(page.options[0]), number_of(page.options[-1])
    said = ((first, low), (last, high))
    return tuple(
        line for number, label in said if label for line in paragraph(f"{number}: {label}", look.width, "muted", 2)
    )


def _standing(page: Page, state: Scale, index: int, choice: Choice, look: Look) -> tuple[Line, ...]:
    current, chosen, table = index == state.cursor, choice.id == state.chosen, glyphs(look.ascii)
    widest = max(len(number_of(option)) for option in page.options)
    mark = Span(f"{table.radio_on if chosen else table.radio} ", "accent")
    before = (pointer(current, look), mark, Span(f"{number_of(choice):>{widest}} "))
    style = "selected" if chosen else "muted"
    target = Target("point", index)
    return hanging(before, end_label(choice), look.width, style, fill=row_fill(current), target=target)
